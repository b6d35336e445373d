//! One person: the account, what belongs to it, and what may be done with it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::Path;
use serde_json::{Value, json};

use crate::app::Stop;
use crate::app::oauth::sign_in;
use crate::domain::id::Oid;
use crate::web::console::call::Call;
use crate::web::console::people::full_name;
use crate::web::console::visit::{Shown, Visit, code, one, rows, text};
use crate::web::console::words;
use crate::web::error::{broken_page, failed};
use crate::web::pages::console::{Block, Cell, Field, Form, Table};
use crate::web::pages::notices::Trouble;
use crate::web::portal::cookies;
use crate::web::site::{Site, perform};

/// The page; nothing when there is no such person.
pub async fn show(visit: &Visit, oid: &str) -> Option<Shown> {
    let oid: u64 = oid.parse().ok()?;
    let place = format!("/people/{oid}");
    let found = visit.get(&place).await;
    if !found.is_done() {
        return None;
    }
    let person = found.json;
    let mut page = Shown::titled(&full_name(&person), "");
    page.blocks.push(Block::Facts(account(visit, &person)));
    page.blocks.push(visit.read_by(&place));
    let state = text(&person, "status");
    if state != "deleted" {
        page.heading(visit.say("Действия", "Actions"), "actions");
        page.blocks.push(Block::Row(actions(visit, &place, oid, &state)));
        page.blocks.extend(forms(visit, &place, &state));
    }
    guards(visit, &mut page, &place).await;
    belongings(visit, &mut page, &place).await;
    family(visit, &mut page, &place).await;
    allowed(visit, &mut page, &place).await;
    history(visit, &mut page, &place).await;
    Some(page)
}

fn account(visit: &Visit, person: &Value) -> Vec<(String, Vec<Cell>)> {
    let logins = rows(person, "logins").iter().filter_map(Value::as_str).map(Cell::code);
    let fact = |russian, english, value: Vec<Cell>| (visit.say(russian, english).to_owned(), value);
    let spelled = |name: &str| words::value(visit.lang, name, &text(person, name));
    let of = |name: &str| one(spelled(name));
    let paper = &person["passport"];
    let paper = ["type", "series", "number", "issued_on"]
        .map(|name| words::value(visit.lang, name, &text(paper, name)))
        .join(" ");
    let facts = vec![
        fact(
            "Учетная запись",
            "Account",
            vec![words::state(visit.lang, &text(person, "status")), Cell::text(spelled("confirmed_by"))],
        ),
        ("oid".to_owned(), code(text(person, "oid"))),
        fact("Логины", "Logins", logins.collect()),
        fact("СНИЛС", "SNILS", of("snils")),
        fact(
            "Дата и место рождения",
            "Born",
            one(format!("{} {}", text(person, "birth_date"), text(person, "birth_place"))),
        ),
        fact("Пол", "Gender", of("gender")),
        fact("Гражданство", "Citizenship", of("citizenship")),
        fact("ИНН", "INN", of("inn")),
        fact("Документ", "Identity document", one(paper)),
    ];
    let is_said =
        |value: &[Cell]| value.iter().any(|cell| !matches!(cell, Cell::Text(text) if text.trim().is_empty()));
    facts.into_iter().filter(|(_, value)| is_said(value)).collect()
}

