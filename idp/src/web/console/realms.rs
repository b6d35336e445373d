//! Realms: listed, made, copied, brought back to the beginning, dropped.

use serde_json::{Value, json};

use crate::web::console::call::Call;
use crate::web::console::visit::{Shown, Visit, one, rows, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Cell, Field, Form, Table};

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Мир — целый портал со своими людьми, часами и журналом. Один тестировщик не мешает другому.",
        "A realm is a whole provider with people, a clock and a journal of its own. One tester does not disturb another.",
    );
    let mut page = Shown::titled(visit.say("Миры", "Realms"), lead);
    let found = visit.get("/realms?limit=200").await.json;
    let here = visit.site.realm.id.to_string();
    let all = rows(&found, "realms");
    let row = |realm: &Value| {
        let id = text(realm, "realm");
        let console = format!("{}/console/", text(realm, "base_url"));
        let mut named = vec![Cell::Link(console, id.clone())];
        if id == here {
            named.push(Cell::Mark("good", visit.say("этот", "this one").to_owned()));
        }
        let state = text(realm, "state");
        let tone = if state == "serving" { "plain" } else { "bad" };
        let state = words::value(visit.lang, "state", &state);
        let fork = visit
            .button(&Call::new("POST", "/realms").with(json!({ "from": id })), visit.say("Копия", "Copy"));
        let fork = Cell::Act(Box::new(Form { about: id.clone(), ..fork }));
        vec![
            named,
            vec![Cell::Mark(tone, state), Cell::text(text(realm, "reason"))],
            vec![Cell::code(text(realm, "base_url"))],
            one(text(realm, "seed")),
            vec![fork, kept(visit, realm)],
        ]
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Миры", "Realms").to_owned(),
        head: vec![
            visit.say("Мир", "Realm"),
            visit.say("Состояние", "State"),
            visit.say("Адрес", "Address"),
            visit.say("Зерно", "Seed"),
            "",
        ],
        rows: all.iter().map(row).collect(),
        empty: String::new(),
    }));
    page.blocks.push(visit.read_by("/realms"));
    page.heading(visit.say("Новый мир", "A new realm"), "make");
    let names: Vec<String> = all.iter().map(|realm| text(realm, "realm")).collect();
    page.blocks.push(Block::Form(Box::new(make(visit, &names))));
    page.heading(visit.say("Вернуть к началу или убрать", "Bring back to the beginning, or drop"), "end");
    page.blocks.extend(ends(visit, &names, &here));
    page
}

/// The whole realm as a file.
fn kept(visit: &Visit, realm: &Value) -> Cell {
    let address = format!("{}/world", text(realm, "control_url"));
    let name = format!("esia-{}.json", text(realm, "realm"));
    Cell::File(address, visit.say("Выгрузить", "Export").to_owned(), name)
}

/// What ends the life that a realm has had.
fn ends(visit: &Visit, names: &[String], here: &str) -> Vec<Block> {
    let mut names: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    // The realm of this console comes first.
    names.sort_by_key(|(name, _)| *name != here);
    let which = |names: &[(&str, &str)]| Field::choice("path.id", visit.say("Мир", "Realm"), "", names);
    let sure =
        || Field::sure(visit.say("Его люди и журнал пропадут", "Its people and its journal will be gone"));
    let reset = Call::new("POST", "/realms/{id}/reset").form(
        "reset",
        visit.say("Вернуть к началу", "Bring back to the beginning"),
        visit.say("Вернуть", "Reset"),
        vec![which(&names), sure()],
    );
    let mut all = vec![Block::Form(Box::new(Form { is_danger: true, ..reset }))];
    names.retain(|(name, _)| *name != "default");
    if !names.is_empty() {
        let drop = Call::new("DELETE", "/realms/{id}").form(
            "drop",
            visit.say("Убрать мир", "Drop a realm"),
            visit.say("Убрать", "Drop"),
            vec![which(&names), sure()],
        );
        all.push(Block::Form(Box::new(Form { is_danger: true, ..drop })));
    }
    all
}

fn make(visit: &Visit, names: &[String]) -> Form {
    let mut from = vec![("", visit.say("с начала", "from the beginning"))];
    from.extend(names.iter().map(|name| (name.as_str(), name.as_str())));
    let fields = vec![
        Field::line(
            "text.id",
            visit.say("Имя", "Name"),
            "",
            visit.say(
                "a-z, 0-9 и -; пусто — придумает симулятор",
                "a-z, 0-9 and -; empty: the simulator makes one up",
            ),
        ),
        Field::choice("text.from", visit.say("Копия мира", "Copy of"), "", &from),
        Field::line(
            "text.clock.now",
            visit.say("Часы", "Clock"),
            "",
            visit.say(
                "2018-12-01T00:00:00+03:00; пусто — как сейчас",
                "2018-12-01T00:00:00+03:00; empty: as now",
            ),
        ),
        Field::line("number.seed", visit.say("Зерно случая", "Seed of chance"), "", ""),
        Field::line("text.listen", visit.say("Свой адрес", "An address of its own"), "", "127.0.0.5:8085"),
    ];
    Call::new("POST", "/realms").form(
        "make-realm",
        visit.say("Сделать мир", "Make a realm"),
        visit.say("Сделать", "Make"),
        fields,
    )
}
