//! Owns the comparison of names, and how a passport would spell what a list has.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::member::NameKey;
use crate::policy::Spelling;

/// Surname, name and patronymic; an empty patronymic is none.
#[derive(Clone, PartialEq, Eq)]
pub struct FullName {
    /// Surname.
    pub last: String,
    /// Name.
    pub first: String,
    /// Patronymic.
    pub middle: String,
}

impl std::fmt::Debug for FullName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("FullName(..)")
    }
}

/// Latin letters that look like Cyrillic ones.
const ALIKE: [(&str, &str); 2] = [("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху"), ("YI", "УІ")];

/// The longest part of a name that the portal takes, with room for a new surname.
const LETTERS_MAX: usize = 50;

/// Full names for initials, so that an account can have one.
const FOR_INITIALS: [&str; 12] =
    ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Инна", "Кира", "Лев", "Мария", "Павел", "Софья"];

impl FullName {
    /// The three texts.
    pub fn of(last: &str, first: &str, middle: &str) -> Self {
        Self { last: last.to_owned(), first: first.to_owned(), middle: middle.to_owned() }
    }

    /// The name as the portal's registers would have it: one alphabet, single blanks, plain hyphens, capitals in front. Whoever
    /// has no name in the list has one in the passport.
    pub fn meant(&self) -> Self {
        let or = |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
        Self {
            last: or(proper(&self.last), "Неизвестных"),
            first: or(proper(&self.first), "Саша"),
            middle: patronymic(&self.middle),
        }
    }

    /// The name after a wedding.
    pub fn renamed(&self) -> Self {
        Self { last: format!("{}-Новая", self.last), ..self.clone() }
    }

    /// Its hashes under a spelling.
    pub fn key(&self, spelling: Spelling) -> NameKey {
        let middle = folded(&self.middle, spelling);
        let is_absent = middle.trim().trim_matches('-').is_empty();
        NameKey {
            own: hashed(&[&folded(&self.last, spelling), &folded(&self.first, spelling)]),
            middle: if is_absent { 0 } else { hashed(&[&middle]) | 1 },
        }
    }
}

impl NameKey {
    /// Whether two names are one.
    pub fn is(self, other: Self, spelling: Spelling) -> bool {
        let one_is_absent = self.middle == 0 || other.middle == 0;
        self.own == other.own && (self.middle == other.middle || (one_is_absent && spelling.absent_is_any))
    }
}

/// A hash that is the same on every machine and in every run.
pub fn hashed(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.iter().for_each(|part| part.hash(&mut hasher));
    hasher.finish()
}

fn folded(text: &str, spelling: Spelling) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ё' if spelling.yo_is_ye => out.push('е'),
            'Ё' if spelling.yo_is_ye => out.push(if spelling.ignore_case { 'е' } else { 'Е' }),
            '-' | '\u{2010}' | '\u{2011}' | '–' | '—' if spelling.hyphen_is_blank => out.push(' '),
            other if spelling.ignore_case => out.extend(other.to_lowercase()),
            other => out.push(other),
        }
    }
    if !spelling.collapse_blanks {
        return out;
    }
    let mut words = out.split_whitespace();
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| all + " " + word)
}

fn proper(text: &str) -> String {
    let is_cyrillic = |letter: char| matches!(letter, 'А'..='я' | 'Ё' | 'ё');
    let has_cyrillic = text.chars().any(is_cyrillic);
    let plain: String = text
        .chars()
        .map(|letter| if has_cyrillic { cyrillic(letter) } else { letter })
        .filter_map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '-' => Some('-'),
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\'' => Some('\''),
            letter if letter.is_whitespace() => Some(' '),
            // The portal takes letters of one alphabet.
            letter if letter.is_alphabetic() && has_cyrillic => is_cyrillic(letter).then_some(letter),
            letter if letter.is_alphabetic() || letter == '.' => Some(letter),
            _ => None,
        })
        .collect();
    let words: Vec<String> = plain.split_whitespace().map(expanded).collect();
    let joined: String = words.join(" ").chars().take(LETTERS_MAX).collect();
    if !joined.chars().any(char::is_alphabetic) {
        return String::new();
    }
    let is_shouted = joined.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let is_whispered = joined.chars().next().is_some_and(char::is_lowercase) && words.len() == 1;
    if is_shouted || is_whispered { capitalised(&joined) } else { joined }
}

