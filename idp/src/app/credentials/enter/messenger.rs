//! The messenger that is to be bound before a sign-in goes on: put off where it is offered, refused where it is required.

use crate::app::credentials::enter::flow::{Advanced, EnterRefusal, advance, under_way};
use crate::app::oauth::login::{self, Onward};
use crate::app::{Moment, Stop};
use crate::domain::grant::Pending;
use crate::domain::journal::{Why, reason};
use crate::domain::messenger::OnRefusal;
use crate::domain::progress::{Entrant, Passed, Progress, Stage};
use crate::protocol::oauth::error;

/// Puts the binding off until the next sign-in; where it is required, that is a refusal.
///
/// # Errors
/// It is not asked for, or it is required and the page stays; or something is broken.
pub fn put_off_binding(
    moment: &Moment<'_>,
    pending: &Pending,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let (pending, who, may_skip) = asked(moment, pending)?;
    moment.names_person(who.person);
    if may_skip {
        return advance(moment, Some(pending), who, Passed::Binding);
    }
    let stays = moment.settings.messenger.on_refusal == OnRefusal::Stays;
    if stays || pending.asked.is_none() {
        return Err(Stop::refused(EnterRefusal::BindingRefused));
    }
    let ended = (error::ACCESS_DENIED, Why::new(reason::MESSENGER_REFUSED));
    let step = login::decline(moment, &pending, who.person, ended)?;
    let step = step.ok_or(Stop::refused(EnterRefusal::BindingRefused))?;
    Ok(Advanced { pending: None, session: None, step })
}

/// The binding that a sign-in waits for, whose it is, and whether it may be put off.
fn asked(moment: &Moment<'_>, pending: &Pending) -> Result<(Pending, Entrant, bool), Stop<EnterRefusal>> {
    let tx = moment.write()?;
    match under_way(&*tx, pending.id, moment.now)? {
        Some((pending, Progress { who, stage: Stage::Binding { may_skip, .. } }))
            if tx.credentials(who.person)?.generation == who.generation =>
        {
            Ok((pending, who, may_skip))
        }
        _ => Err(Stop::refused(EnterRefusal::NotAsked)),
    }
}
