//! Pushes that are late, lost, doubled, swapped, forged or malformed by an armed fault.

use idp::domain::fault::CATALOGUE;
use serde_json::{Value, json};

use super::kit::{child, given, tokens, withdraw, world};
use super::receiver::{Diary, listed, operation, settled, tell};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::{Person, World};

/// A provider whose diary takes pushes.
fn told() -> (World, Diary) {
    let (world, diary) = (world(), Diary::listen());
    tell(&world, &diary.url);
    (world, diary)
}

fn arm(world: &World, order: &Value) {
    world.control("POST", "/faults", order);
}

/// What the next pushes tell of.
fn operations<const N: usize>(diary: &Diary) -> [String; N] {
    std::array::from_fn(|_| operation(&diary.next()))
}

/// A person with one consent, whose two pushes came.
fn consented(world: &World, diary: &Diary) -> (Person, Value) {
    let person = world.person("confirmed");
    tokens(world, &person);
    assert_eq!(operations(diary), ["claimPermission", "issuePermission"]);
    let id = given(world, &person)[0]["id"].clone();
    (person, id)
}

#[test]
fn a_push_is_late_on_the_realms_clock_and_those_about_the_same_consent_wait_for_it() {
    let (world, diary) = told();
    arm(&world, &json!({"fault": "push-late", "times": 1, "amount": 7200}));
    tokens(&world, &world.person("confirmed"));
    let all = settled(&world, &["waiting", "waiting"]);
    assert_eq!((&all[0]["faults"], &all[1]["faults"]), (&json!(["push-late"]), &Value::Null));
    // What concerns another consent does not wait.
    consented(&world, &diary);
    world.advance("PT1H59M");
    assert!(diary.has_none());
    world.advance("PT1M");
    assert_eq!(operations(&diary), ["claimPermission", "issuePermission"]);
    settled(&world, &["taken"; 4]);
}

#[test]
fn a_lost_push_is_never_sent_and_the_list_says_why() {
    let (world, diary) = told();
    arm(&world, &json!({"fault": "push-lost", "times": 1}));
    tokens(&world, &world.person("confirmed"));
    assert_eq!(operation(&diary.next()), "issuePermission");
    let all = settled(&world, &["given-up", "taken"]);
    assert!(all[0]["tries"][0]["failure"].as_str().unwrap().contains("armed fault"), "{}", all[0]);
    assert_eq!(all[0]["faults"], json!(["push-lost"]));
    assert!(diary.has_none());
}

#[test]
fn a_push_comes_twice_word_for_word() {
    let (world, diary) = told();
    arm(&world, &json!({"fault": "push-doubled", "times": 1}));
    tokens(&world, &world.person("confirmed"));
    assert_eq!(diary.next(), diary.next());
    assert_eq!(operation(&diary.next()), "issuePermission");
    settled(&world, &["taken"; 3]);
    assert!(diary.has_none());
}

#[test]
fn two_pushes_of_a_consent_change_places() {
    let (world, diary) = told();
    let (person, id) = consented(&world, &diary);
    arm(&world, &json!({"fault": "push-swapped", "times": 1}));
    withdraw(&world, &person, &id);
    assert!(diary.has_none(), "it waits for the next one of its consent");
    // Another consent is another subject, and does not call it.
    let (_, other) = consented(&world, &diary);
    assert_ne!(id, other);
    assert!(diary.has_none());
    arm(&world, &json!({"fault": "push-swapped", "times": 1}));
    tokens(&world, &world.person("confirmed"));
    assert_eq!(operations(&diary), ["issuePermission", "claimPermission"]);
    // Nothing more comes of a consent that was withdrawn: after a day the push goes by itself.
    world.advance("P1D");
    assert_eq!(operation(&diary.next()), "revokePermission");
    let all = settled(&world, &["taken"; 7]);
    let of = |at: usize| {
        (all[at]["body"].as_str().unwrap().contains("claimPermission"), all[at]["faults"].is_array())
    };
    assert_eq!((of(5), of(6)), ((false, false), (true, true)), "the list shows what was sent when");
}

