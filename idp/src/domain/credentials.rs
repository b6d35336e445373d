//! Credentials: what guards an account - the password, wrong tries and their lock, the second factor, a forced change.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::challenge::{Challenge, ChallengeEvent};
use crate::domain::person::contact::ContactKind;
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};
use crate::domain::totp::TotpSecret;

/// How wrong tries are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GuardTerms {
    /// Bad passwords after which a puzzle is asked for; public tests of the real portal's pages say three.
    pub captcha_after: u8,
    /// Bad passwords after which nobody signs in for a while; ours.
    pub lock_after: u8,
    /// How long a lock lasts; ours.
    pub lock_ms: Span,
    /// Wrong codes of a second factor after which nobody signs in for a while; clients of the real portal fall back to three.
    pub code_attempts_max: u8,
    /// How many steps an authenticator's clock may be off; RFC 6238 section 5.2 recommends one.
    pub totp_drift_steps: u8,
    /// Whether an authenticator's code is taken only once; RFC 6238 section 5.2 demands it.
    pub totp_codes_once: bool,
    /// Whether the first password, and one that a centre gives back, is changed at the next sign-in; MR tables 74 and 81 call
    /// it the password of the first sign-in, the demand is ours.
    pub first_password_is_changed: bool,
}

impl Default for GuardTerms {
    fn default() -> Self {
        Self {
            captcha_after: 3,
            lock_after: 10,
            lock_ms: Span::from_mins(30),
            code_attempts_max: 3,
            totp_drift_steps: 1,
            totp_codes_once: true,
            first_password_is_changed: true,
        }
    }
}

/// What is asked for after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Factor {
    /// Nothing.
    #[default]
    Off,
    /// A code sent to the mobile phone.
    Sms,
    /// A code sent by the messenger MAX, which is bound to the mobile phone.
    Max,
    /// A code of an authenticator.
    Totp {
        /// What the authenticator knows.
        secret: TotpSecret,
    },
}

impl Factor {
    /// Whether its codes are sent to a contact of this kind.
    pub fn goes_to(self, kind: ContactKind) -> bool {
        matches!((self, kind), (Self::Sms | Self::Max, ContactKind::Mobile))
    }
}

/// Whether the password is to be changed at the next sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// It is not.
    #[default]
    None,
    /// It is; the person may put it off.
    Offered,
    /// It is, before anything else.
    Required,
}

/// What guards an account.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Credentials {
    /// The hash of the password; an account without one cannot be entered.
    pub password_hash: Option<String>,
    /// Counts passwords, so that what began under an old one is not ended under a new one.
    pub generation: u32,
    /// Bad passwords since the last good one.
    pub bad_passwords: u8,
    /// Wrong codes since the last right one.
    pub bad_codes: u8,
    /// Until when nobody signs in, whatever is typed.
    pub locked_until: Option<Timestamp>,
    /// The second factor.
    pub factor: Factor,
    /// The step of the authenticator's last code that was taken.
    pub totp_step: Option<u64>,
    /// A secret that was shown, and counts once a code proves that the authenticator has it.
    pub proposed: Option<TotpSecret>,
    /// Whether the password is to be changed.
    pub demand: Demand,
    /// The code by which the messenger is being bound under «Безопасность».
    pub binding: Option<Challenge>,
    /// Whether codes by the messenger reach nobody: it is not installed, or the portal's chat is blocked.
    pub messenger_is_silent: bool,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Credentials")
            .field("generation", &self.generation)
            .field("bad_passwords", &self.bad_passwords)
            .field("bad_codes", &self.bad_codes)
            .field("locked_until", &self.locked_until)
            .field("factor", &self.factor)
            .field("demand", &self.demand)
            .field("messenger_is_silent", &self.messenger_is_silent)
            .finish_non_exhaustive()
    }
}

/// What a code of the second factor turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Another code.
    Wrong,
    /// The one that was sent.
    Sent,
    /// The authenticator's, of this step.
    Totp {
        /// The step's number.
        step: u64,
    },
}

/// What happens to credentials.
#[derive(Clone, PartialEq, Eq)]
pub enum CredentialEvent {
    /// A bad password was typed.
    PasswordMissed,
    /// The password was typed.
    PasswordAccepted,
    /// A wrong code was typed.
    CodeMissed,
    /// The code was typed.
    CodeAccepted {
        /// The authenticator's step.
        step: Option<u64>,
    },
    /// Nobody signs in for a while.
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// The lock was lifted and the counts are forgotten.
    Unlocked,
    /// There is a new password.
    PasswordSet {
        /// Its hash.
        hash: String,
    },
    /// The password is to be changed, or need not be any more.
    ChangeDemanded(Demand),
    /// A secret was shown.
    SecretProposed(TotpSecret),
    /// The second factor is another.
    FactorSet(Factor),
    /// A code was sent by the messenger, to bind it.
    BindingBegun(Challenge),
    /// A wrong code was typed to bind it.
    BindingMissed(ChallengeEvent),
    /// Codes by the messenger reach the citizen, or nobody.
    MessengerReaches(bool),
}

