//! Owns the versions of the protocol in which a party is tried.

use serde::{Deserialize, Serialize};

/// A version of the protocol, with the algorithm that the party uses in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Version 1 with RSA.
    V1,
    /// Version 3 with GOST.
    V3,
}

impl Dialect {
    /// Both, in the order of tables.
    pub const ALL: [Self; 2] = [Self::V1, Self::V3];

    /// Its name on command lines and in names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V3 => "v3",
        }
    }

    /// What heads its column.
    pub fn title(self) -> &'static str {
        match self {
            Self::V1 => "v1 RSA",
            Self::V3 => "v3 GOST",
        }
    }

    /// What the harness calls its algorithm.
    pub(crate) fn algorithm(self) -> &'static str {
        match self {
            Self::V1 => "rsa",
            Self::V3 => "gost256",
        }
    }
}
