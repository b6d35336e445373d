//! Quotas of realms: what would be more than they allow is refused by name, and everybody is told of them.

use idp::app::realm::quotas::Quotas;
use idp::boot::Options;
use idp::domain::time::Span;
use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, options};

fn limited(quotas: Quotas) -> Tester {
    Tester::of_options(Options { quotas, ..options() })
}

/// What is told of a quota that is used up.
fn used_up(reply: crate::actors::Reply, option: &str) -> Value {
    let told = reply.json;
    assert_eq!(reply.status, 507, "{told}");
    assert_eq!(told["title"], "a quota of the realm is used up", "{told}");
    assert!(told["detail"].as_str().unwrap().contains(option), "{told}");
    told
}

#[test]
fn no_way_leads_to_more_people_than_the_quota_and_the_rest_goes_on() {
    let planted = people(&Tester::start());
    let most = u32::try_from(planted).unwrap() + 2;
    let tester = limited(Quotas { people: Some(most), ..Quotas::default() });
    used_up(tester.call("POST /people", &[], json!({"count": 3})), "--quota-people");
    used_up(tester.call("POST /people", &[], json!({"count": 500})), "--quota-people");
    assert_eq!(people(&tester), planted, "nobody of those who were too many is there");
    let one = tester.person(json!({}));
    tester.person(json!({}));
    used_up(tester.call("POST /people", &[], json!({})), "--quota-people");
    let told = tester.get("/realms/{id}", &[&"default"]);
    assert_eq!(told["quotas"], json!({"people_max": most, "people": most}));
    tester.call("PATCH /people/{oid}", &[&one["oid"]], json!({"last_name": "Примерова"})).expect(200);
    let world = tester.get("/world", &[]);
    let full = limited(Quotas { people: Some(most - 1), ..Quotas::default() });
    let refused = full.call("PUT /world", &[], world).problem(400, "body");
    assert!(refused["detail"].as_str().unwrap().contains("--quota-people"), "{refused}");
    assert_eq!(people(&full), planted);
}

/// How many people a realm has.
fn people(tester: &Tester) -> usize {
    tester.pages("/people?limit=1000", "people").0.len()
}

#[test]
fn a_realm_says_nothing_of_quotas_where_there_are_none() {
    assert_eq!(Tester::start().get("/realms/{id}", &[&"default"]).get("quotas"), None);
}

#[test]
fn a_realm_keeps_no_more_of_its_journal_than_the_quota_and_asks_for_no_more() {
    let tester = limited(Quotas { journal_bytes: Some(2_000), ..Quotas::default() });
    let wish = |bytes: u64| tester.call("PATCH /settings", &[], json!({"journal_bytes_max": bytes}));
    let told = wish(2_001).problem(400, "journal_bytes_max");
    assert!(told["fix"].as_str().unwrap().contains("at most 2000"), "{told}");
    wish(2_000).expect(200);
    let entries = |tester: &Tester| {
        for _ in 0..30 {
            tester.open("/aas/oauth2/ac?client_id=NOBODY");
        }
        tester.get("/journal", &[])["entries"].as_array().unwrap().len()
    };
    assert!((1..10).contains(&entries(&tester)));
    assert!(entries(&Tester::start()) >= 30);
    assert_eq!(tester.get("/realms/{id}", &[&"default"])["quotas"]["journal_bytes_max"], 2_000);
}

#[test]
fn a_realm_that_is_too_old_is_read_exported_reset_and_dropped_but_not_written() {
    let tester = limited(Quotas { age: Some(Span::from_secs(0)), ..Quotas::default() });
    tester.person(json!({}));
    let long = limited(Quotas { age: Some(Span::from_days(1)), ..Quotas::default() });
    let young = long.realm(json!({"id": "young"}));
    young.person(json!({}));
    let until = long.get("/realms/{id}", &[&"young"])["quotas"]["writable_until"].clone();
    assert!(until.as_str().is_some_and(|until| until.ends_with('Z')), "{until}");
    let copy = json!({"id": "copy", "from": "young"});
    assert!(
        long.call("POST /realms", &[], copy).expect(201)["quotas"]["writable_until"].as_str()
            >= until.as_str()
    );
    assert_eq!(long.get("/realms/{id}", &[&"default"])["quotas"].get("writable_until"), None);
}

#[test]
fn a_kept_realm_that_has_become_too_old_says_so_and_a_reset_begins_it_anew() {
    let folder = Folder::new("quota-age");
    let file = folder.path("world.sqlite");
    let store = ["--store", file.to_str().unwrap(), "--quota-age", "P30D"];
    let first = Program::serve(&store);
    Tester::at(&first.base_url).realm(json!({"id": "old"}));
    drop(first);
    let database = rusqlite::Connection::open(folder.path("world.sqlite.realms/old.sqlite")).unwrap();
    let aged = "UPDATE settings SET value = '2020-01-01T00:00:00Z' WHERE name = 'begun_at'";
    assert_eq!(database.execute(aged, []).unwrap(), 1);
    drop(database);
    let again = Program::serve(&store);
    let server = Tester::at(&again.base_url);
    let old = server.of_name("old");
    used_up(old.call("POST /people", &[], json!({})), "--quota-age");
    assert_eq!(old.call("GET /world", &[], Value::Null).status, 200);
    assert_eq!(server.call("POST /realms/{id}/reset", &[&"old"], Value::Null).status, 200);
    old.person(json!({}));
}

#[test]
fn a_quota_that_is_none_is_told_by_its_option() {
    for (option, value) in [
        ("--quota-people", "0"),
        ("--quota-people", "many"),
        ("--quota-journal-bytes", "-1"),
        ("--quota-age", "PT0S"),
        ("--quota-age", "30"),
    ] {
        let done = Program::command(&["serve", &format!("{option}={value}")]).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.code() == Some(2) && said.contains(option), "{said}");
    }
}
