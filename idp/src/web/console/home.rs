//! The first page of the console: what the realm has, and where to go.

use serde_json::Value;

use crate::web::console::inbox;
use crate::web::console::visit::{Shown, Visit, one, rows, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Cell, Table};

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let title = visit.say("Консоль тестировщика", "The tester’s console");
    let lead = visit.say(
        "Люди, часы, входящие сообщения и сбои этого мира. Каждое действие показывает команду, которая делает то же.",
        "The people, the clock, the messages and the faults of this realm. Every action shows the command that does the same.",
    );
    let mut page = Shown { is_live: true, ..Shown::titled(title, lead) };
    let (clock, faults) = (visit.get("/clock").await.json, visit.get("/faults").await.json);
    let armed: Vec<Cell> =
        rows(&faults, "faults").iter().map(|one| Cell::Mark("bad", text(one, "fault"))).collect();
    let none = || one(visit.say("нет", "none"));
    page.blocks.push(Block::Facts(vec![
        (visit.say("Адрес мира", "Address of the realm").to_owned(), vec![Cell::code(visit.site.base())]),
        (
            visit.say("Управляющий API", "Control API").to_owned(),
            vec![
                Cell::code(format!("{}/control/v1", visit.site.base())),
                Cell::Link(visit.site.link("/control/v1/openapi.json"), "OpenAPI".to_owned()),
            ],
        ),
        (visit.say("Часы", "Clock").to_owned(), clock_line(visit, &clock)),
        (
            visit.say("Включенные сбои", "Armed faults").to_owned(),
            if armed.is_empty() { none() } else { armed },
        ),
        (
            visit.say("Страницы", "Pages").to_owned(),
            vec![
                Cell::Link(visit.site.link("/"), visit.say("портал", "portal").to_owned()),
                Cell::Link(
                    visit.link("self-test"),
                    visit.say("самопроверка входа", "self-test of a sign-in").to_owned(),
                ),
            ],
        ),
    ]));
    page.heading(visit.say("Последние отказы", "The last refusals"), "refusals");
    let journal = visit.get("/journal?outcome=refused&limit=5").await.json;
    page.blocks.push(refusals(visit, &journal));
    page.blocks.push(visit.read_by("/journal?outcome=refused&limit=5"));
    page.heading(visit.say("Последние сообщения", "The last messages"), "messages");
    let (cards, _) = inbox::newest(visit, "", "", None, 5).await;
    page.blocks.push(match cards.is_empty() {
        true => Block::Text(visit.say("Сообщений еще нет.", "There are no messages yet.").to_owned()),
        false => Block::Cards(cards),
    });
    page
}

fn clock_line(visit: &Visit, clock: &Value) -> Vec<Cell> {
    let mode = match text(clock, "mode").as_str() {
        "frozen" => visit.say("стоят", "standing"),
        _ => visit.say("идут", "running"),
    };
    vec![Cell::text(visit.moment(&text(clock, "now"))), Cell::Mark("plain", mode.to_owned())]
}

/// A name that no line is broken in; nothing for an empty one.
fn whole(name: String) -> Vec<Cell> {
    if name.is_empty() { Vec::new() } else { vec![Cell::Mark("plain", name)] }
}

/// Refused requests, the newest first.
pub fn refusals(visit: &Visit, journal: &Value) -> Block {
    let row = |entry: &Value| {
        let seq = text(entry, "seq");
        vec![
            vec![Cell::Moment(visit.link(&format!("journal/{seq}")), visit.moment(&text(entry, "at")))],
            vec![words::outcome(visit.lang, &text(entry, "outcome"))],
            vec![Cell::code(format!("{} {}", text(entry, "method"), text(entry, "path")))],
            one(text(entry, "client")),
            whole(text(entry, "error")),
            one(text(&entry["why"], "reason")),
        ]
    };
    Block::Table(Table {
        caption: visit.say("Запросы", "Requests").to_owned(),
        head: vec![
            visit.say("Когда", "When"),
            visit.say("Исход", "Outcome"),
            visit.say("Запрос", "Request"),
            visit.say("Система", "Client"),
            visit.say("Ошибка", "Error"),
            visit.say("Причина", "Reason"),
        ],
        rows: rows(journal, "entries").iter().rev().map(row).collect(),
        empty: visit.say("Таких запросов не было.", "There were no such requests.").to_owned(),
    })
}
