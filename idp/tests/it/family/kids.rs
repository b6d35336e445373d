//! Owns tests of `/kids` as MR А.2, table 3, rows 9 to 12 has it: every card, every attribute, six kinds of papers.

use serde_json::{Value, json};

use super::kit::{account, call, card, child, world};
use crate::oauth::kit::world::{Person, World};

fn kids(world: &World, parent: &Person, scope: &str, embed: &str) -> Vec<Value> {
    let tokens = world.tokens(parent, scope);
    let path = format!("/rs/prns/{}/kids?embed={embed}", parent.oid);
    let answer = world.read(&path, tokens.access()).json();
    answer["elements"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
}

fn command(world: &World, parent: &Person, body: &Value) {
    let path = format!("/people/{}/children/{}/commands", parent.oid, card(world, parent));
    let answer = call(world, "POST", &path, body);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn every_card_comes_whatever_became_of_its_check() {
    let world = world();
    let parent = world.person("confirmed");
    for state in ["failed", "checking", "checked"] {
        child(&world, &parent, &json!({"card": state, "account": false}));
    }
    let all = kids(&world, &parent, "openid kid_birth_cert_doc", "(elements,documents.elements)");
    let trusted: Vec<_> = all.iter().map(|kid| kid["trusted"].clone()).collect();
    assert_eq!(trusted, [json!(false), json!(false), json!(true)]);
    let papers: Vec<_> = all
        .iter()
        .map(|kid| &kid["documents"]["elements"][0])
        .map(|paper| (paper["vrfStu"].clone(), paper["vrfValStu"].clone()))
        .collect();
    let not = || json!("NOT_VERIFIED");
    let expected = [
        (not(), json!("VERIFICATION_FAILED")),
        (not(), json!("VERIFYING")),
        (json!("VERIFIED"), Value::Null),
    ];
    assert_eq!(papers, expected);
}

#[test]
fn a_card_tells_of_its_account_and_of_the_links_to_it() {
    let world = world();
    let (mother, father) = (world.person("confirmed"), world.person("confirmed"));
    let wish = json!({"birth_date": "20.05.2014", "snils": "000-000-603 33", "account": false});
    child(&world, &mother, &wish);
    let seen = |parent: &Person| kids(&world, parent, "openid kid_email", "(kids.elements)").remove(0);
    let none = seen(&mother);
    assert_eq!((&none["hasAccount"], &none["countParentLink"]), (&json!(false), &json!(0)), "{none}");
    assert!(none.get("kidAccount").is_none() && none.get("firstName").is_none(), "{none}");

    let made = child(
        &world,
        &world.person("confirmed"),
        &json!({"birth_date": "20.05.2014", "snils": "000-000-604 34"}),
    );
    let own = account(&made);
    child(&world, &father, &json!({"birth_date": "20.05.2014", "snils": "000-000-604 34", "account": false}));
    let not_linked = seen(&father);
    assert_eq!(not_linked["hasAccount"], true, "{not_linked}");
    assert_eq!(not_linked["linkedToChildAccount"], false);
    assert_eq!(not_linked["countParentLink"], 1);
    assert_eq!(not_linked["kidAccount"][0]["oid"], own.oid);
    assert_eq!(not_linked["kidAccount"][0]["email"], own.login);
    command(&world, &father, &json!({"command": "link"}));
    let linked = seen(&father);
    assert_eq!(linked["linkedToChildAccount"], true, "{linked}");
    assert_eq!(linked["countParentLink"], 2);
}

#[test]
fn a_hidden_card_and_a_dead_child_say_so() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"account": false}));
    let tokens = world.tokens(&parent, "openid kid_fullname");
    let path = format!("/rs/prns/{}/kids?embed=(elements)", parent.oid);
    let seen = || world.read(&path, tokens.access()).json()["elements"][0].clone();
    let before = seen();
    assert_eq!((&before["hiddenByParent"], &before["deadKid"]), (&json!(false), &json!(false)), "{before}");
    assert!(before["oid"] != before["id"] && before["birthPlace"].is_string(), "{before}");
    world.advance("PT30M");
    command(&world, &parent, &json!({"command": "hide"}));
    let hidden = seen();
    assert_eq!(hidden["hiddenByParent"], true);
    assert_eq!(hidden["updatedOn"].as_i64().unwrap() - before["updatedOn"].as_i64().unwrap(), 1800);
    command(&world, &parent, &json!({"command": "show"}));
    command(&world, &parent, &json!({"command": "register-death", "stillborn": true}));
    let dead = seen();
    assert_eq!((&dead["hiddenByParent"], &dead["deadKid"]), (&json!(false), &json!(true)), "{dead}");
    assert_eq!(dead["personCategory"][0]["name"], "мертворожденный");
}

