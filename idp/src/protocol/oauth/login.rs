//! How the steps of a sign-in are spelled as JSON: the actions and failures that bots of the real login page know.

use serde::Serialize;

use crate::domain::challenge::Challenge;
use crate::domain::time::{Span, Timestamp};
use crate::domain::totp;

/// An answer: what is next, or what failed, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LoginAnswer {
    /// What failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<&'static str>,
    /// What is next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<&'static str>,
    /// `DONE`: where the browser goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// `ENTER_MFA`: which code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_details: Option<MfaDetails>,
    /// `SOLVE_ANOMALY_REACTION`: which puzzle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reaction_details: Option<ReactionDetails>,
    /// `MAX_QUIZ`: whether the messenger's binding may be put off, and the code it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_details: Option<MaxDetails>,
    /// `CHANGE_PASSWORD`: whether it may be put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_password_details: Option<Skippable>,
    /// `GRANT_SCOPE_ACCESS`: who asks for what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_details: Option<ScopeDetails>,
    /// `CHOOSE_ROLE`: the roles to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_details: Option<Vec<RoleName>>,
}

/// A role to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleName {
    /// What the choice sends back: `citizen`, or the number of an organisation.
    pub role: String,
    /// What the citizen reads.
    pub name: String,
}

/// Which code is waited for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MfaDetails {
    /// `SMS`, `MAX` or `TTP`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `SMS`: the code that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otp_details: Option<CodeDetails>,
    /// `MAX`: the code that was sent by the messenger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otp_max_details: Option<CodeDetails>,
    /// `TTP`: the authenticator's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttp_details: Option<CodeDetails>,
}

/// A code that is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeDetails {
    /// Where it went, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Digits.
    pub code_length: u8,
    /// Seconds it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_timeout_secs: Option<i64>,
    /// Tries that remain.
    pub verify_attempts_left: u8,
}

/// Which puzzle is to be solved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReactionDetails {
    /// The picture is `О.ЗД1`, in Cyrillic letters.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Names the sign-in when the puzzle is handed in.
    pub guid: String,
}

/// Whether a step may be put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Skippable {
    /// Whether it may.
    pub skippable: bool,
}

/// The messenger to be bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaxDetails {
    /// Whether it may be put off.
    pub skippable: bool,
    /// The code that was sent by it, once one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otp_max_details: Option<CodeDetails>,
}

/// Who asks for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeDetails {
    /// The relying party's mnemonic.
    pub client_id: String,
    /// Its name.
    pub client_name: String,
    /// The scopes.
    pub scopes: Vec<String>,
}

impl CodeDetails {
    /// Those of a code that was sent.
    pub fn sent(phone: String, digits: u8, challenge: &Challenge, now: Timestamp) -> Self {
        let left = if now < challenge.expires_at() { challenge.expires_at().since(now) } else { Span::ZERO };
        Self {
            phone: Some(phone),
            code_length: digits,
            verify_timeout_secs: Some(left.as_secs()),
            verify_attempts_left: challenge.attempts_left(),
        }
    }
}

impl LoginAnswer {
    /// Something failed, and nothing is next.
    pub fn failed(what: &'static str) -> Self {
        Self { failed: Some(what), ..Self::default() }
    }

    /// The sign-in is done.
    pub fn done(to: String) -> Self {
        Self { action: Some("DONE"), redirect_url: Some(to), ..Self::default() }
    }

    /// The code that was sent is waited for.
    pub fn sms(phone: String, digits: u8, challenge: &Challenge, now: Timestamp) -> Self {
        let details = Some(CodeDetails::sent(phone, digits, challenge, now));
        Self::mfa(MfaDetails { kind: "SMS", otp_details: details, ..MfaDetails::default() })
    }

    /// The code that was sent by the messenger is waited for.
    pub fn max(phone: String, digits: u8, challenge: &Challenge, now: Timestamp) -> Self {
        let details = Some(CodeDetails::sent(phone, digits, challenge, now));
        Self::mfa(MfaDetails { kind: "MAX", otp_max_details: details, ..MfaDetails::default() })
    }

    /// The messenger is to be bound.
    pub fn bind_messenger(details: MaxDetails) -> Self {
        Self { action: Some("MAX_QUIZ"), max_details: Some(details), ..Self::default() }
    }

    /// A code of the authenticator is waited for.
    pub fn totp(attempts_left: u8) -> Self {
        let details = CodeDetails {
            phone: None,
            code_length: totp::DIGITS,
            verify_timeout_secs: None,
            verify_attempts_left: attempts_left,
        };
        Self::mfa(MfaDetails { kind: "TTP", ttp_details: Some(details), ..MfaDetails::default() })
    }

    fn mfa(details: MfaDetails) -> Self {
        Self { action: Some("ENTER_MFA"), mfa_details: Some(details), ..Self::default() }
    }

    /// A puzzle is to be solved.
    pub fn puzzle(guid: String) -> Self {
        let details = ReactionDetails { kind: "О.ЗД1", guid };
        Self { action: Some("SOLVE_ANOMALY_REACTION"), reaction_details: Some(details), ..Self::default() }
    }

    /// A new password is demanded.
    pub fn change_password(skippable: bool) -> Self {
        let details = Skippable { skippable };
        Self { action: Some("CHANGE_PASSWORD"), change_password_details: Some(details), ..Self::default() }
    }

    /// The citizen's consent is asked for.
    pub fn consent(details: ScopeDetails) -> Self {
        Self { action: Some("GRANT_SCOPE_ACCESS"), scope_details: Some(details), ..Self::default() }
    }

    /// A role is to be chosen.
    pub fn choose_role(roles: Vec<RoleName>) -> Self {
        Self { action: Some("CHOOSE_ROLE"), role_details: Some(roles), ..Self::default() }
    }

    /// The same step after something failed.
    #[must_use]
    pub fn after(self, failed: &'static str) -> Self {
        Self { failed: Some(failed), action: None, ..self }
    }
}
