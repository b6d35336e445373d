//! Owns tests of the second factor: by SMS, of an authenticator, switched on and off under «Безопасность».

use serde_json::{Value, json};

use super::{address, code_to, made, other_than};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::world::{Person, World};

fn with_factor(world: &World, kind: &str) -> (Person, Value) {
    let (person, _) = made(world, "confirmed");
    let set = world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({"kind": kind}));
    (person, set)
}

fn past_password(browser: &mut Browser<'_>, world: &World, person: &Person) -> Reply {
    let login = browser.open(&address(world));
    browser.sign_in(&login, person)
}

fn code_now(world: &World, person: &Person) -> String {
    let factor = world.get(&format!("/control/v1/people/{}/second-factor", person.oid)).json();
    factor["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_code_by_sms_is_asked_for_after_the_password() {
    let world = World::start();
    let (person, _) = with_factor(&world, "sms");
    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    assert!(page.text().contains("Вход с подтверждением"), "{}", page.text());
    assert!(!page.text().contains(&person.login), "the phone is masked");
    let again = browser.open("/login");
    assert!(again.text().contains("Осталось попыток: <strong>3</strong>"), "the step is still due");
    let code = code_to(&world, &person.login);
    let consent = browser.submit(&again, "/login/sms", &[("code", &code)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert!(query_value(back.location(), "code").is_some());
}

#[test]
fn wrong_codes_count_down_and_then_lock_and_a_new_code_gives_no_new_tries() {
    let world = World::start();
    let (person, _) = with_factor(&world, "sms");
    let mut browser = Browser::new(&world);
    let mut page = past_password(&mut browser, &world, &person);
    let wrong = other_than(&code_to(&world, &person.login));
    page = browser.submit(&page, "/login/sms", &[("code", &wrong)]);
    assert!(page.text().contains("Введен неверный код. Осталось попыток: 2"), "{}", page.text());
    let early = browser.submit(&page, "/login/sms/resend", &[]);
    assert!(early.text().contains("Новый код можно запросить через"), "{}", early.text());
    world.advance("PT1M");
    page = browser.submit(&page, "/login/sms/resend", &[]);
    assert!(page.text().contains("Осталось попыток: <strong>2</strong>"), "{}", page.text());
    let wrong = other_than(&code_to(&world, &person.login));
    page = browser.submit(&page, "/login/sms", &[("code", &wrong)]);
    page = browser.submit(&page, "/login/sms", &[("code", &wrong)]);
    assert!(page.text().contains("Вход временно закрыт"), "{}", page.text());
    let login = browser.open("/login");
    assert!(browser.sign_in(&login, &person).text().contains("Вход временно закрыт"));
    world.advance("PT30M");
    assert!(browser.open("/login").text().contains("Время на вход истекло"));
    let login = browser.open("/login");
    let page = browser.sign_in(&login, &person);
    let code = code_to(&world, &person.login);
    let cabinet = browser.submit(&page, "/login/sms", &[("code", &code)]);
    assert!(cabinet.text().contains("Безопасность"), "the diary's request has run out: {}", cabinet.text());
}

#[test]
fn a_code_by_sms_runs_out() {
    let world = World::start();
    let (person, _) = with_factor(&world, "sms");
    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    let code = code_to(&world, &person.login);
    world.advance("PT5M");
    let late = browser.submit(&page, "/login/sms", &[("code", &code)]);
    assert!(late.text().contains("Срок действия кода истек"), "{}", late.text());
}

#[test]
fn an_authenticators_code_is_taken_once() {
    let world = World::start();
    let (person, set) = with_factor(&world, "totp");
    assert_eq!(set["secret"].as_str().map(str::len), Some(32));
    let code = code_now(&world, &person);
    for (by, expected) in [("PT0S", "Предоставление прав доступа"), ("PT0S", "Этот код уже использован")]
    {
        world.advance(by);
        let mut browser = Browser::new(&world);
        let page = past_password(&mut browser, &world, &person);
        assert!(page.text().contains("Код из приложения"), "{}", page.text());
        let next = browser.submit(&page, "/login/totp", &[("code", &code)]);
        assert!(next.text().contains(expected), "{}", next.text());
    }
    world.advance("PT30S");
    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    let code = code_now(&world, &person);
    assert!(browser.submit(&page, "/login/totp", &[("code", &code)]).text().contains("Предоставление"));
}

#[test]
fn a_citizen_switches_factors_on_and_off() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open("/login");
    browser.sign_in(&login, &person);
    let page = browser.open("/profile/security/totp");
    assert!(page.text().contains("<svg") && page.text().contains("id=\"secret\""));
    let wrong = browser.submit(&page, "/profile/security/totp", &[("code", "000000")]);
    assert!(wrong.text().contains("Введен неверный код"), "{}", wrong.text());

    let secret = wrong.text();
    let secret = secret.split("id=\"secret\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    // The code is computed by the provider for another person who was given the same secret.
    let (twin, _) = made(&world, "simplified");
    let path = format!("/people/{}/second-factor", twin.oid);
    let code = world.control("PUT", &path, &json!({"kind": "totp", "secret": secret}))["code"].clone();
    let on = browser.submit(&wrong, "/profile/security/totp", &[("code", code.as_str().unwrap())]);
    assert!(on.text().contains("код показывает приложение"), "{}", on.text());

    let off = browser.submit(&on, "/profile/security/second-factor", &[("method", "off")]);
    assert!(off.text().contains("для входа хватает пароля"), "{}", off.text());
    let sms = browser.submit(&off, "/profile/security/second-factor", &[("method", "sms")]);
    assert!(sms.text().contains("код приходит в SMS"), "{}", sms.text());
    let kept = world.get(&format!("/control/v1/people/{}/second-factor", person.oid)).json();
    assert_eq!(kept, json!({"kind": "sms"}));
}

#[test]
fn a_scope_that_demands_a_second_factor_is_for_those_who_have_one() {
    let world = World::start();
    let (with, _) = with_factor(&world, "sms");
    let without = world.person("confirmed");
    let asked = |scope: &str| world.party.signs(world.party.asks(scope));
    let back = |person: &Person, scope: &str| world.sign_in(person, &asked(scope));
    assert!(query_value(&back(&without, "openid inn"), "code").is_some(), "no scope demands one yet");
    world.control("PATCH", "/settings", &json!({"second_factor_scopes": ["inn"]}));
    assert!(query_value(&back(&with, "openid inn"), "code").is_some());
    assert!(query_value(&back(&without, "openid fullname"), "code").is_some());
    let refused = back(&without, "openid inn");
    assert_eq!(query_value(&refused, "error").as_deref(), Some("authorization2faNotAvailable"), "{refused}");
    let description = query_value(&refused, "error_description").unwrap();
    assert!(description.starts_with("ESIA-007046: "), "{description}");
    assert_eq!(world.refused("ESIA-007046", "second-factor-missing")["scope"], json!("inn"));
}

#[test]
fn the_scope_otp_demands_a_second_factor_and_the_id_token_tells_of_it() {
    let world = World::start();
    let mut registration = world.party.registration();
    registration["scopes"] = json!(["openid", "otp"]);
    world.control("PUT", "/clients/SCHOOL-DIARY", &registration);
    let asked =
        |scope: &str| format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks(scope)).encoded());
    let acr = |back: &Reply| {
        let code = query_value(back.location(), "code").expect("a code");
        let answer = world.exchange(&world.party.signs(world.party.redeems("openid", &code))).json();
        Jwt::of(answer["id_token"].as_str().expect("an id token")).claims.get("acr").cloned()
    };
    // A session that began without a second factor is signed in anew; one that began with it is not.
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&asked("openid"));
    let consent = browser.sign_in(&login, &person);
    assert_eq!(acr(&browser.submit(&consent, "/login/consent", &[("decision", "grant")])), None);
    let refused = browser.peek(&asked("openid otp"));
    let refused = if refused.location().contains("error") { refused } else { browser.open("/login") };
    assert!(refused.location().contains("ESIA-007046"), "{}", refused.location());
    world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({"kind": "sms"}));
    let login = browser.open(&asked("openid otp"));
    assert!(login.text().contains("name=\"password\""), "{}", login.text());
    let page = browser.sign_in(&login, &person);
    let code = code_to(&world, &person.login);
    let consent = browser.submit(&page, "/login/sms", &[("code", &code)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert_eq!(acr(&back), Some(json!({"2fa": "otp"})));
    assert_eq!(acr(&browser.open(&asked("openid otp"))), Some(json!({"2fa": "otp"})));
    assert_eq!(acr(&browser.open(&asked("openid"))), Some(json!({"2fa": "otp"})));
}
