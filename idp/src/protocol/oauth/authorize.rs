//! The authorization request: the parameters of `ac`, read into a value.

use crate::protocol::oauth::dialect::Sent;
use crate::protocol::oauth::pkce::Challenge;
use crate::protocol::params::{ParamFault, Params};

/// An authorization request with every mandatory parameter present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizeRequest {
    /// What is signed, and the signature.
    pub sent: Sent,
    /// `response_type`.
    pub response_type: String,
    /// Whether `access_type` is `offline`; `online` is the default.
    pub offline: bool,
    /// `code_challenge` and its method.
    pub challenge: Option<Challenge>,
    /// `person_filter`, as sent.
    pub person_filter: Option<String>,
    /// `permissions`, as sent.
    pub permissions: Option<String>,
    /// `roles`, as sent.
    pub roles: Option<String>,
    /// `obj_type`, as sent.
    pub obj_type: Option<String>,
    /// `display`, as sent.
    pub display: Option<String>,
    /// `login_hint`, as sent; no document has it.
    pub login_hint: Option<String>,
}

/// Why the parameters make no request. The first two stay on the provider: there is nowhere to go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeFault {
    /// Mandatory parameters are missing or empty.
    Missing(Vec<&'static str>),
    /// Only the scope is missing.
    NoScope,
    /// A parameter cannot be read.
    Unreadable(ParamFault),
    /// `access_type` is neither `online` nor `offline`.
    AccessType(String),
}

/// The relying party and its address: what must be known before anything can be answered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPath {
    /// `client_id`.
    pub client_id: String,
    /// `redirect_uri`.
    pub redirect_uri: String,
    /// `state`, to be echoed in errors.
    pub state: Option<String>,
}

const MANDATORY: [&str; 4] = ["response_type", "state", "timestamp", "client_secret"];

impl ReturnPath {
    /// Reads who asks and where to answer.
    ///
    /// # Errors
    /// Either is missing or unreadable.
    pub fn read(params: &Params) -> Result<Self, AuthorizeFault> {
        let client_id = params.value("client_id").map_err(AuthorizeFault::Unreadable)?;
        let redirect_uri = params.value("redirect_uri").map_err(AuthorizeFault::Unreadable)?;
        let state = params.echo("state").map(str::to_owned);
        match (client_id, redirect_uri) {
            (Some(client_id), Some(redirect_uri)) => {
                Ok(Self { client_id: client_id.to_owned(), redirect_uri: redirect_uri.to_owned(), state })
            }
            (client_id, redirect_uri) => {
                let missing = [("client_id", client_id), ("redirect_uri", redirect_uri)];
                let missing = missing.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name);
                Err(AuthorizeFault::Missing(missing.collect()))
            }
        }
    }
}

/// `verify_token`, as sent (MR Б.8).
pub fn verify_token(params: &Params) -> Option<&str> {
    params.echo("verify_token")
}

impl AuthorizeRequest {
    /// Reads the rest of the request.
    ///
    /// # Errors
    /// A mandatory parameter is missing, or one cannot be read.
    pub fn read(params: &Params, path: &ReturnPath) -> Result<Self, AuthorizeFault> {
        let text = |name: &str| -> Result<Option<String>, AuthorizeFault> {
            Ok(params.value(name).map_err(AuthorizeFault::Unreadable)?.map(str::to_owned))
        };
        let mut found = [None, None, None, None];
        for (slot, name) in found.iter_mut().zip(MANDATORY) {
            *slot = text(name)?;
        }
        let missing: Vec<_> =
            found.iter().zip(MANDATORY).filter(|(value, _)| value.is_none()).map(|(_, name)| name).collect();
        let [Some(response_type), Some(state), Some(timestamp), Some(client_secret)] = found else {
            return Err(AuthorizeFault::Missing(missing));
        };
        let scope = text("scope")?.ok_or(AuthorizeFault::NoScope)?;
        let offline = match text("access_type")?.as_deref() {
            None | Some("online") => false,
            Some("offline") => true,
            Some(other) => return Err(AuthorizeFault::AccessType(other.to_owned())),
        };
        let method = text("code_challenge_method")?;
        Ok(Self {
            sent: Sent {
                client_id: path.client_id.clone(),
                client_secret,
                certificate_hash: text("client_certificate_hash")?,
                scope,
                scope_org: text("scope_org")?.unwrap_or_default(),
                state,
                timestamp,
                redirect_uri: path.redirect_uri.clone(),
            },
            response_type,
            offline,
            challenge: text("code_challenge")?.map(|value| Challenge { value, method }),
            person_filter: text("person_filter")?,
            permissions: text("permissions")?,
            roles: text("roles")?,
            obj_type: text("obj_type")?,
            display: text("display")?,
            login_hint: params.echo("login_hint").map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_parameter_is_named() {
        let params =
            Params::read("client_id=A&redirect_uri=http%3A%2F%2Fa%2F&scope=openid&state=&timestamp=t", b"");
        let path = ReturnPath::read(&params).unwrap();
        let fault = AuthorizeRequest::read(&params, &path);
        assert_eq!(fault, Err(AuthorizeFault::Missing(vec!["response_type", "state", "client_secret"])));
    }

    #[test]
    fn without_a_way_back_nothing_else_is_looked_at() {
        let params = Params::read("scope=openid", b"");
        assert_eq!(
            ReturnPath::read(&params),
            Err(AuthorizeFault::Missing(vec!["client_id", "redirect_uri"]))
        );
    }
}
