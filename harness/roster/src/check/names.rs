//! Owns the rules of names: every part by its letters, all parts together by their form.

use crate::check::cells::is_formula;
use crate::check::columns::Known;
use crate::check::policy::{Answer, Policy};
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::letters::is_letter;
use crate::name::{Traits, fold, is_apostrophe, is_initial, is_placeholder, traits};
use crate::person::{Gender, Person};
use crate::snils::is_invisible;

/// Room for folding, used again for every name.
#[derive(Debug, Default)]
pub(super) struct Words {
    folded: String,
}

impl Words {
    /// A part, folded.
    fn fold(&mut self, part: &str) -> &str {
        self.folded.clear();
        fold(part, &mut self.folded);
        &self.folded
    }
}

pub(super) fn check(
    person: Person<'_>,
    known: &Known,
    policy: &Policy,
    words: &mut Words,
    sink: &mut Sink<'_>,
) {
    let (last, given, middle) = (person.last_name(), person.first_name(), person.middle_name());
    let parts = [(Field::LastName, last), (Field::FirstName, given), (Field::MiddleName, middle)];
    if let Some((field, _)) = parts.into_iter().find(|(_, part)| is_formula(part)) {
        return sink.tell(person, Kind::CellFormula, field);
    }
    let is_cyrillic = parts.iter().any(|(_, part)| part.chars().any(|c| is_letter(c) && !c.is_ascii()));
    let has_letters =
        parts.iter().any(|(_, part)| part.chars().filter(char::is_ascii_alphabetic).count() > 1);
    if has_letters && !is_cyrillic {
        sink.tell(person, Kind::NameNotCyrillic, Field::LastName);
    }
    let has_invisible = parts.iter().any(|(_, part)| part.chars().any(is_strange_blank));
    let middle_is_filler = !middle.is_empty() && is_placeholder(words.fold(middle));
    for (field, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        if field != Field::MiddleName || !middle_is_filler {
            letters(person, field, part, is_cyrillic, policy, sink);
        }
    }
    if middle_is_filler {
        sink.tell(person, Kind::MiddlePlaceholder, Field::MiddleName);
    }
    // A name that a strange blank holds together does not say where its parts are.
    if !has_invisible {
        together(person, known, policy, middle_is_filler, words, sink);
    }
}

/// The rules of one part.
fn letters(
    person: Person<'_>,
    field: Field,
    part: &str,
    is_cyrillic: bool,
    policy: &Policy,
    sink: &mut Sink<'_>,
) {
    let mut tell = |kind| sink.tell(person, kind, field);
    if part.chars().any(is_strange_blank) {
        tell(Kind::NameInvisible);
    }
    if part.contains("  ") {
        tell(Kind::NameDoubleBlank);
    }
    if part.chars().any(|c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')) {
        tell(Kind::NameLongDash);
    }
    if is_cyrillic && part.chars().any(|c| c.is_ascii_alphabetic()) && !is_roman(part) {
        tell(Kind::NameLatin);
    }
    let is_followed = field == Field::FirstName && !person.middle_name().is_empty();
    if field != Field::LastName && is_initial(part, is_followed || field == Field::MiddleName) {
        tell(Kind::NameInitials);
    } else if part.chars().any(is_foreign_sign) {
        tell(Kind::NameSymbols);
    }
    if policy.letter_case != Answer::Right && is_wrong_case(part) {
        tell(Kind::NameCase);
    }
}

/// No-break, narrow and zero-width blanks.
fn is_strange_blank(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// What no name has. Brackets hold a former surname, a dot ends an initial.
fn is_foreign_sign(c: char) -> bool {
    let is_right = is_letter(c) || c.is_whitespace() || c == '-' || is_apostrophe(c) || is_strange_blank(c);
    !is_right && !matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '(' | ')' | '\u{301}')
}

