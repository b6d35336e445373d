//! Owns the insurance number as lists write it: its digits, its check digits, the ranges nobody has.

use std::num::NonZeroU64;

/// Eleven digits; the check digits may be wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Snils(NonZeroU64);

/// Set in the stored number, so that eleven zeros are a number too.
const MARK: u64 = 1 << 40;

impl std::fmt::Debug for Snils {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Snils(***)")
    }
}

impl Snils {
    /// The last number that has no check digits: 001-001-998.
    const LAST_WITHOUT_CHECK: u64 = 1_001_998;

    /// From a number of at most eleven digits.
    pub fn of_number(number: u64) -> Option<Self> {
        if number < 100_000_000_000 { NonZeroU64::new(number | MARK).map(Self) } else { None }
    }

    /// From eleven digits, with blanks and dashes of any kind between them.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut number = 0_u64;
        let mut digits = 0;
        for c in text.chars() {
            match c.to_digit(10) {
                Some(digit) if digits < 11 => {
                    number = number * 10 + u64::from(digit);
                    digits += 1;
                }
                None if c.is_whitespace() || is_dash(c) || is_invisible(c) => {}
                _ => return None,
            }
        }
        if digits == 11 { Self::of_number(number) } else { None }
    }

    /// All eleven digits as a number.
    pub const fn number(self) -> u64 {
        self.0.get() & !MARK
    }

    /// The number without its check digits.
    pub const fn base(self) -> u64 {
        self.number() / 100
    }

    /// Whether the check digits are right, or there are none to check.
    pub const fn is_checked(self) -> bool {
        self.base() <= Self::LAST_WITHOUT_CHECK || self.number() % 100 == check_digits(self.base())
    }

    /// Whether all digits are one digit, which is how people fill in what they do not know.
    pub const fn is_placeholder(self) -> bool {
        self.number().is_multiple_of(11_111_111_111)
    }

    /// Whether it is a published number of a test account: `000-000-6…`.
    pub const fn is_published(self) -> bool {
        self.base() / 100 == 6
    }

    /// With right check digits for a number of nine digits.
    pub fn with_check(base: u64) -> Option<Self> {
        if base < 1_000_000_000 { Self::of_number(base * 100 + check_digits(base)) } else { None }
    }
}

impl std::fmt::Display for Snils {
    /// `901-000-001 23`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (base, check) = (self.base(), self.number() % 100);
        write!(f, "{:03}-{:03}-{:03} {check:02}", base / 1_000_000, base / 1000 % 1000, base % 1000)
    }
}

/// The check digits of nine digits: weights 9 to 1, the sum modulo 101, of which 100 counts as 0.
const fn check_digits(base: u64) -> u64 {
    let (mut rest, mut weight, mut sum) = (base, 1, 0);
    while weight <= 9 {
        sum += rest % 10 * weight;
        rest /= 10;
        weight += 1;
    }
    sum % 101 % 100
}

/// Dashes of all kinds, and the minus.
pub(crate) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Characters that take no room: zero-width blanks and joiners, marks of direction, the byte order mark.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_published_examples() {
        for (text, right) in [
            ("112-233-445 95", true),
            ("11223344595", true),
            ("112 233 445 95", true),
            ("112-233-445 96", false),
            ("901-000-000 19", false),
            ("000-000-600 01", true),
        ] {
            assert_eq!(Snils::of_text(text).unwrap().is_checked(), right, "{text}");
        }
        for text in ["", "112-233-445", "112-233-445 955", "112-233-44x 95", "1,12E+10"] {
            assert_eq!(Snils::of_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_as_cards_show_it() {
        assert_eq!(Snils::of_text("00100200364").unwrap().to_string(), "001-002-003 64");
        assert!(Snils::of_text("000-000-000 00").unwrap().is_placeholder());
        assert!(Snils::of_text("000-000-645 99").unwrap().is_published());
        assert!(!Snils::of_text("000-000-745 99").unwrap().is_published());
    }
}
