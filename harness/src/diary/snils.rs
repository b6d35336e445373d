//! Owns the insurance number: its one spelling, its check digits, and that it is never printed.

/// An insurance number.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Snils(String);

/// Not an insurance number.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum SnilsError {
    /// Something else than eleven digits.
    #[error("an insurance number has eleven digits, like 112-233-445 95")]
    Form,
    /// Two digits are swapped or wrong.
    #[error("the last two digits do not follow from the others: a digit is wrong")]
    Check,
}

/// Numbers up to 001-001-998 were given out before there were check digits.
const UNCHECKED_MAX: u32 = 1_001_998;

impl Snils {
    /// Reads a number with or without hyphens and blanks.
    pub(crate) fn parse(text: &str) -> Result<Self, SnilsError> {
        let separators = |c: char| c.is_whitespace() || c == '-';
        let digits: Vec<u32> = text
            .chars()
            .filter(|c| !separators(*c))
            .map(|c| c.to_digit(10).ok_or(SnilsError::Form))
            .collect::<Result<_, _>>()?;
        if digits.len() != 11 {
            return Err(SnilsError::Form);
        }
        let number = digits.iter().take(9).fold(0, |number, digit| number * 10 + digit);
        let sum: u32 = digits.iter().take(9).zip((1..=9).rev()).map(|(digit, weight)| digit * weight).sum();
        let wanted = sum % 101 % 100;
        if number > UNCHECKED_MAX && digits[9] * 10 + digits[10] != wanted {
            return Err(SnilsError::Check);
        }
        let part = |from: usize, to: usize| digits[from..to].iter().map(u32::to_string).collect::<String>();
        Ok(Self(format!("{}-{}-{} {}", part(0, 3), part(3, 6), part(6, 9), part(9, 11))))
    }

    /// The number as the portal spells it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as a page shows it: enough to recognise, too little to use.
    pub(crate) fn masked(&self) -> String {
        let tail: String = self.0.chars().skip(8).collect();
        format!("•••-•••-{tail}")
    }
}

impl std::fmt::Debug for Snils {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Snils(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling_and_check_digits() {
        for written in ["112-233-445 95", "11223344595", " 112 233 445 95 "] {
            assert_eq!(Snils::parse(written).unwrap().as_str(), "112-233-445 95");
        }
        for good in ["900-000-001 82", "087-654-303 00", "000-000-600 01"] {
            assert!(Snils::parse(good).is_ok(), "{good}");
        }
        assert_eq!(Snils::parse("112-233-454 95"), Err(SnilsError::Check));
        for bad in ["", "112-233-445", "112-233-445 9x", "112-233-445 955"] {
            assert_eq!(Snils::parse(bad), Err(SnilsError::Form), "{bad}");
        }
    }

    #[test]
    fn a_number_is_not_printed() {
        let snils = Snils::parse("112-233-445 95").unwrap();
        assert_eq!(format!("{snils:?} {}", snils.masked()), "Snils(..) •••-•••-445 95");
    }
}
