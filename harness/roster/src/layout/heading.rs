//! Owns how headings are recognised: Russian and English words, whose cell it is, and what stands in it.

use crate::layout::column::Meaning;
use crate::letters::{is_letter, lowered};
use crate::name::cyrillic_of;
use crate::person::Seat;

/// What one heading cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// Of whom, if it says so.
    pub(super) seat: Option<Seat>,
    /// What, if it says so; «Мать» over three columns does not.
    pub(super) meaning: Option<Meaning>,
}

/// The words of a heading: small letters, ё as е, everything else is a blank.
pub(crate) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in lowered(text).chars() {
        match c {
            'ё' => words.push('е'),
            c if c.is_alphanumeric() => words.push(c),
            '№' => words.push_str(" № "),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().map(meant).collect::<Vec<_>>().join(" ")
}

/// A Cyrillic word without its Latin look-alikes; any other word as it is.
fn meant(word: &str) -> String {
    let is_cyrillic = word.chars().any(|c| is_letter(c) && !c.is_ascii());
    word.chars().map(|c| if is_cyrillic { cyrillic_of(c).unwrap_or(c) } else { c }).collect()
}

/// Reads a heading; none for a cell that is no heading known.
pub(super) fn read(text: &str) -> Option<Heading> {
    if text.chars().count() > 120 || text.contains('@') {
        return None;
    }
    let said = words(text);
    let seat = seat(&said, text);
    let meaning = meaning(&said);
    match (seat, meaning) {
        (None, None) => None,
        // «Родитель» alone over one column holds a name; whether it does, the rows above and below decide.
        (seat, meaning) => Some(Heading { seat, meaning }),
    }
}

/// Whether any word of the text begins so.
fn begins(said: &str, stems: &[&str]) -> bool {
    said.split(' ').any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

fn has_word(said: &str, words: &[&str]) -> bool {
    said.split(' ').any(|word| words.contains(&word))
}

const MOTHER: [&str; 7] = ["мать", "матери", "мама", "мамы", "маме", "mother", "mothers"];
const FATHER: [&str; 8] = ["отец", "отца", "папа", "папы", "папе", "отцу", "father", "fathers"];
const PARENT: [&str; 5] = ["родител", "законн", "представител", "parent", "guardian"];
const PUPIL: [&str; 9] =
    ["ученик", "учащ", "обучающ", "ребен", "воспитанник", "школьник", "pupil", "student", "child"];

fn seat(said: &str, text: &str) -> Option<Seat> {
    let suffix = lowered(text.trim_end());
    if has_word(said, &MOTHER) || (suffix.ends_with("(м)") && !begins(said, &["пол", "gender"])) {
        return Some(Seat::Mother);
    }
    if has_word(said, &FATHER) || suffix.ends_with("(п)") || suffix.ends_with("(о)") {
        return Some(Seat::Father);
    }
    if begins(said, &PARENT) || has_word(said, &["опекун", "опекуна"]) {
        // «Наличие родителей», «дети родителя» are not asked here; the number tells which of two.
        let number = said
            .split(' ')
            .find_map(|word| word.parse::<u8>().ok())
            .filter(|number| (1..=9).contains(number));
        let last = said
            .chars()
            .last()
            .and_then(|c| c.to_digit(10))
            .map(|digit| digit as u8)
            .filter(|digit| *digit > 0);
        return Some(Seat::Parent(number.or(last).unwrap_or(1)));
    }
    if begins(said, &PUPIL) || suffix.ends_with("(с)") || suffix.ends_with("(у)") {
        return Some(Seat::Own);
    }
    None
}

/// What a heading says: the first of the groups that knows it.
fn meaning(said: &str) -> Option<Meaning> {
    of_number(said).or_else(|| of_name(said)).or_else(|| of_person(said)).or_else(|| of_school(said))
}

/// Numbers and documents stand before names: «номер документа, фамилия» is about the document.
fn of_number(said: &str) -> Option<Meaning> {
    let any = |stems: &[&str]| begins(said, stems);
    let is_account = any(&["госуслуг", "есиа", "esia", "readiness"])
        || (any(&["учетн"]) && any(&["подтвержд", "уровень", "тип"]))
        || (said.contains("account") && any(&["confirm", "level"]));
    let is_paper = any(&["паспорт", "документ", "свидетельств", "серия", "passport", "document", "адрес"])
        || any(&["прописк", "гражданств"]);
    if any(&["снилс", "snils"]) || (any(&["страхов"]) && any(&["ном", "свидет"])) {
        return Some(Meaning::Snils);
    }
    if is_account {
        return Some(Meaning::Readiness);
    }
    let is_aside =
        any(&["прежн", "девич", "место", "комментар", "примечан", "remark", "comment", "инн", "полис"]);
    ((is_paper && !any(&["mail", "почт", "электрон"])) || is_aside).then_some(Meaning::Ignored)
}

fn of_name(said: &str) -> Option<Meaning> {
    let any = |stems: &[&str]| begins(said, stems);
    let holds = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    let is_full =
        any(&["фио"]) || holds(&["ф и о", "ф и", "full name"]) || ["fullname", "полное имя"].contains(&said);
    if is_full || (any(&["фамил"]) && any(&["имя", "имени"])) {
        return Some(Meaning::FullName);
    }
    if any(&["фамил", "surname", "lastname"]) || holds(&["last name", "family name"]) {
        return Some(Meaning::LastName);
    }
    if any(&["отчеств", "patronym", "middlename"]) || holds(&["middle name", "second name"]) {
        return Some(Meaning::MiddleName);
    }
    let is_first =
        has_word(said, &["имя", "имени", "firstname", "forename"]) || holds(&["first name", "given name"]);
    (is_first || said == "name").then_some(Meaning::FirstName)
}

fn of_person(said: &str) -> Option<Meaning> {
    let any = |stems: &[&str]| begins(said, stems);
    let word = |words: &[&str]| has_word(said, words);
    let is_day = (any(&["дат", "день", "date"]) && any(&["рожд", "birth"]))
        || word(&["др", "birthday", "birthdate", "dob", "birth"])
        || said.starts_with("д р")
        || (any(&["рожден", "год"]) && !any(&["учебн"]));
    let is_joined = said.contains("в дневнике с")
        || (any(&["дата", "date"])
            && any(&["регистрац", "зачислен", "добавлен", "создан", "joined", "registered", "created"]));
    if is_joined || ["joined", "created"].contains(&said) {
        return Some(Meaning::Joined);
    }
    if any(&["родств"]) || said.contains("кем приходится") || word(&["relation", "relationship", "kinship"])
    {
        return Some(Meaning::Kinship);
    }
    if word(&["пол", "пола", "gender", "sex"]) {
        return Some(Meaning::Gender);
    }
    if is_day {
        return Some(Meaning::Birth);
    }
    if any(&["телефон", "мобильн", "phone", "mobile", "сотов"]) || word(&["тел", "моб", "tel"])
    {
        return Some(Meaning::Phone);
    }
    (any(&["email", "почт", "mail"]) || said.contains("e mail")).then_some(Meaning::Mail)
}

fn of_school(said: &str) -> Option<Meaning> {
    let any = |stems: &[&str]| begins(said, stems);
    let word = |words: &[&str]| has_word(said, words);
    let is = |wanted: &[&str]| wanted.contains(&said);
    Some(match () {
        () if any(&["параллел", "parallel", "grade"]) => Meaning::Grade,
        () if any(&["литер", "букв", "letter"]) => Meaning::Letter,
        () if any(&["класс", "class"]) && !any(&["руковод", "teacher"]) => Meaning::Class,
        () if any(&["роль", "role", "категор"]) => Meaning::Role,
        () if is(&["группа", "тип", "тип пользователя", "статус", "group"]) => {
            Meaning::Role
        }
        () if any(&["должност", "post", "position"]) => Meaning::Post,
        () if any(&["школ", "school", "организац", "учрежден"]) || word(&["оо", "оу"]) => {
            Meaning::School
        }
        () if any(&["логин", "login"]) || word(&["id", "ид", "код", "guid", "key"]) => Meaning::Key,
        () if word(&["дети", "детей", "children", "kids"]) => Meaning::Children,
        () if word(&["родители", "parents"]) => Meaning::Parents,
        () if is(&["№", "№ п п", "п п", "n", "nn", "№ №", "номер", "no"]) => {
            Meaning::Ignored
        }
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(text: &str) -> (Option<Seat>, Option<Meaning>) {
        read(text).map_or((None, None), |heading| (heading.seat, heading.meaning))
    }

    #[test]
    fn headings_of_real_lists_are_recognised() {
        use Meaning::{
            Birth, Class, FirstName, FullName, Gender, Ignored, Joined, Kinship, LastName, Letter, Mail,
            MiddleName, Phone, Readiness, Snils,
        };
        let own = Some(Seat::Own);
        for (text, seat, meaning) in [
            ("Фамилия", None, LastName),
            ("СНИЛС ученика", own, Snils),
            ("СНИЛС обучающегося", own, Snils),
            ("номер снилс", None, Snils),
            ("Страховой номер", None, Snils),
            ("др", None, Birth),
            ("Д.Р.", None, Birth),
            ("Дата\nрождения", None, Birth),
            ("Класс / курс", None, Class),
            ("Литера класса", None, Letter),
            ("ФИО матери", Some(Seat::Mother), FullName),
            ("Телефон (П)", Some(Seat::Father), Phone),
            ("Фамилия (С)", own, LastName),
            ("Отчество отца", Some(Seat::Father), MiddleName),
            ("lastname", None, LastName),
            ("firstname", None, FirstName),
            ("middlename", None, MiddleName),
            ("gender", None, Gender),
            ("Пол (М)", None, Gender),
            ("E-mail родителя 2", Some(Seat::Parent(2)), Mail),
            ("Мобильный телефон", None, Phone),
            ("Серия паспорта", None, Ignored),
            ("№ п/п", None, Ignored),
            ("Есть подтверждённая учётная запись", None, Readiness),
            ("Ф.И.О. ребёнка", own, FullName),
            ("Дата регистрации", None, Joined),
            ("В дневнике с", None, Joined),
            ("Степень родства", None, Kinship),
            ("Кем приходится родитель", Some(Seat::Parent(1)), Kinship),
            // Typed with a Latin а, and with Latin letters alike.
            ("Фaмилия", None, LastName),
            ("CНИЛC", None, Snils),
        ] {
            assert_eq!(column(text), (seat, Some(meaning)), "{text}");
        }
        assert_eq!(column("Мать"), (Some(Seat::Mother), None));
        for text in ["Иванова", "01.09.2010", "5А", "Анна"] {
            assert_eq!(column(text), (None, None), "{text}");
        }
    }
}