/// Moves along the life of an account, by the states they begin from.
fn actions(visit: &Visit, place: &str, oid: u64, state: &str) -> Vec<Form> {
    let path = format!("{place}/commands");
    let command = |body: Value, russian, english| {
        visit.button(&Call::new("POST", &path).with(body), visit.say(russian, english))
    };
    let named = |name: &str, russian, english| command(json!({ "command": name }), russian, english);
    let mut all = Vec::new();
    if state != "blocked" {
        all.push(Form {
            action: visit.link(&format!("people/{oid}/sign-in")),
            button: visit.say("Войти от имени человека", "Sign in as this person").to_owned(),
            hidden: vec![("person".to_owned(), oid.to_string())],
            ..Form::default()
        });
    }
    match state {
        "simplified" | "check-failed" => {
            all.push(named("submit", "Отправить на проверку", "Submit to the check"))
        }
        "checking" => {
            all.push(named("finish-check", "Реестры согласны", "The registers agree"));
            all.push(command(
                json!({ "command": "finish-check", "refuse": ["snils"] }),
                "Реестр отказывает: СНИЛС",
                "A register refuses: SNILS",
            ));
            all.push(named("cancel-check", "Отозвать проверку", "Take the check back"));
        }
        "standard" => {
            all.push(named("confirm", "Подтвердить личность", "Confirm the identity"));
            all.push(command(
                json!({ "command": "order-letter", "address": "000101, г. Примерск, ул. Тестовая, д. 1" }),
                "Заказать письмо с кодом",
                "Order a letter with a code",
            ));
        }
        "letter-ordered" => {
            all.push(named("confirm", "Подтвердить личность", "Confirm the identity"));
            all.push(named("return-letter", "Письмо вернулось", "The letter comes back"));
            all.push(named("give-up-letter", "Отказаться от письма", "Give the letter up"));
        }
        _ => {}
    }
    all.push(match state {
        "blocked" => named("unblock", "Разблокировать", "Unblock"),
        _ => named("block", "Заблокировать", "Block"),
    });
    all
}

fn forms(visit: &Visit, place: &str, state: &str) -> Vec<Block> {
    let boxed = |form: Form| Block::Form(Box::new(form));
    let mut all = Vec::new();
    if state == "letter-ordered" {
        let call =
            Call::new("POST", format!("{place}/commands")).with(json!({ "command": "enter-letter-code" }));
        let code = Field::line(
            "text.code",
            visit.say("Код из письма", "Code of the letter"),
            "",
            visit.say("он во входящих", "it is in the inbox"),
        );
        all.push(boxed(call.form(
            "letter-code",
            visit.say("Код из письма", "Code of the letter"),
            visit.say("Ввести", "Enter"),
            vec![code],
        )));
    }
    let line = |name, russian, english, hint| Field::line(name, visit.say(russian, english), "", hint);
    let change = Call::new("PATCH", place);
    let fields = vec![
        line("text.password", "Пароль", "Password", "Parol-2018!"),
        line("text.mobile", "Телефон", "Phone", "+7(000)1234567"),
        line("text.email", "Почта", "Mail", "person@example.test"),
        line("text.last_name", "Фамилия", "Surname", ""),
    ];
    let note = visit.say("Изменить: пустое остается как было", "Change: what is empty stays as it is");
    all.push(boxed(change.form("change", note, visit.say("Изменить", "Change"), fields)));
    let delete = Call::new("POST", format!("{place}/commands")).with(json!({ "command": "delete" }));
    let sure = Field::sure(visit.say("Учетную запись не вернуть", "The account cannot be brought back"));
    let form = delete.form(
        "delete",
        visit.say("Удалить учетную запись", "Delete the account"),
        visit.say("Удалить", "Delete"),
        vec![sure],
    );
    all.push(boxed(Form { is_danger: true, ..form }));
    all
}

