//! Progress: how far a sign-in has come between the login and the session.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::Challenge;
use crate::domain::credentials::{Credentials, Demand, Factor};
use crate::domain::id::Oid;
use crate::domain::notice::Channel;

/// Who is signing in, and what stands between them and a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Who.
    pub who: Entrant,
    /// What is waited for.
    pub stage: Stage,
}

/// Who is signing in, from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrant {
    /// The person.
    pub person: Oid,
    /// Whether the session will outlive the browser.
    pub remembered: bool,
    /// The browser as it names itself.
    pub device: String,
    /// The count of passwords when the password was typed: a new one ends the progress.
    pub generation: u32,
}

/// What a sign-in waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum Stage {
    /// A puzzle: the password was typed but does not count yet.
    Puzzle {
        /// Whether it was the right one; nobody is told before the puzzle is solved.
        matched: bool,
    },
    /// The code that was sent.
    Sms {
        /// The code.
        challenge: Challenge,
    },
    /// The code that was sent by the messenger.
    Max {
        /// The code.
        challenge: Challenge,
    },
    /// A code of the authenticator.
    Totp,
    /// The messenger to be bound.
    Binding {
        /// Whether it may be put off.
        may_skip: bool,
        /// The code that was sent by the messenger, once it was asked for.
        challenge: Option<Challenge>,
    },
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
}

impl Stage {
    /// By which way its codes are sent, and the last one that was; nothing of a stage that needs none.
    pub fn sends(&self) -> Option<(Channel, Option<&Challenge>)> {
        match self {
            Self::Sms { challenge } => Some((Channel::Sms, Some(challenge))),
            Self::Max { challenge } => Some((Channel::Max, Some(challenge))),
            Self::Binding { challenge, .. } => Some((Channel::Max, challenge.as_ref())),
            Self::Puzzle { .. } | Self::Totp | Self::NewPassword { .. } => None,
        }
    }

    /// The same with another code, where one is sent.
    #[must_use]
    pub fn with_code(self, challenge: Challenge) -> Self {
        match self {
            Self::Sms { .. } => Self::Sms { challenge },
            Self::Max { .. } => Self::Max { challenge },
            Self::Binding { may_skip, .. } => Self::Binding { may_skip, challenge: Some(challenge) },
            other @ (Self::Puzzle { .. } | Self::Totp | Self::NewPassword { .. }) => other,
        }
    }
}

/// What was passed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// Login and password.
    Password,
    /// The second factor.
    Factor,
    /// The messenger's binding, or its being put off.
    Binding,
    /// The change of the password.
    Change,
}

/// What is needed before the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A code by SMS.
    Sms,
    /// A code by the messenger.
    Max,
    /// A code of the authenticator.
    Totp,
    /// The messenger to be bound.
    Binding {
        /// Whether it may be put off.
        may_skip: bool,
    },
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
}

/// What comes after what was passed: the second factor, the messenger where it is to be bound, the change of the
/// password, then nothing.
///
// SIM: with no phone to send to, the code by SMS is not asked for; what the real system does then is unknown.
pub fn need_after(
    passed: Passed,
    credentials: &Credentials,
    has_mobile: bool,
    binding: Demand,
) -> Option<Need> {
    let factor = match credentials.factor {
        Factor::Sms if has_mobile => Some(Need::Sms),
        Factor::Max if has_mobile => Some(Need::Max),
        Factor::Totp { .. } => Some(Need::Totp),
        Factor::Off | Factor::Sms | Factor::Max => None,
    };
    let bind = may_skip(binding).map(|may_skip| Need::Binding { may_skip });
    let change = may_skip(credentials.demand).map(|may_skip| Need::NewPassword { may_skip });
    match passed {
        Passed::Password => factor.or(change),
        Passed::Factor => bind.or(change),
        Passed::Binding => change,
        Passed::Change => None,
    }
}

/// Whether what is demanded may be put off; nothing when nothing is.
fn may_skip(demand: Demand) -> Option<bool> {
    match demand {
        Demand::None => None,
        Demand::Offered => Some(true),
        Demand::Required => Some(false),
    }
}

/// Whether somebody can enter a second factor.
pub fn has_factor(credentials: &Credentials, has_mobile: bool) -> bool {
    match credentials.factor {
        Factor::Sms | Factor::Max => has_mobile,
        Factor::Totp { .. } => true,
        Factor::Off => false,
    }
}

/// Whether a second factor was entered by the time this was passed: everything but the password comes after it.
pub fn entered_factor(passed: Passed, credentials: &Credentials, has_mobile: bool) -> bool {
    passed != Passed::Password && has_factor(credentials, has_mobile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::totp::TotpSecret;

    #[test]
    fn the_second_factor_comes_before_the_change_of_the_password() {
        let totp = Factor::Totp { secret: TotpSecret::new([1; TotpSecret::BYTES]) };
        let forced = Some(Need::NewPassword { may_skip: false });
        let offered = Some(Need::NewPassword { may_skip: true });
        // Factor, demand, has a phone: what follows the password, what follows the factor.
        let table = [
            (Factor::Off, Demand::None, true, None, None),
            (Factor::Sms, Demand::None, true, Some(Need::Sms), None),
            (Factor::Sms, Demand::Offered, false, offered, offered),
            (Factor::Sms, Demand::Required, true, Some(Need::Sms), forced),
            (totp, Demand::None, false, Some(Need::Totp), None),
            (totp, Demand::Offered, true, Some(Need::Totp), offered),
            (Factor::Max, Demand::Offered, true, Some(Need::Max), offered),
            (Factor::Max, Demand::None, false, None, None),
            (Factor::Off, Demand::Required, true, forced, forced),
        ];
        for (factor, demand, has_mobile, after_password, after_factor) in table {
            let credentials = Credentials { factor, demand, ..Credentials::default() };
            let need = |passed| need_after(passed, &credentials, has_mobile, Demand::None);
            assert_eq!(need(Passed::Password), after_password, "{factor:?} {demand:?}");
            assert_eq!(need(Passed::Factor), after_factor, "{factor:?} {demand:?}");
            assert_eq!(need(Passed::Change), None, "{factor:?} {demand:?}");
        }
    }

    #[test]
    fn the_messenger_is_bound_between_the_second_factor_and_the_change_of_the_password() {
        let credentials =
            Credentials { factor: Factor::Sms, demand: Demand::Required, ..Credentials::default() };
        let change = Some(Need::NewPassword { may_skip: false });
        for (binding, after_factor) in [
            (Demand::None, change),
            (Demand::Offered, Some(Need::Binding { may_skip: true })),
            (Demand::Required, Some(Need::Binding { may_skip: false })),
        ] {
            let need = |passed| need_after(passed, &credentials, true, binding);
            assert_eq!(need(Passed::Password), Some(Need::Sms), "{binding:?}");
            assert_eq!(need(Passed::Factor), after_factor, "{binding:?}");
            assert_eq!(need(Passed::Binding), change, "{binding:?}");
        }
    }
}
