//! Clients: registered, given certificates, and what they were last refused for.

use serde_json::{Value, json};

use crate::protocol::params::encode;
use crate::web::console::call::Call;
use crate::web::console::home::refusals;
use crate::web::console::journal::reason;
use crate::web::console::visit::{Shown, Visit, code, one, parameter, rows, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Cell, Field, Form, Table};

/// The ways to check a client's signature.
fn checks(visit: &Visit) -> [(&'static str, &'static str); 3] {
    [
        ("strict", visit.say("строго", "strictly")),
        ("tolerant", visit.say("со всеми послаблениями", "with every tolerance")),
        ("off", visit.say("не проверять: для первых шагов", "not at all: for first steps")),
    ]
}

/// The list.
pub async fn list(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Системы, которые пускают людей через портал. Регистрация здесь заменяет технологический портал.",
        "Relying parties, which let people in through the portal. This page stands for the technological portal.",
    );
    let mut page = Shown::titled(visit.say("Системы", "Clients"), lead);
    let path = match visit.asked("after") {
        "" => "/clients?limit=50".to_owned(),
        after => format!("/clients?limit=50&after={}", encode(after)),
    };
    let found = visit.get(&path).await;
    let row = |client: &Value| {
        let mnemonic = text(client, "mnemonic");
        vec![
            vec![Cell::Link(visit.link(&format!("clients/{}", encode(&mnemonic))), mnemonic)],
            one(text(client, "name")),
            code(joined(client, "redirect_hosts")),
            one(rows(client, "certificates").len().to_string()),
            one(words::value(visit.lang, "signature_check", &text(client, "signature_check"))),
        ]
    };
    page.blocks.push(Block::Table(Table {
        caption: visit.say("Системы", "Clients").to_owned(),
        head: vec![
            visit.say("Мнемоника", "Mnemonic"),
            visit.say("Название", "Name"),
            visit.say("Узлы возврата", "Redirect hosts"),
            visit.say("Сертификатов", "Certificates"),
            visit.say("Подпись", "Signature"),
        ],
        rows: rows(&found.json, "clients").iter().map(row).collect(),
        empty: visit.say("Систем нет.", "There are no clients.").to_owned(),
    }));
    let next = found.next.as_deref().and_then(|query| parameter(query, "after"));
    let next = next.map(|after| {
        (format!("{}?after={after}", visit.link("clients")), visit.say("Дальше →", "Next →").to_owned())
    });
    page.blocks.push(Block::Pager(next.into_iter().collect()));
    page.blocks.push(visit.read_by(&path));
    page.heading(visit.say("Новая система", "A new client"), "register");
    page.blocks.push(Block::Form(Box::new(register(visit))));
    page
}

fn joined(json: &Value, name: &str) -> String {
    rows(json, name).iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
}

/// A certificate: its text, or its file.
fn certificate(visit: &Visit) -> [Field; 2] {
    [
        Field::lines(
            "append.certificates",
            visit.say("Сертификат, PEM", "Certificate, PEM"),
            "-----BEGIN CERTIFICATE-----",
        ),
        Field::file(
            "pem.certificates",
            visit.say("или файлом", "or its file"),
            visit.say("PEM или DER: .pem, .crt, .cer", "PEM or DER: .pem, .crt, .cer"),
        ),
    ]
}

fn register(visit: &Visit) -> Form {
    let line =
        |name, russian, english, value, hint| Field::line(name, visit.say(russian, english), value, hint);
    let fields = vec![
        line("path.mnemonic", "Мнемоника", "Mnemonic", "MY_CLIENT", "client_id"),
        line("text.name", "Название", "Name", visit.say("Моя система", "My client"), ""),
        line(
            "list.redirect_hosts",
            "Узлы возврата",
            "Redirect hosts",
            "127.0.0.1 localhost",
            visit.say("через пробел", "separated by spaces"),
        ),
        line(
            "list.scopes",
            "Области данных",
            "Scopes",
            "openid fullname birthdate gender snils",
            visit.say("через пробел", "separated by spaces"),
        ),
        Field::choice(
            "text.signature_check",
            visit.say("Подпись запросов", "Signature of requests"),
            "strict",
            &checks(visit),
        ),
    ];
    let fields = fields.into_iter().chain(certificate(visit)).collect();
    let call = Call::new("PUT", "/clients/{mnemonic}");
    call.form(
        "register",
        visit.say("Зарегистрировать систему", "Register a client"),
        visit.say("Зарегистрировать", "Register"),
        fields,
    )
}

