//! Contacts that change: a new value waits for its code, and the old one is in force until then.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::person::Contact;
use crate::domain::person::contact::{ContactKind, Pending};
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// What may be asked of the contacts of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactCommand {
    /// A new value is to be proved by the code that goes to it, in place of any that waited before.
    Offer(Pending),
    /// A code was typed.
    Answer {
        /// Which contact waits.
        kind: ContactKind,
        /// What was typed.
        code: String,
    },
    /// The link of a letter was followed.
    Follow {
        /// The key in the link.
        key: String,
    },
    /// Send another code, which is made already.
    Resend {
        /// Which contact waits.
        kind: ContactKind,
        /// The code.
        challenge: Challenge,
    },
    /// Give the new value up.
    Withdraw(ContactKind),
    /// The tester's own word that the new value is the person's.
    Accept(ContactKind),
    /// Take the contact off the account.
    Remove {
        /// Which contact.
        kind: ContactKind,
        /// Whether codes of the second factor go to it.
        guards_sign_in: bool,
    },
}

/// What happens to the contacts of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "contact")]
pub enum ContactEvent {
    /// A new value waits for its code.
    Offered {
        /// The value and its code.
        pending: Pending,
    },
    /// A wrong code cost a try.
    AttemptUsed {
        /// Of which contact.
        kind: ContactKind,
    },
    /// Another code was sent.
    CodeSent {
        /// To which contact.
        kind: ContactKind,
        /// The code.
        challenge: Challenge,
    },
    /// The new value is in force.
    Proved {
        /// Of which contact.
        kind: ContactKind,
    },
    /// The new value was given up.
    Withdrawn {
        /// Of which contact.
        kind: ContactKind,
    },
    /// The contact is the account's no more.
    Removed {
        /// Which contact.
        kind: ContactKind,
    },
    /// Another account has proved the contact, and it is this one's no more.
    Lost {
        /// Which contact.
        kind: ContactKind,
    },
}

/// Why a contact stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefusal {
    /// No code proves contacts of this kind.
    #[error("no code proves contacts of this kind")]
    NotVerifiable,
    /// The value is in force already.
    #[error("the contact is in force already")]
    Unchanged,
    /// No new value waits.
    #[error("no new value of the contact waits for its code")]
    NothingWaits,
    /// The code was not taken.
    #[error(transparent)]
    Code(#[from] ChallengeRefusal),
    /// A new code may not be sent yet.
    #[error("a new code may be sent in {} s", .pause.as_secs())]
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// The link is not the one of the letter.
    #[error("the link is not the one of the letter")]
    LinkWrong,
    /// There is no such contact to take off.
    #[error("the account has no such contact in force")]
    NotThere,
    /// Nothing would be left to sign in by and to send codes to.
    #[error("the contact is the last one: add another first")]
    LastContact,
    /// Codes of the second factor go to the contact.
    #[error("codes of the second factor go to the contact: switch it off or choose another first")]
    GuardsSignIn,
}

type Decision = Ruling<ContactEvent, ContactRefusal>;

/// Judges a command on the contacts of an account in force.
pub(super) fn decide(contacts: &[Contact], command: ContactCommand, now: Timestamp) -> Decision {
    let waiting = |kind| of(contacts, kind).and_then(Contact::pending);
    let waits = |kind, event: ContactEvent| match waiting(kind) {
        Some(_) => Ruling::yes(vec![event]),
        None => Ruling::no(ContactRefusal::NothingWaits),
    };
    match command {
        ContactCommand::Offer(pending) => offer(contacts, pending, now),
        ContactCommand::Answer { kind, code } => match waiting(kind) {
            Some(pending) => answer(kind, pending, &code, now),
            None => Ruling::no(ContactRefusal::NothingWaits),
        },
        ContactCommand::Follow { key } => follow(contacts, &key, now),
        ContactCommand::Resend { kind, challenge } => match waiting(kind).map(|p| &p.challenge) {
            None => Ruling::no(ContactRefusal::NothingWaits),
            Some(sent) => match sent.resend_pause(now) {
                Some(pause) => Ruling::no(ContactRefusal::TooSoon { pause }),
                None => Ruling::yes(vec![ContactEvent::CodeSent { kind, challenge }]),
            },
        },
        ContactCommand::Withdraw(kind) => waits(kind, ContactEvent::Withdrawn { kind }),
        ContactCommand::Accept(kind) => waits(kind, ContactEvent::Proved { kind }),
        ContactCommand::Remove { kind, guards_sign_in } => remove(contacts, kind, guards_sign_in),
    }
}

fn of(contacts: &[Contact], kind: ContactKind) -> Option<&Contact> {
    contacts.iter().find(|contact| contact.kind() == kind)
}

