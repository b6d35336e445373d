//! Owns tests of the explainer: page and JSON of one entry of the journal, its masks, and its curl command, which is run.

use std::process::Command;

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::party::base64_standard;
use crate::oauth::kit::world::World;

/// The newest entry, explained.
fn explained(world: &World) -> Value {
    let seq = world.newest()["seq"].as_i64().expect("a number");
    let reply = Tester::at(&world.base).call("GET /journal/{seq}", &[&seq], Value::Null);
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json
}

#[test]
fn the_spelling_of_the_secret_is_told_whatever_is_wrong_with_it() {
    let world = World::start();
    let signed = world.party.asks("openid");
    let moved = signed.clone().set("state", "4d0a37f5-2f6b-4b57-a8a9-6c0a8a1f0c11");
    let message = world.party.message_over(&signed);
    let spelled = base64_standard(&message);
    world.authorize(&moved.set("client_secret", &spelled));
    let told = world.refused("ESIA-007005", "signature")["secret_form"].clone();
    let padding = if spelled.ends_with('=') { "with padding" } else { "without padding" };
    assert_eq!(told, json!(format!("standard base64 {padding}")));
}

#[test]
fn a_refusal_is_explained_with_request_and_answer_and_the_string_to_sign() {
    let world = World::start();
    let fields = world.party.signs(world.party.redeems("openid", "secret-code")).set("state", "another");
    world.exchange(&fields);
    let told = explained(&world);
    assert_eq!((&told["outcome"], &told["error"]), (&json!("refused"), &json!("ESIA-007005")));
    assert_eq!(told["request"]["method"], json!("POST"));
    assert_eq!(told["request"]["target"], json!("/aas/oauth2/te"));
    let form = told["request"]["form"].as_str().expect("a form");
    assert!(form.contains("code=$CODE") && form.contains("state=another"), "{form}");
    let answer: Value = serde_json::from_str(told["answer"]["json"].as_str().expect("a body")).expect("JSON");
    assert_eq!((&told["answer"]["status"], &answer["error"]), (&json!(400), &json!("unauthorized_client")));
    let page = world.get(&format!("/journal/{}", told["seq"]));
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    for shown in [&*fields.signed_text(), "scope + timestamp + client_id + state", "curl -i -X POST", "$CODE"]
    {
        assert!(text.contains(shown), "{shown} is not in {text}");
    }
    assert!(!text.contains("secret-code") && !told.to_string().contains("secret-code"), "{text}");
    let list = world.get("/journal/?outcome=refused&client=SCHOOL-DIARY&code=ESIA-007005").text();
    assert!(list.contains(&format!("/journal/{}", told["seq"])), "{list}");
    assert!(world.get("/journal/?outcome=answered").text().contains("Таких запросов нет"));
}

#[test]
fn the_tokens_of_an_answer_are_shown_taken_apart_and_without_what_makes_them_tokens() {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname snils");
    let told = explained(&world).to_string();
    assert!(told.contains("expires_in") && !told.contains(tokens.access()), "{told}");
    assert!(
        !told.contains(tokens.text("refresh_token")) && !told.contains(tokens.text("id_token")),
        "{told}"
    );
    let told = explained(&world);
    let named: Vec<_> = told["tokens"].as_array().expect("tokens").iter().map(|one| &one["name"]).collect();
    assert_eq!(named[..2], ["access_token", "id_token"]);
    let [access, id] = [0, 1].map(|number| &told["tokens"][number]);
    assert_eq!((&access["header"]["sbt"], &id["header"]["alg"]), (&json!("access"), &json!("RS256")));
    assert_eq!(access["claims"]["urn:esia:sbj_id"], json!(person.oid));
    assert_eq!(id["claims"]["aud"], json!("SCHOOL-DIARY"));
    world.send(Request::get("/rs/prns/1").header("Authorization", &format!("Bearer {}", tokens.access())));
    let told = explained(&world);
    assert_eq!(told["tokens"][0]["name"], json!("authorization"));
    assert_eq!(told["tokens"][0]["claims"], access["claims"]);
    let path = format!("/rs/prns/{}?embed=(contacts.elements)", person.oid);
    world.send(Request::get(&path).header("Authorization", "Bearer secret-token"));
    let told = explained(&world);
    assert_eq!(told["request"]["target"], json!(path));
    assert_eq!(told["request"]["headers"]["authorization"], json!("Bearer $ACCESS_TOKEN"));
}

#[test]
fn the_copied_command_sends_the_same_request_again() {
    let world = World::start();
    // A blank, a quote and a double encoding have to survive the shell.
    let fields = world.party.signs(world.party.redeems("openid", "x").set("state", "it's $HOME `here`"));
    world.exchange(&fields);
    let first = explained(&world);
    let script = first["curl"].as_str().expect("a command");
    let ran = Command::new("sh").args(["-c", script]).env("CODE", "x").env("NO_PROXY", "*").output();
    let ran = ran.expect("these tests need the programs `sh` and `curl`");
    let answer = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(answer.contains("ESIA-007011"), "{answer} {}", String::from_utf8_lossy(&ran.stderr));
    let again = explained(&world);
    assert!(again["seq"].as_i64() > first["seq"].as_i64());
    for same in ["error", "request", "why", "curl"] {
        let seen = |told: &Value| match same {
            // curl names what it takes by itself.
            "request" => told[same]["form"].clone(),
            "curl" => json!(told[same].as_str().unwrap().lines().last()),
            _ => told[same].clone(),
        };
        assert_eq!(seen(&again), seen(&first), "{same}");
    }
}

#[test]
fn an_entry_that_is_not_there_is_not_found_and_a_wrong_filter_names_its_field() {
    let tester = Tester::start();
    for (seq, status) in [("0", 404), ("999", 404), ("one", 400)] {
        let reply = tester.call("GET /journal/{seq}", &[&seq], Value::Null);
        assert_eq!((reply.status, &reply.json["field"]), (status, &json!("seq")), "{seq}");
    }
    let reply = tester.call("GET /journal?outcome=eaten", &[], Value::Null);
    assert_eq!((reply.status, &reply.json["field"]), (400, &json!("outcome")));
}

#[test]
fn older_entries_are_a_page_away() {
    let world = World::start();
    for _ in 0..52 {
        world.get("/aas/oauth2/ac?client_id=NOBODY&redirect_uri=http://x/");
    }
    let newest = world.get("/journal/").text();
    assert!(newest.contains("id=\"entry-52\"") && !newest.contains("id=\"entry-2\""), "{newest}");
    let (_, rest) = newest.split_once("/journal/?client=").expect("a link to older ones");
    let query = rest.split('"').next().unwrap().replace("&#38;", "&");
    let older = world.get(&format!("/journal/?client={query}")).text();
    assert!(
        older.contains("id=\"entry-2\"") && older.contains("id=\"entry-1\"") && !older.contains("entry-3\""),
        "{older}"
    );
}

#[test]
fn the_journal_keeps_as_many_entries_as_the_settings_say() {
    let world = World::start();
    let kept = || world.get("/control/v1/journal?limit=100").json()["entries"].as_array().map(Vec::len);
    let refused = |times| (0..times).for_each(|_| drop(world.get("/aas/oauth2/ac?client_id=NOBODY")));
    refused(5);
    assert_eq!(kept(), Some(5), "the usual journal keeps them all");
    world.control("PATCH", "/settings", &json!({ "journal_entries_max": 3 }));
    refused(1);
    assert_eq!(kept(), Some(3));
    assert_eq!(world.newest()["seq"], json!(6));
}