#[test]
fn a_forged_push_tells_of_a_consent_that_nobody_gave_or_withdrew() {
    let (world, diary) = told();
    arm(&world, &json!({"fault": "push-forged-revoke", "times": 1}));
    let person = world.person("confirmed");
    tokens(&world, &person);
    let all: Vec<_> = (0..3).map(|_| diary.next()).collect();
    let steps: Vec<_> = all.iter().map(operation).collect();
    assert_eq!(steps, ["claimPermission", "revokePermission", "issuePermission"]);
    assert_eq!((&all[1]["oid"], &all[1]["issPrmId"]), (&all[0]["oid"], &all[0]["issPrmId"]));
    let id = given(&world, &person)[0]["id"].clone();
    assert_eq!(given(&world, &person).len(), 1, "the consent stands");
    arm(&world, &json!({"fault": "push-forged-issue", "times": 1}));
    withdraw(&world, &person, &id);
    assert_eq!(operations(&diary), ["revokePermission", "issuePermission"]);
}

#[test]
fn a_push_names_another_person_or_a_consent_that_is_not_there() {
    let (world, diary) = told();
    let (person, id) = consented(&world, &diary);
    for (fault, member) in [("push-other-person", "oid"), ("push-unknown-consent", "issPrmId")] {
        arm(&world, &json!({"fault": fault, "times": 1}));
        let parent = world.person("confirmed");
        let (card, _) = child(&world, &parent, &json!({"account": false}));
        let path = format!("/people/{}/children/{card}/commands", parent.oid);
        world.control("POST", &path, &json!({"command": "give-consent"}));
        let push = diary.next();
        let real = &given(&world, &parent)[0];
        let (oid, consent) = (json!(parent.oid.to_string()), real["id"].clone());
        assert_eq!((push["oid"] != oid, push["issPrmId"] != consent), (member == "oid", member != "oid"));
    }
    withdraw(&world, &person, &id);
    assert_eq!(diary.next()["issPrmId"], id, "over again");
}

#[test]
fn a_malformed_push_differs_in_what_its_fault_names() {
    let (world, diary) = told();
    for fault in ["push-oid-as-number", "push-unknown-operation", "push-no-session", "push-not-json"] {
        arm(&world, &json!({"fault": fault, "times": 1}));
        tokens(&world, &world.person("confirmed"));
        let (wrong, right) = (diary.next_text(), diary.next());
        let Ok(wrong) = serde_json::from_str::<Value>(&wrong) else {
            assert_eq!(fault, "push-not-json");
            continue;
        };
        let seen = [
            wrong["oid"].is_u64(),
            wrong["opType"] != json!("PermissionOperationEnum.claimPermission"),
            wrong.get("sessionId").is_none(),
        ];
        let expected =
            [fault == "push-oid-as-number", fault == "push-unknown-operation", fault == "push-no-session"];
        assert_eq!(seen, expected, "{fault}");
        assert!(right["oid"].is_string() && right["sessionId"].is_string());
    }
}

#[test]
fn a_fault_of_pushes_keeps_to_its_client_and_person_and_knows_no_endpoint() {
    let (world, diary) = told();
    arm(&world, &json!({"fault": "push-lost", "client": "OTHER"}));
    arm(&world, &json!({"fault": "push-lost", "person": 1_000_999_999}));
    consented(&world, &diary);
    assert_eq!(world.send(Request::new("DELETE", "/control/v1/faults")).status, 204);
    let person = world.person("confirmed");
    arm(&world, &json!({"fault": "push-lost", "client": world.party.mnemonic, "person": person.oid}));
    tokens(&world, &person);
    settled(&world, &["taken", "taken", "given-up", "given-up"]);
    let order = json!({"fault": "push-lost", "at": "te"});
    let reply = world.send(Request::post("/control/v1/faults").json(&order));
    assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some("at")));
    assert_eq!(listed(&world).len(), 4);
}

#[test]
fn every_fault_of_pushes_is_shown_here() {
    let own = include_str!("push_faults.rs");
    let all: Vec<_> = CATALOGUE.iter().filter(|facts| facts.point.is_of_pushes()).collect();
    assert!(all.len() > 10);
    for facts in all {
        assert!(own.contains(&format!("\"{}\"", facts.name)), "{}", facts.name);
    }
}
