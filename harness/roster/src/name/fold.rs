//! Owns which spellings are one name: case, ё and е, blanks, hyphens and dashes, Latin look-alikes.

use crate::letters::{is_letter, push_lower};
use crate::snils::{is_dash, is_invisible};

/// The Cyrillic letter that a Latin one looks like.
pub(crate) const fn cyrillic_of(c: char) -> Option<char> {
    Some(match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        _ => return None,
    })
}

/// Apostrophes of all kinds.
pub(crate) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{2032}')
}

/// Whether the Latin letters of a word stand for Cyrillic ones: some letters are Cyrillic, or all look like it.
fn is_meant_cyrillic(word: &str) -> bool {
    let mut all = true;
    for c in word.chars().filter(|c| is_letter(*c)) {
        if !c.is_ascii() {
            return true;
        }
        all &= cyrillic_of(c).is_some();
    }
    all
}

/// Adds a word without its blanks, folded, to `out`.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    let is_cyrillic = is_meant_cyrillic(word);
    for c in word.chars() {
        let c = if is_cyrillic { cyrillic_of(c).unwrap_or(c) } else { c };
        match c {
            c if is_invisible(c) => {}
            'ё' | 'Ё' => out.push('е'),
            c if is_dash(c) => out.push('-'),
            c if is_apostrophe(c) => out.push('\''),
            c => push_lower(c, out),
        }
    }
}

/// Adds a part of a name, folded, to `out`: its words with one blank between them, none about a hyphen.
pub(crate) fn fold(part: &str, out: &mut String) {
    let from = out.len();
    for word in part.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        let follows_hyphen = out.ends_with('-') || word.chars().next().is_some_and(is_dash);
        if out.len() > from && !follows_hyphen {
            out.push(' ');
        }
        fold_word(word, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for (one, other) in [
            ("Королёв", "КОРОЛЕВ"),
            ("Иванов  Петров", "иванов петров"),
            ("Салтыков – Щедрин", "Салтыков-Щедрин"),
            ("Aннa", "Анна"),
            ("О’Нил", "О'Нил"),
            ("Ив\u{200b}анов", "Иванов"),
            ("де\u{a0}Вальта", "де Вальта"),
        ] {
            let (mut folded, mut wanted) = (String::new(), String::new());
            fold(one, &mut folded);
            fold(other, &mut wanted);
            assert_eq!(folded, wanted, "{one}");
        }
        let mut latin = String::new();
        fold("Ivanov", &mut latin);
        assert_eq!(latin, "ivanov");
    }
}
