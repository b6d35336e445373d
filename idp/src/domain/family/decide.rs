//! The rules of the family section: what a parent may do, and when.

use crate::domain::account::Account;
use crate::domain::challenge::{Challenge, ChallengeRefusal};
use crate::domain::family::{Card, CardFault, CardState, Child, Creation, Death, Event, Link};
use crate::domain::id::Oid;
use crate::domain::person::birth::{AGE_OF_MAJORITY, AGE_OF_OWN_ACCOUNT};
use crate::domain::person::contact::ContactKind;
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// What may be asked of a child's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The registers answered; no fault is a yes.
    FinishCheck(Vec<CardFault>),
    /// Begin to make an account for the child.
    BeginAccount(Box<Creation>),
    /// A code was typed.
    AnswerCode {
        /// What was typed.
        code: String,
        /// The code for the phone, in case the e-mail is proved by this one and a phone comes next.
        next: Challenge,
    },
    /// Send another code.
    ResendCode(Challenge),
    /// Link an account of the child that exists already.
    Link {
        /// The account with the child's SNILS and birth date, when there is one.
        account: Option<Oid>,
    },
    /// Hide the card, or show it again: it stays a card, and a relying party is told that it is hidden.
    Hide(bool),
    /// The registers say that the child is not alive.
    RegisterDeath(Death),
    /// The child's account is no longer the parent's matter: it is gone, or its owner has grown up.
    EndLink,
}

/// Why a parent may not do a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only a confirmed account keeps a family.
    #[error("the parent's account is not confirmed")]
    ParentNotConfirmed,
    /// The person is of age.
    #[error("the person on the card is eighteen or older")]
    NotAChild,
    /// The person has not been born.
    #[error("the person on the card is not born yet")]
    NotBornYet,
    /// The parent has this child's card.
    #[error("the parent has a card of this child already")]
    AlreadyAdded,
    /// No check is running.
    #[error("no check of the card is running")]
    NoCheckRunning,
    /// The card is not checked.
    #[error("the card is not checked")]
    NotChecked,
    /// The child is fourteen: it registers alone.
    #[error("the child is fourteen or older and registers alone")]
    RegistersAlone,
    /// An account is linked.
    #[error("an account of the child is linked already")]
    AlreadyLinked,
    /// The child has an account; it can be linked.
    #[error("the child has an account: link it")]
    AccountExists,
    /// There is nothing to link.
    #[error("the child has no account to link")]
    NoAccount,
    /// Another parent registered the account, or it is a child's no more.
    #[error(
        "only the parent who registered the child's account changes its data, until the child is fourteen"
    )]
    NotRegistrar,
    /// No account is being made.
    #[error("no account is being made for the child")]
    NotBegun,
    /// The code was not taken.
    #[error(transparent)]
    Code(#[from] ChallengeRefusal),
    /// A new code may not be sent yet.
    #[error("a new code may be sent in {} s", .pause.as_secs())]
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// Consent is given.
    #[error("consent for school data is given already")]
    ConsentGiven,
    /// Consent is not given.
    #[error("consent for school data is not given")]
    NoConsent,
}

type Decision = Ruling<Event, Refusal>;

/// Whether a parent may add a card of a child, beside those there are.
///
/// # Errors
/// Why not.
pub fn may_add(parent: &Account, child: &Child, cards: &[Card], now: Timestamp) -> Result<(), Refusal> {
    if !parent.is_trusted() {
        return Err(Refusal::ParentNotConfirmed);
    }
    if child.birth_date.date() > now.date() {
        return Err(Refusal::NotBornYet);
    }
    if child.birth_date.age_on(now.date()) >= AGE_OF_MAJORITY {
        return Err(Refusal::NotAChild);
    }
    // A card that failed is written anew.
    let stands = |card: &&Card| !matches!(card.state, CardState::Failed { .. });
    if cards.iter().filter(stands).any(|card| card.child.is_same_as(child)) {
        return Err(Refusal::AlreadyAdded);
    }
    Ok(())
}

