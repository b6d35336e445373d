//! Progress: how far a sign-in has come between the login and the session.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::Challenge;
use crate::domain::credentials::{Credentials, Demand, Factor};
use crate::domain::id::Oid;

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
    /// A code of the authenticator.
    Totp,
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
}

/// What was passed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// Login and password.
    Password,
    /// The second factor.
    Factor,
    /// The change of the password.
    Change,
}

/// What is needed before the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A code by SMS.
    Sms,
    /// A code of the authenticator.
    Totp,
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
}

/// What comes after what was passed: the second factor, then the change of the password, then nothing.
///
// SIM: with no phone to send to, the code by SMS is not asked for; what the real system does then is unknown.
pub fn need_after(passed: Passed, credentials: &Credentials, has_mobile: bool) -> Option<Need> {
    let factor = match credentials.factor {
        Factor::Sms if has_mobile => Some(Need::Sms),
        Factor::Totp { .. } => Some(Need::Totp),
        Factor::Off | Factor::Sms => None,
    };
    let change = match credentials.demand {
        Demand::None => None,
        Demand::Offered => Some(Need::NewPassword { may_skip: true }),
        Demand::Required => Some(Need::NewPassword { may_skip: false }),
    };
    match passed {
        Passed::Password => factor.or(change),
        Passed::Factor => change,
        Passed::Change => None,
    }
}

/// Whether somebody can enter a second factor.
pub fn has_factor(credentials: &Credentials, has_mobile: bool) -> bool {
    match credentials.factor {
        Factor::Sms => has_mobile,
        Factor::Totp { .. } => true,
        Factor::Off => false,
    }
}

/// Whether a second factor was entered by the time this was passed: a change of the password comes after it.
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
            (Factor::Off, Demand::Required, true, forced, forced),
        ];
        for (factor, demand, has_mobile, after_password, after_factor) in table {
            let credentials = Credentials { factor, demand, ..Credentials::default() };
            let need = |passed| need_after(passed, &credentials, has_mobile);
            assert_eq!(need(Passed::Password), after_password, "{factor:?} {demand:?}");
            assert_eq!(need(Passed::Factor), after_factor, "{factor:?} {demand:?}");
            assert_eq!(need(Passed::Change), None, "{factor:?} {demand:?}");
        }
    }
}
