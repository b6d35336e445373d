//! What a sign-in under way needs next.

use crate::app::oauth::login::role;
use crate::domain::account::Account;
use crate::domain::challenge::Challenge;
use crate::domain::client::Client;
use crate::domain::consent::Offer;

/// What a sign-in under way needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Login and password, for a relying party or for the portal itself.
    SignIn {
        /// The relying party.
        client: Option<Box<Client>>,
        /// People to choose from, in a realm whose page lists them.
        people: Vec<Account>,
    },
    /// A puzzle, before the password counts.
    Puzzle,
    /// A code of the second factor.
    Code(Awaited),
    /// The messenger to be bound.
    Binding {
        /// The phone it is bound to, masked.
        phone: String,
        /// Whether it may be put off.
        may_skip: bool,
        /// The code that was sent by it, once one was asked for.
        challenge: Option<Challenge>,
    },
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
    /// The role to go on in.
    Role {
        /// Who asks.
        client: Box<Client>,
        /// The roles to choose from.
        roles: Vec<role::Offered>,
        /// Who chooses.
        account: Box<Account>,
    },
    /// The citizen's consent.
    Consent {
        /// Who asks.
        client: Box<Client>,
        /// For which scopes.
        scopes: Vec<String>,
        /// Consents of the digital profile.
        offers: Vec<Offer>,
        /// The names of the children they are for, by the numbers of their cards.
        kids: Vec<(u64, String)>,
        /// Whose data.
        account: Box<Account>,
    },
    /// Back to the relying party.
    Back {
        /// The address with the answer.
        to: String,
    },
    /// Into the portal's own cabinet.
    Cabinet,
}

/// The code that a sign-in waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// The one that was sent.
    Sms {
        /// To which phone, masked.
        phone: String,
        /// The code.
        challenge: Challenge,
    },
    /// The one that was sent by the messenger.
    Max {
        /// To which phone it is bound, masked.
        phone: String,
        /// The code.
        challenge: Challenge,
        /// Whether a code by SMS may be had instead.
        sms_instead: bool,
    },
    /// One of the authenticator.
    Totp {
        /// Tries that remain.
        attempts_left: u8,
    },
}

impl Step {
    /// The address that leads back to the relying party; empty for any other step.
    pub fn address(self) -> String {
        match self {
            Self::Back { to } => to,
            Self::SignIn { .. }
            | Self::Puzzle
            | Self::Code(_)
            | Self::Binding { .. }
            | Self::NewPassword { .. }
            | Self::Role { .. }
            | Self::Consent { .. }
            | Self::Cabinet => String::new(),
        }
    }
}
