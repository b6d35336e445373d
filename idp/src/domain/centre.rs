//! Service centres: where a citizen goes with a passport.

use serde::{Deserialize, Serialize};

use crate::domain::id::OperatorSessionId;
use crate::domain::time::{Span, Timestamp};

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
    // MR А.11.1 calls it `rcr`; fixtures of before say `rec`.
    #[serde(rename = "rcr", alias = "rec")]
    Recover,
    /// Delete an account.
    #[serde(rename = "del")]
    Delete,
    /// Register biometrics.
    // SIM: a centre may offer it and the map shows it; no biometrics are registered here.
    #[serde(rename = "rbi")]
    Biometrics,
}

impl CentreFunction {
    /// Every function (MR А.11.1).
    pub const ALL: [Self; 5] = [Self::Register, Self::Confirm, Self::Recover, Self::Delete, Self::Biometrics];

    /// Its name in the address of the public list (`fts`).
    pub fn wire(self) -> &'static str {
        match self {
            Self::Register => "reg",
            Self::Confirm => "cfm",
            Self::Recover => "rcr",
            Self::Delete => "del",
            Self::Biometrics => "rbi",
        }
    }

    /// The function of a wire name, or of the one that recovery had before.
    pub fn of(name: &str) -> Option<Self> {
        let name = if name == "rec" { "rcr" } else { name };
        Self::ALL.into_iter().find(|function| function.wire() == name)
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
    /// Who works at it.
    #[serde(default, rename = "operator")]
    pub operators: Vec<Operator>,
}

/// A made-up operator of a service centre.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// What the operator signs in by.
    pub login: String,
    /// The password: everybody may know it, nothing here is worth guarding.
    pub password: String,
    /// Surname and initials, as pages show them.
    pub name: String,
}

impl std::fmt::Debug for Operator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Operator").field("login", &self.login).finish_non_exhaustive()
    }
}

/// An operator who sits at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorSession {
    /// Its name, the value of the browser's cookie.
    pub id: OperatorSessionId,
    /// The operator's login.
    pub login: String,
    /// The centre's number.
    pub centre: u32,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

impl OperatorSession {
    /// How long an operator stays signed in: a working day; ours.
    pub const TTL: Span = Span::from_hours(8);
}

impl Centre {
    /// Whether it offers a function.
    pub fn offers(&self, function: CentreFunction) -> bool {
        self.functions.contains(&function)
    }
}
