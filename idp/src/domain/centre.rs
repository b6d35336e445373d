//! Service centres: where a citizen goes with a passport.

use serde::{Deserialize, Serialize};

/// What a centre may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CentreFunction {
    /// Register an account.
    #[serde(rename = "reg")]
    Register,
    /// Confirm a person's identity.
    #[serde(rename = "cfm")]
    Confirm,
    /// Give access back.
    #[serde(rename = "rec")]
    Recover,
}

impl CentreFunction {
    /// Its name in the address of the public list (`fts`).
    pub fn wire(self) -> &'static str {
        match self {
            Self::Register => "reg",
            Self::Confirm => "cfm",
            Self::Recover => "rec",
        }
    }

    /// The function of a wire name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Register, Self::Confirm, Self::Recover].into_iter().find(|function| function.wire() == name)
    }
}

/// A service centre (`ra` of the registration requests).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// When it is open.
    pub hours: String,
    /// Its phone, as it is shown.
    pub phone: String,
    /// Degrees north; of a made-up map.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What it may do.
    pub functions: Vec<CentreFunction>,
}

impl Centre {
    /// Whether it offers a function.
    pub fn offers(&self, function: CentreFunction) -> bool {
        self.functions.contains(&function)
    }
}
