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
        let party = &self.world.party;
        let text = format!("school_portfolio{NOW}{}{signed}", party.mnemonic);
        let secret = base64url(&party.identity.message("", text.as_bytes()));
        let request = Request::new("PUT", &format!("/portfolio/v1/marks/{id}")).json(mark);
        let request = request.header("Client-Id", &party.mnemonic).header("Client-Timestamp", NOW);
        self.world.send(request.header("Client-Secret", &secret))
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
