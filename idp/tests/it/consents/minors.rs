//! A parent's consent for a child: it lets the child in, until a parent withdraws it or the child grows up.

use serde_json::json;

use super::kit::{OFFICIAL, child, entered, given, redeemed, scopes, seen, tokens, withdraw, world};
use crate::oauth::kit::world::{Person, World};

fn permissions(world: &World, person: &Person) -> Option<String> {
    let (_, next) = entered(world, person, OFFICIAL);
    let claims = redeemed(world, next.location()).jwt("access_token").claims;
    claims.get("permissions").map(|text| text.as_str().unwrap().to_owned())
}

#[test]
fn a_child_signs_in_by_the_consent_of_a_parent() {
    let world = world();
    let parent = world.person("confirmed");
    let (card, account) = child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let account = account.unwrap();
    assert_eq!(permissions(&world, &account), None, "no parent has given it");
    tokens(&world, &parent);
    let own = tokens(&world, &account);
    assert_eq!(own.jwt("access_token").claims["permissions"], "EDU_JOURNAL");
    assert!(scopes(&own).contains("snils?mode=w") && !scopes(&own).contains("kid_"), "{}", scopes(&own));
    assert!(seen(&world, &account, &own).json()["snils"].is_string());
    // The withdrawal of the parent's own consent leaves the child's.
    let consents = given(&world, &parent);
    withdraw(&world, &parent, &consents[0]["id"]);
    assert!(seen(&world, &account, &own).json()["snils"].is_string());
    assert_eq!(consents[1]["kid"], card);
    withdraw(&world, &parent, &consents[1]["id"]);
    assert_eq!(seen(&world, &account, &own).status, 403);
    assert_eq!(permissions(&world, &account), None);
}

#[test]
fn either_parent_lets_the_child_in() {
    let world = world();
    let (mother, father) = (world.person("confirmed"), world.person("confirmed"));
    let parents = json!([mother.oid.to_string(), father.oid.to_string()]);
    let wish = json!({"minor": true, "birth_date": "20.05.2014", "parents": parents});
    let made = world.control("POST", "/people", &wish);
    let account = Person {
        oid: made["oid"].as_u64().unwrap(),
        login: made["logins"][0].as_str().unwrap().to_owned(),
        password: made["password"].as_str().unwrap().to_owned(),
    };
    tokens(&world, &mother);
    let (_, page) = entered(&world, &father, OFFICIAL);
    assert!(page.text().contains("О ребенке"), "the father is asked himself");
    tokens(&world, &father);
    let of_child =
        |parent: &Person| given(&world, parent).iter().find(|one| one["kid"].is_u64()).unwrap()["id"].clone();
    withdraw(&world, &mother, &of_child(&mother));
    assert!(permissions(&world, &account).is_some(), "by the father's");
    withdraw(&world, &father, &of_child(&father));
    assert_eq!(permissions(&world, &account), None);
}

#[test]
fn from_the_eighteenth_birthday_on_the_pupil_is_asked() {
    for (setting, after) in [("ends", None), ("stays", Some("EDU_JOURNAL".to_owned()))] {
        let world = world();
        world.control("PATCH", "/settings", &json!({"consents": {"minor_of_age": setting}}));
        let parent = world.person("confirmed");
        let wish =
            json!({"birth_date": "03.09.2006", "level": "standard", "parents": [parent.oid.to_string()]});
        let made = world.control("POST", "/people", &wish);
        let pupil = Person {
            oid: made["oid"].as_u64().unwrap(),
            login: made["logins"][0].as_str().unwrap().to_owned(),
            password: made["password"].as_str().unwrap().to_owned(),
        };
        tokens(&world, &parent);
        assert_eq!(permissions(&world, &pupil).as_deref(), Some("EDU_JOURNAL"));
        world.advance("PT24H");
        let later = |fields: crate::oauth::kit::party::Fields| {
            world.party.signs(fields.set("timestamp", "2024.09.03 07:00:00 +0000"))
        };
        let asked = super::kit::asks(&world, OFFICIAL);
        let back = world.sign_in(&pupil, &later(asked));
        let code = crate::oauth::kit::http::query_value(&back, "code").unwrap();
        let answer = world.exchange(&later(world.party.redeems("openid", &code))).json();
        let claims = crate::oauth::kit::jwt::Jwt::of(answer["access_token"].as_str().unwrap()).claims;
        assert_eq!(claims.get("permissions").and_then(|text| text.as_str()), after.as_deref(), "{setting}");
    }
}

