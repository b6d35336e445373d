//! Who is asked for a consent, by which page, and what may be left out.

use serde_json::json;

use super::kit::{OFFICIAL, asks, child, entered, given, redeemed, register, scopes, seen, tokens, world};
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::later::S2;
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::base64url;

#[test]
fn the_official_request_is_taken_as_it_stands() {
    let world = world();
    let parent = world.person("confirmed");
    let (mut browser, page) = entered(&world, &parent, OFFICIAL);
    let text = page.text();
    for words in ["Электронный дневник школьника", "Секретарь", "О себе", "Контакты ребенка"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let back = browser.submit(&page, "/login/consent", &[("decision", "grant")]);
    let tokens = redeemed(&world, back.location());
    let token = tokens.jwt("access_token");
    let oid = parent.oid;
    assert_eq!(token.claims["permissions"], "EDU_JOURNAL");
    let url = format!("{}/esia-rs/api/public/v1/prns/{oid}/issued/permissions", world.base);
    assert_eq!(token.claims["permissions_url"], json!(url));
    assert!(
        scopes(&tokens).starts_with(&format!("openid fullname?mode=w&oid={oid} ")),
        "{}",
        scopes(&tokens)
    );
    let life = token.claims["exp"].as_i64().unwrap() - token.claims["iat"].as_i64().unwrap();
    assert_eq!((life, &tokens.answer["expires_in"]), (1800, &json!(1800)));
    assert!(tokens.answer.get("refresh_token").is_none(), "{}", tokens.answer);
    let data = seen(&world, &parent, &tokens).json();
    assert!(data["lastName"].is_string() && data["snils"].is_string() && data.get("inn").is_none(), "{data}");
}

#[test]
fn the_request_is_taken_by_the_later_version_too() {
    let mut world = world();
    world.party.identity = Identity::gost();
    register(&world, &json!({}));
    let parent = world.person("confirmed");
    // The consents are not among the signed values.
    let asked = world.party.asks_v2("openid").set("permissions", &base64url(OFFICIAL.as_bytes()));
    let back = world.sign_in_v2(&parent, &world.party.signs_bare(asked, &S2));
    assert!(query_value(&back, "code").is_some(), "{back}");
}

#[test]
fn a_consent_without_a_kind_is_told_as_the_realm_says() {
    let world = world();
    let nameless = OFFICIAL.replacen("\"EDU_JOURNAL\"", "\"\"", 1);
    assert_ne!(nameless, OFFICIAL);
    for code in ["ESIA-036700", "ESIA-036701"] {
        world.control("PATCH", "/settings", &json!({"consents": {"kind_missing": code}}));
        let told = world.authorize(&asks(&world, &nameless));
        assert!(told.location().contains(code), "{}", told.location());
    }
}

#[test]
fn only_confirmed_accounts_of_adults_are_asked_and_everybody_else_signs_in() {
    let world = world();
    for level in ["simplified", "standard"] {
        let person = world.person(level);
        let (_, back) = entered(&world, &person, OFFICIAL);
        let tokens = redeemed(&world, back.location());
        assert_eq!(scopes(&tokens), "openid", "{level}");
        let token = tokens.jwt("access_token");
        assert!(token.claims.get("permissions").is_none() && token.claims.get("permissions_url").is_none());
        assert_eq!(tokens.answer["expires_in"], 3600);
        assert!(given(&world, &person).is_empty());
    }
    let journal = world.get("/control/v1/journal?limit=2").text();
    assert!(journal.contains("consent-not-asked"), "{journal}");
    let teenager =
        world.control("POST", "/people", &json!({"level": "confirmed", "birth_date": "02.09.2009"}));
    let adult = world.control("POST", "/people", &json!({"level": "confirmed", "birth_date": "02.09.2006"}));
    for (made, is_asked) in [(teenager, false), (adult, true)] {
        let person = crate::oauth::kit::world::Person {
            oid: made["oid"].as_u64().unwrap(),
            login: made["logins"][0].as_str().unwrap().to_owned(),
            password: made["password"].as_str().unwrap().to_owned(),
        };
        let (_, next) = entered(&world, &person, OFFICIAL);
        assert_eq!(next.header("location").is_none(), is_asked, "{made}");
    }
}

#[test]
fn scopes_beside_openid_are_refused_unless_the_realm_takes_them() {
    let mut world = world();
    world.party.scopes.push("fullname");
    register(&world, &json!({"scopes": world.party.scopes}));
    let beside = |world: &crate::oauth::kit::world::World| {
        let asked = world.party.asks("openid fullname").set("permissions", &base64url(OFFICIAL.as_bytes()));
        world.authorize(&world.party.signs(asked)).location().to_owned()
    };
    assert!(beside(&world).contains("ESIA-007006"), "{}", beside(&world));
    world.refused("ESIA-007006", "scope-beside-consents");
    world.control("PATCH", "/settings", &json!({"consents": {"other_scopes": "taken"}}));
    assert!(beside(&world).contains("/login"), "{}", beside(&world));
}

#[test]
fn the_page_names_the_children_and_what_is_unticked_is_not_given() {
    let world = world();
    let parent = world.person("confirmed");
    let wish = |name: &str| json!({"first_name": name, "gender": "M", "account": false});
    let (first, _) = child(&world, &parent, &wish("Петр"));
    let (second, _) = child(&world, &parent, &wish("Иван"));
    let unchecked = json!({"first_name": "Олег", "gender": "M", "account": false, "card": "checking"});
    child(&world, &parent, &unchecked);
    let (mut browser, page) = entered(&world, &parent, OFFICIAL);
    let text = page.text();
    assert!(text.contains("Петр") && text.contains("Иван") && !text.contains("Олег"), "{text}");
    // The first child, and neither document nor contacts of the parent.
    let ticks = [
        ("boxes", "shown".to_owned()),
        ("own_0", "true".to_owned()),
        (&format!("kid_0_{first}"), "true".to_owned()),
        ("scope_0_birth_cert_doc", "true".to_owned()),
        ("decision", "grant".to_owned()),
    ];
    let back = browser.send_only(&page, "/login/consent", &ticks);
    let tokens = redeemed(&world, back.location());
    let names = scopes(&tokens);
    assert!(
        names.contains("birth_cert_doc") && !names.contains("id_doc") && !names.contains("contacts"),
        "{names}"
    );
    let consents = given(&world, &parent);
    let kids: Vec<_> = consents.iter().map(|one| one["kid"].as_u64()).collect();
    assert_eq!(kids, [None, Some(first)]);
    assert_eq!(consents[0]["ogrn"], super::kit::OGRN);
    // The same lists are not asked again, although a child was left out and scopes were; for a new child they are.
    assert!(entered(&world, &parent, OFFICIAL).1.location().contains("code="));
    child(&world, &parent, &wish("Роман"));
    let text = entered(&world, &parent, OFFICIAL).1.text();
    let named = format!("kid_0_{second}");
    assert!(
        text.contains("Роман") && text.contains(&named) && !text.contains(&format!("kid_0_{first}")),
        "{text}"
    );
}

#[test]
fn declining_everything_goes_back_as_a_refusal_or_as_openid() {
    let world = world();
    let parent = world.person("confirmed");
    let nothing = |decision: &str| {
        let (mut browser, page) = entered(&world, &parent, OFFICIAL);
        let fields = [("boxes", "shown".to_owned()), ("decision", decision.to_owned())];
        browser.send_only(&page, "/login/consent", &fields).location().to_owned()
    };
    for decision in ["deny", "grant"] {
        assert!(nothing(decision).contains("error=access_denied"), "{decision}");
        world.refused("ESIA-007004", "consent-declined");
    }
    world.control("PATCH", "/settings", &json!({"consents": {"declined": "openid-only"}}));
    for decision in ["deny", "grant"] {
        assert_eq!(scopes(&redeemed(&world, &nothing(decision))), "openid", "{decision}");
    }
    assert!(given(&world, &parent).is_empty());
}

#[test]
fn a_kind_may_be_forbidden_to_a_client_and_parents_too() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"account": false}));
    register(&world, &json!({"consent_kinds": [{"name": "EDU_JOURNAL", "minors": false}]}));
    assert!(!entered(&world, &parent, OFFICIAL).1.text().contains("О ребенке"));
    register(&world, &json!({"consent_kinds": [{"name": "CREDIT"}]}));
    assert!(world.authorize(&asks(&world, OFFICIAL)).location().contains("ESIA-036701"));
    let fix = world.newest()["why"]["fix"].as_str().unwrap().to_owned();
    assert!(fix.contains("consent_kinds"), "{fix}");
}

