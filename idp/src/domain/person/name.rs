//! Surnames, first names and patronymics: what may stand in them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

pub mod folding;

pub use folding::{Folding, NameKey};

/// One part of a name.
///
/// **Invariant:** 1 to 60 characters, at least one letter; the case is kept, blanks are trimmed and collapsed,
/// dashes and apostrophes have their plain form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePart(String);

/// A person's whole name; the patronymic is absent when the person has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FullName {
    /// The surname.
    pub last: NamePart,
    /// The first name.
    pub first: NamePart,
    /// The patronymic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle: Option<NamePart>,
}

/// A text that is no part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but blanks.
    #[error("expected at least one letter")]
    Empty,
    /// Longer than the profile form takes.
    #[error("expected at most 60 characters")]
    TooLong,
    /// A sign that names do not have.
    #[error("expected letters, digits, hyphens, apostrophes, dots, blanks, and commas inside a word")]
    Sign,
    /// Cyrillic and Latin letters together.
    #[error("expected letters of one alphabet, Cyrillic or Latin")]
    Alphabets,
}

const LENGTH_MAX: usize = 60;

impl NamePart {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What remains of the part after a folding; parts with equal keys count as the same name.
    pub fn key(&self, folding: Folding) -> String {
        folding.apply(&self.0)
    }

    /// The key under every folding there is.
    pub fn normalised(&self) -> String {
        self.key(Folding::ALL)
    }
}

impl FullName {
    /// What remains of the name after a folding.
    pub fn key(&self, folding: Folding) -> NameKey {
        NameKey {
            last: self.last.key(folding),
            first: self.first.key(folding),
            middle: self.middle.as_ref().map(|part| part.key(folding)),
        }
    }

    /// The key under every folding there is.
    pub fn normalised(&self) -> NameKey {
        self.key(Folding::ALL)
    }
}

fn is_letter(sign: char) -> bool {
    sign.is_alphabetic()
        && matches!(sign, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{52f}')
}

/// Some systems spell ё and й as a letter and a mark above it; one letter is meant.
fn compose(text: &str) -> String {
    let pairs = [("е\u{308}", "ё"), ("Е\u{308}", "Ё"), ("и\u{306}", "й"), ("И\u{306}", "Й")];
    pairs.iter().fold(text.to_owned(), |text, (pair, letter)| text.replace(pair, letter))
}

fn plain(sign: char) -> Option<char> {
    match sign {
        _ if is_letter(sign) || sign.is_ascii_digit() || matches!(sign, '.' | ',') => Some(sign),
        _ if chars::is_dash(sign) => Some('-'),
        _ if chars::is_apostrophe(sign) => Some('\''),
        _ if chars::is_blank(sign) && !sign.is_control() => Some(' '),
        _ => None,
    }
}

/// MR table 73, ESIA-035102: a comma stands inside a word only.
fn has_loose_comma(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let inside = |place: usize| {
        let around = [place.checked_sub(1).and_then(|before| signs.get(before)), signs.get(place + 1)];
        around.into_iter().all(|sign| sign.is_some_and(|sign| is_letter(*sign)))
    };
    signs.iter().enumerate().any(|(place, sign)| *sign == ',' && !inside(place))
}

/// MR table 73, ESIA-035118: the letters of a part are of one alphabet.
fn mixes_alphabets(text: &str) -> bool {
    let cyrillic = |sign: char| matches!(sign, '\u{400}'..='\u{52f}');
    let letters = || text.chars().filter(|sign| is_letter(*sign));
    letters().any(cyrillic) && letters().any(|sign| !cyrillic(sign))
}

impl FromStr for NamePart {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let part = Self::kept(text)?;
        if mixes_alphabets(&part.0) {
            return Err(NameError::Alphabets);
        }
        Ok(part)
    }
}

impl NamePart {
    /// A part as a store keeps it: those of before the rule of one alphabet are still names.
    fn kept(text: &str) -> Result<Self, NameError> {
        let signs = compose(text.trim()).chars().map(plain).collect::<Option<String>>();
        let text = chars::collapse_blanks(&signs.ok_or(NameError::Sign)?);
        if has_loose_comma(&text) {
            return Err(NameError::Sign);
        }
        if text.chars().count() > LENGTH_MAX {
            return Err(NameError::TooLong);
        }
        if text.contains(is_letter) { Ok(Self(text)) } else { Err(NameError::Empty) }
    }
}

impl fmt::Display for NamePart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for NamePart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: String = self.0.chars().take(1).collect();
        write!(out, "{first}***")
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.last, self.first)?;
        self.middle.iter().try_for_each(|middle| write!(out, " {middle}"))
    }
}

impl TryFrom<String> for NamePart {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        Self::kept(&text)
    }
}

impl From<NamePart> for String {
    fn from(part: NamePart) -> Self {
        part.0
    }
}

#[cfg(test)]
mod tests;