async fn guards(visit: &Visit, page: &mut Shown, place: &str) {
    page.heading(visit.say("Вход", "Sign-in"), "guards");
    let guards = visit.get(&format!("{place}/credentials")).await.json;
    let sessions = visit.get(&format!("{place}/sessions")).await.json;
    let fact = |russian, english, name: &str| {
        let value = words::value(visit.lang, name, &text(&guards, name));
        (visit.say(russian, english).to_owned(), one(value))
    };
    page.blocks.push(Block::Facts(vec![
        fact("Неверных паролей", "Wrong passwords", "bad_passwords"),
        fact("Неверных кодов", "Wrong codes", "bad_codes"),
        fact("Закрыт до", "Locked until", "locked_until"),
        fact("Второй фактор", "Second factor", "second_factor"),
        (
            visit.say("Открытых сеансов", "Live sessions").to_owned(),
            one(rows(&sessions, "sessions").len().to_string()),
        ),
    ]));
    let commands = format!("{place}/credentials/commands");
    let factor = format!("{place}/second-factor");
    let button = |method, path: &str, body: Value, russian, english| {
        visit.button(&Call::new(method, path).with(body), visit.say(russian, english))
    };
    page.blocks.push(Block::Row(vec![
        button(
            "POST",
            &commands,
            json!({ "command": "lock", "for": "PT1H" }),
            "Закрыть вход на час",
            "Lock for an hour",
        ),
        button("POST", &commands, json!({ "command": "unlock" }), "Открыть вход", "Lift locks and counts"),
        button("PUT", &factor, json!({ "kind": "sms" }), "Второй фактор: СМС", "Second factor: SMS"),
        button("PUT", &factor, json!({ "kind": "max" }), "Второй фактор: MAX", "Second factor: MAX"),
        button(
            "PUT",
            &factor,
            json!({ "kind": "totp" }),
            "Второй фактор: приложение",
            "Second factor: authenticator",
        ),
        button("PUT", &factor, json!({ "kind": "none" }), "Без второго фактора", "No second factor"),
        visit.button(
            &Call::new("DELETE", format!("{place}/sessions")),
            visit.say("Завершить сеансы", "End the sessions"),
        ),
    ]));
}

async fn belongings(visit: &Visit, page: &mut Shown, place: &str) {
    page.heading(visit.say("Контакты и документы", "Contacts and documents"), "belongings");
    let contacts = visit.get(&format!("{place}/contacts")).await.json;
    let proved = |contact: &Value| match contact["verified"].as_bool() {
        Some(true) => vec![Cell::Mark("good", visit.say("подтвержден", "proved").to_owned())],
        _ => vec![Cell::Mark("plain", visit.say("ждет кода", "waiting for its code").to_owned())],
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Контакты", "Contacts").to_owned(),
        head: vec![visit.say("Вид", "Kind"), visit.say("Контакт", "Contact"), ""],
        rows: rows(&contacts, "contacts")
            .iter()
            .map(|row| {
                let kind = words::value(visit.lang, "kind", &text(row, "kind"));
                vec![one(kind), code(text(row, "value")), proved(row)]
            })
            .collect(),
        empty: visit.say("Контактов нет.", "There are no contacts.").to_owned(),
    }));
    let documents = visit.get(&format!("{place}/documents")).await.json;
    let number = |row: &Value| format!("{} {}", text(row, "series"), text(row, "number"));
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Документы", "Documents").to_owned(),
        head: vec![
            visit.say("Вид", "Kind"),
            visit.say("Номер", "Number"),
            visit.say("Выдан", "Issued"),
            visit.say("Состояние", "State"),
        ],
        rows: rows(&documents, "documents")
            .iter()
            .map(|row| {
                vec![
                    code(text(row, "type")),
                    one(number(row)),
                    one(text(row, "issued_on")),
                    one(words::value(visit.lang, "state", &text(row, "state"))),
                ]
            })
            .collect(),
        empty: visit.say("Документов нет.", "There are no documents.").to_owned(),
    }));
}

