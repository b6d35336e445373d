//! Owns the story `account.confirm.signature`: Debian's `openssl` signs, the provider judges.

use serde_json::{Value, json};

use super::window::{Window, person, seen, text};
use crate::actors::Tester;
use crate::oauth::kit::http::{Reply, Request};
use crate::oauth::kit::openssl::{engine, file, openssl};
use crate::oauth::kit::world::World;

/// A certificate issued to a person.
fn issued(world: &World, person: &Value, order: &Value) -> Value {
    world.control("POST", &format!("/people/{}/qualified-certificates", person["oid"]), order)
}

/// The text and the challenge's name on the page.
fn challenge(page: &str) -> (String, String) {
    let (_, rest) = page.split_once("id=\"challenge\">").expect("a challenge");
    let (_, id) = page.split_once("name=\"challenge_id\" value=\"").expect("a name");
    (rest.split("</pre>").next().unwrap().to_owned(), id.split('"').next().unwrap().to_owned())
}

/// A detached signature over a text, DER, made by `openssl` with the digest that goes with the key.
fn signed(certificate: &Value, over: &str) -> Vec<u8> {
    let own = file(text(certificate, "certificate").as_bytes());
    let key = file(text(certificate, "key").as_bytes());
    engine().fed(&format!("cms -sign -binary -outform DER -signer {own} -inkey {key}"), over.as_bytes())
}

fn armoured(der: &[u8]) -> String {
    String::from_utf8(openssl("base64", der).unwrap()).unwrap()
}

fn standard(world: &World) -> (Value, Window<'_>) {
    let person = person(world, "standard");
    let window = Window::signed_in(world, text(&person, "mobile"), text(&person, "password"));
    (person, window)
}

/// Signs the text of a new page and pastes the signature.
fn paste(window: &mut Window<'_>, certificate: &Value) -> Reply {
    let (text, id) = challenge(&window.open("/profile/confirm/signature").text());
    let signature = armoured(&signed(certificate, &text));
    window.post("/profile/confirm/signature", &[("challenge_id", &id), ("signature", &signature)])
}

#[test]
fn a_signature_of_the_owner_confirms() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    assert!(window.open("/profile/confirm").text().contains("С помощью электронной подписи"));
    let page = paste(&mut window, &issued(&world, &person, &json!({}))).text();
    assert!(page.contains("Статус вашей учетной записи «Подтвержденная»"), "{page}");
    assert_eq!(seen(&world, &person)["status"], "confirmed");
}

#[test]
fn a_gost_signature_of_the_owner_confirms() {
    for algorithm in ["GOST3410_2012_256", "GOST3410_2012_512"] {
        let world = World::start();
        let (person, mut window) = standard(&world);
        let page = paste(&mut window, &issued(&world, &person, &json!({ "algorithm": algorithm }))).text();
        assert!(page.contains("Статус вашей учетной записи «Подтвержденная»"), "{algorithm}: {page}");
        assert_eq!(seen(&world, &person)["status"], "confirmed");
    }
}

#[test]
fn a_signature_may_be_uploaded_as_a_file() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    let certificate = issued(&world, &person, &json!({}));
    let (text, id) = challenge(&window.open("/profile/confirm/signature").text());
    let mut body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"challenge_id\"\r\n\r\n{id}\r\n--X\r\n\
         Content-Disposition: form-data; name=\"signature_file\"; filename=\"a.p7s\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(signed(&certificate, &text));
    body.extend(b"\r\n--X--\r\n");
    let request = Request::post("/profile/confirm/signature").body("multipart/form-data; boundary=X", body);
    assert_eq!(window.send(request).status, 303);
    assert_eq!(seen(&world, &person)["status"], "confirmed");
}

#[test]
fn other_owners_and_certificates_without_force_are_refused() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    let other = json!({ "last_name": "Снегирева", "first_name": "Алена", "snils": "112-233-445 95" });
    let table = [
        (json!({ "owner": other }), "Владелец подписи — другой человек"),
        (json!({ "expired": true }), "Срок действия сертификата истек"),
        (json!({ "revoked": true }), "Сертификат отозван"),
        (json!({ "foreign_authority": true }), "не аккредитован"),
    ];
    for (order, told) in table {
        let page = paste(&mut window, &issued(&world, &person, &order)).text();
        assert!(page.contains(told), "{told}: {page}");
        assert_eq!(seen(&world, &person)["status"], "standard");
    }
}

#[test]
fn another_text_a_stale_challenge_and_noise_are_refused() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    let certificate = issued(&world, &person, &json!({}));
    let (text, id) = challenge(&window.open("/profile/confirm/signature").text());
    let mut send = |id: &str, signature: &str| {
        window.post("/profile/confirm/signature", &[("challenge_id", id), ("signature", signature)]).text()
    };
    let other = armoured(&signed(&certificate, "Другая строка"));
    assert!(send(&id, &other).contains("Подпись не подходит к строке"));
    assert!(send(&id, "не подпись").contains("Пришлите подпись в Base64"));
    assert!(send(&id, "AAAA").contains("Подпись не подходит к строке"));
    let right = armoured(&signed(&certificate, &text));
    assert!(send("00000000-0000-4000-8000-000000000000", &right).contains("Строка устарела"));
    world.advance("PT31M");
    assert!(send(&id, &right).contains("Строка устарела"));
    assert_eq!(seen(&world, &person)["status"], "standard");
}

#[test]
fn certificates_are_issued_with_keys_of_every_kind() {
    let tester = Tester::start();
    let person = tester.person(json!({ "level": "standard" }));
    for algorithm in ["GOST3410_2012_256", "GOST3410_2012_512"] {
        let order = json!({ "algorithm": algorithm });
        let made = tester.call("POST /people/{oid}/qualified-certificates", &[&person["oid"]], order);
        let made = made.expect(201);
        assert!(text(&made, "certificate").contains("BEGIN CERTIFICATE"));
        assert!(text(&made, "key").contains("BEGIN PRIVATE KEY"));
    }
    let call =
        |oid: &Value, order: Value| tester.call("POST /people/{oid}/qualified-certificates", &[oid], order);
    call(&person["oid"], json!({ "algorithm": "HS256" })).problem(400, "algorithm");
    call(&json!(1_999_999_999), json!({})).problem(404, "oid");
    let simplified = tester.person(json!({ "level": "simplified" }));
    call(&simplified["oid"], json!({ "algorithm": "GOST3410_2012_256" })).problem(409, "owner");
}