#[test]
fn the_spelling_of_the_notes_is_taken_and_remarked() {
    let world = world();
    let parent = world.person("confirmed");
    let other = OFFICIAL.replace("EDU_JOURNAL", "EDU_JORNAL");
    let tokens = redeemed(&world, &world.sign_in(&parent, &asks(&world, &other)));
    assert_eq!(tokens.jwt("access_token").claims["permissions"], "EDU_JOURNAL");
    assert!(world.get("/control/v1/journal").text().contains("consent-spelling"));
    assert!(entered(&world, &parent, OFFICIAL).1.location().contains("code="), "one kind");
}

#[test]
fn with_the_threshold_of_the_kind_the_young_are_asked_and_refused() {
    let world = world();
    world.control("PATCH", "/settings", &json!({"consents": {"gate": "kind-threshold"}}));
    let (parent, wish) = (world.person("confirmed"), json!({"birth_date": "20.05.2014"}));
    let (_, account) = child(&world, &parent, &wish);
    let (mut browser, page) = entered(&world, &account.unwrap(), OFFICIAL);
    let back = browser.submit(&page, "/login/consent", &[("decision", "grant")]);
    assert!(back.location().contains("ESIA-036746"), "{}", back.location());
    world.refused("ESIA-036746", "consent-too-young");
    assert_eq!(tokens(&world, &parent).jwt("access_token").claims["permissions"], "EDU_JOURNAL");
}
