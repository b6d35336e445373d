//! Owns tests of children on the wire: their tokens, `/kids`, kid scopes.

use serde_json::{Value, json};

use super::kit::{account, card, child, set_family, world};

const WISH: &str = r#"{"first_name": "Соня", "last_name": "Журавлева", "middle_name": "Петровна", "gender": "F",
    "birth_date": "20.05.2014", "snils": "000-000-603 33", "email": "sonya@example.test",
    "mobile": "+7(000)5550014", "certificate": {"series": "IV-ТС", "number": "000300"}}"#;

fn wish() -> Value {
    serde_json::from_str(WISH).unwrap()
}

#[test]
fn a_childs_tokens_say_so() {
    let world = world();
    let made = child(&world, &world.person("confirmed"), &wish());
    let own = account(&made);
    let tokens = world.tokens(&own, "openid fullname birth_cert_doc id_doc");
    let subject = tokens.jwt("id_token").claims["urn:esia:sbj"].clone();
    assert_eq!(subject["urn:esia:sbj:lvl"], "KD");
    assert!(subject.get("urn:esia:sbj:is_tru").is_none(), "{subject}");
    let me = world.read(&format!("/rs/prns/{}?embed=(documents.elements)", own.oid), tokens.access()).json();
    assert_eq!((&me["trusted"], &me["kidAccCreatedByParent"]), (&json!(false), &json!(true)));
    assert!(me.get("rIdDoc").is_none(), "{me}");
    let papers = me["documents"]["elements"].as_array().unwrap();
    assert_eq!(papers.len(), 1, "{me}");
    assert_eq!((&papers[0]["type"], &papers[0]["vrfStu"]), (&json!("RF_BRTH_CERT"), &json!("VERIFIED")));
}

#[test]
fn trust_in_children_is_a_setting() {
    let world = world();
    set_family(&world, &json!({"child_trusted": true}));
    let own = account(&child(&world, &world.person("confirmed"), &wish()));
    let tokens = world.tokens(&own, "openid fullname");
    let subject = tokens.jwt("id_token").claims["urn:esia:sbj"].clone();
    assert_eq!(subject["urn:esia:sbj:lvl"], "KD");
    assert_eq!(subject["urn:esia:sbj:is_tru"], true);
    let me = world.read(&format!("/rs/prns/{}", own.oid), tokens.access()).json();
    assert_eq!(me["trusted"], true);
}

#[test]
fn each_kid_scope_opens_its_own_field_only() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &wish());
    for (scope, field, value) in [
        ("kid_fullname", "firstName", json!("Соня")),
        ("kid_birthdate", "birthDate", json!("20.05.2014")),
        ("kid_gender", "gender", json!("F")),
        ("kid_snils", "snils", json!("000-000-603 33")),
    ] {
        let tokens = world.tokens(&parent, &format!("openid {scope}"));
        let kids = format!("/rs/prns/{}/kids?embed=(elements)", parent.oid);
        let kid = world.read(&kids, tokens.access()).json()["elements"][0].clone();
        assert_eq!(kid[field], value, "{scope}");
        for (other, _) in [("firstName", ()), ("birthDate", ()), ("gender", ()), ("snils", ()), ("inn", ())] {
            assert_eq!(kid.get(other).is_some(), other == field, "{scope}: {kid}");
        }
        assert!(kid.get("documents").is_none() && kid.get("contacts").is_none(), "{scope}: {kid}");
    }
    let tokens = world.tokens(&parent, "openid kid_email kid_mobile");
    let address = format!("/rs/prns/{}/kids/{}", parent.oid, card(&world, &parent));
    let kid = world.read(&format!("{address}?embed=(contacts.elements)"), tokens.access()).json();
    assert_eq!(kid["contacts"]["size"], 2, "{kid}");
}

#[test]
fn kids_are_links_or_objects_and_need_a_scope() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &wish());
    let tokens = world.tokens(&parent, "openid fullname kid_fullname kid_birth_cert_doc");
    let base = format!("/rs/prns/{}/kids", parent.oid);
    let id = card(&world, &parent);
    let links = world.read(&base, tokens.access());
    assert!(links.kind().contains("kids/Kids-1"), "{}", links.kind());
    assert_eq!(links.json()["elements"], json!([format!("{}{base}/{id}", world.base)]));
    let embedded = world.read(&format!("/rs/prns/{}?embed=(kids.elements)", parent.oid), tokens.access());
    assert_eq!(embedded.json()["kids"]["elements"][0]["lastName"], "Журавлева");
    let papers = world.read(&format!("{base}/{id}/docs"), tokens.access()).json();
    let address = papers["elements"][0].as_str().unwrap().to_owned();
    let paper = world.read(address.strip_prefix(&world.base).unwrap(), tokens.access()).json();
    assert_eq!((&paper["type"], &paper["number"]), (&json!("RF_BRTH_CERT"), &json!("000300")));
    assert_eq!(world.read(&format!("{base}/999/docs"), tokens.access()).status, 404);
    assert_eq!(world.read(&format!("{base}/999"), tokens.access()).status, 404);
    let plain = world.tokens(&parent, "openid fullname");
    for path in [base.clone(), format!("{base}/{id}"), format!("{base}/{id}/docs")] {
        let reply = world.read(&path, plain.access());
        assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("ESIA-005029")), "{path}");
    }
    let names = world.tokens(&parent, "openid kid_fullname");
    assert_eq!(world.read(&format!("{base}/{id}/docs"), names.access()).status, 403);
}

#[test]
fn without_consent_school_data_show_nothing() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &wish());
    let tokens = world.tokens(&parent, "openid kid_fullname kid_school_data");
    let kid = || {
        world.read(&format!("/rs/prns/{}/kids/{}", parent.oid, card(&world, &parent)), tokens.access()).json()
    };
    assert!(kid().get("schoolData").is_none(), "{}", kid());
    let commands = format!("/people/{}/children/{}/commands", parent.oid, card(&world, &parent));
    world.control("POST", &commands, &json!({"command": "give-consent"}));
    assert_eq!(kid()["schoolData"]["consent"], true);
    world.control("POST", &commands, &json!({"command": "withdraw-consent"}));
    assert!(kid().get("schoolData").is_none());
}
