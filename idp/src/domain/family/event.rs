//! What happens to a child's card, and what the card is afterwards.

use crate::domain::challenge::{Challenge, ChallengeEvent};
use crate::domain::family::{Card, CardFault, CardState, Creation, Death, Link};
use crate::domain::id::Oid;
use crate::domain::person::VerifyState;
use crate::domain::person::contact::ContactKind;
use crate::domain::time::Timestamp;

/// Something that happened to a child's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The registers agreed.
    CheckPassed,
    /// A register said no.
    CheckFailed {
        /// To what.
        faults: Vec<CardFault>,
    },
    /// The parent began to make an account: a code went to the child's e-mail.
    AccountBegun {
        /// What was begun.
        creation: Box<Creation>,
    },
    /// A wrong code cost a try.
    AttemptUsed,
    /// Another code was sent to the contact that is being proved.
    CodeSent {
        /// The code.
        challenge: Challenge,
    },
    /// The e-mail is proved; a code went to the phone.
    EmailProved {
        /// The code.
        challenge: Challenge,
    },
    /// Every contact is proved: the account can be made.
    ContactsProved,
    /// The child's account is linked to the parent's.
    Linked {
        /// The child's account.
        account: Oid,
    },
    /// The link is gone.
    LinkEnded,
    /// The parent hid the card.
    Hidden,
    /// The parent shows it again.
    Shown,
    /// The child is not alive.
    Died {
        /// Which category says so.
        death: Death,
    },
}

impl Event {
    /// Whether it changes what the card says of the child.
    fn changes_card(&self) -> bool {
        match self {
            Self::CheckPassed
            | Self::CheckFailed { .. }
            | Self::ContactsProved
            | Self::Linked { .. }
            | Self::LinkEnded
            | Self::Hidden
            | Self::Shown
            | Self::Died { .. } => true,
            Self::AccountBegun { .. }
            | Self::AttemptUsed
            | Self::CodeSent { .. }
            | Self::EmailProved { .. } => false,
        }
    }
}

impl Card {
    /// The card after an event. Total: an event that does not fit changes nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event, at: Timestamp) -> Self {
        if event.changes_card() {
            self.changed_at = Some(at);
        }
        match event {
            Event::CheckPassed => {
                self.state = CardState::Checked { since: at };
                self.child = self.child.with_papers(VerifyState::Verified);
            }
            Event::CheckFailed { faults } => {
                self.state = CardState::Failed { faults: faults.clone() };
                self.child = self.child.with_papers(VerifyState::VerificationFailed);
            }
            Event::AccountBegun { creation } => self.link = Link::Creating { creation: creation.clone() },
            Event::AttemptUsed => {
                self.prove(|creation| {
                    let challenge = creation.challenge.clone();
                    creation.challenge = challenge.evolve(&ChallengeEvent::AttemptUsed);
                });
            }
            Event::CodeSent { challenge } => self.prove(|creation| creation.challenge = challenge.clone()),
            Event::EmailProved { challenge } => self.prove(|creation| {
                creation.proving = ContactKind::Mobile;
                creation.challenge = challenge.clone();
            }),
            Event::ContactsProved => {
                if let Link::Creating { creation } = &self.link {
                    self.child.birth_place.clone_from(&creation.birth_place);
                    self.child.registration.clone_from(&creation.registration);
                }
            }
            Event::Linked { account } => self.link = Link::Linked { account: *account, since: at },
            Event::LinkEnded => self.link = Link::None,
            Event::Hidden => self.hidden = true,
            Event::Shown => self.hidden = false,
            Event::Died { death } => self.death = Some(*death),
        }
        self
    }

    fn prove(&mut self, change: impl FnOnce(&mut Creation)) {
        if let Link::Creating { creation } = &mut self.link {
            change(creation);
        }
    }
}