/// What stands for none is none.
fn patronymic(text: &str) -> String {
    let own = proper(text);
    let is_none = matches!(own.to_lowercase().as_str(), "нет" | "отсутствует" | "б/о" | "без отчества");
    if is_none || own.chars().all(|letter| !letter.is_alphabetic()) { String::new() } else { own }
}

fn cyrillic(letter: char) -> char {
    for (latin, own) in ALIKE {
        if let Some(place) = latin.chars().position(|one| one == letter) {
            return own.chars().nth(place).unwrap_or(letter);
        }
    }
    letter
}

/// A full name in the place of an initial.
fn expanded(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters != 1 || !word.ends_with('.') {
        return word.to_owned();
    }
    let initial: String = word.chars().take(1).collect();
    let named = FOR_INITIALS.iter().find(|name| name.starts_with(&initial));
    named.map_or_else(|| format!("{initial}рий"), |name| (*name).to_owned())
}

fn capitalised(text: &str) -> String {
    let mut starts = true;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if starts {
            out.extend(letter.to_uppercase());
        } else {
            out.extend(letter.to_lowercase());
        }
        starts = !letter.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Spelling = Spelling {
        yo_is_ye: true,
        ignore_case: true,
        collapse_blanks: true,
        hyphen_is_blank: true,
        absent_is_any: false,
        activated_only: true,
    };

    #[test]
    fn spellings_that_the_policy_overlooks_are_one_name_and_others_are_not() {
        let own = FullName::of("Ёлкина-Берёзова", "Анна", "Сергеевна");
        let strict = [
            ("Елкина-Березова", "Анна", Spelling { yo_is_ye: false, ..ALL }),
            ("ЁЛКИНА-БЕРЁЗОВА", "анна", Spelling { ignore_case: false, ..ALL }),
            (" Ёлкина-Берёзова ", "Анна", Spelling { collapse_blanks: false, ..ALL }),
            ("Ёлкина  Берёзова", "Анна", Spelling { hyphen_is_blank: false, ..ALL }),
        ];
        for (last, first, strict) in strict {
            let other = FullName::of(last, first, "Сергеевна");
            assert!(own.key(ALL).is(other.key(ALL), ALL), "{last}");
            assert!(!own.key(strict).is(other.key(strict), strict), "{last}");
        }
        let without = FullName::of("Ёлкина-Берёзова", "Анна", " - ");
        assert!(!own.key(ALL).is(without.key(ALL), ALL));
        let any = Spelling { absent_is_any: true, ..ALL };
        assert!(own.key(any).is(without.key(any), any));
    }

    #[test]
    fn a_passport_has_cyrillic_letters_single_blanks_and_capitals() {
        let meant = |last, first, middle| {
            let own = FullName::of(last, first, middle).meant();
            [own.last, own.first, own.middle].join("|")
        };
        assert_eq!(meant("Иванoв", "Cергей", "нет"), "Иванов|Сергей|");
        assert_eq!(meant("ПЕТРОВА-ВОДКИНА", "анна ", "Сергеевна"), "Петрова-Водкина|Анна|Сергеевна");
        assert_eq!(meant("де  Вальта", "Ли Ю", "-"), "де Вальта|Ли Ю|");
        assert_eq!(meant("Кузнецов", "А.", "Б."), "Кузнецов|Анна|Борис");
        assert_eq!(meant("О’Нил", "Smith", "Иванова—Петрова"), "О'Нил|Smith|Иванова-Петрова");
        assert_eq!(meant("=Фомин*", "", "\u{200b}"), "Фомин|Саша|");
    }
}
