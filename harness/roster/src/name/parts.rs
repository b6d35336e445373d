//! Owns where a full name divides into surname, name and patronymic.

use crate::name::fold::fold_word;
use crate::name::traits::{is_particle, is_patronymic_tail};

/// The parts of a full name, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Parts<'t> {
    pub(crate) last: &'t str,
    pub(crate) given: &'t str,
    pub(crate) middle: &'t str,
}

/// Divides «Фамилия Имя Отчество», with particles, double names and «оглы». The blanks inside a part stay as they are.
pub(crate) fn divide(full: &str) -> Parts<'_> {
    let words = words(full);
    let folded: Vec<String> = words
        .iter()
        .map(|(from, to)| {
            let mut folded = String::new();
            fold_word(full.get(*from..*to).unwrap_or_default(), &mut folded);
            folded
        })
        .collect();
    let count = words.len();
    // «И.И.» in one word is a name and a patronymic.
    if count == 2 && folded.get(1).is_some_and(|word| word.chars().filter(|c| *c == '.').count() == 2) {
        let (from, to) = words.get(1).copied().unwrap_or_default();
        let initials = full.get(from..to).unwrap_or_default();
        let cut = initials.find('.').map_or(initials.len(), |dot| dot + 1);
        let (given, middle) = initials.split_at_checked(cut).unwrap_or((initials, ""));
        return Parts { last: part(full, &words, 0, 1), given, middle };
    }
    let mut surname_ends = 1;
    while surname_ends < count && folded.get(surname_ends - 1).is_some_and(|word| is_particle(word)) {
        surname_ends += 1;
    }
    let has_tail = folded.last().is_some_and(|word| is_patronymic_tail(word).is_some());
    let rest = count.saturating_sub(surname_ends);
    let middle_words = match rest {
        0 | 1 => 0,
        _ if has_tail => 2.min(rest - 1),
        _ => 1,
    };
    let middle_from = count - middle_words;
    Parts {
        last: part(full, &words, 0, surname_ends.min(count)),
        given: part(full, &words, surname_ends, middle_from),
        middle: part(full, &words, middle_from, count),
    }
}

/// Where the words begin and end. A no-break blank does not divide: it is a mistake within a part.
fn words(full: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in full.char_indices() {
        let divides = matches!(c, ' ' | '\t' | '\n' | '\r');
        match (divides, from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                words.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    words.extend(from.map(|start| (start, full.len())));
    words
}

fn part<'t>(full: &'t str, words: &[(usize, usize)], first: usize, end: usize) -> &'t str {
    let range = words.get(first..end).unwrap_or_default();
    match (range.first(), range.last()) {
        (Some((from, _)), Some((_, to))) => full.get(*from..*to).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_divide_as_people_read_them() {
        for (full, last, given, middle) in [
            ("Иванов Пётр Ильич", "Иванов", "Пётр", "Ильич"),
            ("Ли Ю", "Ли", "Ю", ""),
            ("де Вальта Анна Петровна", "де Вальта", "Анна", "Петровна"),
            ("Мамедов Али Гасан оглы", "Мамедов", "Али", "Гасан оглы"),
            ("Алиева Лейла Рауф кызы", "Алиева", "Лейла", "Рауф кызы"),
            ("Салтыкова-Щедрина Анна-Мария Ивановна", "Салтыкова-Щедрина", "Анна-Мария", "Ивановна"),
            ("Петрова Анна Мария Ивановна", "Петрова", "Анна Мария", "Ивановна"),
            ("Иванов И.И.", "Иванов", "И.", "И."),
            ("Иванов", "Иванов", "", ""),
            ("  О'Нил   Шон ", "О'Нил", "Шон", ""),
        ] {
            assert_eq!(divide(full), Parts { last, given, middle }, "{full}");
        }
    }
}
