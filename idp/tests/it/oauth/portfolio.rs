//! Owns tests of the school portfolio as a diary meets it: signed deliveries, each kept once.

use serde_json::{Value, json};

use super::kit::http::{Reply, Request};
use super::kit::party::{NOW, base64url};
use super::kit::world::World;

const ID: &str = "7b0f2c1e-30a9-4d4e-9c53-0000000000aa";

struct Diary {
    world: World,
    pupil: Value,
}

impl Diary {
    fn start() -> Self {
        let world = World::start();
        let pupil = world.control("POST", "/people", &json!({ "level": "confirmed" }));
        Self { world, pupil }
    }

    fn mark(&self) -> Value {
        json!({
            "snils": self.pupil["snils"], "school": "Школа", "subject": "Алгебра", "date": "2024-09-03", "mark": 5,
            "work": "Диктант",
        })
    }

    /// Hands a mark in under a number, signed over another one when told so.
    fn hands_in(&self, id: &str, signed: &str, mark: &Value) -> Reply {
        self.signs(Request::new("PUT", &format!("/portfolio/v1/marks/{id}")).json(mark), signed)
    }

    /// Looks for the pupil, signed over a number.
    fn finds(&self, signed: &str) -> Reply {
        let sought = json!({ "snils": self.pupil["snils"] });
        self.signs(Request::new("POST", "/portfolio/v1/pupils/find").json(&sought), signed)
    }

    fn signs(&self, request: Request, subject: &str) -> Reply {
        let party = &self.world.party;
        let text = format!("school_portfolio{NOW}{}{subject}", party.mnemonic);
        let secret = base64url(&party.identity.message("", text.as_bytes()));
        let request = request.header("Client-Id", &party.mnemonic).header("Client-Timestamp", NOW);
        self.world.send(request.header("Client-Secret", &secret))
    }

    /// A child of ten, or of fifteen, whose account is linked to a parent's; nobody has allowed school data.
    fn of_child(birth_date: &str) -> (Self, String) {
        let world = World::start();
        let parent = world.control("POST", "/people", &json!({ "level": "confirmed" }))["oid"].clone();
        let child = json!({ "birth_date": birth_date, "parents": [parent.to_string()] });
        let pupil = world.control("POST", "/people", &child);
        let cards = world.get(&format!("/control/v1/people/{parent}/children")).json();
        let card = format!("/people/{parent}/children/{}/commands", cards["children"][0]["id"]);
        (Self { world, pupil }, card)
    }

    fn kept(&self) -> Vec<Value> {
        let told = self.world.get(&format!("/control/v1/portfolio?person={}", self.pupil["oid"])).json();
        told["marks"].as_array().expect("marks").clone()
    }

    fn portfolio(&self, mode: &str) {
        self.world.control("PUT", "/portfolio/availability", &json!({ "mode": mode }));
    }
}

#[test]
fn a_mark_is_kept_once_however_often_it_comes() {
    let diary = Diary::start();
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 201);
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 200);
    let kept = diary.kept();
    assert_eq!((kept.len(), &kept[0]["subject"], &kept[0]["id"]), (1, &json!("Алгебра"), &json!(ID)));

    let mut other = diary.mark();
    other["mark"] = json!(2);
    assert_eq!(diary.hands_in(ID, ID, &other).status, 409);
    assert_eq!(diary.world.newest()["why"]["reason"], "mark-differs");
    assert_eq!(diary.kept()[0]["mark"], 5);
}

#[test]
fn a_portfolio_that_is_down_keeps_nothing_and_one_that_loses_answers_keeps_it_once() {
    let diary = Diary::start();
    diary.portfolio("down");
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 503);
    assert!(diary.kept().is_empty());
    diary.portfolio("loses-answers");
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 503);
    assert_eq!(diary.kept().len(), 1);
    diary.portfolio("answers");
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 200);
    assert_eq!(diary.kept().len(), 1);
}