/// Judges a command on a card.
pub fn decide(card: &Card, parent: &Account, command: Command, now: Timestamp) -> Decision {
    // What happens of itself asks nobody's level.
    let of_itself = matches!(command, Command::FinishCheck(_) | Command::EndLink | Command::RegisterDeath(_));
    if !of_itself && !parent.is_trusted() {
        return Ruling::no(Refusal::ParentNotConfirmed);
    }
    match command {
        Command::FinishCheck(faults) => finish_check(card, faults),
        Command::BeginAccount(creation) => match may_create(card, now) {
            Ok(()) => Ruling::yes(vec![Event::AccountBegun { creation }]),
            Err(why) => Ruling::no(why),
        },
        Command::AnswerCode { code, next } => answer(card, &code, next, now),
        Command::ResendCode(challenge) => resend(card, challenge, now),
        Command::Link { account } => link(card, account),
        Command::Hide(hide) if card.hidden == hide => Ruling::yes(Vec::new()),
        Command::Hide(true) => Ruling::yes(vec![Event::Hidden]),
        Command::Hide(false) => Ruling::yes(vec![Event::Shown]),
        Command::RegisterDeath(death) => Ruling::yes(vec![Event::Died { death }]),
        Command::EndLink => match card.account() {
            None => Ruling::no(Refusal::NoAccount),
            Some(_) => Ruling::yes(vec![Event::LinkEnded]),
        },
    }
}

/// Whether a parent may give the consent for a child on the portal, where one stands or does not.
///
/// # Errors
/// Why not.
pub fn may_consent(card: &Card, parent: &Account, stands: bool) -> Result<(), Refusal> {
    match (parent.is_trusted(), card.is_checked(), stands) {
        (false, _, _) => Err(Refusal::ParentNotConfirmed),
        (true, false, _) => Err(Refusal::NotChecked),
        (true, true, true) => Err(Refusal::ConsentGiven),
        (true, true, false) => Ok(()),
    }
}

fn finish_check(card: &Card, faults: Vec<CardFault>) -> Decision {
    match card.state {
        CardState::Checking { .. } if faults.is_empty() => Ruling::yes(vec![Event::CheckPassed]),
        CardState::Checking { .. } => Ruling::yes(vec![Event::CheckFailed { faults }]),
        CardState::Checked { .. } | CardState::Failed { .. } => Ruling::no(Refusal::NoCheckRunning),
    }
}

impl Card {
    /// Whether an account may be made for the child, as far as the card tells.
    ///
    /// # Errors
    /// Why not.
    pub fn may_create_account(&self, now: Timestamp) -> Result<(), Refusal> {
        may_create(self, now)
    }
}

fn may_create(card: &Card, now: Timestamp) -> Result<(), Refusal> {
    if !card.is_checked() {
        return Err(Refusal::NotChecked);
    }
    if card.account().is_some() {
        return Err(Refusal::AlreadyLinked);
    }
    if card.child.birth_date.age_on(now.date()) >= AGE_OF_OWN_ACCOUNT {
        return Err(Refusal::RegistersAlone);
    }
    Ok(())
}

fn answer(card: &Card, code: &str, next: Challenge, now: Timestamp) -> Decision {
    let Some(creation) = card.creation() else { return Ruling::no(Refusal::NotBegun) };
    // The birthday may have come between the code and its answer.
    if let Err(why) = may_create(card, now) {
        return Ruling::no(why);
    }
    let ruling = creation.challenge.answer(code, now);
    match ruling.answer {
        Ok(()) if creation.proving == ContactKind::Email && creation.mobile.is_some() => {
            Ruling::yes(vec![Event::EmailProved { challenge: next }])
        }
        Ok(()) => Ruling::yes(vec![Event::ContactsProved]),
        Err(why) => Ruling::no_but(why.into(), ruling.events.iter().map(|_| Event::AttemptUsed).collect()),
    }
}

fn resend(card: &Card, challenge: Challenge, now: Timestamp) -> Decision {
    let Some(creation) = card.creation() else { return Ruling::no(Refusal::NotBegun) };
    match creation.challenge.resend_pause(now) {
        Some(pause) => Ruling::no(Refusal::TooSoon { pause }),
        None => Ruling::yes(vec![Event::CodeSent { challenge }]),
    }
}

fn link(card: &Card, account: Option<Oid>) -> Decision {
    match (&card.link, account) {
        _ if !card.is_checked() => Ruling::no(Refusal::NotChecked),
        (Link::Linked { .. }, _) => Ruling::no(Refusal::AlreadyLinked),
        (_, None) => Ruling::no(Refusal::NoAccount),
        (_, Some(account)) => Ruling::yes(vec![Event::Linked { account }]),
    }
}
