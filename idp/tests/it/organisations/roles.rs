//! Owns tests of the role a citizen enters in: when it is asked, what it changes, who is not let in.

use serde_json::{Value, json};

use super::kit::{Company, join, world};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::party::Fields;
use crate::oauth::kit::world::{Person, World};

fn address(world: &World, fields: Fields) -> String {
    format!("/aas/oauth2/ac?{}", world.party.signs(fields).encoded())
}

/// The page after the password.
fn entered<'w>(world: &'w World, person: &Person, fields: Fields) -> (Browser<'w>, Reply) {
    let mut browser = Browser::new(world);
    let page = browser.open(&address(world, fields));
    let next = browser.sign_in(&page, person);
    (browser, next)
}

/// The way back after a role was chosen on the page and consent given, if it is asked.
fn goes_on_as(browser: &mut Browser<'_>, page: &Reply, role: &str) -> String {
    let mut next = browser.submit(page, "/login/role", &[("role", role)]);
    if next.text().contains("grantAuthorization") {
        next = browser.submit(&next, "/login/consent", &[("decision", "grant")]);
    }
    next.location().to_owned()
}

fn id_of(world: &World, back: &str) -> Value {
    let code = query_value(back, "code").unwrap_or_else(|| panic!("a code in {back}"));
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", &code)));
    let answer = reply.json();
    let read = |name: &str| Jwt::of(answer[name].as_str().expect("a token")).claims;
    json!({"scope": read("access_token")["scope"],
        "org": read("id_token")["urn:esia:sbj"].get("urn:esia:sbj:org_oid")})
}

#[track_caller]
fn sent_back(world: &World, back: &str, code: &str, reason: &str) {
    let description =
        query_value(back, "error_description").unwrap_or_else(|| panic!("an error, not {back}"));
    assert!(description.starts_with(&format!("{code}: ")), "{description}");
    assert_eq!(query_value(back, "state").is_some(), back.contains("state="));
    world.refused(code, reason);
}

#[test]
fn who_has_an_organisation_chooses_a_role_when_the_request_is_about_organisations() {
    let world = world();
    let company = Company::in_(&world);
    let asks = || world.party.asks("openid fullname usr_org").set("obj_type", "P B L A");
    let (mut browser, page) = entered(&world, &company.accountant, asks());
    let text = page.text();
    assert!(text.contains("Войти как") && text.contains("Частное лицо"), "{text}");
    assert!(text.contains("ООО «Пример»: Бухгалтер"), "{text}");
    let again = browser.submit(&page, "/login/role", &[("role", "1")]);
    assert!(again.text().contains("Войти как"), "a role that was not offered is not taken");
    let back = goes_on_as(&mut browser, &again, &company.oid.to_string());
    assert_eq!(id_of(&world, &back)["org"], company.oid);
    // The role is the session's: the next relying party's sign-in asks no more.
    let next = browser.open(&address(&world, asks()));
    assert_eq!(id_of(&world, next.location())["org"], company.oid);
    let (mut other, page) = entered(&world, &company.chief, asks());
    assert!(page.text().contains("ООО «Пример»: руководитель"), "{}", page.text());
    let back = goes_on_as(&mut other, &page, "citizen");
    assert_eq!(id_of(&world, &back)["org"], Value::Null);
}

#[test]
fn nobody_else_is_asked() {
    let world = world();
    let company = Company::in_(&world);
    let stranger = world.person("confirmed");
    let (_, page) = entered(&world, &stranger, world.party.asks("openid usr_org").set("obj_type", "P L"));
    assert!(page.text().contains("grantAuthorization"), "{}", page.text());
    let (_, page) = entered(&world, &company.chief, world.party.asks("openid fullname usr_org"));
    assert!(page.text().contains("grantAuthorization"), "{}", page.text());
    join(&world, company.oid, &company.chief, &json!({"suspended": true}));
    let (_, page) =
        entered(&world, &company.chief, world.party.asks("openid usr_org").set("obj_type", "P L"));
    assert!(page.text().contains("grantAuthorization"), "who was let go has no role: {}", page.text());
    world.control("PATCH", &format!("/organisations/{}", company.oid), &json!({"liquidated": true}));
    let (_, page) =
        entered(&world, &company.accountant, world.party.asks("openid usr_org").set("obj_type", "P L"));
    assert!(page.text().contains("grantAuthorization"), "nobody acts for what is no more: {}", page.text());
}

#[test]
fn the_setting_says_who_is_asked() {
    let world = world();
    let company = Company::in_(&world);
    for (choice, scope, asked) in [
        ("always", "openid", true),
        ("never", "openid usr_org", false),
        ("when-asked", "openid usr_org", false),
    ] {
        world.control("PATCH", "/settings", &json!({ "role_choice": choice }));
        let (_, page) = entered(&world, &company.chief, world.party.asks(scope));
        assert_eq!(page.text().contains("Войти как"), asked, "{choice} {scope}: {}", page.text());
    }
}

#[test]
fn scopes_without_a_number_are_of_the_chosen_organisation_and_allowed_for_it_alone() {
    let world = world();
    let company = Company::in_(&world);
    let second = world.control("POST", "/organisations", &json!({"short_name": "Второе"}));
    let second = second["oid"].as_u64().expect("a number");
    join(&world, second, &company.chief, &json!({}));
    let asks = || world.party.asks("openid org_ogrn");
    let (mut browser, page) = entered(&world, &company.chief, asks());
    assert!(!page.text().contains("Частное лицо"), "a private person has no OGRN: {}", page.text());
    let back = goes_on_as(&mut browser, &page, &second.to_string());
    assert_eq!(
        id_of(&world, &back)["scope"],
        format!("openid http://esia.gosuslugi.ru/org_ogrn?org_oid={second}")
    );
    // What was allowed for one organisation is asked again for another.
    let (mut browser, page) = entered(&world, &company.chief, asks());
    let next = browser.submit(&page, "/login/role", &[("role", &company.oid.to_string())]);
    assert!(next.text().contains("grantAuthorization"), "{}", next.text());
    let (_, page) = entered(&world, &company.accountant, asks());
    assert!(page.text().contains("grantAuthorization"), "one organisation is no choice: {}", page.text());
}

