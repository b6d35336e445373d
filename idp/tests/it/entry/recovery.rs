//! Owns tests of «Забыли пароль?»: by phone, by mail, with a document, and what dies with the old password.

use serde_json::json;

use super::{code_to, made, other_than, settings};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::World;

const NEW: &str = "Sentyabr-2024!";

fn new_password(browser: &mut Browser<'_>, page: &Reply) -> Reply {
    browser.submit(page, "/recovery/password", &[("password", NEW), ("password_again", NEW)])
}

#[test]
fn a_simplified_account_is_recovered_by_phone_and_by_mail() {
    for contact in ["mobile", "email"] {
        let world = World::start();
        let (mut person, json) = made(&world, "simplified");
        let contact = json[contact].as_str().unwrap();
        let mut browser = Browser::new(&world);
        let start = browser.open("/recovery/");
        let page = browser.submit(&start, "/recovery/", &[("contact", contact)]);
        assert!(!page.text().contains(contact), "the contact is masked");
        let wrong = other_than(&code_to(&world, contact));
        let page = browser.submit(&page, "/recovery/code", &[("code", &wrong)]);
        assert!(page.text().contains("Осталось попыток: 2"), "{}", page.text());
        let code = code_to(&world, contact);
        let page = browser.submit(&page, "/recovery/code", &[("code", &code)]);
        assert!(page.text().contains("Новый пароль"), "no document: {}", page.text());
        let done = new_password(&mut browser, &page);
        assert!(done.text().contains("Пароль изменен"), "{}", done.text());
        let login = browser.open("/login");
        assert!(browser.sign_in(&login, &person).text().contains("Неверный логин или пароль"));
        person.password = NEW.to_owned();
        assert!(browser.sign_in(&login, &person).text().contains("Безопасность"));
    }
}

#[test]
fn a_checked_account_names_a_document_and_three_wrong_ones_lead_to_a_centre() {
    let world = World::start();
    let (person, json) = made(&world, "confirmed");
    let passport = format!(
        "{} {}",
        json["passport"]["series"].as_str().unwrap(),
        json["passport"]["number"].as_str().unwrap()
    );
    let papers = [
        ("passport", &*passport),
        ("inn", json["inn"].as_str().unwrap()),
        ("snils", json["snils"].as_str().unwrap()),
    ];
    for (document, number) in papers {
        let mut browser = Browser::new(&world);
        let page = prove_contact(&world, &mut browser, &person.login);
        assert!(page.text().contains("Проверка документа"), "{}", page.text());
        let wrong = [("document", document), ("document_number", "0000000000")];
        let page = browser.submit(&page, "/recovery/document", &wrong);
        assert!(page.text().contains("Осталось попыток: 2"), "{}", page.text());
        let right = [("document", document), ("document_number", number)];
        let page = browser.submit(&page, "/recovery/document", &right);
        assert!(page.text().contains("Новый пароль"), "{document}: {}", page.text());
    }
    let mut browser = Browser::new(&world);
    let mut page = prove_contact(&world, &mut browser, &person.login);
    for _ in 0..3 {
        page =
            browser.submit(&page, "/recovery/document", &[("document", "snils"), ("document_number", "1")]);
    }
    assert!(page.text().contains("Обратитесь в центр обслуживания"), "{}", page.text());
}

fn prove_contact(world: &World, browser: &mut Browser<'_>, contact: &str) -> Reply {
    let start = browser.open("/recovery/");
    let page = browser.submit(&start, "/recovery/", &[("contact", contact)]);
    browser.submit(&page, "/recovery/code", &[("code", &code_to(world, contact))])
}

#[test]
fn old_sessions_and_refresh_tokens_die_with_the_old_password() {
    let world = World::start();
    settings(&world, &json!({"recovery": {"asks_document": false}}));
    let (person, _) = made(&world, "confirmed");
    let mut signed_in = Browser::new(&world);
    let login = signed_in.open("/login");
    assert!(signed_in.sign_in(&login, &person).text().contains("Безопасность"));
    let mut asks = world.party.asks("openid");
    asks.0
        .iter_mut()
        .filter(|(name, _)| name == "access_type")
        .for_each(|(_, value)| *value = "offline".to_owned());
    let back = world.sign_in(&person, &world.party.signs(asks));
    let code = crate::oauth::kit::http::query_value(&back, "code").unwrap();
    let tokens = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
    let refresh = tokens["refresh_token"].as_str().expect("a refresh token");

    let mut browser = Browser::new(&world);
    let page = prove_contact(&world, &mut browser, &person.login);
    new_password(&mut browser, &page);
    assert!(signed_in.open("/profile/").text().contains("<h1>Вход</h1>"), "the session is over");
    let renewed = world.exchange(&world.party.signs(world.party.renews("openid", refresh)));
    world.te_refused(&renewed, "ESIA-007028", "access_denied");
}

#[test]
fn a_contact_nobody_has_looks_like_any_other_unless_the_settings_say_so() {
    let world = World::start();
    let mut browser = Browser::new(&world);
    let start = browser.open("/recovery/");
    let page = browser.submit(&start, "/recovery/", &[("contact", "+7 900 000-99-99")]);
    assert!(
        page.text().contains("Код отправлен") || page.text().contains("отправлен в SMS"),
        "{}",
        page.text()
    );
    assert_eq!(world.newest()["why"]["reason"], "contact-unknown");
    let page = browser.submit(&page, "/recovery/code", &[("code", "123456")]);
    assert!(page.text().contains("Осталось попыток: 2"), "{}", page.text());
    settings(&world, &json!({"recovery": {"tells_unknown": true}}));
    let told = browser.submit(&start, "/recovery/", &[("contact", "+7 900 000-99-99")]);
    assert!(told.text().contains("Учетная запись не найдена"), "{}", told.text());
}

#[test]
fn a_locked_account_is_opened_by_recovery() {
    let world = World::start();
    let (mut person, _) = made(&world, "simplified");
    let path = format!("/people/{}/credentials/commands", person.oid);
    world.control("POST", &path, &json!({"command": "lock", "for": "P1D"}));
    let mut browser = Browser::new(&world);
    let page = prove_contact(&world, &mut browser, &person.login);
    new_password(&mut browser, &page);
    person.password = NEW.to_owned();
    let login = browser.open("/login");
    assert!(browser.sign_in(&login, &person).text().contains("Безопасность"));
}
