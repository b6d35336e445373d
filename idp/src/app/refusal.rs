//! An OAuth refusal: the opaque code for the wire, the way back, and the reason for the journal.

use crate::app::journal::{self, About};
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::journal::Why;
use crate::domain::time::Timestamp;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::{redirect, timestamp};
use crate::protocol::params::{ParamFault, Params};
use crate::store::StoreError;

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
        let why = Why::new("parameter-missing", "send every mandatory parameter, none of them empty")
            .with("missing", names.join(", "));
        Self { names, ..Self::new(error::PARAMETER_MISSING, why) }
    }

    /// A refusal for a missing scope.
    pub fn no_scope() -> Self {
        Self::new(error::SCOPE_MISSING, Why::new("scope-missing", "send the parameter scope"))
    }

    /// A refusal for a parameter that cannot be read.
    pub fn unreadable(fault: &ParamFault) -> Self {
        let once = "send each parameter once, percent-encoded UTF-8";
        let why = match fault {
            ParamFault::Repeated(name) => Why::new("parameter-repeated", once).with("parameter", name),
            ParamFault::NotUtf8(name) => Why::new("parameter-not-utf8", once).with("parameter", name),
            ParamFault::TooLong { name, max } => {
                Why::new("parameter-too-long", "shorten it: {control}/settings, front.parameter_bytes_max")
                    .with("parameter", name)
                    .with("bytes_max", max)
            }
            ParamFault::TooMany(max) => {
                Why::new("parameters-too-many", "send fewer: {control}/settings, front.parameters_max")
                    .with("parameters_max", max)
            }
        };
        Self::new(error::INVALID_REQUEST, why)
    }

    /// A refusal for a relying party nobody registered.
    pub fn unknown_client(client_id: &str) -> Self {
        let fix = "register it: PUT {control}/clients/{mnemonic}";
        Self::new(error::UNKNOWN_CLIENT, Why::new("client-unknown", fix).with("client_id", client_id))
    }

    /// The same refusal; when a parameter is missing because the body is no form, that is the reason.
    #[must_use]
    pub fn for_body(self, params: &Params) -> Self {
        let lacks = [error::PARAMETER_MISSING, error::SCOPE_MISSING].contains(&self.error);
        let is_read = self.why.reason == "timestamp-unreadable";
        let Some(kind) = params.other_body().filter(|_| lacks && !is_read) else { return self };
        let fix = format!("send the parameters as application/x-www-form-urlencoded: the body is {kind}");
        let told = Why::new("body-not-a-form", fix);
        let why = Why { facts: self.why.facts, ..told }.with("content_type", kind);
        Self { why, ..self }
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

    /// Writes the refusal into the journal and turns it into the use case's end.
    pub fn recorded(self, moment: &Moment<'_>, about: About) -> Stop<Self> {
        let code = format!("ESIA-{}", self.error.code);
        match journal::refused(moment, about, Some(code), self.why.clone()) {
            Ok(()) => Stop::Refused(self),
            Err(broken) => broken.into(),
        }
    }
}

/// Judges the time of a request against the realm's clock.
///
/// # Errors
/// It is unreadable (ESIA-007014) or too far off (ESIA-007015).
pub fn check_time(moment: &Moment<'_>, text: &str) -> Result<(), OAuthRefusal> {
    let Some(sent_at) = timestamp::read(text) else {
        let why =
            Why::new("timestamp-unreadable", "spell it yyyy.MM.dd HH:mm:ss Z, with + percent-encoded as %2B")
                .with("seen", text)
                .with("expected_form", "2018.12.01 09:00:00 +0300");
        // A malformed timestamp counts as a missing one on the real system.
        return Err(OAuthRefusal {
            names: vec!["timestamp"],
            ..OAuthRefusal::new(error::PARAMETER_MISSING, why)
        });
    };
    let apart = sent_at.since(moment.now);
    if apart.abs() <= moment.settings.timestamp_tolerance_ms {
        return Ok(());
    }
    Err(OAuthRefusal::new(error::WRONG_TIME, clock_difference(moment.now, sent_at, text)))
}

fn clock_difference(now: Timestamp, sent_at: Timestamp, text: &str) -> Why {
    let apart = sent_at.since(now).as_secs();
    let fix = match apart {
        // Whole hours apart is a clock in the right place with the wrong zone written behind it.
        3600.. | ..=-3600 if (apart + 60).rem_euclid(3600) <= 120 => {
            "the clocks differ by whole hours: the zone behind the time is wrong"
        }
        _ => "set the relying party's clock to the provider's: HEAD / answers a Date header",
    };
    Why::new("timestamp-off", fix)
        .with("seen", text)
        .with("provider_time", now.to_wire())
        .with("difference_seconds", apart)
}

/// The relying party of a `client_id`.
///
/// # Errors
/// Nobody registered it; the store failed.
pub fn client_of(moment: &Moment<'_>, client_id: &str) -> Result<Result<Client, OAuthRefusal>, StoreError> {
    let Ok(mnemonic) = client_id.parse() else { return Ok(Err(OAuthRefusal::unknown_client(client_id))) };
    let client = moment.read()?.client(&mnemonic)?;
    Ok(client.ok_or_else(|| OAuthRefusal::unknown_client(client_id)))
}