#[test]
fn scopes_of_an_organisation_are_for_its_employees() {
    let world = world();
    let company = Company::in_(&world);
    let asks = |scope: &str| world.party.signs(world.party.asks(&format!("openid {scope}")));
    let own = company.scopes(&["http://esia.gosuslugi.ru/org_ogrn"]);
    let back = world.sign_in(&company.accountant, &asks(&own));
    let tokens = id_of(&world, &back);
    assert_eq!((&tokens["org"], &tokens["scope"]), (&json!(company.oid), &json!(format!("openid {own}"))));
    let stranger = world.person("confirmed");
    for scope in [own.as_str(), "org_ogrn", "org_ogrn?org_oid=1"] {
        let back = world.sign_in(&stranger, &asks(scope));
        sent_back(&world, &back, "ESIA-007194", "not-an-employee");
    }
    join(&world, company.oid, &company.accountant, &json!({"suspended": true}));
    sent_back(&world, &world.sign_in(&company.accountant, &asks(&own)), "ESIA-007194", "not-an-employee");
    for scope in ["org_ogrn?org_oid=one", "org_ogrn?oid=1"] {
        sent_back(&world, &world.sign_in(&stranger, &asks(scope)), "ESIA-007006", "scope-unknown");
    }
}

#[test]
fn a_request_names_the_roles_it_lets_in() {
    let world = world();
    let company = Company::in_(&world);
    let walk = |person: &Person, name: &str, value: &str| {
        world.sign_in(person, &world.party.signs(world.party.asks("openid").set(name, value)))
    };
    let stranger = world.person("confirmed");
    assert_eq!(id_of(&world, &walk(&stranger, "obj_type", "P L"))["org"], Value::Null);
    assert_eq!(id_of(&world, &walk(&company.chief, "roles", "C"))["org"], company.oid);
    sent_back(&world, &walk(&company.accountant, "roles", "C"), "ESIA-007062", "role-not-let-in");
    sent_back(&world, &walk(&company.chief, "obj_type", "F"), "ESIA-007062", "role-not-let-in");
    sent_back(&world, &walk(&stranger, "roles", "E"), "ESIA-007062", "role-not-let-in");
    assert_eq!(id_of(&world, &walk(&company.chief, "roles", "E"))["org"], company.oid);
    assert_eq!(id_of(&world, &walk(&company.chief, "obj_type", "L A"))["org"], company.oid);
    sent_back(&world, &walk(&company.chief, "obj_type", "B"), "ESIA-007062", "role-not-let-in");
    sent_back(&world, &walk(&stranger, "roles", "X"), "ESIA-007060", "words-unknown");
    sent_back(&world, &walk(&stranger, "roles", "P"), "ESIA-007060", "words-unknown");
    sent_back(&world, &walk(&stranger, "obj_type", "L,A"), "ESIA-007061", "words-unknown");
}

#[test]
fn a_bot_chooses_a_role_over_the_json_interface() {
    let world = world();
    let company = Company::in_(&world);
    let mut bot = Browser::new(&world);
    bot.peek(&address(&world, world.party.asks("openid usr_org").set("obj_type", "P L")));
    let call = json!({"login": company.chief.login, "password": company.chief.password});
    let step = bot.call("POST", "/aas/oauth2/api/login", &call).json();
    assert_eq!(step["action"], "CHOOSE_ROLE", "{step}");
    let offered = json!([{"role": "citizen", "name": "Частное лицо"},
        {"role": company.oid.to_string(), "name": "ООО «Пример»: руководитель"}]);
    assert_eq!(step["role_details"], offered);
    let choose = |bot: &mut Browser<'_>, role: &str| {
        bot.call("POST", &format!("/aas/oauth2/api/login/role?role={role}"), &json!({})).json()
    };
    assert_eq!(choose(&mut bot, "nobody"), step);
    assert_eq!(choose(&mut bot, &company.oid.to_string())["action"], "GRANT_SCOPE_ACCESS");
    let done = bot.call("POST", "/aas/oauth2/api/scope/allow", &json!({})).json();
    assert_eq!(id_of(&world, done["redirect_url"].as_str().expect("an address"))["org"], company.oid);
}

#[test]
fn a_control_call_signs_in_under_a_role() {
    let world = world();
    let company = Company::in_(&world);
    let call = |person: &Person, role: Value| {
        let url = format!("{}{}", world.base, address(&world, world.party.asks("openid usr_org")));
        let body = json!({"person": person.oid, "authorize_url": url, "role": role});
        let target = "/control/v1/sign-ins";
        world.send(crate::oauth::kit::http::Request::new("POST", target).json(&body)).json()
    };
    let org = |person: &Person, role: Value| {
        let answer = call(person, role);
        id_of(&world, answer["redirect_to"].as_str().expect("an address"))["org"].clone()
    };
    assert_eq!(org(&company.chief, json!(company.oid.to_string())), company.oid);
    assert_eq!(org(&company.chief, json!("citizen")), Value::Null);
    assert_eq!(org(&company.chief, Value::Null), Value::Null);
    let stranger = world.person("confirmed");
    for role in [json!(company.oid.to_string()), json!("nobody")] {
        assert_eq!(call(&stranger, role)["field"], "role");
    }
}
