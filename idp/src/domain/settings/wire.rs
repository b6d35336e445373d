//! Settings of the OAuth wire that the official documents leave open, or tell otherwise than the real system answers.

use serde::{Deserialize, Serialize};

/// How errors are named where the documents and real answers differ (MR tables 93, 94; changelog 3.39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorNames {
    /// As seen in real answers: ESIA-007019 is `invalid_scope`, ESIA-007053 is `access_denied`.
    #[default]
    Seen,
    /// As the tables print them: `no_grants`, `clientSecretWrong`.
    Documented,
    /// The same, and an unknown client is ESIA-007010, which the changelog calls the right number of ESIA-008010.
    #[serde(rename = "documented-3.39")]
    Documented339,
}

/// Which addresses a relying party may send a citizen to when a session ends (MR Б.6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogoutReturn {
    /// Any page of a registered host, and what contains the registered site or is contained in it.
    #[default]
    RegisteredHost,
    /// Only what is a substring of the registered site.
    Literal,
}

/// Which string a refresh at the later versions signs (MR Б.2.6 says only that the request is built like the first).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshString {
    /// Any of the three.
    #[default]
    Any,
    /// The string of `v2/ac`.
    A,
    /// `client_id scope timestamp state refresh_token`.
    B,
    /// The string of `v3/te` with the refresh token in the place of the code.
    C,
}

/// What `GOST3411` hashes a verifier with (MR Б.2.3 names no parameters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PkceHash {
    /// GOST R 34.11-2012, 256 bits: the only one whose base64url has the 43 characters of the clause.
    #[default]
    #[serde(rename = "streebog-256")]
    Streebog256,
    /// GOST R 34.11-2012, 512 bits.
    #[serde(rename = "streebog-512")]
    Streebog512,
    /// GOST R 34.11-94 with the parameters of CryptoPro: the bare name `GOST3411` in Java libraries.
    #[serde(rename = "gost-94")]
    Gost94,
}

/// A method of PKCE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PkceMethod {
    /// The only one of the documents (MR Б.2.3).
    #[serde(rename = "GOST3411")]
    Gost3411,
    /// RFC 7636 section 4.2.
    S256,
    /// RFC 7636 section 4.2.
    #[serde(rename = "plain")]
    Plain,
}

impl PkceMethod {
    /// The method of a name.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "GOST3411" => Some(Self::Gost3411),
            "S256" => Some(Self::S256),
            "plain" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// What `access_type=offline` gives a relying party without a permit for refresh tokens (MR notes 55–73).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithoutPermit {
    /// An answer without a refresh token.
    #[default]
    Ignored,
    /// ESIA-007005 at the authorization endpoint.
    Refused,
}
