//! A page of the console with every kind of block.

use crate::web::pages::console::{
    Block, Card, Cell, Check, Field, Form, Outcome, Page, Section, Shell, Table,
};

/// Every kind of block.
fn blocks() -> Vec<Block> {
    let form = |id: &str| Form {
        id: id.to_owned(),
        title: "Новая система".to_owned(),
        button: "Сделать".to_owned(),
        hidden: vec![("call".to_owned(), "POST /people".to_owned())],
        fields: vec![
            Field::line("text.a", "Имя", "<b>", "например, А"),
            Field::lines("text.b", "Сертификат", "PEM"),
            Field::file("pem.b", "Сертификат файлом", "cer"),
            Field::choice("text.c", "Вид", "y", &[("x", "Х"), ("y", "У")]),
            Field::tick("flag.d", "Да"),
            Field::sure("Точно"),
        ],
        curl: "curl -sS 'http://localhost'".to_owned(),
        ..Form::default()
    };
    let button =
        Form { button: "Включить".to_owned(), about: "сбой".to_owned(), ..Form::default() };
    let cells = vec![
        Cell::text("текст"),
        Cell::code("code"),
        Cell::Link("/console/people/1".to_owned(), "Алла".to_owned()),
        Cell::Moment(String::new(), "2018-12-01".to_owned()),
        Cell::Moment("/console/journal/1".to_owned(), "2018-12-01".to_owned()),
        Cell::File("/control/v1/world".to_owned(), "Выгрузить".to_owned(), "realm.json".to_owned()),
        Cell::Mark("good", "да".to_owned()),
        Cell::Act(Box::new(button.clone())),
    ];
    let table = Table {
        caption: "Люди".to_owned(),
        head: vec!["Все"],
        rows: vec![vec![cells.clone()]],
        ..Table::default()
    };
    let empty = Table { empty: "Никого нет.".to_owned(), ..Table::default() };
    let card = Card {
        above: vec![Cell::text("СМС")],
        text: "Код 123456.".to_owned(),
        code: "123456".to_owned(),
        more: vec![("Еще".to_owned(), "{}".to_owned())],
    };
    let check = Check {
        tone: "good",
        word: "сошлось",
        what: "Подпись".to_owned(),
        clause: "MR Б.5".to_owned(),
        seen: "RS256".to_owned(),
    };
    vec![
        Block::Heading("Действия".to_owned(), "actions".to_owned()),
        Block::Text("Текст.".to_owned()),
        Block::Facts(vec![("СНИЛС".to_owned(), cells)]),
        Block::Table(table),
        Block::Table(empty),
        Block::Cards(vec![card]),
        Block::Form(Box::new(form("make"))),
        Block::Row(vec![button]),
        Block::Pre("Маркер".to_owned(), "eyJ".to_owned()),
        Block::Folded("curl".to_owned(), "curl".to_owned()),
        Block::Pager(vec![("/console/people?after=1".to_owned(), "Дальше".to_owned())]),
        Block::Checks(vec![check]),
    ]
}

impl Page {
    /// Every block, after a form was refused.
    pub(crate) fn sample() -> Self {
        Self {
            shell: Shell {
                is_russian: true,
                realm: "default".to_owned(),
                now: "01.12.2018 00:00 (МСК)".to_owned(),
                sections: vec![Section {
                    href: "/console/people".to_owned(), text: "Люди", is_here: true
                }],
                here: "/console/people".to_owned(),
                other_language: "/console/people?lang=en".to_owned(),
                is_live: false,
                ..Shell::default()
            },
            title: "Люди".to_owned(),
            lead: "Все вымышлены.".to_owned(),
            outcome: Some(Outcome {
                is_done: false,
                sentence: "Не сделано.".to_owned(),
                facts: vec![("fix".to_owned(), "дайте имя".to_owned())],
                curl: "curl".to_owned(),
                answer: "{}".to_owned(),
            }),
            blocks: blocks(),
        }
    }
}