/// Why a try is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialRefusal {
    /// Another password.
    #[error("the password is another")]
    WrongPassword,
    /// A puzzle comes first.
    #[error("a puzzle is to be solved first")]
    PuzzleNeeded,
    /// Nobody signs in now.
    #[error("signing in is locked until {until}")]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// Another code.
    #[error("the code is wrong, {attempts_left} attempts are left")]
    WrongCode {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// The authenticator's code was taken before.
    #[error("the authenticator's code was used already")]
    CodeUsed,
}

type Decision = Ruling<CredentialEvent, CredentialRefusal>;

impl Credentials {
    /// Until when nobody signs in, if that is so now.
    pub fn lock_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until)
    }

    /// Tries that remain for codes.
    pub fn codes_left(&self, terms: &GuardTerms) -> u8 {
        terms.code_attempts_max.saturating_sub(self.bad_codes)
    }

    /// Whether a password counts only beside a solved puzzle.
    pub fn needs_puzzle(&self, terms: &GuardTerms) -> bool {
        self.bad_passwords >= terms.captcha_after
    }

    /// Judges a password that was compared already. A bad one costs a try, and too many lock.
    pub fn try_password(&self, matched: bool, solved: bool, terms: &GuardTerms, now: Timestamp) -> Decision {
        if let Some(until) = self.lock_at(now) {
            return Ruling::no(CredentialRefusal::Locked { until });
        }
        if self.needs_puzzle(terms) && !solved {
            return Ruling::no(CredentialRefusal::PuzzleNeeded);
        }
        if matched && self.password_hash.is_some() {
            return Ruling::yes(vec![CredentialEvent::PasswordAccepted]);
        }
        if self.bad_passwords.saturating_add(1) >= terms.lock_after {
            return Self::lock(CredentialEvent::PasswordMissed, terms, now);
        }
        Ruling::no_but(CredentialRefusal::WrongPassword, vec![CredentialEvent::PasswordMissed])
    }

    /// Judges a code of the second factor. A wrong one costs a try, and too many lock.
    pub fn try_code(&self, proof: Proof, terms: &GuardTerms, now: Timestamp) -> Decision {
        if let Some(until) = self.lock_at(now) {
            return Ruling::no(CredentialRefusal::Locked { until });
        }
        match proof {
            Proof::Sent => Ruling::yes(vec![CredentialEvent::CodeAccepted { step: None }]),
            Proof::Totp { step }
                if terms.totp_codes_once && self.totp_step.is_some_and(|last| step <= last) =>
            {
                Ruling::no(CredentialRefusal::CodeUsed)
            }
            Proof::Totp { step } => Ruling::yes(vec![CredentialEvent::CodeAccepted { step: Some(step) }]),
            Proof::Wrong => match self.codes_left(terms).saturating_sub(1) {
                0 => Self::lock(CredentialEvent::CodeMissed, terms, now),
                attempts_left => {
                    let why = CredentialRefusal::WrongCode { attempts_left };
                    Ruling::no_but(why, vec![CredentialEvent::CodeMissed])
                }
            },
        }
    }

    fn lock(missed: CredentialEvent, terms: &GuardTerms, now: Timestamp) -> Decision {
        let until = now + terms.lock_ms;
        Ruling::no_but(CredentialRefusal::Locked { until }, vec![missed, CredentialEvent::Locked { until }])
    }

    /// The credentials after an event.
    #[must_use]
    pub fn evolve(mut self, event: &CredentialEvent) -> Self {
        match event {
            CredentialEvent::PasswordMissed => self.bad_passwords = self.bad_passwords.saturating_add(1),
            CredentialEvent::PasswordAccepted => self.bad_passwords = 0,
            CredentialEvent::CodeMissed => self.bad_codes = self.bad_codes.saturating_add(1),
            CredentialEvent::CodeAccepted { step } => {
                self.bad_codes = 0;
                self.totp_step = step.or(self.totp_step);
            }
            CredentialEvent::Locked { until } => {
                self = Self { locked_until: Some(*until), ..self.uncounted() }
            }
            CredentialEvent::Unlocked => self = Self { locked_until: None, ..self.uncounted() },
            CredentialEvent::PasswordSet { hash } => {
                self.password_hash = Some(hash.clone());
                self.generation = self.generation.wrapping_add(1);
                self.demand = Demand::None;
                self = Self { locked_until: None, ..self.uncounted() };
            }
            CredentialEvent::ChangeDemanded(demand) => self.demand = *demand,
            CredentialEvent::SecretProposed(secret) => self.proposed = Some(*secret),
            CredentialEvent::FactorSet(factor) => {
                self.factor = *factor;
                self.proposed = None;
                self.binding = None;
                self.totp_step = None;
                self.bad_codes = 0;
            }
            CredentialEvent::BindingBegun(challenge) => self.binding = Some(challenge.clone()),
            CredentialEvent::BindingMissed(used) => {
                self.binding = self.binding.map(|challenge| challenge.evolve(used));
            }
            CredentialEvent::MessengerReaches(reaches) => self.messenger_is_silent = !reaches,
        }
        self
    }

    /// A lock begins a new count when it ends.
    fn uncounted(self) -> Self {
        Self { bad_passwords: 0, bad_codes: 0, ..self }
    }
}