async fn family(visit: &Visit, page: &mut Shown, place: &str) {
    page.heading(visit.say("Семья", "Family"), "family");
    let children = visit.get(&format!("{place}/children")).await.json;
    let linked = |row: &Value, oid: &str, name: String| match text(row, oid) {
        account if account.is_empty() => one(name),
        account => vec![Cell::Link(visit.link(&format!("people/{account}")), name)],
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Дети", "Children").to_owned(),
        head: vec![
            visit.say("Ребенок", "Child"),
            visit.say("Родился", "Born"),
            visit.say("СНИЛС", "SNILS"),
            visit.say("Карточка", "Card"),
            visit.say("Согласие на данные школы", "Consent for school data"),
        ],
        rows: rows(&children, "children")
            .iter()
            .map(|row| {
                vec![
                    linked(row, "account", full_name(row)),
                    one(text(row, "birth_date")),
                    one(text(row, "snils")),
                    one(text(row, "card")),
                    one(visit.moment(&text(row, "school_consent"))),
                ]
            })
            .collect(),
        empty: visit.say("Карточек детей нет.", "There are no children’s cards.").to_owned(),
    }));
    let parents = visit.get(&format!("{place}/parents")).await.json;
    let parents: Vec<_> = rows(&parents, "children")
        .iter()
        .map(|row| vec![linked(row, "parent", text(row, "parent"))])
        .collect();
    if !parents.is_empty() {
        page.blocks.push(Block::Table(Table {
            caption: visit.say("Родители", "Parents").to_owned(),
            head: vec![visit.say("Родитель", "Parent")],
            rows: parents,
            empty: String::new(),
        }));
    }
}

async fn allowed(visit: &Visit, page: &mut Shown, place: &str) {
    page.heading(visit.say("Согласия", "Consents"), "consents");
    let all = visit.get(&format!("{place}/agreements")).await.json;
    let joined =
        |row: &Value| rows(row, "scopes").iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
    let withdraw = |path: String, about: String| {
        let form = visit.button(&Call::new("DELETE", path), visit.say("Отозвать", "Withdraw"));
        vec![Cell::Act(Box::new(Form { about, is_danger: true, ..form }))]
    };
    let access = rows(&all, "consents").iter().map(|row| {
        let client = text(row, "client");
        vec![one(&client), code(joined(row)), one(""), withdraw(format!("{place}/consents/{client}"), client)]
    });
    let digital = rows(&all, "agreements").iter().map(|row| {
        let acts = row["acting"].as_bool() == Some(true);
        let act = if acts {
            withdraw(format!("{place}/agreements/{}", text(row, "id")), text(row, "kind"))
        } else {
            one(visit.say("не действует", "does not act"))
        };
        vec![one(text(row, "client")), code(text(row, "kind")), one(visit.moment(&text(row, "ends_at"))), act]
    });
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Согласия", "Consents").to_owned(),
        head: vec![
            visit.say("Система", "Client"),
            visit.say("Что разрешено", "What is allowed"),
            visit.say("До", "Until"),
            "",
        ],
        rows: access.chain(digital).collect(),
        empty: visit.say("Никому ничего не разрешено.", "Nobody was allowed anything.").to_owned(),
    }));
}

async fn history(visit: &Visit, page: &mut Shown, place: &str) {
    page.heading(visit.say("История", "History"), "history");
    let events = visit.get(&format!("{place}/events")).await.json;
    let row = |row: &Value| {
        let at = Cell::Moment(String::new(), visit.moment(&text(row, "at")));
        vec![vec![at], one(words::event(visit.lang, &text(row, "event")))]
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("История", "History").to_owned(),
        head: vec![visit.say("Когда", "When"), visit.say("Что случилось", "What happened")],
        rows: rows(&events, "events").iter().rev().map(row).collect(),
        empty: visit.say("Ничего не случилось.", "Nothing happened.").to_owned(),
    }));
}

/// Opens the portal in the tester's browser as this person would find it.
pub async fn sign_in(site: Site, oid: Path<String>) -> HttpResponse {
    let Ok(oid) = oid.parse::<u64>() else { return failed(&site, Trouble::NotFound, "", "") };
    let device = site.device.clone();
    match perform(&site, move |moment| sign_in::enter(moment, Oid::new(oid), &device)).await {
        Ok(session) => {
            let mut answer = HttpResponse::build(StatusCode::SEE_OTHER);
            answer
                .insert_header((LOCATION, site.link("/profile/")))
                .cookie(cookies::session(&site, &session))
                .finish()
        }
        Err(Stop::Refused(_)) => failed(&site, Trouble::NotFound, "", ""),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}