#[test]
fn a_minors_sign_in_may_rest_on_nothing() {
    let world = world();
    world.control("PATCH", "/settings", &json!({"consents": {"minor_signs_in": "openid-only"}}));
    let parent = world.person("confirmed");
    let (_, account) = child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    tokens(&world, &parent);
    assert_eq!(permissions(&world, &account.unwrap()), None);
}

#[test]
fn the_portal_gives_and_withdraws_the_same_consent() {
    let world = world();
    let parent = world.person("confirmed");
    let (card, account) = child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let account = account.unwrap();
    let path = format!("/people/{}/children/{card}/commands", parent.oid);
    let given_at = world.control("POST", &path, &json!({"command": "give-consent"}));
    assert!(given_at["school_consent"].is_string());
    assert!(permissions(&world, &account).is_some(), "the diary never asked");
    let consent = given(&world, &parent)[0].clone();
    assert_eq!(
        (&consent["kind"], &consent["client"], &consent["kid"]),
        (&json!("EDU_JOURNAL"), &json!(null), &json!(card))
    );
    // What the diary's page gave is withdrawn on the portal too.
    withdraw(&world, &parent, &consent["id"]);
    assert_eq!(permissions(&world, &account), None);
    tokens(&world, &parent);
    assert!(permissions(&world, &account).is_some());
    let after = world.control("POST", &path, &json!({"command": "withdraw-consent"}));
    assert!(after["school_consent"].is_null(), "{after}");
    assert_eq!(permissions(&world, &account), None);
    // Where the two are apart, the portal's opens no diary.
    world.control("PATCH", "/settings", &json!({"consents": {"portfolio_is_edu_journal": false}}));
    world.control("POST", &path, &json!({"command": "give-consent"}));
    assert_eq!(permissions(&world, &account), None);
}

#[test]
fn the_former_name_of_a_setting_is_refused_with_its_new_one() {
    use crate::oauth::kit::http::Request;
    let world = world();
    let change = json!({"family": {"school_consent_below_age": 14}});
    let reply = world.send(Request::new("PATCH", "/control/v1/settings").json(&change));
    assert_eq!(reply.status, 400);
    assert!(reply.text().contains("consents.portfolio_below_age"), "{}", reply.text());
}

#[test]
fn a_token_of_consents_shows_every_card_or_those_that_a_consent_is_for() {
    let world = world();
    let parent = world.person("confirmed");
    let (first, _) = child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let (second, _) = child(&world, &parent, &json!({"birth_date": "20.05.2016"}));
    let tokens = tokens(&world, &parent);
    let of_second = given(&world, &parent).into_iter().find(|one| one["kid"] == second).unwrap();
    withdraw(&world, &parent, &of_second["id"]);
    let path = format!("/rs/prns/{}/kids", parent.oid);
    let shown = || world.read(&format!("{path}?embed=(elements)"), tokens.access()).json();
    assert_eq!(shown()["size"], 2, "{}", shown());
    world.control("PATCH", "/settings", &json!({"consents": {"kids_shown": "consented"}}));
    assert_eq!((&shown()["size"], &shown()["elements"][0]["id"]), (&json!(1), &json!(first)));
    assert_eq!(world.read(&format!("{path}/{second}"), tokens.access()).status, 404);
    let documents = format!("/digital/api/public/v1/pso/{}/docs/KID_SNILS_DOC", parent.oid);
    let told = world.read(&documents, tokens.access()).json();
    assert_eq!(told["snilses"].as_array().map(Vec::len), Some(1), "{told}");
}
