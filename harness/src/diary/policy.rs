//! Owns what a region demands of a portal account before the diary opens.

/// How well the portal knows the citizen. Ordered from the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// «Упрощённая»: a name and a telephone number that somebody typed in.
    Simplified,
    /// «Стандартная»: SNILS and passport were compared with the registers.
    Standard,
    /// «Подтверждённая»: an operator saw the person and the passport.
    Confirmed,
}

impl Level {
    /// The level in the words of the portal, in the genitive case after «уровня».
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            Level::Simplified => "упрощённая",
            Level::Standard => "стандартная",
            Level::Confirmed => "подтверждённая",
        }
    }
}

/// The demands of one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The policy's name.
    pub id: &'static str,
    /// The weakest account that is let in.
    pub level: Level,
}

/// The policies of the letters, by the order of their dates.
pub const POLICIES: &[Policy] = &[
    Policy { id: "voronezh-dept-2017", level: Level::Confirmed },
    Policy { id: "voronezh-itek-2017", level: Level::Standard },
    Policy { id: "yaroslavl-2018", level: Level::Confirmed },
    Policy { id: "bratsk-2018", level: Level::Simplified },
    Policy { id: "national-2024", level: Level::Confirmed },
];

impl Policy {
    /// The policy of that name.
    pub fn named(id: &str) -> Option<Policy> {
        POLICIES.iter().copied().find(|policy| policy.id == id)
    }

    /// Whether an account of this level is let in.
    pub(crate) fn admits(&self, level: Level) -> bool {
        level >= self.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_of_one_region_disagree_about_the_standard_account() {
        let admits_standard = |id| Policy::named(id).unwrap().admits(Level::Standard);
        assert!(admits_standard("voronezh-itek-2017"));
        assert!(!admits_standard("voronezh-dept-2017"));
    }

    #[test]
    fn every_policy_has_a_name_of_its_own() {
        let mut names: Vec<_> = POLICIES.iter().map(|policy| policy.id).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), POLICIES.len());
    }
}
