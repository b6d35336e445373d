//! Owns tests of the messenger MAX as second factor: its codes, its refusals, its binding from a day on.

use serde_json::{Value, json};

use super::{address, code_to, made, other_than, settings};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::world::{Person, World};

/// A person with a second factor.
fn with_factor(world: &World, kind: &str) -> Person {
    let (person, _) = made(world, "confirmed");
    world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({ "kind": kind }));
    person
}

fn past_password(browser: &mut Browser<'_>, world: &World, person: &Person) -> Reply {
    let login = browser.open(&address(world));
    browser.sign_in(&login, person)
}

/// The messages to a person that travelled so, oldest first.
fn sent(world: &World, person: &Person, kind: &str) -> Vec<Value> {
    let to = crate::oauth::kit::http::encode(&person.login);
    let all = world.get(&format!("/control/v1/outbox?to={to}&kind={kind}")).json();
    all["messages"].as_array().unwrap().clone()
}

fn factor_of(world: &World, person: &Person) -> Value {
    world.get(&format!("/control/v1/people/{}/second-factor", person.oid)).json()["kind"].clone()
}

/// The citizen allows what the diary asks for, unless that was done before, and comes back with a code.
fn allows(browser: &mut Browser<'_>, next: &Reply) {
    let asked = next.text().contains("/login/consent");
    let back = asked.then(|| browser.submit(next, "/login/consent", &[("decision", "grant")]));
    let back = back.as_ref().unwrap_or(next);
    assert!(query_value(back.location(), "code").is_some(), "{}", back.text());
}

#[test]
fn a_code_by_the_messenger_is_asked_for_and_may_be_had_by_sms_where_the_realm_says_so() {
    let world = World::start();
    let person = with_factor(&world, "max");
    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    assert!(page.text().contains("Код отправлен в мессенджер MAX"), "{}", page.text());
    assert!(!page.text().contains(&person.login), "the phone is masked");
    assert_eq!((sent(&world, &person, "max").len(), sent(&world, &person, "sms").len()), (1, 0));
    let code = code_to(&world, &person.login);
    let wrong = browser.submit(&page, "/login/max", &[("code", &other_than(&code))]);
    assert!(wrong.text().contains("Введен неверный код. Осталось попыток: 2"), "{}", wrong.text());
    let consent = browser.submit(&wrong, "/login/max", &[("code", &code)]);
    allows(&mut browser, &consent);

    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    let by_sms = browser.submit(&page, "/login/max/sms", &[]);
    assert!(by_sms.text().contains("Код отправлен в SMS"), "{}", by_sms.text());
    let code = code_to(&world, &person.login);
    assert_eq!(sent(&world, &person, "sms").last().unwrap()["code"], json!(code));
    let consent = browser.submit(&by_sms, "/login/sms", &[("code", &code)]);
    allows(&mut browser, &consent);

    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    settings(&world, &json!({ "messenger": { "sms_instead": false } }));
    assert!(!browser.open("/login").text().contains("/login/max/sms"));
    let refused = browser.submit(&page, "/login/max/sms", &[]);
    assert!(!refused.text().contains("Код отправлен в SMS"), "{}", refused.text());
}

#[test]
fn a_messenger_that_reaches_nobody_leaves_the_citizen_on_the_page() {
    let world = World::start();
    let person = with_factor(&world, "max");
    let commands = format!("/people/{}/credentials/commands", person.oid);
    let told = world.control("POST", &commands, &json!({ "command": "messenger", "reaches": false }));
    assert_eq!(told["messenger_reaches"], json!(false));
    let mut browser = Browser::new(&world);
    let page = past_password(&mut browser, &world, &person);
    assert!(
        page.text().contains("Код отправлен в мессенджер MAX"),
        "the portal does not know: {}",
        page.text()
    );
    assert!(sent(&world, &person, "max").is_empty());
    let by_sms = browser.submit(&page, "/login/max/sms", &[]);
    let code = code_to(&world, &person.login);
    let consent = browser.submit(&by_sms, "/login/sms", &[("code", &code)]);
    allows(&mut browser, &consent);
    world.control("POST", &commands, &json!({ "command": "messenger", "reaches": true }));
    past_password(&mut Browser::new(&world), &world, &person);
    assert_eq!(sent(&world, &person, "max").len(), 1);
}

/// The page that asks to bind, after the code by SMS.
fn asked_to_bind(browser: &mut Browser<'_>, world: &World, person: &Person) -> Reply {
    let page = past_password(browser, world, person);
    let code = code_to(world, &person.login);
    browser.submit(&page, "/login/sms", &[("code", &code)])
}

