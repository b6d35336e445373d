//! The versions of the protocol: spellings of one request, as data.

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
    Refresh(&'a str),
    /// A token for the relying party itself.
    Client,
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

/// A string that a right signature is over, and the order it is joined in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign {
    /// The names of the joined values.
    pub order: &'static str,
    /// The string.
    pub text: String,
}

/// The order of version 1, which one client signs on the later endpoints too.
pub const ORDER_V1: &str = "scope + timestamp + client_id + state";

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

    /// The strings a right signature may be over: values joined without separators, not encoded.
    ///
    /// The first is the one to show. A refresh has two: clients disagree, and no official text was read.
    pub fn strings_to_sign(self, values: &Signed<'_>) -> Vec<ToSign> {
        let Signed { scope, scope_org, timestamp, client_id, state, redirect_uri, purpose } = *values;
        let to_sign = |order, parts: &[&str]| ToSign { order, text: parts.concat() };
        let common = [client_id, scope, scope_org, timestamp, state, redirect_uri];
        match (self, purpose) {
            // Methodical recommendations, В.2.2.
            (Self::V1, _) => vec![to_sign(ORDER_V1, &[scope, timestamp, client_id, state])],
            // Methodical recommendations on v3/te: «порядок важен!».
            (Self::V3, Purpose::Code(code)) => vec![to_sign(
                "client_id + scope + scope_org + timestamp + state + redirect_uri + code",
                &[client_id, scope, scope_org, timestamp, state, redirect_uri, code],
            )],
            (_, Purpose::Refresh(token)) => vec![
                to_sign("client_id + scope + scope_org + timestamp + state + redirect_uri", &common),
                to_sign(
                    "client_id + scope + timestamp + state + refresh_token",
                    &[client_id, scope, timestamp, state, token],
                ),
            ],
            _ => vec![to_sign("client_id + scope + scope_org + timestamp + state + redirect_uri", &common)],
        }
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
        dialect.strings_to_sign(&values).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn each_version_signs_its_own_order() {
        use Purpose::*;
        let s2 = "[id][scope][org][time][state][uri]";
        assert_eq!(strings(Dialect::V1, Code("[code]")), ["[scope][time][id][state]"]);
        assert_eq!(strings(Dialect::V2, Authorization), [s2]);
        assert_eq!(strings(Dialect::V2, Code("[code]")), [s2]);
        assert_eq!(strings(Dialect::V3, Code("[code]")), ["[id][scope][org][time][state][uri][code]"]);
        assert_eq!(strings(Dialect::V3, Refresh("[token]")), [s2, "[id][scope][time][state][token]"]);
        assert_eq!(strings(Dialect::V3, Client), [s2]);
    }

    #[test]
    fn a_path_names_its_version() {
        assert_eq!(Dialect::of_authorization("http://h/aas/oauth2/ac"), Some(Dialect::V1));
        assert_eq!(Dialect::of_authorization("/realms/r/aas/oauth2/v2/ac"), Some(Dialect::V2));
        assert_eq!(Dialect::of_authorization("/aas/oauth2/te"), None);
    }
}
