//! Owns how headings are recognised: Russian and English words, whose cell it is, and what stands in it.

use crate::layout::column::Meaning;
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
    for c in text.to_lowercase().chars() {
        match c {
            'ё' => words.push('е'),
            c if c.is_alphanumeric() => words.push(c),
            '№' => words.push_str(" № "),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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
    let suffix = text.trim_end().to_lowercase();
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

/// Stems and the meaning they have, the first that fits counts.
fn meaning(said: &str) -> Option<Meaning> {
    use Meaning::{
        Birth, Children, Class, FirstName, FullName, Gender, Grade, Ignored, Key, LastName, Letter, Mail,
        MiddleName, Parents, Phone, Post, Readiness, Role, School, Snils,
    };
    let is = |wanted: &[&str]| wanted.contains(&said);
    let any = |stems: &[&str]| begins(said, stems);
    let word = |words: &[&str]| has_word(said, words);
    let found = match () {
        () if any(&["снилс", "snils"]) || (any(&["страхов"]) && any(&["номер", "ном", "свидет"])) => {
            Snils
        }
        () if any(&["госуслуг", "есиа", "esia"])
            || (any(&["учетн"]) && any(&["подтвержд", "уровень", "тип"])) =>
        {
            Readiness
        }
        () if any(&["readiness"]) || (said.contains("account") && any(&["confirm", "level"])) => Readiness,
        () if any(&[
            "паспорт",
            "документ",
            "свидетельств",
            "серия",
            "passport",
            "document",
            "адрес",
            "прописк",
            "гражданств",
        ]) && !any(&["mail"])
            && !any(&["почт", "электрон"]) =>
        {
            Ignored
        }
        () if any(&[
            "прежн",
            "девич",
            "место",
            "комментар",
            "примечан",
            "remark",
            "comment",
            "инн",
            "полис",
        ]) =>
        {
            Ignored
        }
        () if any(&["фио"])
            || said.contains("ф и о")
            || said.contains("ф и")
            || said.contains("full name")
            || is(&["fullname", "полное имя"]) =>
        {
            FullName
        }
        () if any(&["фамил"]) && any(&["имя", "имени"]) => FullName,
        () if any(&["фамил", "surname", "lastname"])
            || said.contains("last name")
            || said.contains("family name") =>
        {
            LastName
        }
        () if any(&["отчеств", "patronym", "middlename"])
            || said.contains("middle name")
            || said.contains("second name") =>
        {
            MiddleName
        }
        () if word(&["имя", "имени", "firstname", "forename"])
            || said.contains("first name")
            || said.contains("given name") =>
        {
            FirstName
        }
        () if is(&["name"]) => FirstName,
        () if word(&["пол", "пола", "gender", "sex"]) => Gender,
        () if (any(&["дат", "день", "date"]) && any(&["рожд", "рождения", "birth"]))
            || word(&["др", "birthday", "birthdate", "dob", "birth"])
            || said.starts_with("д р")
            || said.contains("дата рожд") =>
        {
            Birth
        }
        () if any(&["рожден", "год"]) && !any(&["учебн"]) => Birth,
        () if any(&["телефон", "мобильн", "phone", "mobile", "сотов"]) || word(&["тел", "моб", "tel"]) => {
            Phone
        }
        () if any(&["email", "почт", "mail"]) || said.contains("e mail") => Mail,
        () if any(&["параллел", "parallel", "grade"]) => Grade,
        () if any(&["литер", "букв", "letter"]) => Letter,
        () if any(&["класс", "class"]) && !any(&["руковод", "teacher"]) => Class,
        () if any(&["группа"]) && any(&["класс"]) => Class,
        () if any(&["роль", "role", "категор"])
            || is(&["группа", "тип", "тип пользователя", "статус", "group"]) =>
        {
            Role
        }
        () if any(&["должност", "post", "position"]) => Post,
        () if any(&["школ", "school", "организац", "учрежден"]) || word(&["оо", "оу"]) => {
            School
        }
        () if any(&["логин", "login"]) || word(&["id", "ид", "код", "guid", "key"]) => Key,
        () if word(&["дети", "детей", "children", "kids"]) => Children,
        () if word(&["родители", "parents"]) => Parents,
        () if is(&["№", "№ п п", "п п", "n", "nn", "№ №", "номер", "no"]) => Ignored,
        () if is(&["класс курс"]) => Class,
        () => return None,
    };
    Some(found)
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
            Birth, Class, FirstName, FullName, Gender, Ignored, LastName, Letter, Mail, MiddleName, Phone,
            Readiness, Snils,
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
        ] {
            assert_eq!(column(text), (seat, Some(meaning)), "{text}");
        }
        assert_eq!(column("Мать"), (Some(Seat::Mother), None));
        for text in ["Иванова", "01.09.2010", "5А", "Анна"] {
            assert_eq!(column(text), (None, None), "{text}");
        }
    }
}
