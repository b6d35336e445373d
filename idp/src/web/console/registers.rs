//! The registers: how the Pension Fund and the Interior Ministry answer, and what they know.

use serde_json::Value;

use crate::protocol::params::encode;
use crate::web::console::call::Call;
use crate::web::console::people::full_name;
use crate::web::console::visit::{Shown, Visit, code, one, parameter, rows, text};
use crate::web::pages::console::{Block, Cell, Field, Form, Table};

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Две ведомственные базы сверяют личные данные. Их ответ задает тестировщик.",
        "Two registers compare personal data. The tester says how they answer.",
    );
    let mut page = Shown::titled(visit.say("Реестры", "Registers"), lead);
    page.blocks.push(answers(visit).await);
    page.blocks.push(visit.read_by("/registers"));
    pension_fund(visit, &mut page).await;
    interior_ministry(visit, &mut page).await;
    page
}

async fn answers(visit: &Visit) -> Block {
    let now = visit.get("/registers").await.json;
    let answers = [
        ("agree", visit.say("соглашается", "agrees")),
        ("refuse", visit.say("отказывает", "refuses")),
        ("silent", visit.say("молчит", "is silent")),
    ];
    let choice =
        |name: &str, label: &str| Field::choice(&format!("text.{name}"), label, &text(&now, name), &answers);
    let fields = vec![
        choice("pension_fund", visit.say("Пенсионный фонд", "Pension Fund")),
        choice("interior_ministry", visit.say("МВД", "Interior Ministry")),
        Field::line(
            "text.delay",
            visit.say("Сколько длится проверка", "How long a check takes"),
            &text(&now, "delay"),
            "PT3S, PT15M",
        ),
    ];
    let (title, button) = (visit.say("Как отвечают", "How they answer"), visit.say("Задать", "Set"));
    Block::Form(Box::new(Call::new("PUT", "/registers").form("answers", title, button, fields)))
}

/// What is said of a register without records.
fn no_records(visit: &Visit) -> String {
    let sentence = visit.say(
        "Отдельных записей нет: отвечает по общему правилу.",
        "There are no records: it answers by the rule above.",
    );
    sentence.to_owned()
}

fn removed(visit: &Visit, place: String, about: String) -> Vec<Cell> {
    let form = visit.button(&Call::new("DELETE", place), visit.say("Убрать", "Remove"));
    vec![Cell::Act(Box::new(Form { about, is_danger: true, ..form }))]
}

async fn pension_fund(visit: &Visit, page: &mut Shown) {
    page.heading(visit.say("Пенсионный фонд: отдельные записи", "Pension Fund: records"), "pension-fund");
    let found = visit.get(&listed("pension-fund", visit.asked("after-fund"))).await;
    let row = |record: &Value| {
        let snils = text(record, "snils");
        let place = format!("/registers/pension-fund/{}", encode(&snils));
        vec![
            code(&snils),
            one(full_name(record)),
            one(text(record, "birth_date")),
            removed(visit, place, snils),
        ]
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Записи Пенсионного фонда", "Records of the Pension Fund").to_owned(),
        head: vec![visit.say("СНИЛС", "SNILS"), visit.say("Имя", "Name"), visit.say("Родился", "Born"), ""],
        rows: rows(&found.json, "records").iter().map(row).collect(),
        empty: no_records(visit),
    }));
    page.blocks.push(onward(visit, "after-fund", found.next.as_deref()));
    page.blocks.push(Block::Form(Box::new(pension_record(visit))));
}

async fn interior_ministry(visit: &Visit, page: &mut Shown) {
    page.heading(visit.say("МВД: отдельные документы", "Interior Ministry: records"), "interior-ministry");
    let found = visit.get(&listed("interior-ministry", visit.asked("after-ministry"))).await;
    let row = |record: &Value| {
        let document = text(record, "document");
        let number: String = document.chars().filter(char::is_ascii_digit).collect();
        let kind = document.split(' ').next().unwrap_or_default();
        let place = format!("/registers/interior-ministry/{number}?type={kind}");
        vec![code(&document), one(text(record, "standing")), removed(visit, place, document)]
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Записи МВД", "Records of the Interior Ministry").to_owned(),
        head: vec![visit.say("Документ", "Document"), visit.say("Что с ним", "How it stands"), ""],
        rows: rows(&found.json, "records").iter().map(row).collect(),
        empty: no_records(visit),
    }));
    page.blocks.push(onward(visit, "after-ministry", found.next.as_deref()));
    page.blocks.push(Block::Form(Box::new(passport_record(visit))));
}

fn listed(register: &str, after: &str) -> String {
    let after = if after.is_empty() { String::new() } else { format!("&after={}", encode(after)) };
    format!("/registers/{register}?limit=50{after}")
}

fn onward(visit: &Visit, name: &str, next: Option<&str>) -> Block {
    let next = next.and_then(|query| parameter(query, "after"));
    let link = next.map(|after| {
        (format!("{}?{name}={after}", visit.link("registers")), visit.say("Дальше →", "Next →").to_owned())
    });
    Block::Pager(link.into_iter().collect())
}

fn pension_record(visit: &Visit) -> Form {
    let line = |name, russian, english, hint| Field::line(name, visit.say(russian, english), "", hint);
    let fields = vec![
        line("path.snils", "СНИЛС", "SNILS", "000-000-600 77"),
        line("text.last_name", "Фамилия", "Surname", ""),
        line("text.first_name", "Имя", "First name", ""),
        line("text.middle_name", "Отчество", "Patronymic", ""),
        line("text.birth_date", "Дата рождения", "Birth date", "01.02.1980"),
        Field::tick(
            "flag.silent",
            visit.say("Не отвечает об этом человеке", "Never answers for this person"),
        ),
    ];
    let call = Call::new("PUT", "/registers/pension-fund/{snils}");
    call.form(
        "pension-record",
        visit.say("Что знает Пенсионный фонд", "What the Pension Fund knows"),
        visit.say("Записать", "Put"),
        fields,
    )
}

fn passport_record(visit: &Visit) -> Form {
    let standings = [
        ("valid", visit.say("действует", "valid")),
        ("replaced", visit.say("заменен", "replaced")),
        ("invalid", visit.say("недействителен", "invalid")),
        ("unknown", visit.say("такого нет", "no such document")),
        ("holder-unknown", visit.say("нет человека с таким СНИЛС", "nobody has the SNILS")),
        ("silent", visit.say("не отвечает", "silent")),
    ];
    let fields = vec![
        Field::line("path.number", visit.say("Серия и номер", "Series and number"), "", "0102000001"),
        Field::choice("text.standing", visit.say("Что с ним", "How it stands"), "replaced", &standings),
    ];
    let call = Call::new("PUT", "/registers/interior-ministry/{number}");
    call.form(
        "passport-record",
        visit.say("Что знает МВД о паспорте", "What the Ministry knows of a passport"),
        visit.say("Записать", "Put"),
        fields,
    )
}
