//! The journal: what each request came to, and one of them explained, in both languages.

use serde_json::Value;

use crate::protocol::params::encode;
use crate::web::console::home::refusals;
use crate::web::console::visit::{Lang, Shown, Visit, one, parameter, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Cell, Field, Form};
use crate::web::pages::reasons::{Russian, russian};

/// The list.
pub async fn list(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Чем кончился каждый запрос и почему именно. Системе портал говорит мало, журнал говорит все.",
        "What each request came to, and exactly why. The wire says little, the journal says everything.",
    );
    let mut page = Shown { is_live: true, ..Shown::titled(visit.say("Журнал", "Journal"), lead) };
    let [client, error, outcome, before] =
        ["client", "code", "outcome", "before"].map(|name| visit.asked(name));
    let outcomes = [
        ("", visit.say("любой", "any")),
        ("refused", visit.say("отказ", "refused")),
        ("answered", visit.say("ответ", "answered")),
    ];
    page.blocks.push(Block::Form(Box::new(Form {
        asks: true,
        action: visit.link("journal"),
        title: visit.say("Какие запросы", "Which requests").to_owned(),
        id: "which".to_owned(),
        button: visit.say("Показать", "Show").to_owned(),
        fields: vec![
            Field::choice("outcome", visit.say("Исход", "Outcome"), outcome, &outcomes),
            Field::line("client", visit.say("Система", "Client"), client, "LOCALTEST"),
            Field::line("code", visit.say("Ошибка", "Error"), error, "ESIA-007014"),
        ],
        ..Form::default()
    })));
    let mut filter = String::new();
    for (name, value) in [("client", client), ("code", error), ("outcome", outcome)] {
        if !value.is_empty() {
            filter += &format!("&{name}={}", encode(value));
        }
    }
    let from = if before.is_empty() { String::new() } else { format!("&before={}", encode(before)) };
    let path = format!("/journal?limit=50{filter}{from}");
    let found = visit.get(&path).await;
    page.blocks.push(refusals(visit, &found.json));
    let older = found.next.as_deref().and_then(|query| parameter(query, "before"));
    let older = older.map(|before| {
        (
            format!("{}?before={before}{filter}", visit.link("journal")),
            visit.say("Раньше →", "Older →").to_owned(),
        )
    });
    page.blocks.push(Block::Pager(older.into_iter().collect()));
    page.blocks.push(visit.read_by(&path));
    page
}

/// One request; nothing when the journal has none of this number.
pub async fn show(visit: &Visit, seq: &str) -> Option<Shown> {
    let seq: i64 = seq.parse().ok()?;
    let path = format!("/journal/{seq}");
    let found = visit.get(&path).await;
    if !found.is_done() {
        return None;
    }
    let entry = found.json;
    let title = format!("{} {seq}", visit.say("Запрос", "Request"));
    let mut page = Shown::titled(&title, "");
    let fact = |russian, english, value| (visit.say(russian, english).to_owned(), value);
    let why = &entry["why"];
    let mut facts = vec![
        fact(
            "Запрос",
            "Request",
            vec![Cell::code(format!("{} {}", text(&entry, "method"), text(&entry, "path")))],
        ),
        fact("Когда", "When", one(visit.moment(&text(&entry, "at")))),
        fact("Исход", "Outcome", vec![words::outcome(visit.lang, &text(&entry, "outcome"))]),
    ];
    if let Some(client) = entry["client"].as_str() {
        facts.push(fact(
            "Система",
            "Client",
            vec![Cell::Link(visit.link(&format!("clients/{}", encode(client))), client.to_owned())],
        ));
    }
    if let Some(person) = entry["person"].as_u64() {
        facts.push(fact(
            "Человек",
            "Person",
            vec![Cell::Link(visit.link(&format!("people/{person}")), person.to_string())],
        ));
    }
    if let Some(error) = entry["error"].as_str() {
        facts.push(fact("Ошибка", "Error", vec![Cell::code(error)]));
    }
    page.blocks.push(Block::Facts(facts));
    if !why.is_null() {
        explained(visit, &mut page, why);
    }
    exchanged(visit, &mut page, &entry);
    page.blocks.push(visit.read_by(&path));
    Some(page)
}

fn explained(visit: &Visit, page: &mut Shown, why: &Value) {
    page.heading(visit.say("Почему", "Why"), "why");
    let mut facts = reason(visit, why);
    let others = why["facts"].as_object().into_iter().flatten();
    facts.extend(others.map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.replace('_', " "), vec![Cell::code(value)])
    }));
    page.blocks.push(Block::Facts(facts));
}

/// The reason, and what to change. A Russian page says what the catalogue says, and then what the journal says of this request.
pub fn reason(visit: &Visit, why: &Value) -> Vec<(String, Vec<Cell>)> {
    let name = text(why, "reason");
    let russian = (visit.lang == Lang::Ru).then(|| russian(&name)).flatten();
    let mut facts = vec![(visit.say("Причина", "Reason").to_owned(), vec![Cell::Mark("bad", name)])];
    let fix = one(text(why, "fix"));
    match russian {
        Some(Russian { meaning, fix: mended }) => facts.extend([
            ("Что это значит".to_owned(), one(meaning.to_owned())),
            ("Что исправить".to_owned(), one(mended.to_owned())),
            ("Точнее, по-английски".to_owned(), fix),
        ]),
        None => facts.push((visit.say("Что исправить", "What to mend").to_owned(), fix)),
    }
    facts
}

fn exchanged(visit: &Visit, page: &mut Shown, entry: &Value) {
    let mut parts = Vec::new();
    if let Some(request) = entry["request"].as_object() {
        let headers = request.get("headers").and_then(Value::as_object).into_iter().flatten();
        let headers: String = headers
            .map(|(name, value)| format!("\n{name}: {}", value.as_str().unwrap_or_default()))
            .collect();
        let (method, target, form) = (
            text(&entry["request"], "method"),
            text(&entry["request"], "target"),
            text(&entry["request"], "form"),
        );
        let form = if form.is_empty() { form } else { format!("\n\n{form}") };
        parts.push((visit.say("Что пришло", "What came"), format!("{method} {target}{headers}{form}")));
    }
    if entry["answer"].is_object() {
        let answer = &entry["answer"];
        let location = text(answer, "location");
        let location = if location.is_empty() { location } else { format!("\nlocation: {location}") };
        let json = text(answer, "json");
        let json = if json.is_empty() { json } else { format!("\n\n{json}") };
        parts.push((
            visit.say("Что отвечено", "What was answered"),
            format!("{}{location}{json}", text(answer, "status")),
        ));
    }
    for token in entry["tokens"].as_array().into_iter().flatten() {
        parts.push((visit.say("Маркер", "Token"), serde_json::to_string_pretty(token).unwrap_or_default()));
    }
    if let Some(curl) = entry["curl"].as_str() {
        parts.push((visit.say("Тот же запрос", "The same request"), curl.to_owned()));
    }
    if !parts.is_empty() {
        page.heading(visit.say("Обмен", "Exchange"), "exchange");
    }
    page.blocks.extend(parts.into_iter().map(|(name, text)| Block::Pre(name.to_owned(), text)));
}
