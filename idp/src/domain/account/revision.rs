//! New data of a confirmed person - a surname, a passport - that the registers judge while the old ones are in force.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain::account::application::Application;
use crate::domain::account::decide::Refusal;
use crate::domain::account::event::{Checked, Event, FieldFault};
use crate::domain::account::evolve::take_in;
use crate::domain::account::status::Status;
use crate::domain::account::{Account, Profile};
use crate::domain::person::VerifyState;
use crate::domain::ruling::Ruling;
use crate::domain::time::Timestamp;

/// New data that wait for the registers, or were refused by them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The data.
    pub application: Box<Application>,
    /// Since when.
    pub since: Timestamp,
    /// What the registers did not accept; nothing while they are being asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FieldFault>,
}

impl Revision {
    /// Whether the registers are being asked.
    pub fn is_running(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Judges the wish to change confirmed data.
// SIM: whether the level ever goes down is not published; the profile form's own logic keeps it, and so does the default.
pub(super) fn revise(account: &Account, application: Box<Application>, level_drops: bool) -> Decision {
    let Status::Confirmed { revision, .. } = &account.status else {
        return Ruling::no(Refusal::NotConfirmed);
    };
    if revision.as_ref().is_some_and(|revision| revision.is_running()) {
        return Ruling::no(Refusal::CheckRunning);
    }
    // The profile form shows the SNILS of a confirmed person read-only.
    if application.snils != account.profile.snils {
        return Ruling::no(Refusal::SnilsDiffers);
    }
    Ruling::yes(vec![if level_drops {
        Event::Submitted { application }
    } else {
        Event::RevisionSubmitted { application }
    }])
}

/// The registers' answer to a revision.
pub(super) fn finish(revision: &Revision, checked: Checked) -> Decision {
    if !revision.is_running() {
        return Ruling::no(Refusal::NoCheckRunning);
    }
    Ruling::yes(vec![match checked.faults {
        faults if faults.is_empty() => Event::RevisionPassed,
        faults => Event::RevisionFailed { faults },
    }])
}

type Decision = Ruling<Event, Refusal>;

/// What a revision makes of a confirmed account.
pub(super) fn evolve(account: &mut Account, event: &Event, at: Timestamp) {
    let seed = account.oid.number();
    let Status::Confirmed { revision, .. } = &mut account.status else { return };
    match event {
        Event::RevisionSubmitted { application } => {
            let application = application.clone();
            *revision = Some(Box::new(Revision { application, since: at, faults: Vec::new() }));
        }
        Event::RevisionPassed => {
            if let Some(passed) = revision.take() {
                take_in(&mut account.profile, &passed.application, seed, VerifyState::Verified);
            }
        }
        Event::RevisionFailed { faults } => {
            if let Some(revision) = revision {
                revision.faults = faults.clone();
            }
        }
        _ => {}
    }
}

impl Account {
    /// The revision of a confirmed account, under check or refused.
    pub fn revision(&self) -> Option<&Revision> {
        match &self.status {
            Status::Confirmed { revision, .. } => revision.as_deref(),
            _ => None,
        }
    }

    /// Whether the registers are being asked about the person: `verifying` on the wire.
    pub fn is_checking(&self) -> bool {
        matches!(self.status, Status::Checking { .. }) || self.revision().is_some_and(Revision::is_running)
    }

    /// The data the person wants to have: those in force, or the ones that wait or were refused.
    pub fn wanted_profile(&self) -> Cow<'_, Profile> {
        let Some(revision) = self.revision() else { return Cow::Borrowed(&self.profile) };
        let mut profile = self.profile.clone();
        take_in(&mut profile, &revision.application, self.oid.number(), VerifyState::Verifying);
        Cow::Owned(profile)
    }
}
