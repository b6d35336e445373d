//! Owns tests of the login page's JSON interface: a bot with one cookie jar gets through an `ac`.

use serde_json::{Value, json};

use super::{address, code_to, made, other_than, settings};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::world::{Person, World};

const LOGIN: &str = "/aas/oauth2/api/login";

fn post(bot: &mut Browser<'_>, path: &str) -> Reply {
    bot.call("POST", path, &json!({}))
}

fn log_in(bot: &mut Browser<'_>, person: &Person, password: &str) -> Reply {
    bot.call("POST", LOGIN, &json!({"login": person.login, "password": password, "idType": "phone"}))
}

fn allow(world: &World, bot: &mut Browser<'_>, answer: &Value) {
    assert_eq!(answer["action"], "GRANT_SCOPE_ACCESS", "{answer}");
    let done = post(bot, "/aas/oauth2/api/scope/allow").json();
    assert_eq!(done["action"], "DONE", "{done}");
    let code = query_value(done["redirect_url"].as_str().unwrap(), "code").expect("a code");
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn a_bot_logs_in_allows_and_redeems_its_code() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut bot = Browser::new(&world);
    assert!(bot.peek(&address(&world)).location().ends_with("/login"));
    assert_eq!(bot.call("GET", "/aas/oauth2/config", &Value::Null).status, 200);
    let wrong = log_in(&mut bot, &person, "Wrong-2018!");
    assert_eq!((wrong.status, wrong.json()), (201, json!({"failed": "INVALID_PASSWORD"})));
    let right = log_in(&mut bot, &person, &person.password).json();
    assert_eq!(bot.call("GET", "/aas/oauth2/api/login/next-step", &Value::Null).json(), right);
    allow(&world, &mut bot, &right);
    // Single sign-on: the same jar needs nothing more.
    assert!(query_value(bot.peek(&address(&world)).location(), "code").is_some());
}

#[test]
fn a_bot_types_codes_of_both_factors() {
    let world = World::start();
    for (kind, name, path, failed) in [
        ("sms", "SMS", "/aas/oauth2/api/login/otp/verify", "INVALID_OTP"),
        ("totp", "TTP", "/aas/oauth2/api/login/totp/verify", "INVALID_TTP"),
    ] {
        let (person, _) = made(&world, "confirmed");
        let factor = format!("/people/{}/second-factor", person.oid);
        let set = world.control("PUT", &factor, &json!({"kind": kind}));
        let mut bot = Browser::new(&world);
        bot.peek(&address(&world));
        let asked = log_in(&mut bot, &person, &person.password).json();
        assert_eq!((&asked["action"], &asked["mfa_details"]["type"]), (&json!("ENTER_MFA"), &json!(name)));
        let code = set["code"].as_str().map_or_else(|| code_to(&world, &person.login), str::to_owned);
        let wrong = post(&mut bot, &format!("{path}?code={}", other_than(&code)));
        assert_eq!((wrong.status, &wrong.json()["failed"]), (200, &json!(failed)), "{}", wrong.text());
        let details = wrong.json()["mfa_details"].clone();
        let left = if kind == "sms" { &details["otp_details"] } else { &details["ttp_details"] };
        assert_eq!(
            (&left["code_length"], &left["verify_attempts_left"]),
            (&json!(6), &json!(2)),
            "{details}"
        );
        let right = post(&mut bot, &format!("{path}?code={code}"));
        assert_eq!(right.status, 202, "{}", right.text());
        allow(&world, &mut bot, &right.json());
    }
}

#[test]
fn the_details_of_an_sms_are_those_clients_read() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    world.control("PUT", &format!("/people/{}/second-factor", person.oid), &json!({"kind": "sms"}));
    let asked = log_in(&mut Browser::new(&world), &person, &person.password).json();
    let phone = asked["mfa_details"]["otp_details"]["phone"].clone();
    assert!(phone.as_str().unwrap().contains("***"), "{phone}");
    assert_eq!(
        asked,
        json!({"action": "ENTER_MFA", "mfa_details": {"type": "SMS", "otp_details": {
            "phone": phone, "code_length": 6, "verify_timeout_secs": 300, "verify_attempts_left": 3}}})
    );
}

#[test]
fn a_bot_solves_the_puzzle_and_the_password_counts_only_then() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut bot = Browser::new(&world);
    bot.peek(&address(&world));
    for _ in 0..3 {
        log_in(&mut bot, &person, "Wrong-2018!");
    }
    for (password, expected) in [("Wrong-2018!", "failed"), (&*person.password, "action")] {
        let asked = log_in(&mut bot, &person, password).json();
        assert_eq!(asked["action"], "SOLVE_ANOMALY_REACTION", "{asked}");
        assert_eq!(asked["reaction_details"]["type"], "О.ЗД1");
        let guid = asked["reaction_details"]["guid"].as_str().unwrap().to_owned();
        let token = solve(&world);
        let verify = format!("/aas/oauth2/api/anomaly/captcha/verify?guid={guid}&verify_token={token}");
        let told = post(&mut bot, &verify).json();
        assert!(told[expected].is_string(), "{told}");
        if expected == "action" {
            allow(&world, &mut bot, &told);
        }
    }
}

/// Solves a puzzle as a bot does, with a person to look at the picture: here the control API.
fn solve(world: &World) -> String {
    let made = world.get("/captcha/api/public/v2/type").json();
    assert_eq!(made["captchaType"], "esiacaptcha");
    let session = made["captchaSession"].as_str().unwrap();
    let named = |request: Request| world.send(request.header("captchasession", session));
    let image = named(Request::get("/captcha/api/public/v2/image"));
    assert!(image.kind().starts_with("image/svg+xml") && image.text().starts_with("<svg"));
    let answer = world.get(&format!("/control/v1/captchas/{session}")).json()["answer"].clone();
    let body = json!({"answer": answer, "captchaType": "esiacaptcha"});
    let solved = named(Request::post("/captcha/api/public/v2/verify").json(&body)).json();
    solved["verify_token"].as_str().unwrap_or_else(|| panic!("{solved}")).to_owned()
}

#[test]
fn a_demanded_change_is_an_action_that_may_be_skipped_only_when_offered() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    let commands = format!("/people/{}/credentials/commands", person.oid);
    for may_skip in [true, false] {
        let order = json!({"command": "require-password-change", "may_skip": may_skip});
        world.control("POST", &commands, &order);
        let mut bot = Browser::new(&world);
        let asked = log_in(&mut bot, &person, &person.password).json();
        assert_eq!(asked["action"], "CHANGE_PASSWORD", "{asked}");
        let skipped = post(&mut bot, "/aas/oauth2/api/login/change-password/skip").json();
        assert_eq!(skipped["action"] == "DONE", may_skip, "{skipped}");
    }
}

#[test]
fn a_locked_account_says_so_and_an_offer_declined_leads_on() {
    let world = World::start();
    settings(&world, &json!({"guard": {"lock_after": 1}}));
    let (person, _) = made(&world, "simplified");
    let mut bot = Browser::new(&world);
    assert_eq!(log_in(&mut bot, &person, "Wrong-2018!").json()["failed"], "ACCOUNT_LOCKED");
    world.advance("PT30M");
    let done = log_in(&mut bot, &person, &person.password).json();
    assert_eq!(done["action"], "DONE", "{done}");
    assert!(done["redirect_url"].as_str().unwrap().ends_with("/profile/"));
    let declined = post(&mut bot, "/aas/oauth2/api/login/promo-mfa/fill-mfa?decision=false").json();
    assert_eq!(declined, done);
}