#[test]
fn from_a_day_on_the_binding_is_offered_and_may_be_put_off() {
    let world = World::start();
    let today = world.get("/control/v1/clock").json()["now"]
        .as_str()
        .and_then(|now| now.get(..10))
        .unwrap()
        .to_owned();
    settings(&world, &json!({ "messenger": { "offered_from": "2199-01-01" } }));
    let person = with_factor(&world, "sms");
    let consent = asked_to_bind(&mut Browser::new(&world), &world, &person);
    assert!(
        consent.text().contains("Предоставление прав доступа"),
        "the day has not come: {}",
        consent.text()
    );
    settings(&world, &json!({ "messenger": { "offered_from": today } }));
    for _ in 0..2 {
        let mut browser = Browser::new(&world);
        let page = asked_to_bind(&mut browser, &world, &person);
        assert!(page.text().contains("сделайте это позже"), "{}", page.text());
        let consent = browser.submit(&page, "/login/messenger/skip", &[]);
        assert!(consent.text().contains("Предоставление прав доступа"), "{}", consent.text());
    }
    assert_eq!(factor_of(&world, &person), json!("sms"), "it is asked for again at each sign-in");
    for kind in ["none", "totp"] {
        let other = with_factor(&world, kind);
        let page = past_password(&mut Browser::new(&world), &world, &other);
        assert!(!page.text().contains("Привяжите"), "only who gets codes by SMS is asked: {}", page.text());
    }
}

#[test]
fn a_messenger_that_is_bound_takes_the_place_of_sms() {
    let world = World::start();
    settings(&world, &json!({ "messenger": { "required_from": "2020-01-01" } }));
    let person = with_factor(&world, "sms");
    let mut browser = Browser::new(&world);
    let page = asked_to_bind(&mut browser, &world, &person);
    assert!(page.text().contains("больше не приходят в SMS") && page.text().contains("Отказаться"));
    let page = browser.submit(&page, "/login/messenger/send", &[]);
    let code = sent(&world, &person, "max").last().unwrap()["code"].as_str().unwrap().to_owned();
    let early = browser.submit(&page, "/login/messenger/send", &[]);
    assert!(early.text().contains("Новый код можно запросить через"), "{}", early.text());
    let wrong = browser.submit(&page, "/login/messenger", &[("code", &other_than(&code))]);
    assert!(wrong.text().contains("Введен неверный код"), "{}", wrong.text());
    assert_eq!(factor_of(&world, &person), json!("sms"));
    let consent = browser.submit(&wrong, "/login/messenger", &[("code", &code)]);
    allows(&mut browser, &consent);
    assert_eq!(factor_of(&world, &person), json!("max"));
    let page = past_password(&mut Browser::new(&world), &world, &person);
    assert!(page.text().contains("Код отправлен в мессенджер MAX"), "{}", page.text());
}

#[test]
fn who_refuses_the_required_binding_goes_back_with_a_refusal_or_stays() {
    let world = World::start();
    settings(&world, &json!({ "messenger": { "required_from": "2020-01-01" } }));
    let person = with_factor(&world, "sms");
    let mut browser = Browser::new(&world);
    let page = asked_to_bind(&mut browser, &world, &person);
    let back = browser.submit(&page, "/login/messenger/skip", &[]);
    assert_eq!(
        query_value(back.location(), "error").as_deref(),
        Some("access_denied"),
        "{}",
        back.location()
    );
    world.refused("ESIA-007004", "messenger-refused");

    settings(&world, &json!({ "messenger": { "on_refusal": "stays" } }));
    let mut browser = Browser::new(&world);
    let page = asked_to_bind(&mut browser, &world, &person);
    let stays = browser.submit(&page, "/login/messenger/skip", &[]);
    assert!(stays.text().contains("Без привязки мессенджера MAX войти нельзя"), "{}", stays.text());
    let still = browser.submit(&stays, "/login/messenger/send", &[]);
    assert!(still.text().contains("Код из MAX"), "the sign-in goes on: {}", still.text());
    // The portal's own sign-in has nobody to go back to.
    settings(&world, &json!({ "messenger": { "on_refusal": "access-denied" } }));
    let mut browser = Browser::new(&world);
    let login = browser.open("/login");
    let page = browser.sign_in(&login, &person);
    let code = code_to(&world, &person.login);
    let page = browser.submit(&page, "/login/sms", &[("code", &code)]);
    let stays = browser.submit(&page, "/login/messenger/skip", &[]);
    assert!(stays.text().contains("Без привязки мессенджера MAX войти нельзя"), "{}", stays.text());
}

