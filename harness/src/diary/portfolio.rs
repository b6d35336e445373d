//! Owns the talk with the portal's school portfolio: is there a consent for this pupil, and each mark under its own
//! number until the portal has it.

use reqwest::{Method, StatusCode};
use serde::Serialize;

use crate::diary::esia::secret::{self, cms};
use crate::diary::ledger::Given;
use crate::diary::refusal::Refusal;
use crate::diary::roster::Role;
use crate::diary::snils::Snils;
use crate::diary::world::World;

/// What a delivery signs in the place of `scope`: the string of version 1, whichever the diary speaks.
const SCOPE: &str = "school_portfolio";

/// A mark as it travels.
#[derive(Serialize)]
struct Submission<'p> {
    snils: &'p str,
    school: &'p str,
    subject: &'p str,
    date: String,
    mark: u8,
    work: &'p str,
}

/// A pupil who is looked for.
#[derive(Serialize)]
struct Query<'p> {
    snils: &'p str,
}

/// Delivers pending marks. What the portal does not accept stays and waits for the next push; an answer that
/// is lost on the way is asked for again, and the number makes the second delivery harmless.
pub(crate) async fn push(world: &World) {
    let Ok(pending) = world.ledger.pending() else { return };
    for given in pending {
        match deliver(world, &given).await {
            Some(status) if status.is_success() => {
                // Should this fail, the mark is delivered once more, which changes nothing.
                let _ = world.ledger.delivered(&given.id);
            }
            // This mark has to wait for the pupil's account; the others do not wait for it.
            Some(status) if status.is_client_error() => {}
            None if snils(world, &given.mark.pupil).is_none() => {}
            // The portal is down: later marks would fare no better.
            _ => return,
        }
    }
}

/// The portal's answer; none when the mark could not be sent at all.
async fn deliver(world: &World, given: &Given) -> Option<StatusCode> {
    let snils = snils(world, &given.mark.pupil)?;
    let pupil = world.school.pupil(&given.mark.pupil)?;
    let submission = Submission {
        snils: snils.as_str(),
        school: world.school.school_name(&pupil.school),
        subject: &given.mark.subject,
        date: given.mark.date.to_string(),
        mark: given.mark.mark,
        work: &given.mark.work,
    };
    let path = format!("/portfolio/v1/marks/{}", given.id);
    send(world, Method::PUT, &path, &given.id, &submission).await
}

/// Whether the portal finds the pupil: it does so once a parent has allowed school data.
pub(crate) async fn finds(world: &World, pupil: &Snils) -> Result<bool, Refusal> {
    let query = Query { snils: pupil.as_str() };
    let answer = send(world, Method::POST, "/portfolio/v1/pupils/find", pupil.as_str(), &query).await;
    match answer {
        Some(status) if status.is_success() => Ok(true),
        Some(StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) => Ok(false),
        Some(status) => Err(Refusal::PortalSilent { detail: format!("school portfolio: {status}") }),
        None => Err(Refusal::PortalSilent { detail: "school portfolio: no answer".to_owned() }),
    }
}

/// Sends a request that is signed over what it is about; none when it could not be sent, or nothing came back.
async fn send(
    world: &World,
    method: Method,
    path: &str,
    subject: &str,
    body: &impl Serialize,
) -> Option<StatusCode> {
    let now = world.clock.now();
    let timestamp = secret::timestamp(now, world.school.offset);
    let client_id = world.portal.mnemonic.as_str();
    let signed = [SCOPE, &timestamp, client_id, subject].concat();
    let client_secret = cms::secret(&signed, &world.identity, now).ok()?;
    let request = world.http.request(method, world.portal.at(path).ok()?).json(body);
    let request = request.header("Client-Id", client_id);
    let request = request.header("Client-Timestamp", timestamp).header("Client-Secret", client_secret);
    request.send().await.ok().map(|answer| answer.status())
}

/// The pupil's insurance number: as the school entered it for the pupil's own profile, or in its file.
fn snils(world: &World, pupil: &str) -> Option<Snils> {
    let own = world.people.all(|user| user.role == Role::Pupil && user.sees == [pupil]);
    let entered = own.into_iter().find_map(|user| user.snils);
    entered.or_else(|| world.school.pupil(pupil)?.snils.clone())
}
