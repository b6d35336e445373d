//! The versions of the protocol: three spellings of one request, as data.

/// A version of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `/aas/oauth2/ac` and `/aas/oauth2/te`: `client_secret` is a PKCS#7 signature.
    V1,
}

/// The values that go into a string to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed<'a> {
    /// `scope`, exactly as sent.
    pub scope: &'a str,
    /// `timestamp`, exactly as sent.
    pub timestamp: &'a str,
    /// `client_id`.
    pub client_id: &'a str,
    /// `state`.
    pub state: &'a str,
}

impl Dialect {
    /// The version whose authorization endpoint a path ends in.
    pub fn of_authorization(path: &str) -> Option<Self> {
        path.ends_with("/aas/oauth2/ac").then_some(Self::V1)
    }

    /// The string whose signature `client_secret` is: values joined without separators, not encoded.
    pub fn string_to_sign(self, values: &Signed<'_>) -> String {
        match self {
            // Methodical recommendations, В.2.2: scope, timestamp, client_id, state.
            Self::V1 => [values.scope, values.timestamp, values.client_id, values.state].concat(),
        }
    }

    /// The order of the string to sign, for the journal.
    pub fn signing_order(self) -> &'static str {
        match self {
            Self::V1 => "scope + timestamp + client_id + state",
        }
    }
}
