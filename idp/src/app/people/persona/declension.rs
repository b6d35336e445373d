//! Grammar of Russian names: the feminine of a surname, and the gender a name tells.

use crate::domain::person::Gender;

/// The feminine of a masculine surname, half by half; surnames that do not change stay as they are.
pub(crate) fn feminine(surname: &str) -> String {
    surname.split('-').map(feminine_half).collect::<Vec<_>>().join("-")
}

fn feminine_half(surname: &str) -> String {
    if let Some(stem) = strip_any(surname, &["ский", "цкий"]) {
        let ending = if surname.ends_with("ский") { "ская" } else { "цкая" };
        return format!("{stem}{ending}");
    }
    if let Some(stem) = strip_any(surname, &["ой", "ый"]) {
        return format!("{stem}ая");
    }
    if ["ов", "ев", "ёв", "ин", "ын"].iter().any(|ending| surname.ends_with(ending)) {
        return format!("{surname}а");
    }
    surname.to_owned()
}

fn strip_any<'a>(text: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| text.strip_suffix(ending))
}

/// The gender a patronymic tells.
pub(crate) fn gender_of_patronymic(patronymic: &str) -> Option<Gender> {
    let patronymic = patronymic.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| patronymic.ends_with(ending));
    match () {
        () if ends(&["вна", "чна", "кызы"]) => Some(Gender::Female),
        () if ends(&["ич", "оглы"]) => Some(Gender::Male),
        () => None,
    }
}

/// The gender a surname tells, when it is of a kind that changes.
pub(crate) fn gender_of_surname(surname: &str) -> Option<Gender> {
    let surname = surname.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| surname.ends_with(ending));
    match () {
        () if ends(&["ова", "ева", "ёва", "ина", "ына", "ская", "цкая"]) => {
            Some(Gender::Female)
        }
        () if ends(&["ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ый", "ой"]) => {
            Some(Gender::Male)
        }
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_change_by_their_endings() {
        for (masculine, expected) in [
            ("Соколов", "Соколова"),
            ("Лебедев", "Лебедева"),
            ("Соловьёв", "Соловьёва"),
            ("Пчёлкин", "Пчёлкина"),
            ("Синицын", "Синицына"),
            ("Вишневский", "Вишневская"),
            ("Корецкий", "Корецкая"),
            ("Полевой", "Полевая"),
            ("Белый", "Белая"),
            ("Бондаренко", "Бондаренко"),
            ("Черных", "Черных"),
            ("Корж", "Корж"),
            ("Мамин-Сибиряк", "Мамина-Сибиряк"),
            ("Соколов-Полевой", "Соколова-Полевая"),
        ] {
            assert_eq!(feminine(masculine), expected);
        }
    }

    #[test]
    fn names_tell_the_gender_or_keep_silent() {
        use Gender::{Female, Male};
        for (patronymic, gender) in [
            ("Петровна", Some(Female)),
            ("Ильинична", Some(Female)),
            ("Никитична", Some(Female)),
            ("Вагиф кызы", Some(Female)),
            ("Петрович", Some(Male)),
            ("Ильич", Some(Male)),
            ("Фомич", Some(Male)),
            ("Никитич", Some(Male)),
            ("Вагиф оглы", Some(Male)),
            ("Отчество006", None),
        ] {
            assert_eq!(gender_of_patronymic(patronymic), gender, "{patronymic}");
        }
        for (surname, gender) in [
            ("Соколова", Some(Female)),
            ("Вишневская", Some(Female)),
            ("Соловьёв", Some(Male)),
            ("Полевой", Some(Male)),
            ("Бондаренко", None),
            ("Фамилия006", None),
        ] {
            assert_eq!(gender_of_surname(surname), gender, "{surname}");
        }
    }
}
