//! Countries by their three letters (ISO 3166-1 alpha-3), as citizenship and addresses carry them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A country code such as `RUS`.
///
/// **Invariant:** three capital Latin letters; whether such a country exists is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 3]);

/// A text that is no country code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected three capital Latin letters such as RUS")]
pub struct CountryError;

impl Country {
    /// The Russian Federation.
    pub const RUSSIA: Self = Self(*b"RUS");

    /// Whether this is the Russian Federation.
    pub fn is_russia(self) -> bool {
        self == Self::RUSSIA
    }
}

impl Default for Country {
    fn default() -> Self {
        Self::RUSSIA
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        let letters: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| CountryError)?;
        let good = letters.iter().all(u8::is_ascii_uppercase);
        if good { Ok(Self(letters)) } else { Err(CountryError) }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(out, "{}", char::from(*letter)))
    }
}

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(text: String) -> Result<Self, CountryError> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_capital_letters_make_a_country() {
        assert_eq!("RUS".parse(), Ok(Country::RUSSIA));
        assert!(!"BLR".parse::<Country>().unwrap().is_russia());
        assert_eq!(String::from(Country::RUSSIA), "RUS");
        for text in ["", "RU", "rus", "RUSS", "РФ", "R1S"] {
            assert_eq!(text.parse::<Country>(), Err(CountryError), "{text}");
        }
    }
}
