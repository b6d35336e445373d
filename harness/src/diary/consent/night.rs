//! Owns what the diary does at night: it reads what was left unread, strikes out deleted accounts, and looks at every list.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::diary::admission;
use crate::diary::consent::{look, notices};
use crate::diary::esia::Oid;
use crate::diary::esia::answer::{self, silent};
use crate::diary::esia::exchange::broken;
use crate::diary::refusal::Refusal;
use crate::diary::world::World;

/// The token that opens the list of deleted people (MR А.3).
const SCOPE: &str = "http://esia.gosuslugi.ru/tech_inf?stu=DELETED";
/// Each night asks a little further back than the last one, so that nobody falls between two.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// More pages of one night would be a mistake of the portal.
const PAGES_MAX: u32 = 1_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Links {
    #[serde(default)]
    state_facts: Vec<String>,
    #[serde(default)]
    elements: Vec<String>,
}

/// Does the work of the nights since the last time.
///
/// The clock of a rehearsal is set by hand and jumps over nights: so it is done before the first page of a day is shown,
/// and not when a timer strikes.
pub(crate) async fn before_the_first_page_of_a_day(world: &World) {
    if world.policy.consent.is_none() {
        return;
    }
    let (today, now) = (admission::today(world), world.clock.now());
    let Some(since) = world.night.falls(today, now) else { return };
    if world.inbox.begin() {
        notices::read(world).await;
    }
    // A portal that does not answer is asked again the next night; until then the book holds.
    let _ = strike_deleted(world, since).await;
    for account in world.book.accounts() {
        let _ = look::again(world, account).await;
    }
}

/// Closes the bindings of accounts that the portal deleted. The old password does not come back to life by that.
async fn strike_deleted(world: &World, since: Timestamp) -> Result<(), Refusal> {
    let token = world.exchange().without_citizen(SCOPE).await?.access_token;
    let since = since.checked_sub(OVERLAP).unwrap_or(since).as_second();
    for page in 1..=PAGES_MAX {
        let mut address = world.portal.at("/rs/prns").map_err(broken)?;
        address
            .query_pairs_mut()
            .append_pair("status", "DELETED")
            .append_pair("updatedSince", &since.to_string())
            .append_pair("pageIndex", &page.to_string());
        let sent = world.http.get(address).bearer_auth(&token).send().await.map_err(silent)?;
        let links: Links = answer::read(sent, |detail| Refusal::RecordRefused { detail }).await?;
        for account in links.elements.iter().filter_map(|link| oid(link)) {
            // Everybody in the country is on that list; the diary strikes out its own.
            if world.bindings.close(account) {
                world.book.strike(account);
            }
        }
        let is_paged = links.state_facts.iter().any(|fact| fact == "Paginated");
        let is_last = links.state_facts.iter().any(|fact| fact == "LastPage");
        if !is_paged || is_last || links.elements.is_empty() {
            break;
        }
    }
    Ok(())
}

/// The number at the end of a link.
fn oid(link: &str) -> Option<Oid> {
    link.rsplit('/').next()?.parse().ok().map(Oid)
}
