//! Owns the list of each class teacher: every finding of the class, in a file that any spreadsheet program opens.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::finding::Finding;
use crate::letters::lowered;
use crate::output::cell::{csv_cell, neutral};
use crate::person::Seat;
use crate::reading::List;
use lang::Lang;

/// Files by name.
pub type Lists = BTreeMap<String, String>;

/// The list of each class, and one of those without a class.
pub fn lists(list: &List, findings: &[Finding], lang: Lang, show_names: bool) -> Lists {
    let mut names = Names::default();
    let mut files: Lists = BTreeMap::new();
    for finding in findings {
        let person = finding.person.map(|id| list.roster.person(id));
        let (school, class) = person.map_or(("", ""), |person| (person.school(), person.class()));
        let text = files.entry(names.of(school, class, lang)).or_insert_with(|| heading(lang, show_names));
        let name = person
            .map(|one| [one.last_name(), one.first_name(), one.middle_name()].join(" "))
            .unwrap_or_default();
        let row = finding.row.to_string();
        let what = finding.what(lang);
        let mut cells = vec![
            school,
            class,
            row.as_str(),
            seat(finding.seat, lang),
            finding.field.named().in_(lang),
            finding.severity().named().in_(lang),
            what.as_str(),
            finding.mender().named().in_(lang),
            finding.how(lang),
        ];
        cells.extend(show_names.then_some(name.trim()));
        let cells: Vec<String> = cells.into_iter().map(|cell| csv_cell(&neutral(cell))).collect();
        let _ = write!(text, "{}\r\n", cells.join(";"));
    }
    files
}

fn heading(lang: Lang, show_names: bool) -> String {
    let mut heading = match lang {
        Lang::Ru => "\u{feff}Школа;Класс;Строка;Чьи данные;Поле;Важность;Что;Кто исправляет;Как".to_owned(),
        Lang::En => "\u{feff}School;Class;Row;Whose;Field;Weight;What;Who mends it;How".to_owned(),
    };
    heading.push_str(match (show_names, lang) {
        (false, _) => "",
        (true, Lang::Ru) => ";ФИО",
        (true, Lang::En) => ";Name",
    });
    heading + "\r\n"
}

fn seat(seat: Seat, lang: Lang) -> &'static str {
    match (seat, lang) {
        (Seat::Own, Lang::Ru) => "самого человека",
        (Seat::Own, Lang::En) => "the person's own",
        (Seat::Mother, Lang::Ru) => "матери",
        (Seat::Mother, Lang::En) => "the mother's",
        (Seat::Father, Lang::Ru) => "отца",
        (Seat::Father, Lang::En) => "the father's",
        (Seat::Parent(_), Lang::Ru) => "родителя",
        (Seat::Parent(_), Lang::En) => "a parent's",
    }
}

/// Names of files: letters, digits and dashes only, each class another.
#[derive(Default)]
struct Names {
    known: BTreeMap<(String, String), String>,
    taken: HashSet<String>,
}

impl Names {
    fn of(&mut self, school: &str, class: &str, lang: Lang) -> String {
        let key = (school.to_owned(), class.to_owned());
        if let Some(name) = self.known.get(&key) {
            return name.clone();
        }
        let bare = match lang {
            Lang::Ru => "без-класса",
            Lang::En => "no-class",
        };
        let plain = |text: &str| -> String {
            text.chars().take(40).map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
        };
        let class = if class.is_empty() { bare.to_owned() } else { plain(class) };
        let base = if school.is_empty() { class } else { format!("{}-{class}", plain(school)) };
        let mut name = format!("{base}.csv");
        let mut number = 2;
        while !self.taken.insert(lowered(&name)) {
            name = format!("{base}-{number}.csv");
            number += 1;
        }
        self.known.insert(key, name.clone());
        name
    }
}