/// «Пётр II» is not mistyped.
fn is_roman(part: &str) -> bool {
    let mut latin = part.split(' ').filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
    latin.all(|word| word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
}

/// All capitals, or a word that begins small and is neither a particle nor a tail such as «оглы».
fn is_wrong_case(part: &str) -> bool {
    let letters = part.chars().filter(|c| is_letter(*c));
    let (mut count, mut capitals) = (0, 0);
    letters.for_each(|c| {
        count += 1;
        capitals += usize::from(c.is_uppercase());
    });
    count >= 3 && (capitals == count || capitals == 0)
}

/// The rules of all parts together.
fn together(
    person: Person<'_>,
    known: &Known,
    policy: &Policy,
    is_filler: bool,
    words: &mut Words,
    sink: &mut Sink<'_>,
) {
    let (last, given, middle) = (person.last_name(), person.first_name(), person.middle_name());
    let is_undivided =
        given.is_empty() && middle.is_empty() && last.split(' ').filter(|word| !word.is_empty()).count() >= 2;
    if is_undivided {
        return sink.tell(person, Kind::NameUndivided, Field::LastName);
    }
    if last.is_empty() {
        sink.tell(person, Kind::NameMissing, Field::LastName);
    }
    if given.is_empty() {
        sink.tell(person, Kind::NameMissing, Field::FirstName);
    }
    let folded = words.fold(last).to_owned();
    let is_last_again = !last.is_empty() && words.fold(given) == folded;
    let name = given;
    let last = traits_of(words, last);
    let first = traits_of(words, given);
    if middle.is_empty() && given.trim().contains(' ') && first.patronymic.is_some() {
        return sink.tell(person, Kind::NameUndivided, Field::FirstName);
    }
    let third = if is_filler { Traits::default() } else { traits_of(words, middle) };
    let is_written_twice = is_last_again && last.surname && !last.given;
    if is_written_twice || is_swapped(last, first, third, middle.is_empty() || is_filler) {
        return sink.tell(person, Kind::NameSwapped, Field::FirstName);
    }
    if let Some(gender) = third.patronymic {
        let said = said_by_name(&folded, words.fold(name), first);
        if person.gender().is_some_and(|written| written != gender) {
            sink.tell(person, Kind::GenderDisagrees, Field::Gender);
        } else if said.is_some_and(|said| said != gender) {
            sink.tell(person, Kind::GenderDisagrees, Field::MiddleName);
        }
    }
    let is_unusual = last.surname && !given.is_empty();
    let is_told = match policy.missing_patronymic {
        Answer::Right => false,
        Answer::Told => true,
        Answer::WhereUnusual => is_unusual,
    };
    if middle.is_empty() && is_told && known.has_middle(person.seat()) {
        sink.tell(person, Kind::MiddleMissing, Field::MiddleName);
    }
}

/// The gender that surname and name say together, where they say one: «Никита» and «Анна» end alike, and a man may be called «Сова».
fn said_by_name(surname: &str, name: &str, first: Traits) -> Option<Gender> {
    const VOWELS: &str = "аеиоуыэюя";
    let last = name.chars().last().filter(|c| is_letter(*c))?;
    if !VOWELS.contains(last) {
        // Of the names that are known only those of men end so; «Любовь» and «Айгуль» end in ь.
        return (first.given && last != 'ь').then_some(Gender::Male);
    }
    let is_womans = ["ова", "ева", "ская", "цкая"].iter().any(|end| surname.ends_with(end));
    (is_womans && surname.chars().count() >= 6).then_some(Gender::Female)
}

/// The traits of a part by its last word: «Гасан оглы» ends like a patronymic.
fn traits_of(words: &mut Words, part: &str) -> Traits {
    let folded = words.fold(part);
    traits(folded.rsplit(' ').next().unwrap_or_default())
}

/// A patronymic where none belongs, or a surname in the place of a known name and the name in the surname's.
fn is_swapped(last: Traits, first: Traits, third: Traits, middle_is_absent: bool) -> bool {
    let patronymic_is_elsewhere = third.patronymic.is_none()
        && (first.patronymic.is_some() || (last.patronymic.is_some() && !middle_is_absent));
    let surname_is_first = last.given && !first.given && first.surname;
    let surname_is_third = third.surname && !third.given && third.patronymic.is_none() && last.given;
    patronymic_is_elsewhere || surname_is_first || surname_is_third
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gender_of(middle: &str) -> Option<Gender> {
        traits_of(&mut Words::default(), middle).patronymic
    }

    #[test]
    fn patronymics_say_a_gender() {
        assert_eq!(gender_of("Гасан оглы"), Some(Gender::Male));
        assert_eq!(gender_of("Ильинична"), Some(Gender::Female));
        assert_eq!(gender_of("Ли"), None);
    }

    #[test]
    fn case_is_wrong_only_where_no_letter_differs() {
        for part in ["ИВАНОВ", "иванов", "О'НИЛ"] {
            assert!(is_wrong_case(part), "{part}");
        }
        for part in ["Иванов", "де Вальта", "Гасан оглы", "Ли", "Ю", "О'Нил", "ЛИ"]
        {
            assert!(!is_wrong_case(part), "{part}");
        }
    }
}
