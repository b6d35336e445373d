//! Owns the pseudonyms of words: letters of the same sorts at the same places, an ending that says the same, and the same mistakes.

use std::collections::{HashMap, HashSet};

use crate::letters::is_letter;
use crate::name::{Traits, cyrillic_of, fold_word, members, traits};
use crate::pseudonym::key::Key;
use crate::snils::is_invisible;

/// Endings that stay, the longest first: they say gender, patronymic or surname.
const ENDINGS: [&str; 30] = [
    "инична",
    "швили",
    "ович",
    "евич",
    "овна",
    "евна",
    "ична",
    "енко",
    "ский",
    "ская",
    "цкий",
    "цкая",
    "ской",
    "ова",
    "ева",
    "ина",
    "ына",
    "чук",
    "дзе",
    "ов",
    "ев",
    "ин",
    "ын",
    "ук",
    "юк",
    "ых",
    "их",
    "ян",
    "ич",
    "ый",
];

/// The pseudonyms given so far: two words never get one.
#[derive(Debug, Default)]
pub(super) struct Words {
    given: HashMap<String, String>,
    taken: HashSet<String>,
}

impl Words {
    /// A part of a name or a full name, word by word; what is between words stays.
    pub(super) fn text(&mut self, key: &Key, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars() {
            if is_letter(c) || is_invisible(c) || crate::name::is_apostrophe(c) || c == '\u{301}' {
                word.push(c);
                continue;
            }
            self.end(key, &mut word, &mut out);
            // A digit in a name is a mistake that stays, but not the digit that it was.
            match c.to_digit(10) {
                Some(digit) => out.push(char::from(
                    b'0' + ((digit + 1 + key.chance("digit", "").below(8) as u32) % 10) as u8,
                )),
                None => out.push(c),
            }
        }
        self.end(key, &mut word, &mut out);
        out
    }

    fn end(&mut self, key: &Key, word: &mut String, out: &mut String) {
        if !word.is_empty() {
            out.push_str(&self.word(key, word));
            word.clear();
        }
    }

    /// One word as written.
    fn word(&mut self, key: &Key, written: &str) -> String {
        let mut folded = String::new();
        fold_word(written, &mut folded);
        if !folded.chars().any(is_letter) {
            return written.to_owned();
        }
        let own = traits(&folded);
        if own.particle || own.placeholder {
            return written.to_owned();
        }
        let made = match self.given.get(&folded) {
            Some(made) => made.clone(),
            None => self.make(key, &folded, own),
        };
        dressed(written, &made)
    }

    /// A new pseudonym: nobody else's, and of the same traits.
    fn make(&mut self, key: &Key, folded: &str, own: Traits) -> String {
        const TRIES: usize = 4_000;
        let ending = ENDINGS
            .iter()
            .find(|ending| folded.ends_with(**ending) && folded.chars().count() > ending.chars().count());
        let ending = ending.filter(|_| !own.given).copied().unwrap_or_default();
        let stem = folded.strip_suffix(ending).unwrap_or(folded);
        let mut chance = key.chance("word", stem);
        let mut made = String::new();
        for _ in 0..TRIES {
            made.clear();
            for c in stem.chars() {
                let letters = members(c).unwrap_or_default();
                made.push(letters.get(chance.below(letters.len() as u64) as usize).copied().unwrap_or(c));
            }
            made.push_str(ending);
            let fits = traits(&made) == own && (made != folded || stem.chars().count() < 3);
            if fits && !self.taken.contains(&made) {
                break;
            }
        }
        self.taken.insert(made.clone());
        self.given.insert(folded.to_owned(), made.clone());
        made
    }
}

/// The pseudonym as the word was written: capitals, ё, Latin look-alikes, invisible blanks and apostrophes at their places.
fn dressed(written: &str, made: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut letters = made.chars();
    let has_cyrillic = written.chars().any(|c| is_letter(c) && !c.is_ascii());
    let all_alike = written.chars().filter(|c| is_letter(*c)).all(|c| cyrillic_of(c).is_some());
    for c in written.chars() {
        if is_invisible(c) {
            out.push(c);
            continue;
        }
        let Some(letter) = letters.next() else { break };
        if !is_letter(c) {
            out.push(c);
            continue;
        }
        let letter = if matches!(c, 'ё' | 'Ё') { 'ё' } else { letter };
        let is_latin = c.is_ascii() && (has_cyrillic || all_alike);
        let sized = |letter: char| {
            if c.is_uppercase() { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
        };
        out.push(if is_latin { latin_of(sized(letter)) } else { sized(letter) });
    }
    out
}

/// The Latin letter that looks like a Cyrillic one.
fn latin_of(c: char) -> char {
    const LATIN: &str = "ABCEHKMOPTXYacekmoptxy";
    LATIN.chars().find(|latin| cyrillic_of(*latin) == Some(c)).unwrap_or('x')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::new(b"a key of tests, sixteen").unwrap()
    }

    #[test]
    fn what_matters_of_a_word_stays() {
        let mut words = Words::default();
        let mut text = |text: &str| words.text(&key(), text);
        let (one, other) = (text("Королёва"), text("Королева"));
        assert_ne!(one, "Королёва");
        assert_eq!(one.replace('ё', "е"), other);
        assert!(one.ends_with("ёва") && one.chars().count() == 8);
        assert!(text("Петровна").ends_with("овна"));
        assert!(text("СИДОРОВ").chars().all(char::is_uppercase));
        assert_eq!(text("де Вальта").split(' ').next(), Some("де"));
        assert!(text("Иванова  Петрова").contains("  "));
        assert_eq!(text("нет"), "нет");
        assert_eq!(text("Гасан оглы").split(' ').nth(1), Some("оглы"));
        assert_ne!(text("Анна"), "Анна");
    }

    #[test]
    fn a_look_alike_stays_a_look_alike_of_the_same_word() {
        let mut words = Words::default();
        let (right, mixed) = (words.text(&key(), "Анна"), words.text(&key(), "Aнна"));
        assert_ne!(right, mixed);
        assert!(mixed.starts_with(|c: char| c.is_ascii_alphabetic()));
        let folded = |text: &str| {
            let mut folded = String::new();
            fold_word(text, &mut folded);
            folded
        };
        assert_eq!(folded(&right), folded(&mixed));
    }

    #[test]
    fn another_key_makes_other_pseudonyms() {
        let other = Key::new(b"another key of tests").unwrap();
        assert_ne!(Words::default().text(&key(), "Сидоренко"), Words::default().text(&other, "Сидоренко"));
    }
}
