//! The token request and its answer: the parameters of `te`, and the JSON that carries the tokens.

use serde::Serialize;

use crate::domain::settings::RefreshString;
use crate::protocol::oauth::dialect::{Purpose, Sent, Signed};
use crate::protocol::params::{ParamFault, Params, decode_again};

/// A token request with every mandatory parameter present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// What is signed, and the signature.
    pub sent: Sent,
    /// What is exchanged.
    pub exchange: Exchange,
}

/// What is exchanged for tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    /// `grant_type=authorization_code`.
    Code {
        /// The code.
        code: String,
        /// `code_verifier`.
        verifier: Option<String>,
    },
    /// `grant_type=refresh_token`.
    Refresh {
        /// The refresh token.
        token: String,
    },
    /// `grant_type=client_credentials`: nothing is exchanged, the relying party asks for itself.
    Client,
}

/// Why the parameters make no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFault {
    /// Mandatory parameters are missing or empty.
    Missing(Vec<&'static str>),
    /// Only the scope is missing.
    NoScope,
    /// A parameter cannot be read.
    Unreadable(ParamFault),
    /// `grant_type` is another.
    GrantType(String),
    /// `token_type` is not `Bearer`, the only one that there is (MR Б.2.4).
    TokenType(String),
    /// A relying party that asks for itself sends another `response_type` than `token` (MR Б.3.2).
    ResponseType(String),
}

/// The answer of `te`, in the order the real one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenAnswer {
    /// A JWT.
    pub access_token: String,
    /// A UUID, when the request was offline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// A JWT, when `openid` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// The `state` of this request.
    pub state: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds; a number.
    pub expires_in: i64,
}

