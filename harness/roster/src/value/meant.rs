//! Owns words of a few meanings: gender, role, post, the answer of a survey.

use crate::letters::lowered;
use crate::person::{Gender, Readiness, Role};

/// A gender; none for a word that is not known.
pub(crate) fn gender(text: &str) -> Option<Gender> {
    let word = lowered(text);
    match word.trim_end_matches('.') {
        "м" | "муж" | "мужской" | "мальчик" | "m" | "male" | "boy" => Some(Gender::Male),
        "ж" | "жен" | "женский" | "девочка" | "f" | "female" | "girl" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

/// The gender that a word of kinship says; none for a guardian.
pub(crate) fn kinship(text: &str) -> Option<Gender> {
    match lowered(text.trim()).as_str() {
        "мать" | "мама" | "бабушка" | "мачеха" | "сестра" | "тётя" | "тетя" | "mother" => {
            Some(Gender::Female)
        }
        "отец" | "папа" | "дедушка" | "отчим" | "брат" | "дядя" | "father" => {
            Some(Gender::Male)
        }
        _ => None,
    }
}

/// The roles that a cell names, in the order of the cell; empty for words that are not known.
pub(crate) fn roles(text: &str) -> Vec<Role> {
    let mut roles = Vec::new();
    for word in lowered(text).split([',', ';', '/', '\n', '+']) {
        let found = role(word.trim());
        roles.extend(found.filter(|role| !roles.contains(role)));
    }
    roles
}

fn role(word: &str) -> Option<Role> {
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    Some(match () {
        () if begins(&["администратор", "admin"]) => Role::Admin,
        () if begins(&[
            "ученик",
            "учениц",
            "учащ",
            "обучающ",
            "воспитанн",
            "ребен",
            "ребён",
            "pupil",
            "student",
            "learner",
        ]) =>
        {
            Role::Pupil
        }
        () if begins(&[
            "родител",
            "мать",
            "отец",
            "мама",
            "папа",
            "законн",
            "опекун",
            "представител",
            "parent",
            "guardian",
            "mother",
            "father",
        ]) =>
        {
            Role::Parent
        }
        () if begins(&[
            "учител",
            "преподават",
            "педагог",
            "классный рук",
            "teacher",
            "воспитател",
            "логопед",
            "психолог",
            "тьютор",
        ]) =>
        {
            Role::Teacher
        }
        () if begins(&[
            "сотрудник",
            "персонал",
            "работник",
            "директор",
            "завуч",
            "зам",
            "секретар",
            "staff",
            "employee",
            "principal",
        ]) =>
        {
            Role::Staff
        }
        () => return None,
    })
}

/// The role of whoever holds a post.
pub(crate) fn of_post(text: &str) -> Option<Role> {
    if text.is_empty() {
        None
    } else {
        Some(
            role(&lowered(text))
                .filter(|role| matches!(role, Role::Teacher | Role::Admin))
                .unwrap_or(Role::Staff),
        )
    }
}

/// What a survey says; `yes` is what «да» means under its heading.
pub(crate) fn readiness(text: &str, yes: Readiness) -> Option<Readiness> {
    let word = lowered(text).replace('ё', "е");
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    Some(match () {
        () if begins(&["не подтв", "неподтв", "not confirmed"]) => Readiness::Some,
        () if begins(&["нет", "no", "отсутств", "не зарег", "absent", "-", "0"]) => {
            Readiness::Absent
        }
        () if begins(&["подтв", "confirmed", "trusted"]) => Readiness::Confirmed,
        () if begins(&["станд", "standard"]) => Readiness::Standard,
        () if begins(&["упрощ", "simpl"]) => Readiness::Simplified,
        () if begins(&["детск", "child"]) => Readiness::Child,
        () if begins(&["да", "есть", "yes", "+", "1", "true", "имеется"]) => yes,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood() {
        assert_eq!(roles("Учитель, родитель"), [Role::Teacher, Role::Parent]);
        assert_eq!(roles("Ученица"), [Role::Pupil]);
        assert_eq!(roles("космонавт"), []);
        assert_eq!(of_post("Учитель физики"), Some(Role::Teacher));
        assert_eq!(of_post("Завхоз"), Some(Role::Staff));
        assert_eq!(gender("Жен."), Some(Gender::Female));
        assert_eq!(readiness("да", Readiness::Confirmed), Some(Readiness::Confirmed));
        assert_eq!(readiness("не подтверждена", Readiness::Confirmed), Some(Readiness::Some));
        assert_eq!(readiness("упрощённая", Readiness::Confirmed), Some(Readiness::Simplified));
        assert_eq!(readiness("кажется", Readiness::Confirmed), None);
    }
}
