//! The versions of the protocol: spellings of one request, as data.

use crate::domain::settings::RefreshString;

/// A version of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// `/aas/oauth2/ac` and `/aas/oauth2/te`: `client_secret` is a PKCS#7 signature.
    V1,
    /// `/aas/oauth2/v2/ac` and `/aas/oauth2/v2/te`: a bare signature, the certificate named by its hash.
    V2,
    /// `/aas/oauth2/v3/te`: as V2, and the code is signed too.
    V3,
}

/// What a request asks for: which values go into its string depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// An authorization.
    Authorization,
    /// Tokens for a code.
    Code(&'a str),
    /// Tokens for a refresh token.
    Refresh {
        /// The refresh token.
        token: &'a str,
        /// Which string the realm takes at the later versions.
        string: RefreshString,
    },
    /// A token for the relying party itself.
    Client,
}

/// What every signed request of a relying party says, as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`.
    pub client_secret: String,
    /// `client_certificate_hash`.
    pub certificate_hash: Option<String>,
    /// `scope`; that of a token request is not compared with the authorization request's.
    pub scope: String,
    /// `scope_org`; empty when it was not sent.
    pub scope_org: String,
    /// `state`; a token request has a new one.
    pub state: String,
    /// `timestamp`.
    pub timestamp: String,
    /// `redirect_uri`; empty when it was not sent.
    pub redirect_uri: String,
}

impl Sent {
    /// The values that go into the string to sign.
    pub fn signed<'a>(&'a self, purpose: Purpose<'a>) -> Signed<'a> {
        Signed {
            scope: &self.scope,
            scope_org: &self.scope_org,
            timestamp: &self.timestamp,
            client_id: &self.client_id,
            state: &self.state,
            redirect_uri: &self.redirect_uri,
            purpose,
        }
    }
}

/// The values of a request that may go into its string to sign, as sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed<'a> {
    /// `scope`.
    pub scope: &'a str,
    /// `scope_org`; empty when it was not sent.
    pub scope_org: &'a str,
    /// `timestamp`.
    pub timestamp: &'a str,
    /// `client_id`.
    pub client_id: &'a str,
    /// `state`.
    pub state: &'a str,
    /// `redirect_uri`; empty when it was not sent.
    pub redirect_uri: &'a str,
    /// What is asked for.
    pub purpose: Purpose<'a>,
}

impl<'a> Signed<'a> {
    /// A text that is signed alone.
    pub const fn text(text: &'a str) -> Self {
        let purpose = Purpose::Client;
        Self {
            scope: text,
            scope_org: "",
            timestamp: "",
            client_id: "",
            state: "",
            redirect_uri: "",
            purpose,
        }
    }
}

/// A string that a right signature is over: values joined without separators, not encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign<'a> {
    /// The values by name, in the order they are joined in.
    pub parts: Vec<(&'static str, &'a str)>,
}

impl ToSign<'_> {
    /// The names of the joined values.
    pub fn order(&self) -> String {
        let names: Vec<_> = self.parts.iter().map(|(name, _)| *name).collect();
        names.join(" + ")
    }

    /// The string.
    pub fn text(&self) -> String {
        self.parts.iter().map(|(_, value)| *value).collect()
    }
}

impl Dialect {
    /// The version whose authorization endpoint a path ends in.
    pub fn of_authorization(path: &str) -> Option<Self> {
        if path.ends_with("/aas/oauth2/v2/ac") {
            Some(Self::V2)
        } else {
            path.ends_with("/aas/oauth2/ac").then_some(Self::V1)
        }
    }

    /// Its name in registrations and in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    /// Whether the signature is bare and the certificate is named by its hash.
    pub fn is_bare(self) -> bool {
        self != Self::V1
    }

    /// The strings a right signature may be over.
    ///
    /// The first is the one to show. A refresh at the later versions has up to three: clients disagree, and MR Б.2.6 says
    /// only that its request is built like the first one, with the refresh token in the place of the code.
    pub fn strings_to_sign<'a>(self, values: &Signed<'a>) -> Vec<ToSign<'a>> {
        let Signed { scope, scope_org, timestamp, client_id, state, redirect_uri, purpose } = *values;
        let (id, scope) = (("client_id", client_id), ("scope", scope));
        let (time, state) = (("timestamp", timestamp), ("state", state));
        let later = vec![id, scope, ("scope_org", scope_org), time, state, ("redirect_uri", redirect_uri)];
        let orders = match (self, purpose) {
            // MR Б.2.2, Б.2.4, Б.2.6, Б.3.2.
            (Self::V1, _) => vec![vec![scope, time, id, state]],
            // MR Б.2.5: «порядок важен».
            (Self::V3, Purpose::Code(code)) => vec![[later, vec![("code", code)]].concat()],
            (_, Purpose::Refresh { token, string }) => {
                let token = ("refresh_token", token);
                let (b, c) = (vec![id, scope, time, state, token], [later.clone(), vec![token]].concat());
                match string {
                    RefreshString::Any => vec![c, later, b],
                    RefreshString::A => vec![later],
                    RefreshString::B => vec![b],
                    RefreshString::C => vec![c],
                }
            }
            // MR Б.2.3; what v2/te signs is not documented (Г.7).
            _ => vec![later],
        };
        orders.into_iter().map(|parts| ToSign { parts }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(dialect: Dialect, purpose: Purpose<'_>) -> Vec<String> {
        let values = Signed {
            scope: "[scope]",
            scope_org: "[org]",
            timestamp: "[time]",
            client_id: "[id]",
            state: "[state]",
            redirect_uri: "[uri]",
            purpose,
        };
        dialect.strings_to_sign(&values).iter().map(ToSign::text).collect()
    }

    #[test]
    fn each_version_signs_its_own_order() {
        use Purpose::*;
        let s2 = "[id][scope][org][time][state][uri]";
        assert_eq!(strings(Dialect::V1, Code("[code]")), ["[scope][time][id][state]"]);
        assert_eq!(strings(Dialect::V2, Authorization), [s2]);
        assert_eq!(strings(Dialect::V2, Code("[code]")), [s2]);
        assert_eq!(strings(Dialect::V3, Code("[code]")), ["[id][scope][org][time][state][uri][code]"]);
        let (b, c) = ("[id][scope][time][state][token]", "[id][scope][org][time][state][uri][token]");
        let refresh = |string| Refresh { token: "[token]", string };
        assert_eq!(strings(Dialect::V1, refresh(RefreshString::C)), ["[scope][time][id][state]"]);
        assert_eq!(strings(Dialect::V3, refresh(RefreshString::Any)), [c, s2, b]);
        for (setting, one) in [(RefreshString::A, s2), (RefreshString::B, b), (RefreshString::C, c)] {
            assert_eq!(strings(Dialect::V3, refresh(setting)), [one]);
        }
        assert_eq!(strings(Dialect::V3, Client), [s2]);
    }

    #[test]
    fn a_path_names_its_version() {
        assert_eq!(Dialect::of_authorization("http://h/aas/oauth2/ac"), Some(Dialect::V1));
        assert_eq!(Dialect::of_authorization("/realms/r/aas/oauth2/v2/ac"), Some(Dialect::V2));
        assert_eq!(Dialect::of_authorization("/aas/oauth2/te"), None);
    }
}
