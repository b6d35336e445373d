//! People: searched for, listed, made.

use crate::domain::person::{Email, Phone, Snils};
use crate::protocol::params::encode;
use crate::web::console::call::Call;
use crate::web::console::visit::{Shown, Visit, code, one, parameter, rows, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Cell, Field, Form, Table};

/// People on one page.
const PAGE: u32 = 50;

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Все вымышлены. Ищите по началу фамилии, СНИЛС, телефону или почте.",
        "All are made up. Search by the beginning of a surname, SNILS, phone or mail address.",
    );
    let mut page = Shown::titled(visit.say("Люди", "People"), lead);
    let sought = visit.asked("q");
    page.blocks.push(Block::Form(Box::new(Form {
        asks: true,
        action: visit.link("people"),
        title: visit.say("Найти", "Find").to_owned(),
        id: "find".to_owned(),
        button: visit.say("Найти", "Find").to_owned(),
        fields: vec![Field::line(
            "q",
            visit.say("Кого", "Whom"),
            sought,
            visit.say("Журавлева А, 000-000-600 01, почта", "a surname, 000-000-600 01, a mail address"),
        )],
        ..Form::default()
    })));
    let path = path(sought, visit.asked("after"));
    let found = visit.get(&path).await;
    page.blocks.push(table(visit, rows(&found.json, "people")));
    let next = found.next.as_deref().and_then(|query| parameter(query, "after"));
    let onward = next.map(|after| {
        (
            format!("{}?q={}&after={after}", visit.link("people"), encode(sought)),
            visit.say("Дальше →", "Next →").to_owned(),
        )
    });
    page.blocks.push(Block::Pager(onward.into_iter().collect()));
    page.blocks.push(visit.read_by(&path));
    page.heading(visit.say("Новый человек", "A new person"), "make");
    page.blocks.push(Block::Form(Box::new(make(visit))));
    page
}

/// The list of those who are sought: a login or a SNILS is known by its form, anything else begins a surname.
fn path(sought: &str, after: &str) -> String {
    let mut path = format!("/people?limit={PAGE}");
    let is_snils = sought.parse::<Snils>().is_ok();
    let is_login = sought.parse::<Phone>().is_ok() || sought.parse::<Email>().is_ok();
    let name = if is_snils {
        "snils"
    } else if is_login {
        "login"
    } else {
        "name"
    };
    if !sought.is_empty() {
        path += &format!("&{name}={}", encode(sought));
    }
    if !after.is_empty() {
        path += &format!("&after={}", encode(after));
    }
    path
}

fn table(visit: &Visit, people: &[serde_json::Value]) -> Block {
    let row = |person: &serde_json::Value| {
        let oid = text(person, "oid");
        let login = person["logins"][0].as_str().unwrap_or_default();
        vec![
            vec![Cell::Link(visit.link(&format!("people/{oid}")), full_name(person))],
            vec![words::state(visit.lang, &text(person, "status"))],
            one(text(person, "birth_date")),
            code(text(person, "snils")),
            one(login),
            code(oid),
        ]
    };
    Block::Table(Table {
        caption: visit.say("Люди", "People").to_owned(),
        head: vec![
            visit.say("Имя", "Name"),
            visit.say("Учетная запись", "Account"),
            visit.say("Родился", "Born"),
            visit.say("СНИЛС", "SNILS"),
            visit.say("Логин", "Login"),
            "oid",
        ],
        rows: people.iter().map(row).collect(),
        empty: visit.say("Никого не нашлось.", "Nobody was found.").to_owned(),
    })
}

/// Surname, first name, patronymic.
pub fn full_name(person: &serde_json::Value) -> String {
    let parts = ["last_name", "first_name", "middle_name"].map(|name| text(person, name));
    let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if name.is_empty() { text(person, "oid") } else { name }
}

fn make(visit: &Visit) -> Form {
    let levels = [
        ("confirmed", visit.say("подтвержденная", "confirmed")),
        ("standard", visit.say("стандартная", "standard")),
        ("simplified", visit.say("упрощенная", "simplified")),
    ];
    let invented = visit.say("пусто — придумает симулятор", "empty: the simulator makes one up");
    let fields = vec![
        Field::choice("text.level", visit.say("Учетная запись", "Account"), "confirmed", &levels),
        Field::line("text.last_name", visit.say("Фамилия", "Surname"), "", invented),
        Field::line("text.first_name", visit.say("Имя", "First name"), "", ""),
        Field::line("text.middle_name", visit.say("Отчество", "Patronymic"), "", ""),
        Field::line("text.birth_date", visit.say("Дата рождения", "Birth date"), "", "03.07.1983"),
        Field::line("text.snils", visit.say("СНИЛС", "SNILS"), "", "901-000-022 94"),
        Field::line("text.mobile", visit.say("Телефон", "Phone"), "", "+7(000)1234567"),
        Field::line("text.email", visit.say("Почта", "Mail"), "", "person@example.test"),
        Field::line("text.password", visit.say("Пароль", "Password"), "", invented),
        Field::line(
            "number.count",
            visit.say("Сколько таких", "How many such"),
            "",
            visit.say("пусто — один", "empty: one"),
        ),
    ];
    Call::new("POST", "/people").form(
        "make-person",
        visit.say("Сделать человека", "Make a person"),
        visit.say("Сделать", "Make"),
        fields,
    )
}
