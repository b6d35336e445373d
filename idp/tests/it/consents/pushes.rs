//! Pushes to the organisation: what they say, tried again on the realm's clock, kept over failures, never led astray.

use std::io::Write as _;
use std::net::TcpListener;

use serde_json::{Value, json};

use super::kit::{OFFICIAL, OGRN, child, entered, given, tokens, withdraw, world};
use super::receiver::{Diary, listed, operation, settled, tell};

#[test]
fn the_organisation_is_told_of_each_step_of_a_consent() {
    let (world, diary) = (world(), Diary::listen());
    tell(&world, &diary.url);
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"account": false}));
    tokens(&world, &parent);
    let consents = given(&world, &parent);
    let mut came: Vec<_> = (0..4).map(|_| diary.next()).collect();
    for push in &came {
        assert_eq!(
            (&push["eventType"], &push["oid"]),
            (&json!("permissionsEvent"), &json!(parent.oid.to_string()))
        );
        assert!(push["sessionId"].as_str().is_some_and(|id| id.len() == 36), "{push}");
    }
    came.sort_by_key(|push| (push["issPrmId"].as_u64(), operation(push)));
    let told: Vec<_> = came.iter().map(|push| (push["issPrmId"].clone(), operation(push))).collect();
    let steps =
        |id: &Value| [(id.clone(), "claimPermission".to_owned()), (id.clone(), "issuePermission".to_owned())];
    assert_eq!(told, [steps(&consents[0]["id"]), steps(&consents[1]["id"])].concat());
    withdraw(&world, &parent, &consents[1]["id"]);
    let revoked = diary.next();
    assert_eq!(
        (operation(&revoked), &revoked["issPrmId"]),
        ("revokePermission".to_owned(), &consents[1]["id"])
    );
    // Declined: asked for, then refused.
    let stranger = world.person("confirmed");
    let (mut browser, page) = entered(&world, &stranger, OFFICIAL);
    assert_eq!(operation(&diary.next()), "claimPermission");
    browser.submit(&page, "/login/consent", &[("decision", "deny")]);
    assert_eq!(operation(&diary.next()), "refusePermission");
    settled(&world, &["taken"; 7]);
    assert!(diary.has_none());
}

#[test]
fn a_push_that_fails_is_tried_again_on_the_realms_clock_and_its_followers_wait() {
    let (world, diary) = (world(), Diary::listen());
    tell(&world, &diary.url);
    for answer in ["500 Oops", "302 Found"] {
        diary.answers.send(answer).unwrap();
    }
    let parent = world.person("confirmed");
    tokens(&world, &parent);
    let first = diary.next();
    let all = settled(&world, &["waiting", "waiting"]);
    assert_eq!((&all[0]["tries"][0]["status"], &all[1]["tries"]), (&json!(500), &json!([])));
    assert!(diary.has_none(), "the clock stands");
    world.advance("PT1M");
    assert_eq!(diary.next(), first);
    while listed(&world)[0]["tries"].as_array().unwrap().len() < 2 {
        std::thread::yield_now();
    }
    world.advance("PT1M");
    assert!(diary.has_none(), "the second pause is twice as long");
    world.advance("PT1M");
    assert_eq!(diary.next(), first);
    assert_eq!(operation(&diary.next()), "issuePermission");
    let all = settled(&world, &["taken", "taken"]);
    let statuses: Vec<_> =
        all[0]["tries"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(
        statuses,
        [json!(500), json!(302), json!(200)],
        "a redirect is no answer, and is not followed"
    );
}

#[test]
fn a_push_is_given_up_and_the_next_goes_out() {
    let (world, diary) = (world(), Diary::listen());
    tell(&world, &diary.url);
    world.control("PATCH", "/settings", &json!({"pushes": {"tries_max": 1}}));
    diary.answers.send("404 Not Found").unwrap();
    tokens(&world, &world.person("confirmed"));
    assert_eq!([operation(&diary.next()), operation(&diary.next())], ["claimPermission", "issuePermission"]);
    settled(&world, &["given-up", "taken"]);
}

#[test]
fn pushes_go_to_no_other_machine_unless_it_was_named() {
    let world = world();
    tell(&world, "http://192.0.2.1:9/pushes");
    world.control("PATCH", "/settings", &json!({"pushes": {"tries_max": 1}}));
    entered(&world, &world.person("confirmed"), OFFICIAL);
    let all = settled(&world, &["given-up"]);
    assert!(all[0]["tries"][0]["failure"].as_str().unwrap().contains("--push-host"), "{}", all[0]);
}

#[test]
fn a_receiver_that_is_not_there_or_speaks_no_http_is_told_in_the_list() {
    let world = world();
    world.control("PATCH", "/settings", &json!({"pushes": {"tries_max": 1}}));
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}/pushes", silent.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in silent.incoming() {
            let _ = stream.unwrap().write_all(b"hello\r\n\r\n");
        }
    });
    tell(&world, &url);
    entered(&world, &world.person("confirmed"), OFFICIAL);
    assert!(settled(&world, &["given-up"])[0]["tries"][0]["failure"].is_string());
    tell(&world, &url.replace("http://", "https://"));
    entered(&world, &world.person("confirmed"), OFFICIAL);
    assert!(settled(&world, &["given-up"; 2])[1]["tries"][0]["failure"].is_string());
}

#[test]
fn without_an_address_nothing_is_kept_and_a_wrong_one_is_refused() {
    use crate::oauth::kit::http::Request;
    let world = world();
    tokens(&world, &world.person("confirmed"));
    assert!(listed(&world).is_empty());
    let mut registration = world.party.registration();
    registration["owner"] = json!({"ogrn": OGRN, "push_url": "ftp://a"});
    let path = format!("/control/v1/clients/{}", world.party.mnemonic);
    let reply = world.send(Request::new("PUT", &path).json(&registration));
    assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some("owner.push_url")));
}

#[test]
fn the_consent_of_the_portal_is_told_to_every_organisation_that_may_ask_for_it() {
    let (world, diary) = (world(), Diary::listen());
    tell(&world, &diary.url);
    let parent = world.person("confirmed");
    let (card, _) = child(&world, &parent, &json!({"account": false}));
    let path = format!("/people/{}/children/{card}/commands", parent.oid);
    world.control("POST", &path, &json!({"command": "give-consent"}));
    assert_eq!(operation(&diary.next()), "issuePermission");
    world.control("POST", &path, &json!({"command": "withdraw-consent"}));
    assert_eq!(operation(&diary.next()), "revokePermission");
}
