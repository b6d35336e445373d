//! Ways to overlook differences in spelling when two names are compared; a policy chooses which of them count.

use std::fmt;

use crate::domain::person::chars;

/// Which differences are overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Folding {
    /// Capital and small letters are the same.
    pub case: bool,
    /// ё and е are the same.
    pub yo: bool,
    /// Blanks at the edges, in a row or beside a hyphen do not count.
    pub blanks: bool,
    /// A hyphen and a blank are the same.
    pub hyphens: bool,
}

/// What remains of a name after a folding; equal keys are equal names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey {
    /// The surname.
    pub last: String,
    /// The first name.
    pub first: String,
    /// The patronymic, absent when the person has none.
    pub middle: Option<String>,
}

impl Folding {
    /// Every difference counts.
    pub const NONE: Self = Self { case: false, yo: false, blanks: false, hyphens: false };
    /// No difference counts.
    pub const ALL: Self = Self { case: true, yo: true, blanks: true, hyphens: true };

    /// The text with the chosen differences taken out.
    pub fn apply(self, text: &str) -> String {
        let mut text = text.to_owned();
        for (chosen, fold) in [
            (self.case, fold_case as fn(&str) -> String),
            (self.yo, fold_yo),
            (self.blanks, fold_blanks),
            (self.hyphens, fold_hyphens),
        ] {
            if chosen {
                text = fold(&text);
            }
        }
        text
    }
}

/// All letters small.
pub fn fold_case(text: &str) -> String {
    text.to_lowercase()
}

/// Every ё spelled е.
pub fn fold_yo(text: &str) -> String {
    text.replace('ё', "е").replace('Ё', "Е")
}

/// Outer blanks and blanks beside hyphens gone, runs of blanks made one.
pub fn fold_blanks(text: &str) -> String {
    let halves = text.split('-').map(chars::collapse_blanks);
    halves.collect::<Vec<_>>().join("-")
}

/// Every hyphen made a blank.
pub fn fold_hyphens(text: &str) -> String {
    text.replace('-', " ")
}

impl fmt::Debug for NameKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("NameKey(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folding_overlooks_one_difference() {
        assert_eq!(fold_case("СоловьЁва"), "соловьёва");
        assert_eq!(fold_yo("Пётр Ёлкин"), "Петр Елкин");
        assert_eq!(fold_blanks("  Анна   Мария - Луиза "), "Анна Мария-Луиза");
        assert_eq!(fold_hyphens("Анна-Мария"), "Анна Мария");
    }

    #[test]
    fn a_policy_chooses_what_it_overlooks() {
        let text = "Соловьёва  -  Травина";
        for (folding, key) in [
            (Folding::NONE, "Соловьёва  -  Травина"),
            (Folding { case: true, ..Folding::NONE }, "соловьёва  -  травина"),
            (Folding { yo: true, ..Folding::NONE }, "Соловьева  -  Травина"),
            (Folding { blanks: true, ..Folding::NONE }, "Соловьёва-Травина"),
            (Folding { hyphens: true, blanks: true, ..Folding::NONE }, "Соловьёва Травина"),
            (Folding::ALL, "соловьева травина"),
        ] {
            assert_eq!(folding.apply(text), key, "{folding:?}");
        }
    }
}