#[test]
fn a_citizen_binds_the_messenger_in_the_cabinet() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open("/login");
    browser.sign_in(&login, &person);
    let page = browser.open("/profile/security/max");
    let page = browser.submit(&page, "/profile/security/max/send", &[]);
    let code = sent(&world, &person, "max").last().unwrap()["code"].as_str().unwrap().to_owned();
    let early = browser.submit(&page, "/profile/security/max/send", &[]);
    assert!(early.text().contains("Новый код можно запросить через"), "{}", early.text());
    let mut page = early;
    for left in ["2", "1"] {
        page = browser.submit(&page, "/profile/security/max", &[("code", &other_than(&code))]);
        let wanted = format!("Осталось попыток: <strong>{left}</strong>");
        assert!(page.text().contains(&wanted), "{}", page.text());
    }
    let on = browser.submit(&page, "/profile/security/max", &[("code", &code)]);
    assert!(on.text().contains("код приходит в мессенджер MAX"), "{}", on.text());
    assert_eq!(factor_of(&world, &person), json!("max"));
    world.advance("PT1M");
    let page = browser.open("/profile/security/max");
    let page = browser.submit(&page, "/profile/security/max/send", &[]);
    let code = sent(&world, &person, "max").last().unwrap()["code"].as_str().unwrap().to_owned();
    world.advance("PT5M");
    let late = browser.submit(&page, "/profile/security/max", &[("code", &code)]);
    assert!(late.text().contains("Срок действия кода истек"), "{}", late.text());
}

#[test]
fn a_bot_types_the_messengers_code_and_binds_or_puts_off() {
    let world = World::start();
    let person = with_factor(&world, "max");
    let login = |bot: &mut Browser<'_>, person: &Person| {
        let body = json!({ "login": person.login, "password": person.password });
        bot.call("POST", "/aas/oauth2/api/login", &body).json()
    };
    let post = |bot: &mut Browser<'_>, path: &str| {
        bot.call("POST", &format!("/aas/oauth2/api/login/{path}"), &json!({})).json()
    };
    let mut bot = Browser::new(&world);
    let asked = login(&mut bot, &person);
    let phone = asked["mfa_details"]["otp_max_details"]["phone"].clone();
    assert_eq!(
        asked,
        json!({"action": "ENTER_MFA", "mfa_details": {"type": "MAX", "otp_max_details": {
            "phone": phone, "code_length": 6, "verify_timeout_secs": 300, "verify_attempts_left": 3}}})
    );
    let code = code_to(&world, &person.login);
    assert_eq!(
        post(&mut bot, &format!("otp-max/verify?code={}", other_than(&code)))["failed"],
        "INVALID_OTP"
    );
    assert_eq!(post(&mut bot, &format!("otp-max/verify?code={code}"))["action"], "DONE");

    settings(&world, &json!({ "messenger": { "offered_from": "2020-01-01" } }));
    let person = with_factor(&world, "sms");
    let quiz = |bot: &mut Browser<'_>| {
        login(bot, &person);
        let code = code_to(&world, &person.login);
        post(bot, &format!("otp/verify?code={code}"))
    };
    let mut bot = Browser::new(&world);
    let offered = quiz(&mut bot);
    assert_eq!(offered, json!({ "action": "MAX_QUIZ", "max_details": { "skippable": true } }));
    assert_eq!(post(&mut bot, "quiz-max/skip")["action"], "DONE");
    settings(&world, &json!({ "messenger": { "required_from": "2020-01-01" } }));
    let mut bot = Browser::new(&world);
    assert_eq!(quiz(&mut bot)["max_details"]["skippable"], json!(false));
    let refused = post(&mut bot, "quiz-max/skip");
    assert_eq!(refused["failed"], "MAX_REQUIRED", "the portal's own sign-in has nobody to go back to");
    let sent = post(&mut bot, "quiz-max/send");
    assert_eq!(sent["max_details"]["otp_max_details"]["verify_attempts_left"], json!(3), "{sent}");
    let code = code_to(&world, &person.login);
    assert_eq!(post(&mut bot, &format!("quiz-max/verify?code={code}"))["action"], "DONE");
    assert_eq!(factor_of(&world, &person), json!("max"));
}
