//! An OAuth refusal: the opaque code for the wire, the way back, and the reason for the journal.

use crate::app::{Explained, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::journal::{Why, reason};
use crate::domain::time::Timestamp;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::{redirect, timestamp};
use crate::protocol::params::{ParamFault, Params};
use crate::store::ReadTx;

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

/// Judges the time of a request against the realm's clock.
///
/// # Errors
/// It is unreadable (ESIA-007014) or too far off (ESIA-007015).
pub fn check_time(moment: &Moment<'_>, text: &str) -> Result<(), OAuthRefusal> {
    let Some(sent_at) = timestamp::read(text) else {
        let why = Why::new(reason::TIMESTAMP_UNREADABLE)
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
    Why::new(reason::TIMESTAMP_OFF)
        .with_fix(fix)
        .with("seen", text)
        .with("provider_time", now.to_wire())
        .with("difference_seconds", apart)
}

/// The relying party of a `client_id`.
///
/// # Errors
/// Nobody registered it; the store failed.
pub fn client_of(moment: &Moment<'_>, client_id: &str) -> Result<Client, Stop<OAuthRefusal>> {
    let unknown = || Stop::refused(OAuthRefusal::unknown_client(client_id));
    let mnemonic = client_id.parse().map_err(|_| unknown())?;
    moment.read()?.client(&mnemonic)?.ok_or_else(unknown)
}

/// Looks at the registration once more, in the transaction that writes: what was judged by it before, slowly and
/// without a transaction, holds for this registration only.
///
/// # Errors
/// It was removed or changed meanwhile; the store failed.
pub fn still_registered(tx: &dyn ReadTx, judged: &Client) -> Result<(), Stop<OAuthRefusal>> {
    let client_id = judged.mnemonic.as_str();
    match tx.client(&judged.mnemonic)? {
        Some(client) if client == *judged => Ok(()),
        Some(_) => {
            let why = Why::new(reason::CLIENT_CHANGED).with("client_id", client_id);
            Err(Stop::refused(OAuthRefusal::new(error::TEMPORARILY_UNAVAILABLE, why)))
        }
        None => Err(Stop::refused(OAuthRefusal::unknown_client(client_id))),
    }
}
