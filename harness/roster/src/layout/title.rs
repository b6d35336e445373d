//! Owns what stands between the rows of people: titles of classes and groups, totals, remarks.

use crate::layout::heading::words;
use crate::letters::{is_letter, lowered};
use crate::person::Role;

/// What a row that is no person's says of those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Title {
    /// They are of this class.
    Class(String),
    /// They are of this role.
    Role(Role),
    /// Nothing: a total, a remark, a date, a signature.
    Nothing,
}

/// Reads a row of which only `text` is filled in, or whose first cell `text` is; none if it may be a person.
pub fn title(text: &str, is_alone: bool) -> Option<Title> {
    let said = words(text);
    let first = said.split(' ').next().unwrap_or_default();
    let is_total =
        ["итого", "всего", "total", "количество", "кол", "примечание", "подпись", "директор", "составил"];
    if is_total.contains(&first) || text.starts_with(['#', '*']) {
        return Some(Title::Nothing);
    }
    if !is_alone {
        return None;
    }
    if let Some((class, _)) = class_title(&said, text) {
        return Some(Title::Class(class));
    }
    let role = match () {
        () if starts(&said, &["ученик", "учащ", "обучающ", "дети", "pupil", "student"]) => {
            Some(Role::Pupil)
        }
        () if starts(&said, &["родител", "законн", "parent"]) => Some(Role::Parent),
        () if starts(&said, &["учител", "педагог", "преподавател", "teacher"]) => {
            Some(Role::Teacher)
        }
        () if starts(&said, &["сотрудник", "персонал", "работник", "staff"]) => {
            Some(Role::Staff)
        }
        () if starts(&said, &["администратор", "admin"]) => Some(Role::Admin),
        () => None,
    };
    Some(role.map_or(Title::Nothing, Title::Role))
}

fn starts(said: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| said.starts_with(stem))
}

/// A class within a title: «5 "А" класс», «Класс: 10-Б», «4А».
fn class_title(said: &str, text: &str) -> Option<(String, u8)> {
    let rest = said.replace("классы", "").replace("класса", "").replace("класс", "").replace("class", "");
    let mut found = class_of(rest.trim());
    if found.is_none() && said.contains("класс") {
        // «Список учащихся 5 А класса (кл. рук. …)»: the words around «класс».
        let before = lowered(text);
        let before = before.split("класс").next().unwrap_or_default();
        let last: Vec<&str> = before.split_whitespace().rev().take(2).collect();
        found = last.first().and_then(|one| class_of(one)).or_else(|| {
            let (letter, number) = (last.first()?, last.get(1)?);
            class_of(&format!("{number}{letter}"))
        });
    }
    found
}

/// A class as it is kept, and its number; none for what is no class. «4 "а"», «4-Б2», «10», «11А».
pub fn class_of(text: &str) -> Option<(String, u8)> {
    let mut kept = String::with_capacity(8);
    for c in text.chars() {
        match c {
            ' ' | '"' | '«' | '»' | '\'' | '.' | '\u{a0}' => {}
            c => kept.extend(c.to_uppercase()),
        }
    }
    for tail in ["КЛАСС", "КЛ"] {
        kept = kept.strip_suffix(tail).map_or(kept.clone(), str::to_owned);
    }
    let digits = kept.chars().take_while(char::is_ascii_digit).count();
    let grade: u8 = kept.get(..digits)?.parse().ok().filter(|grade| (1..=12).contains(grade))?;
    let letters = kept.get(digits..)?;
    let letters = letters.strip_prefix(['-', '–', '/']).unwrap_or(letters);
    let is_letters = letters.chars().all(|c| c.is_alphanumeric() || c == '-') && letters.chars().count() <= 4;
    let begins = letters.chars().next().is_none_or(is_letter);
    (is_letters && begins).then_some((kept, grade))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_as_schools_write_them() {
        for (text, class, grade) in [
            ("4А", "4А", 4),
            ("10 \"б\"", "10Б", 10),
            ("4-Б2", "4-Б2", 4),
            ("11", "11", 11),
            ("5 «В» класс", "5В", 5),
            ("1 а кл.", "1А", 1),
        ] {
            assert_eq!(class_of(text), Some((class.to_owned(), grade)), "{text}");
        }
        for text in ["", "А", "13А", "0Б", "2010-09-01", "5АБВГД", "пятый"] {
            assert_eq!(class_of(text), None, "{text}");
        }
    }

    #[test]
    fn titles_totals_and_remarks_are_no_people() {
        let class = |class: &str| Some(Title::Class(class.to_owned()));
        assert_eq!(title("5 \"А\" класс", true), class("5А"));
        assert_eq!(title("Список учащихся 7 Б класса", true), class("7Б"));
        assert_eq!(title("Класс: 10-Б", true), class("10-Б".replace('-', "").as_str()));
        assert_eq!(title("Родители", true), Some(Title::Role(Role::Parent)));
        assert_eq!(title("Итого: 25", false), Some(Title::Nothing));
        assert_eq!(title("Всего учеников", true), Some(Title::Nothing));
        assert_eq!(title("Иванова", false), None);
    }
}
