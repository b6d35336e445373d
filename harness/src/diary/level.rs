//! Owns how well the portal may know a citizen.

/// How well the portal knows the citizen. Ordered from the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// «Упрощённая»: a name and a telephone number that someone typed in.
    Simplified,
    /// «Стандартная»: SNILS and passport were compared with the registers.
    Standard,
    /// «Подтверждённая»: an operator saw the person and the passport.
    Confirmed,
}

impl Level {
    /// The level in the words of the portal, in the nominative case.
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            Level::Simplified => "упрощённая",
            Level::Standard => "стандартная",
            Level::Confirmed => "подтверждённая",
        }
    }
}
