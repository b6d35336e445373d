//! The rules a citizen's password must keep, each named when it is broken.

/// The shortest password, in characters (letter S000: «не менее 8 символов»).
pub const LENGTH_MIN: usize = 8;
/// The longest password kept, in bytes: a bound on the work of hashing.
pub const LENGTH_MAX_BYTES: usize = 1024;

/// A rule that a password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PasswordFault {
    /// Fewer than [`LENGTH_MIN`] characters.
    TooShort,
    /// More than [`LENGTH_MAX_BYTES`] bytes.
    TooLong,
    /// No Latin lower-case letter.
    NoLowerCase,
    /// No Latin upper-case letter.
    NoUpperCase,
    /// No digit.
    NoDigit,
    /// No punctuation mark.
    NoPunctuation,
    /// Typed twice, not the same.
    NotRepeated,
}

/// Every rule that the password and its repetition break (letters S000 and S003; `account.password.rules`).
pub fn faults(password: &str, again: &str) -> Vec<PasswordFault> {
    let lacks = |class: fn(&char) -> bool| !password.chars().any(|c| class(&c));
    let rules = [
        (password.chars().count() < LENGTH_MIN, PasswordFault::TooShort),
        (password.len() > LENGTH_MAX_BYTES, PasswordFault::TooLong),
        (lacks(char::is_ascii_lowercase), PasswordFault::NoLowerCase),
        (lacks(char::is_ascii_uppercase), PasswordFault::NoUpperCase),
        (lacks(char::is_ascii_digit), PasswordFault::NoDigit),
        (lacks(char::is_ascii_punctuation), PasswordFault::NoPunctuation),
        (password != again, PasswordFault::NotRepeated),
    ];
    rules.into_iter().filter_map(|(broken, fault)| broken.then_some(fault)).collect()
}

#[cfg(test)]
mod tests {
    use super::{PasswordFault::*, faults};

    #[test]
    fn every_broken_rule_is_named() {
        let cases: [(&str, &str, &[super::PasswordFault]); 8] = [
            ("Avgust2018!", "Avgust2018!", &[]),
            ("", "", &[TooShort, NoLowerCase, NoUpperCase, NoDigit, NoPunctuation]),
            ("Av1!", "Av1!", &[TooShort]),
            ("avgust2018!", "avgust2018!", &[NoUpperCase]),
            ("AVGUST2018!", "AVGUST2018!", &[NoLowerCase]),
            ("Avgust!!!!", "Avgust!!!!", &[NoDigit]),
            ("Avgust2018", "Avgust2019", &[NoPunctuation, NotRepeated]),
            ("Пароль2018!", "Пароль2018!", &[NoLowerCase, NoUpperCase]),
        ];
        for (password, again, expected) in cases {
            assert_eq!(faults(password, again), expected, "{password}");
        }
    }
}