/// A SNILS opens the account only as long as it is checked, and no code goes to it: one contact always stays.
fn remove(contacts: &[Contact], kind: ContactKind, guards_sign_in: bool) -> Decision {
    let (gone, left): (Vec<_>, Vec<_>) =
        contacts.iter().filter(|contact| contact.is_verified()).partition(|contact| contact.kind() == kind);
    if gone.is_empty() {
        Ruling::no(ContactRefusal::NotThere)
    } else if left.is_empty() {
        Ruling::no(ContactRefusal::LastContact)
    } else if guards_sign_in {
        Ruling::no(ContactRefusal::GuardsSignIn)
    } else {
        Ruling::yes(vec![ContactEvent::Removed { kind }])
    }
}

fn offer(contacts: &[Contact], pending: Pending, now: Timestamp) -> Decision {
    let kind = pending.value.kind();
    if !kind.is_verifiable() {
        return Ruling::no(ContactRefusal::NotVerifiable);
    }
    let known = of(contacts, kind);
    if known.is_some_and(|contact| contact.is_verified() && contact.value() == &pending.value) {
        return Ruling::no(ContactRefusal::Unchanged);
    }
    // The same value asked for again is another code to it, and waits as long.
    let again = known.and_then(Contact::pending).filter(|waiting| waiting.value == pending.value);
    match again.and_then(|waiting| waiting.challenge.resend_pause(now)) {
        Some(pause) => Ruling::no(ContactRefusal::TooSoon { pause }),
        None => Ruling::yes(vec![ContactEvent::Offered { pending }]),
    }
}

fn answer(kind: ContactKind, pending: &Pending, code: &str, now: Timestamp) -> Decision {
    let ruling = pending.challenge.answer(code, now);
    match ruling.answer {
        Ok(()) => Ruling::yes(vec![ContactEvent::Proved { kind }]),
        Err(why) => {
            let used = ruling.events.iter().map(|_| ContactEvent::AttemptUsed { kind });
            Ruling::no_but(why.into(), used.collect())
        }
    }
}

/// The link lives as long as the code beside it; wrong codes do not spend it.
fn follow(contacts: &[Contact], key: &str, now: Timestamp) -> Decision {
    let pending = contacts.iter().filter_map(Contact::pending);
    let linked = pending.filter_map(|pending| Some((pending, pending.link.as_ref()?)));
    match linked.into_iter().find(|(_, link)| link.has_key(key)) {
        None => Ruling::no(ContactRefusal::LinkWrong),
        Some((pending, _)) if pending.challenge.is_expired(now) => {
            Ruling::no(ChallengeRefusal::Expired.into())
        }
        Some((pending, _)) => Ruling::yes(vec![ContactEvent::Proved { kind: pending.value.kind() }]),
    }
}

impl ContactEvent {
    /// Its name in the control API.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Offered { .. } => "contact-offered",
            Self::AttemptUsed { .. } => "contact-attempt-used",
            Self::CodeSent { .. } => "contact-code-sent",
            Self::Proved { .. } => "contact-proved",
            Self::Withdrawn { .. } => "contact-withdrawn",
            Self::Removed { .. } => "contact-removed",
            Self::Lost { .. } => "contact-lost",
        }
    }
}

/// The contacts after an event; `id` is a number for one that is new.
pub(super) fn evolve(contacts: &mut Vec<Contact>, event: &ContactEvent, id: u64, at: Timestamp) {
    let change = |contacts: &mut Vec<Contact>, kind: ContactKind, to: &dyn Fn(Contact) -> Contact| {
        for contact in contacts.iter_mut().filter(|contact| contact.kind() == kind) {
            *contact = to(contact.clone());
        }
    };
    match event {
        ContactEvent::Offered { pending } => {
            let kind = pending.value.kind();
            // A contact that was never proved is only what waits.
            contacts.retain(|contact| contact.kind() != kind || contact.is_verified());
            if of(contacts, kind).is_none() {
                contacts.push(Contact::new(id, pending.value.clone()));
            }
            change(contacts, kind, &|contact| contact.clone().awaiting(pending.clone()).unwrap_or(contact));
        }
        ContactEvent::AttemptUsed { kind } => {
            change(contacts, *kind, &|contact| contact.tried(&ChallengeEvent::AttemptUsed));
        }
        ContactEvent::CodeSent { kind, challenge } => {
            change(contacts, *kind, &|contact| contact.resent(challenge.clone()));
        }
        ContactEvent::Proved { kind } => {
            change(contacts, *kind, &|contact| contact.accepted(at));
        }
        ContactEvent::Withdrawn { kind } => {
            change(contacts, *kind, &Contact::withdrawn);
            contacts.retain(|contact| contact.kind() != *kind || contact.is_verified());
        }
        // A new value that waited in its place goes with it.
        ContactEvent::Removed { kind } | ContactEvent::Lost { kind } => {
            contacts.retain(|contact| contact.kind() != *kind);
        }
    }
}
