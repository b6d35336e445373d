//! Faults: every one there is, switched on and off.

use serde_json::{Value, json};

use crate::web::console::call::Call;
use crate::web::console::fault_words;
use crate::web::console::visit::{Lang, Shown, Visit, code, one, rows, text};
use crate::web::pages::console::{Block, Cell, Field, Form, Table};

/// Points of the protocol in the order of a sign-in, and their words.
const POINTS: [(&str, &str, &str); 11] = [
    ("redirect", "Возврат с портала", "The way back from the portal"),
    ("before-token", "Запрос маркеров: код остается годным", "The token request: the code stays good"),
    ("after-code", "Запрос маркеров: код погашен", "The token request: the code is consumed"),
    ("token", "Маркеры", "Tokens"),
    ("token-answer", "Ответ с маркерами", "The answer with tokens"),
    ("resource", "Запрос данных", "The request for data"),
    ("resource-person", "Данные человека", "Data of a person"),
    ("resource-body", "Содержание данных", "What the data hold"),
    ("push", "Извещения", "Pushes"),
    ("consent-push", "Извещения о согласиях", "Pushes about consents"),
    ("transport", "Соединение", "The connection"),
];

/// Terms of an armed fault, and their words.
const TERMS: [(&str, &str, &str); 7] = [
    ("times", "раз", "times"),
    ("until", "до", "until"),
    ("client", "система", "client"),
    ("person", "человек", "person"),
    ("at", "где", "at"),
    ("amount", "число", "amount"),
    ("member", "поле", "member"),
];

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Портал ошибается по заказу, а система должна выдержать. Включенный сбой срабатывает, пока его не выключат или не кончатся разы.",
        "The provider errs to order, and a sound client bears it. A fault stays on until it is switched off or its times are over.",
    );
    let mut page = Shown { is_live: true, ..Shown::titled(visit.say("Сбои", "Faults"), lead) };
    let (armed, catalogue) = (visit.get("/faults").await.json, visit.get("/faults/catalogue").await.json);
    let armed = rows(&armed, "faults");
    if !armed.is_empty() {
        page.heading(visit.say("Включены", "Switched on"), "armed");
        page.blocks.push(Block::Table(armed_now(visit, armed)));
        page.blocks.push(Block::Row(vec![
            visit.button(&Call::new("DELETE", "/faults"), visit.say("Выключить все", "Switch all off")),
        ]));
    }
    let all = rows(&catalogue, "faults");
    let mut points: Vec<String> = POINTS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    for fault in all {
        let point = text(fault, "point");
        if !points.contains(&point) {
            points.push(point);
        }
    }
    for point in points {
        let here: Vec<_> = all.iter().filter(|fault| text(fault, "point") == point).collect();
        if here.is_empty() {
            continue;
        }
        let known = POINTS.iter().find(|(name, ..)| *name == point);
        let title = known.map_or(point.as_str(), |(_, russian, english)| visit.say(russian, english));
        page.heading(title, &format!("point-{point}"));
        page.blocks.push(Block::Table(Table {
            caption: title.to_owned(),
            head: vec![
                visit.say("Сбой", "Fault"),
                visit.say("Что делает портал", "What the provider does"),
                visit.say("Что делает исправная система", "What a sound client does"),
                "",
            ],
            rows: here.into_iter().map(|fault| row(visit, fault, armed)).collect(),
            empty: String::new(),
        }));
    }
    page.blocks.push(visit.read_by("/faults/catalogue"));
    page.heading(visit.say("С условиями", "On terms"), "terms");
    page.blocks.push(Block::Form(Box::new(bound(visit))));
    page
}

/// What is armed, and on which terms.
fn armed_now(visit: &Visit, armed: &[Value]) -> Table {
    let terms = |fault: &Value| {
        let told =
            TERMS.iter().map(|(name, russian, english)| (visit.say(russian, english), text(fault, name)));
        let told = told.filter(|(_, value)| !value.is_empty());
        told.map(|(word, value)| format!("{word}: {value}")).collect::<Vec<_>>().join(", ")
    };
    Table {
        caption: visit.say("Включенные сбои", "Faults that are switched on").to_owned(),
        head: vec![visit.say("Сбой", "Fault"), visit.say("Условия", "Terms")],
        rows: armed.iter().map(|fault| vec![code(text(fault, "fault")), one(terms(fault))]).collect(),
        empty: String::new(),
    }
}

fn row(visit: &Visit, fault: &Value, armed: &[Value]) -> Vec<Vec<Cell>> {
    let name = text(fault, "fault");
    let (does, sound) = match (visit.lang, fault_words::of(&name)) {
        (Lang::Ru, Some((does, sound))) => (does.to_owned(), sound.to_owned()),
        _ => (text(fault, "does"), text(fault, "sound")),
    };
    let is_on = armed.iter().any(|one| text(one, "fault") == name);
    let call = match is_on {
        true => Call::new("DELETE", format!("/faults?fault={name}")),
        false => Call::new("POST", "/faults").with(json!({ "fault": name })),
    };
    let form = visit.button(
        &call,
        if is_on {
            visit.say("Выключить", "Switch off")
        } else {
            visit.say("Включить", "Switch on")
        },
    );
    let act = Cell::Act(Box::new(Form { about: name.clone(), is_danger: is_on, ..form }));
    let mut named = vec![Cell::code(name)];
    if is_on {
        named.push(Cell::Mark("bad", visit.say("включен", "on").to_owned()));
    }
    vec![named, one(does), one(sound), vec![act]]
}

fn bound(visit: &Visit) -> Form {
    let line =
        |name, russian, english, value, hint| Field::line(name, visit.say(russian, english), value, hint);
    let fields = vec![
        line(
            "text.fault",
            "Сбой",
            "Fault",
            "token-error",
            visit.say("имя из таблиц выше", "a name of the tables above"),
        ),
        line("number.times", "Сколько раз", "How many times", "1", ""),
        line("text.client", "Только для системы", "Only for the client", "", "LOCALTEST"),
        line("number.person", "Только для человека", "Only for the person", "", "oid"),
        line(
            "number.amount",
            "Число",
            "Amount",
            "",
            visit.say("номер ошибки или миллисекунды", "number of an error, or milliseconds"),
        ),
    ];
    let title =
        visit.say("Включить для кого-то, на сколько-то раз", "Switch on for somebody, for so many times");
    Call::new("POST", "/faults").form("arm", title, visit.say("Включить", "Switch on"), fields)
}