#[test]
fn only_the_diary_that_signed_hands_in_and_only_marks_of_pupils() {
    let diary = Diary::start();
    let other = "7b0f2c1e-30a9-4d4e-9c53-0000000000bb";
    assert_eq!(diary.hands_in(other, ID, &diary.mark()).status, 401);
    assert_eq!(diary.world.newest()["outcome"], "refused");
    let wrong = |field: &str, value: Value| {
        let mut mark = diary.mark();
        mark[field] = value;
        let reply = diary.hands_in(ID, ID, &mark);
        (reply.status, reply.json()["field"].as_str().map(str::to_owned))
    };
    assert_eq!(wrong("snils", json!("112-233-445 95")), (404, Some("snils".to_owned())));
    assert_eq!(wrong("snils", json!("1")), (400, Some("snils".to_owned())));
    assert_eq!(wrong("date", json!("03.09.2024")), (400, Some("date".to_owned())));
    assert_eq!(wrong("mark", json!(6)), (400, Some("mark".to_owned())));
    assert_eq!(wrong("work", json!("")), (400, Some("work".to_owned())));
    assert_eq!(wrong("teacher", json!("x")), (400, Some("teacher".to_owned())));
    assert_eq!(diary.hands_in("1", "1", &diary.mark()).status, 400);
    assert!(diary.kept().is_empty());
}

#[test]
fn a_childs_mark_waits_for_a_parents_consent_and_a_withdrawal_takes_back_none() {
    let (diary, card) = Diary::of_child("20.05.2014");
    let later = "7b0f2c1e-30a9-4d4e-9c53-0000000000bb";
    let refused = |reply: Reply| {
        assert_eq!(reply.status, 403, "{}", reply.text());
        assert!(reply.text().contains("ESIA-007004"), "{}", reply.text());
        diary.world.refused("ESIA-007004", "school-consent-missing");
    };
    refused(diary.hands_in(ID, ID, &diary.mark()));
    assert!(diary.kept().is_empty());
    diary.world.control("POST", &card, &json!({ "command": "give-consent" }));
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 201);
    diary.world.control("POST", &card, &json!({ "command": "withdraw-consent" }));
    // A diary that never heard the answer asks again: what is there gives nothing new away.
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 200);
    refused(diary.hands_in(later, later, &diary.mark()));
    assert_eq!(diary.kept().len(), 1);
}

#[test]
fn the_age_below_which_a_parent_is_asked_is_set() {
    let (diary, _) = Diary::of_child("20.05.2010");
    let ask_below = |age: u8| {
        let terms = json!({ "consents": { "portfolio_below_age": age } });
        diary.world.control("PATCH", "/settings", &terms);
        diary.hands_in(ID, ID, &diary.mark()).status
    };
    assert_eq!(ask_below(18), 403);
    assert_eq!(ask_below(14), 201);
    let (diary, _) = Diary::of_child("20.05.2014");
    diary.world.control("PATCH", "/settings", &json!({ "consents": { "portfolio_below_age": 0 } }));
    assert_eq!(diary.hands_in(ID, ID, &diary.mark()).status, 201);
}

#[test]
fn a_diary_finds_a_child_with_consent_only_and_must_sign_for_whom_it_looks() {
    let (diary, card) = Diary::of_child("20.05.2014");
    let snils = diary.pupil["snils"].as_str().expect("a number").to_owned();
    assert_eq!(diary.finds(&snils).status, 403);
    diary.world.control("POST", &card, &json!({ "command": "give-consent" }));
    assert_eq!(diary.finds(&snils).status, 204);
    assert_eq!(diary.finds("112-233-445 95").status, 401);
    diary.portfolio("down");
    assert_eq!(diary.finds(&snils).status, 503);
    diary.portfolio("answers");
    diary.world.control(
        "POST",
        &format!("/people/{}/commands", diary.pupil["oid"]),
        &json!({ "command": "block", "reason": "Проверка" }),
    );
    assert_eq!(diary.finds(&snils).status, 404);
}

#[test]
fn a_delivery_that_only_a_tolerance_lets_through_is_told_in_the_journal() {
    let diary = Diary::start();
    let world = &diary.world;
    let mut registration = world.party.registration();
    registration["tolerances"] = json!(["foreign-characters"]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    let text = format!("school_portfolio{NOW}{}{ID}", world.party.mnemonic);
    let secret = base64url(&world.party.identity.message("", text.as_bytes()));
    let request = Request::new("PUT", &format!("/portfolio/v1/marks/{ID}")).json(&diary.mark());
    let request = request.header("Client-Id", &world.party.mnemonic).header("Client-Timestamp", NOW);
    let reply = world.send(request.header("Client-Secret", &format!("*{secret}")));
    assert_eq!(reply.status, 201, "{}", reply.text());
    let entries = world.get("/control/v1/journal?limit=2").json()["entries"].clone();
    assert_eq!(entries[0]["why"]["reason"], "tolerated", "{entries}");
    assert_eq!(entries[0]["client"], world.party.mnemonic.as_str());
    assert_eq!(entries[0]["why"]["facts"]["tolerances"], "foreign-characters");
}