#[test]
fn papers_addresses_and_contacts_come_only_embedded() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let scope = "openid kid_birth_cert_doc kid_contacts";
    let plain = kids(&world, &parent, scope, "(elements)").remove(0);
    for part in ["documents", "addresses", "contacts"] {
        assert!(plain.get(part).is_none(), "{part}: {plain}");
    }
    let embed = "(elements,documents.elements,addresses,contacts.elements)";
    let whole = kids(&world, &parent, scope, embed).remove(0);
    assert_eq!(whole["documents"]["elements"][0]["type"], "RF_BRTH_CERT");
    let kinds: Vec<_> =
        whole["contacts"]["elements"].as_array().unwrap().iter().map(|one| one["type"].clone()).collect();
    assert_eq!(kinds, [json!("EML"), json!("MBT")]);
    assert!(whole["addresses"]["size"].is_u64(), "{whole}");
}

#[test]
fn a_passport_on_a_card_is_opened_by_a_scope_of_its_own() {
    let world = world();
    let parent = world.person("confirmed");
    let snils = world.get(&format!("/control/v1/people/{}", parent.oid)).json()["snils"].clone();
    let body = json!({"birth_date": "20.05.2008", "parents": [snils]});
    world.control("POST", "/people", &body);
    let papers = |scope: &str| {
        let kid = kids(&world, &parent, scope, "(elements,documents.elements)").remove(0);
        kid["documents"]["elements"].as_array().cloned().unwrap_or_default()
    };
    let own = papers("openid kid_id_doc");
    assert_eq!(own.iter().map(|paper| paper["type"].clone()).collect::<Vec<_>>(), [json!("RF_PASSPORT")]);
    assert!(papers("openid kid_birth_cert_doc").is_empty());
}

#[test]
fn what_lies_below_a_child_is_had_by_links_by_pages_and_through_the_person() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let scope = "openid kid_birth_cert_doc kid_contacts";
    let tokens = world.tokens(&parent, scope);
    let base = format!("/rs/prns/{}/kids/{}", parent.oid, card(&world, &parent));
    let read = |path: &str| world.read(path, tokens.access());
    let links = read(&format!("{base}?embed=(documents,addresses,contacts)")).json();
    for (name, path) in [("documents", "docs"), ("addresses", "addrs"), ("contacts", "ctts")] {
        assert_eq!(read(&format!("{base}/{path}")).json(), links[name], "{path}");
        let link = links[name]["elements"][0].as_str().expect("a link");
        let whole = read(&format!("{base}/{path}?embed=(elements)")).json();
        assert_eq!(read(link).json(), whole["elements"][0], "{link}");
        let page = read(&format!("{base}/{path}?pageSize=1&embed=(noelements)")).json();
        assert_eq!((&page["stateFacts"][0], &page["elements"][0]), (&json!("Paginated"), &json!(link)));
    }
    let deep = "(kids.elements.documents.elements,kids.elements.contacts.elements)";
    let person = read(&format!("/rs/prns/{}?embed={deep}", parent.oid)).json();
    let inside = person["kids"]["elements"][0].clone();
    assert_eq!(inside["documents"]["elements"][0]["type"], "RF_BRTH_CERT", "{person}");
    assert_eq!(kids(&world, &parent, scope, "(elements.documents.elements,elements.contacts)")[0], inside);
    let other = world.tokens(&parent, "openid kid_fullname");
    assert_eq!(world.read(&format!("{base}/ctts"), other.access()).status, 403);
    assert_eq!(read(&format!("{base}/ctts/999")).status, 404);
}
