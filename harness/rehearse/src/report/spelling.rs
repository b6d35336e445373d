//! Owns numbers, days and plurals in both languages.

use jiff::civil::Date;
use lang::Lang;

use crate::member::Role;

const MONTHS: [(&str, &str); 12] = [
    ("января", "January"),
    ("февраля", "February"),
    ("марта", "March"),
    ("апреля", "April"),
    ("мая", "May"),
    ("июня", "June"),
    ("июля", "July"),
    ("августа", "August"),
    ("сентября", "September"),
    ("октября", "October"),
    ("ноября", "November"),
    ("декабря", "December"),
];

/// A number with its thousands apart.
pub(crate) fn number(lang: Lang, number: usize) -> String {
    let digits = number.to_string();
    let gap = match lang {
        Lang::Ru => '\u{a0}',
        Lang::En => ',',
    };
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(digit);
    }
    out
}

/// A day in words; a text that is no day stays as it is.
pub(crate) fn day(lang: Lang, text: &str) -> String {
    let Ok(day) = text.parse::<Date>() else { return text.to_owned() };
    let month = MONTHS[usize::try_from(day.month() - 1).unwrap_or_default()];
    match lang {
        Lang::Ru => format!("{} {} {} года", day.day(), month.0, day.year()),
        Lang::En => format!("{} {} {}", day.day(), month.1, day.year()),
    }
}

/// A day in figures.
pub(crate) fn short_day(lang: Lang, text: &str) -> String {
    let Ok(day) = text.parse::<Date>() else { return text.to_owned() };
    match lang {
        Lang::Ru => day.strftime("%d.%m.%Y").to_string(),
        Lang::En => day.strftime("%Y-%m-%d").to_string(),
    }
}

/// The sentence on top: on which day how many of how many do not get in.
pub(crate) fn headline(lang: Lang, target: &str, out: usize, people: usize) -> String {
    let (day, out_shown, all) = (day(lang, target), number(lang, out), number(lang, people));
    match lang {
        Lang::Ru => {
            let is_one = out % 10 == 1 && out % 100 != 11;
            let verb = if is_one { "не войдёт" } else { "не войдут" };
            format!("{day} {verb} {out_shown} из {all}")
        }
        Lang::En => format!("On {day}, {out_shown} of {all} will not get in"),
    }
}

/// A share in per cent.
pub(crate) fn percent(lang: Lang, part: usize, whole: usize) -> String {
    let share = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    let text = format!("{share:.1}");
    match lang {
        Lang::Ru => format!("{}\u{a0}%", text.replace('.', ",")),
        Lang::En => format!("{text}%"),
    }
}

/// A role in the nominative.
pub(crate) fn role(lang: Lang, role: Role) -> &'static str {
    match (lang, role) {
        (Lang::Ru, Role::Pupil) => "ученик",
        (Lang::Ru, Role::Parent) => "родитель",
        (Lang::Ru, Role::Teacher) => "учитель",
        (Lang::Ru, Role::Administrator) => "администратор",
        (Lang::En, Role::Pupil) => "pupil",
        (Lang::En, Role::Parent) => "parent",
        (Lang::En, Role::Teacher) => "teacher",
        (Lang::En, Role::Administrator) => "administrator",
    }
}

/// A role in the plural.
pub(crate) fn roles(lang: Lang, role: Role) -> &'static str {
    match (lang, role) {
        (Lang::Ru, Role::Pupil) => "ученики",
        (Lang::Ru, Role::Parent) => "родители",
        (Lang::Ru, Role::Teacher) => "учителя и сотрудники",
        (Lang::Ru, Role::Administrator) => "администраторы",
        (Lang::En, Role::Pupil) => "pupils",
        (Lang::En, Role::Parent) => "parents",
        (Lang::En, Role::Teacher) => "teachers and staff",
        (Lang::En, Role::Administrator) => "administrators",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_a_sentence_in_both_languages() {
        let ru = headline(Lang::Ru, "2024-09-02", 214, 1032);
        assert_eq!(ru, "2 сентября 2024 года не войдут 214 из 1\u{a0}032");
        assert!(headline(Lang::Ru, "2024-09-02", 21, 1032).contains("не войдёт 21"));
        assert!(headline(Lang::Ru, "2024-09-02", 11, 1032).contains("не войдут 11"));
        assert_eq!(
            headline(Lang::En, "2024-09-02", 1, 1_000_000),
            "On 2 September 2024, 1 of 1,000,000 will not get in"
        );
        assert_eq!(percent(Lang::Ru, 1, 8), "12,5\u{a0}%");
    }
}
