//! Owns a citizen of the simulated portal, as the control API describes one.

use serde::Deserialize;

/// A citizen of the portal.
#[derive(Clone, Deserialize)]
pub struct Person {
    /// The number under which relying parties know the person.
    pub oid: u64,
    /// The account's level.
    pub level: Level,
    /// The account's state, in the control API's words.
    #[serde(default)]
    pub status: String,
    /// Surname.
    pub last_name: String,
    /// Name.
    pub first_name: String,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// Insurance number.
    pub snils: Option<String>,
    /// Mobile telephone.
    pub mobile: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// What the person may sign in with.
    #[serde(default)]
    pub logins: Vec<String>,
    /// The password, returned only when the person is created.
    #[serde(default)]
    pub password: String,
    /// The passport.
    pub passport: Option<Passport>,
}

/// An internal passport.
#[derive(Clone, Deserialize)]
pub struct Passport {
    /// Four digits.
    pub series: String,
    /// Six digits.
    pub number: String,
}

/// The level of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// «Упрощённая».
    Simplified,
    /// «Стандартная».
    Standard,
    /// «Подтверждённая».
    Confirmed,
}

impl Level {
    /// The level in the control API's word.
    pub fn word(self) -> &'static str {
        match self {
            Level::Simplified => "simplified",
            Level::Standard => "standard",
            Level::Confirmed => "confirmed",
        }
    }
}

impl Person {
    /// What the person types into «Мобильный телефон или почта».
    pub fn login(&self) -> &str {
        let contact = self.mobile.as_deref().or(self.email.as_deref());
        contact.or_else(|| self.logins.first().map(String::as_str)).unwrap_or_default()
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({}, {})", self.oid, self.level.word())
    }
}

impl std::fmt::Debug for Passport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passport(..)")
    }
}
