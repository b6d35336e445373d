//! Owns what a cell of SNILS holds when it is not the number.

use crate::letters::lowered;
use crate::snils::{Snils, is_dash, is_invisible};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Nothing.
    Nothing,
    /// Zeros, one digit eleven times, «нет».
    Placeholder,
    /// Eleven digits with right check digits.
    Right(Snils),
    /// Eleven digits with wrong ones.
    WrongDigits(Snils),
    /// Ten digits or fewer that are right with zeros before them.
    ZerosLost,
    /// `9,01E+10`.
    Scientific,
    /// Anything else.
    Malformed,
}

impl Written {
    /// The number, whether its check digits are right or not; a filler is none.
    pub(crate) const fn eleven_digits(self) -> Option<Snils> {
        match self {
            Self::Right(number) | Self::WrongDigits(number) => Some(number),
            Self::Nothing | Self::Placeholder | Self::ZerosLost | Self::Scientific | Self::Malformed => None,
        }
    }
}

/// Reads a cell of SNILS. `=\"…\"` and `.0` are what programs put around a number.
pub(crate) fn snils(text: &str) -> Written {
    let text = text.strip_suffix(".0").or(text.strip_suffix(",0")).unwrap_or(text).trim_start_matches('\'');
    if text.is_empty() {
        return Written::Nothing;
    }
    if let Some(number) = Snils::of_text(text) {
        return match number {
            number if number.is_placeholder() => Written::Placeholder,
            number if number.is_checked() => Written::Right(number),
            number => Written::WrongDigits(number),
        };
    }
    let folded = lowered(text);
    if crate::name::is_placeholder(&folded) {
        return Written::Placeholder;
    }
    if is_scientific(text) {
        return Written::Scientific;
    }
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || is_dash(c) || is_invisible(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_short = text.chars().all(plain) && (6..11).contains(&digits.len());
    let padded = if is_short { Snils::of_text(&format!("{digits:0>11}")) } else { None };
    match padded {
        Some(number) if number.is_checked() && number.base() > 1_001_998 => Written::ZerosLost,
        _ => Written::Malformed,
    }
}

fn is_scientific(text: &str) -> bool {
    let upper = text.to_uppercase().replace(['Е', ','], "E");
    let mut parts = upper.splitn(2, "E+");
    let mantissa = parts.next().unwrap_or_default();
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'E'));
    parts.next().is_some_and(|exponent| exponent.parse::<u8>().is_ok())
        && !mantissa.is_empty()
        && is_number(mantissa)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_told_by_its_kind() {
        let right = Snils::with_check(901_000_001).unwrap();
        let plain = format!("{:011}", right.number());
        for text in [
            right.to_string(),
            plain.clone(),
            format!("{plain}.0"),
            right.to_string().replace('-', " "),
            right.to_string().replace('-', "–"),
        ] {
            assert_eq!(snils(&text), Written::Right(right), "{text}");
        }
        let small = Snils::with_check(45_000_001).unwrap();
        for (text, written) in [
            ("", Written::Nothing),
            ("000-000-000 00", Written::Placeholder),
            ("нет", Written::Placeholder),
            ("-", Written::Placeholder),
            ("9,01E+10", Written::Scientific),
            ("9.01E+10", Written::Scientific),
            ("9,01Е+10", Written::Scientific),
            ("901-000-001", Written::Malformed),
            ("901-000-001 1234", Written::Malformed),
            ("901-O00-001 23", Written::Malformed),
            (&small.number().to_string(), Written::ZerosLost),
        ] {
            assert_eq!(snils(text), written, "{text}");
        }
    }
}