/// The answer of `te` to what it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenError {
    /// The name of the error.
    pub error: &'static str,
    /// `ESIA-00xxxx: text`.
    pub error_description: String,
    /// The `state` of this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl TokenRequest {
    /// Reads a token request.
    ///
    /// # Errors
    /// A mandatory parameter is missing, unreadable, or `grant_type` is unknown.
    pub fn read(params: &Params) -> Result<Self, TokenFault> {
        let text = |name: &str| -> Result<Option<String>, TokenFault> {
            Ok(params.value(name).map_err(TokenFault::Unreadable)?.map(str::to_owned))
        };
        let grant_type = text("grant_type")?;
        let own: &[&'static str] = match grant_type.as_deref() {
            None => &[],
            Some("authorization_code") => &["code", "redirect_uri"],
            Some("refresh_token") => &["refresh_token"],
            Some("client_credentials") => &[],
            Some(other) => return Err(TokenFault::GrantType(other.to_owned())),
        };
        let common = ["client_id", "client_secret", "grant_type", "state", "timestamp"];
        let mut missing = Vec::new();
        for name in common.iter().chain(own) {
            if text(name)?.is_none() {
                missing.push(*name);
            }
        }
        if !missing.is_empty() {
            return Err(TokenFault::Missing(missing));
        }
        if let Some(other) = text("token_type")?.filter(|kind| !kind.eq_ignore_ascii_case("Bearer")) {
            return Err(TokenFault::TokenType(other));
        }
        let of_itself = grant_type.as_deref() == Some("client_credentials");
        // Clients leave it out.
        let response_type = if of_itself { text("response_type")? } else { None };
        if let Some(other) = response_type.filter(|kind| kind != "token") {
            return Err(TokenFault::ResponseType(other));
        }
        let scope = text("scope")?.ok_or(TokenFault::NoScope)?;
        let present = |name: &str| text(name).map(Option::unwrap_or_default);
        let exchange = match grant_type.as_deref() {
            Some("client_credentials") => Exchange::Client,
            Some("refresh_token") => Exchange::Refresh { token: present("refresh_token")? },
            _ => Exchange::Code { code: present("code")?, verifier: text("code_verifier")? },
        };
        Ok(Self {
            sent: Sent {
                client_id: present("client_id")?,
                client_secret: present("client_secret")?,
                scope,
                state: present("state")?,
                timestamp: present("timestamp")?,
                scope_org: present("scope_org")?,
                certificate_hash: text("client_certificate_hash")?,
                redirect_uri: present("redirect_uri")?,
            },
            exchange,
        })
    }

    /// The values that go into the string to sign, where the realm takes these strings of a refresh.
    pub fn signed(&self, string: RefreshString) -> Signed<'_> {
        self.sent.signed(match &self.exchange {
            Exchange::Code { code, .. } => Purpose::Code(code),
            Exchange::Refresh { token } => Purpose::Refresh { token, string },
            Exchange::Client => Purpose::Client,
        })
    }

    /// The request with every value decoded once more; nothing when that changes nothing.
    ///
    /// Two Java clients percent-encode the form's values twice; what they sign are the plain ones.
    #[must_use]
    pub fn decoded_again(&self) -> Option<Self> {
        let sent = &self.sent;
        let mut changed = false;
        let mut again = |text: &str| match decode_again(text) {
            Some(decoded) => {
                changed = true;
                decoded
            }
            None => text.to_owned(),
        };
        let request = Self {
            sent: Sent {
                client_id: again(&sent.client_id),
                client_secret: again(&sent.client_secret),
                scope: again(&sent.scope),
                state: again(&sent.state),
                timestamp: again(&sent.timestamp),
                scope_org: again(&sent.scope_org),
                certificate_hash: sent.certificate_hash.as_deref().map(&mut again),
                redirect_uri: again(&sent.redirect_uri),
            },
            exchange: match &self.exchange {
                Exchange::Code { code, verifier } => {
                    Exchange::Code { code: again(code), verifier: verifier.clone() }
                }
                Exchange::Refresh { token } => Exchange::Refresh { token: again(token) },
                Exchange::Client => Exchange::Client,
            },
        };
        changed.then_some(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_without_anything_names_what_is_missing() {
        let fault = TokenRequest::read(&Params::default());
        let expected = vec!["client_id", "client_secret", "grant_type", "state", "timestamp"];
        assert_eq!(fault, Err(TokenFault::Missing(expected)));
    }

    #[test]
    fn values_encoded_twice_can_be_read_again() {
        let form = b"client_id=A&client_secret=s&grant_type=authorization_code&state=s&timestamp=t&code=c\
            &scope=openid%2520fullname&redirect_uri=http%253A%252F%252Fa%252F";
        let request = TokenRequest::read(&Params::read("", form)).unwrap();
        let again = request.decoded_again().unwrap();
        assert_eq!(again.sent.scope, "openid fullname");
        assert_eq!(again.exchange, Exchange::Code { code: "c".into(), verifier: None });
        assert_eq!(again.sent.redirect_uri, "http://a/");
        assert_eq!(again.decoded_again(), None);
    }

    #[test]
    fn junk_beside_a_code_is_ignored_and_an_unknown_grant_type_is_not() {
        let common =
            "client_id=A&client_secret=s&state=s&timestamp=t&scope=openid&redirect_uri=http://a/&code=c";
        let read = |grant: &str| {
            TokenRequest::read(&Params::read(
                "",
                format!("{common}&grant_type={grant}&refresh_token=junk").as_bytes(),
            ))
        };
        assert!(matches!(read("authorization_code").unwrap().exchange, Exchange::Code { .. }));
        assert!(matches!(read("refresh_token").unwrap().exchange, Exchange::Refresh { .. }));
        assert_eq!(read("password"), Err(TokenFault::GrantType("password".into())));
    }

    #[test]
    fn a_token_is_a_bearer_token_and_a_systems_response_is_a_token() {
        let common =
            "client_id=A&client_secret=s&state=s&timestamp=t&scope=openid&redirect_uri=http://a/&code=c";
        let read = |more: &str| TokenRequest::read(&Params::read("", format!("{common}&{more}").as_bytes()));
        let (code, itself) = ("grant_type=authorization_code", "grant_type=client_credentials");
        for sound in ["", "&token_type=Bearer", "&token_type=bearer", "&response_type=code"] {
            assert!(read(&format!("{code}{sound}")).is_ok(), "{sound}");
        }
        let mac = read(&format!("{code}&token_type=MAC"));
        assert_eq!(mac, Err(TokenFault::TokenType("MAC".into())));
        assert!(matches!(
            read(&format!("{code}&token_type=Bearer&token_type=Bearer")),
            Err(TokenFault::Unreadable(_))
        ));
        assert!(read(&format!("{itself}&response_type=token")).is_ok() && read(itself).is_ok());
        let other = read(&format!("{itself}&response_type=code"));
        assert_eq!(other, Err(TokenFault::ResponseType("code".into())));
    }
}
