//! An OAuth refusal: the opaque code for the wire, the way back, and the reason for the journal.

use crate::app::Explained;
use crate::domain::journal::{Why, reason};
use crate::domain::settings::ErrorNames;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::gateway;
use crate::protocol::oauth::redirect;
use crate::protocol::params::{ParamFault, Params};

/// Why an OAuth request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthRefusal {
    /// What the wire says.
    pub error: OAuthError,
    /// The names in the brackets of the wire's text.
    pub names: Vec<&'static str>,
    /// Where the citizen goes back to; nothing when the refusal stays on the provider.
    pub back_to: Option<String>,
    /// The `state` to echo.
    pub state: Option<String>,
    /// Why, for the tester.
    pub why: Why,
}

impl OAuthRefusal {
    /// A refusal that is told where the request came from.
    pub fn new(error: OAuthError, why: Why) -> Self {
        Self { error, names: Vec::new(), back_to: None, state: None, why }
    }

    /// A refusal for mandatory parameters that are missing.
    pub fn missing(names: Vec<&'static str>) -> Self {
        let why = Why::new(reason::PARAMETER_MISSING).with("missing", names.join(", "));
        Self { names, ..Self::new(error::PARAMETER_MISSING, why) }
    }

    /// A refusal for a missing scope.
    pub fn no_scope() -> Self {
        Self::new(error::SCOPE_MISSING, Why::new(reason::SCOPE_MISSING))
    }

    /// A refusal for a parameter that cannot be read.
    pub fn unreadable(fault: &ParamFault) -> Self {
        let why = match fault {
            ParamFault::Repeated(name) => Why::new(reason::PARAMETER_REPEATED).with("parameter", name),
            ParamFault::NotUtf8(name) => Why::new(reason::PARAMETER_NOT_UTF8).with("parameter", name),
            ParamFault::TooLong { name, max } => {
                Why::new(reason::PARAMETER_TOO_LONG).with("parameter", name).with("bytes_max", max)
            }
            ParamFault::TooMany(max) => Why::new(reason::PARAMETERS_TOO_MANY).with("parameters_max", max),
        };
        Self::new(error::INVALID_REQUEST, why)
    }

    /// A refusal for a relying party nobody registered.
    pub fn unknown_client(client_id: &str) -> Self {
        Self::new(error::UNKNOWN_CLIENT, Why::new(reason::CLIENT_UNKNOWN).with("client_id", client_id))
    }

    /// The same refusal; when a parameter is missing because the body is no form, that is the reason.
    #[must_use]
    pub fn for_body(self, params: &Params) -> Self {
        let lacks = [error::PARAMETER_MISSING, error::SCOPE_MISSING].contains(&self.error);
        let is_read = self.why.reason == "timestamp-unreadable";
        let Some(kind) = params.other_body().filter(|_| lacks && !is_read) else { return self };
        let fix = format!("send the parameters as application/x-www-form-urlencoded: the body is {kind}");
        let mut why = Why::new(reason::BODY_NOT_A_FORM).with_fix(fix).with("content_type", kind);
        why.facts.extend(self.why.facts);
        Self { why, ..self }
    }

    /// The same refusal under the names that the realm uses.
    #[must_use]
    pub fn named(self, names: ErrorNames) -> Self {
        Self { error: self.error.named(names), ..self }
    }

    /// The same refusal as it is told by the API Gateway, when the request came that way (MR table 101).
    #[must_use]
    pub fn through_gateway(self, params: &Params) -> Self {
        if !gateway::is_through(params) || self.error.code != error::REFRESH_WITHDRAWN.code {
            return self;
        }
        Self { error: OAuthError { error: "unauthorized_client", ..self.error }, ..self }
    }

    /// The `error_description` of the wire.
    pub fn description(&self) -> String {
        self.error.description(&self.names)
    }

    /// The address that takes the refusal back to the relying party, in the order of parameters the real one has.
    pub fn redirect(&self) -> Option<String> {
        let description = self.description();
        let mut answer = vec![("error", self.error.error)];
        answer.extend(self.state.as_deref().map(|state| ("state", state)));
        answer.push(("error_description", &description));
        self.back_to.as_deref().map(|uri| redirect::with_query(uri, &answer))
    }
}

impl Explained for OAuthRefusal {
    fn why(&self) -> Why {
        self.why.clone()
    }

    fn code(&self) -> Option<String> {
        Some(self.error.journal_code())
    }
}
