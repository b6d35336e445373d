//! The consent platform: kinds, lists, single consents, archives, with the tokens and errors of each.

use serde_json::{Value, json};

use super::kit::{OGRN, child, given, register, tokens, withdraw, world};
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::{Person, World};

/// A token of the system itself.
pub(super) fn system(world: &World, scope: &str) -> String {
    let asked = world.party.redeems(scope, "").set("grant_type", "client_credentials").without("code");
    let reply = world.exchange(&world.party.signs(asked.without("redirect_uri")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["access_token"].as_str().expect("a token").to_owned()
}

fn read(world: &World, token: &str, path: &str) -> Reply {
    world.read(&format!("/esia-rs/api/public/{path}"), token)
}

fn list(world: &World, token: &str, person: &Person) -> Vec<Value> {
    let told = read(world, token, &format!("v2/prns/{}/issued/permissions", person.oid)).json();
    assert_eq!(told["size"], told["elements"].as_array().unwrap().len(), "{told}");
    told["elements"].as_array().unwrap().clone()
}

fn refusal(reply: &Reply) -> (u16, String) {
    (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn the_kinds_open_to_the_system_are_listed_by_pages() {
    let world = world();
    let token = system(&world, "usr_prm");
    let first = read(&world, &token, "v1/permissions?pageIndex=0&pageSize=5").json();
    assert_eq!((&first["pageIndex"], &first["size"], &first["pageSize"]), (&json!(1), &json!(5), &json!(5)));
    assert!(first["stateFacts"].to_string().contains("FirstPage"), "{first}");
    let total = first["totalSize"].as_u64().unwrap();
    let rest = read(&world, &token, "v1/permissions?pageIndex=2&pageSize=5").json();
    let last =
        read(&world, &token, &format!("v1/permissions?pageIndex={}&pageSize=5", total.div_ceil(5))).json();
    assert!(last["stateFacts"].to_string().contains("LastPage"), "{last}");
    assert_ne!(first["elements"][0]["id"], rest["elements"][0]["id"]);
    let edu = &first["elements"][0];
    assert_eq!((&edu["sysname"], &edu["scopeMode"]), (&json!("EDU_JOURNAL"), &json!("LIMITED")));
    assert_eq!(
        (&edu["scopes"]["size"], &edu["scopes"]["elements"][0]["required"]),
        (&json!(12), &json!(true))
    );
    assert_eq!(edu["stateFacts"], json!(["Identifiable"]));
    let one = read(&world, &token, "v1/permissions/1").json();
    assert_eq!(
        (&one["sysname"], &one["stateFacts"]),
        (&json!("EDU_JOURNAL"), &json!(["EntityRoot", "Identifiable"]))
    );
    assert_eq!(refusal(&read(&world, &token, "v1/permissions/999")), (404, "ESIA-036701".to_owned()));
    register(&world, &json!({"consent_kinds": [{"name": "CREDIT"}]}));
    let few = read(&world, &token, "v1/permissions").json();
    assert_eq!((&few["totalSize"], &few["elements"][0]["sysname"]), (&json!(1), &json!("CREDIT")));
    let other = system(&world, "openid");
    assert_eq!(refusal(&read(&world, &other, "v1/permissions")), (403, "ESIA-005029".to_owned()));
    assert_eq!(refusal(&read(&world, "x", "v1/permissions")), (401, "ESIA-005011".to_owned()));
}

#[test]
fn what_a_person_gave_is_listed_also_by_the_oid_of_the_child() {
    let world = world();
    let parent = world.person("confirmed");
    let wish = json!({"birth_date": "14.10.2017", "first_name": "Петр", "gender": "M"});
    let (card, account) = child(&world, &parent, &wish);
    let account = account.unwrap();
    let token = system(&world, "openid");
    assert!(list(&world, &token, &parent).is_empty());
    tokens(&world, &parent);
    let all = list(&world, &token, &parent);
    assert_eq!(all.len(), 2);
    let own = &all[0];
    assert_eq!(
        (&own["sysname"], &own["status"], &own["ogrn"]),
        (&json!("EDU_JOURNAL"), &json!("A"), &json!(OGRN))
    );
    assert_eq!(
        (&own["orgShortName"], &own["orgAddress"], &own["subjOid"]),
        (&json!("Школа"), &json!("Пробный город"), &json!(parent.oid))
    );
    assert_eq!((&own["signatureStatus"], &own["responsibleObject"]), (&json!("ISSUED"), &json!("Секретарь")));
    assert_eq!(own["expiredOn"].as_i64().unwrap() - own["issuedOn"].as_i64().unwrap(), 26_297_460 * 60);
    assert!(own.get("kidId").is_none() && own["sessionId"].is_string(), "{own}");
    assert_eq!(own["stateFacts"], json!(["Identifiable"]));
    let scope = &own["scopes"]["elements"][0];
    let seen = (&scope["sysname"], scope["description"].is_string(), scope.get("orgGroup"));
    assert_eq!(seen, (&json!("fullname"), true, None), "{scope}");
    let of_child = list(&world, &token, &account);
    assert_eq!(of_child, all[1..]);
    let kid = &of_child[0];
    assert_eq!((&kid["kidId"], &kid["kidInfo"]["kidBirthdate"]), (&json!(card), &json!(1_507_928_400)));
    assert!(kid["kidInfo"]["kidFullname"].as_str().unwrap().contains("Петр"), "{kid}");
    // Version 1 does not name the subject; a citizen's token reads as well.
    let path = format!("prns/{}/issued/permissions", account.oid);
    let first = read(&world, tokens(&world, &account).access(), &format!("v1/{path}")).json();
    assert!(first["elements"][0].get("subjOid").is_none(), "{first}");
    let one = read(&world, &token, &format!("v2/{path}/{}", kid["id"])).json();
    assert_eq!(one["elements"][0], *kid);
    assert_eq!(refusal(&read(&world, &token, &format!("v2/{path}/999"))), (404, "ESIA-036710".to_owned()));
    assert_eq!(
        refusal(&read(&world, &token, "v2/prns/1000949999/issued/permissions")),
        (404, "ESIA-035000".to_owned())
    );
    assert_eq!(
        refusal(&read(&world, &token, "v2/prns/x/issued/permissions")),
        (404, "ESIA-035000".to_owned())
    );
    withdraw(&world, &parent, &given(&world, &parent)[1]["id"]);
    assert_eq!(list(&world, &token, &account)[0]["status"], "D");
    world.control("PATCH", "/settings", &json!({"consents": {"edu_spelling_in_lists": "EDU_JORNAL"}}));
    assert_eq!(list(&world, &token, &parent)[0]["sysname"], "EDU_JORNAL");
}

#[test]
fn a_consent_belongs_to_an_organisation_and_its_other_systems() {
    let world = world();
    let parent = world.person("confirmed");
    tokens(&world, &parent);
    let other = crate::oauth::kit::party::Party::other();
    let token_of = |owner: &Value| {
        let mut registration = other.registration();
        registration["owner"] = owner.clone();
        registration["scopes"] = json!(["usr_prm"]);
        world.control("PUT", &format!("/clients/{}", other.mnemonic), &registration);
        let asked = other.redeems("usr_prm", "").set("grant_type", "client_credentials").without("code");
        let reply = world.exchange(&other.signs(asked.without("redirect_uri"))).json();
        reply["access_token"].as_str().expect("a token").to_owned()
    };
    assert!(list(&world, &token_of(&json!({"ogrn": "1037700255284"})), &parent).is_empty());
    assert_eq!(list(&world, &token_of(&json!({"ogrn": OGRN, "name": "Школа 2"})), &parent).len(), 1);
    // What is said of an owner holds for all its systems.
    let mine = world.get(&format!("/control/v1/clients/{}", world.party.mnemonic)).json();
    assert_eq!(mine["owner"]["name"], "Школа 2");
}

#[test]
fn what_nobody_has_decided_on_is_listed_only_where_the_realm_says_so() {
    let world = world();
    let parent = world.person("confirmed");
    super::kit::entered(&world, &parent, super::kit::OFFICIAL);
    let token = system(&world, "openid");
    assert!(list(&world, &token, &parent).is_empty());
    world.control("PATCH", "/settings", &json!({"consents": {"list_shows_waiting": true}}));
    assert_eq!(list(&world, &token, &parent)[0]["status"], "W");
}

#[test]
fn archives_hold_the_consent_and_need_the_scope() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"account": false}));
    tokens(&world, &parent);
    let token = system(&world, "usr_prm");
    let path = format!("v1/prns/{}/issued/permissions", parent.oid);
    let id = given(&world, &parent)[0]["id"].clone();
    for target in [format!("{path}/{id}/archive"), format!("{path}/archive")] {
        let reply = read(&world, &token, &target);
        assert_eq!((reply.status, reply.kind()), (200, "application/zip"));
        assert!(reply.text().starts_with("PK"));
        let refused = read(&world, &system(&world, "openid"), &target);
        assert_eq!(refusal(&refused), (403, "ESIA-005029".to_owned()), "{target}");
    }
    assert_eq!(
        refusal(&read(&world, &token, &format!("{path}/999/archive"))),
        (404, "ESIA-036710".to_owned())
    );
    let nobody = world.person("confirmed");
    let none = format!("v1/prns/{}/issued/permissions/archive", nobody.oid);
    assert_eq!(refusal(&read(&world, &token, &none)), (404, "ESIA-020027".to_owned()));
}

#[test]
fn a_scope_whose_data_an_agency_keeps_names_it() {
    let mut world = world();
    let agencies = [
        ("drivers_licence_doc", "Министерство внутренних дел Российской Федерации"),
        ("org_data", "Федеральная налоговая служба Российской Федерации"),
    ];
    world.party.scopes.extend(agencies.map(|(scope, _)| scope));
    register(&world, &json!({}));
    for (scope, agency) in agencies {
        let person = world.person("confirmed");
        let asked = json!([{"sysname": "PERS_DATA", "purposes": [{"sysname": "CREDIT"}],
            "actions": [{"sysname": "ALL_ACTIONS_TO_DATA"}], "scopes": [{"sysname": scope}], "expire": 365}]);
        world.sign_in(&person, &super::kit::asks(&world, &asked.to_string()));
        let given = list(&world, &system(&world, "usr_prm"), &person);
        let told = &given[0]["scopes"]["elements"][0];
        assert_eq!((&told["sysname"], &told["orgGroup"]), (&json!(scope), &json!(agency)), "{given:?}");
    }
}
