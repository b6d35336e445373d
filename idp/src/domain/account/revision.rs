//! New data of a person whose data are checked - a surname, a passport - that the registers judge while the old ones are
//! in force (MR 4.2.1: of standard and of confirmed accounts).

use std::borrow::Cow;

use crate::domain::account::Account;
use crate::domain::account::application::Application;
use crate::domain::account::checked::Checked;
use crate::domain::account::event::Event;
use crate::domain::account::profile::Profile;
use crate::domain::account::refusal::Refusal;
use crate::domain::account::status::{Revision, Status};
use crate::domain::person::VerifyState;
use crate::domain::ruling::Ruling;
use crate::domain::time::Timestamp;

/// Judges the wish to change checked data.
// SIM: whether the level ever goes down is not published; the profile form's own logic keeps it, and so does the default.
pub(super) fn revise(account: &Account, application: Box<Application>, level_drops: bool) -> Decision {
    let is_confirmed = match &account.status {
        Status::Standard { .. } => false,
        Status::Confirmed { .. } => true,
        Status::LetterOrdered { .. } => return Ruling::no(Refusal::LetterPending),
        Status::Checking { .. } => return Ruling::no(Refusal::CheckRunning),
        _ => return Ruling::no(Refusal::NotStandard),
    };
    if account.revision().is_some_and(Revision::is_running) {
        return Ruling::no(Refusal::CheckRunning);
    }
    // The profile form shows the SNILS of a confirmed person read-only.
    if is_confirmed && application.snils != account.profile.snils {
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

/// What a revision makes of an account.
pub(super) fn evolve(account: &mut Account, event: &Event, at: Timestamp) {
    let seed = account.oid.number();
    let (Status::Standard { revision, .. } | Status::Confirmed { revision, .. }) = &mut account.status else {
        return;
    };
    match event {
        Event::RevisionSubmitted { application } => {
            let application = application.clone();
            *revision = Some(Box::new(Revision { application, since: at, faults: Vec::new() }));
        }
        Event::RevisionPassed => {
            if let Some(passed) = revision.take() {
                passed.application.fill(&mut account.profile, seed, VerifyState::Verified);
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
    /// New data of an account whose own are checked, under check or refused.
    pub fn revision(&self) -> Option<&Revision> {
        match &self.status {
            Status::Standard { revision, .. } | Status::Confirmed { revision, .. } => revision.as_deref(),
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
        revision.application.fill(&mut profile, self.oid.number(), VerifyState::Verifying);
        Cow::Owned(profile)
    }
}