/// One client; nothing when there is none of this name.
pub async fn show(visit: &Visit, mnemonic: &str) -> Option<Shown> {
    let path = format!("/clients/{}", encode(mnemonic));
    let found = visit.get(&path).await;
    if !found.is_done() {
        return None;
    }
    let client = found.json;
    let mut page = Shown { is_live: true, ..Shown::titled(mnemonic, "") };
    let fact = |russian, english, value| (visit.say(russian, english).to_owned(), value);
    let check = words::value(visit.lang, "signature_check", &text(&client, "signature_check"));
    page.blocks.push(Block::Facts(vec![
        fact("Название", "Name", one(text(&client, "name"))),
        fact("Узлы возврата", "Redirect hosts", code(joined(&client, "redirect_hosts"))),
        fact("Области данных", "Scopes", code(joined(&client, "scopes"))),
        fact("Подпись запросов", "Signature of requests", one(check)),
        fact("Алгоритм маркеров", "Algorithm of tokens", code(text(&client, "token_algorithm"))),
        fact("Сертификатов", "Certificates", one(rows(&client, "certificates").len().to_string())),
    ]));
    page.blocks.push(visit.read_by(&path));
    page.heading(visit.say("Последние запросы", "The last requests"), "last");
    let journal = visit.get(&format!("/journal?client={}&limit=10", encode(mnemonic))).await.json;
    if let Some(entry) = rows(&journal, "entries").iter().rev().find(|entry| entry["outcome"] == "refused") {
        let refused = Cell::Moment(
            visit.link(&format!("journal/{}", text(entry, "seq"))),
            visit.moment(&text(entry, "at")),
        );
        let mut facts = vec![fact("Последний отказ", "The last refusal", vec![refused])];
        facts.extend(reason(visit, &entry["why"]));
        page.blocks.push(Block::Facts(facts));
    }
    page.blocks.push(refusals(visit, &journal));
    page.heading(visit.say("Изменить", "Change"), "change");
    page.blocks.extend(changes(visit, &path, &client));
    Some(page)
}

/// What may be changed of a registration: each form puts the whole of it.
fn changes(visit: &Visit, path: &str, client: &Value) -> Vec<Block> {
    let boxed = |form: Form| Block::Form(Box::new(form));
    let whole = Call::new("PUT", path).with(client.clone());
    let add = boxed(whole.form(
        "certificate",
        visit.say("Добавить сертификат", "Add a certificate"),
        visit.say("Добавить", "Add"),
        certificate(visit).to_vec(),
    ));
    let mut bare = client.clone();
    bare["certificates"] = json!([]);
    let none = Call::new("PUT", path).with(bare);
    let none =
        Block::Row(vec![visit.button(&none, visit.say("Убрать сертификаты", "Remove the certificates"))]);
    let fields = vec![
        Field::line(
            "list.redirect_hosts",
            visit.say("Узлы возврата", "Redirect hosts"),
            &joined(client, "redirect_hosts"),
            "",
        ),
        Field::line("list.scopes", visit.say("Области данных", "Scopes"), &joined(client, "scopes"), ""),
        Field::choice(
            "text.signature_check",
            visit.say("Подпись запросов", "Signature of requests"),
            &text(client, "signature_check"),
            &checks(visit),
        ),
    ];
    let replace = boxed(whole.form(
        "registration",
        visit.say("Регистрация", "Registration"),
        visit.say("Заменить", "Replace"),
        fields,
    ));
    let sure =
        Field::sure(visit.say("Все, что люди ей разрешили, пропадет", "What people allowed it is lost too"));
    let remove = Call::new("DELETE", path).form(
        "remove",
        visit.say("Удалить регистрацию", "Remove the registration"),
        visit.say("Удалить", "Remove"),
        vec![sure],
    );
    vec![add, none, replace, boxed(Form { is_danger: true, ..remove })]
}
