//! The sign-in under way that a page belongs to, and the page it begins with.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use crate::app::oauth::login;
use crate::app::oauth::login::expired::{self, Expired};
use crate::app::{Broken, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::web::error::html;
use crate::web::pages::login::{Login, Tab};
use crate::web::pages::notices::TooLate;
use crate::web::pages::{Choice, Errors, Frame};
use crate::web::portal::{cookies, words};
use crate::web::site::{PENDING_COOKIE, Site};

/// The sign-in under way that a form names, or the one the browser carries.
pub(crate) fn named(site: &Site, ctx: Option<&str>) -> Option<PendingId> {
    match ctx.filter(|ctx| !ctx.is_empty()) {
        Some(ctx) => ctx.parse().ok(),
        None => site.pending,
    }
}

/// The sign-in under way of a name, when there is one.
pub(crate) fn known(moment: &Moment<'_>, id: Option<PendingId>) -> Result<Option<Pending>, Broken> {
    let pending = id.map(|id| login::pending(moment, id)).transpose()?.flatten();
    name_client(moment, pending.as_ref());
    Ok(pending)
}

/// The sign-in under way of a name, when there is one.
///
/// # Errors
/// Its time is over.
pub(crate) fn in_time(moment: &Moment<'_>, id: Option<PendingId>) -> Result<Option<Pending>, Stop<Expired>> {
    let Some(id) = id else { return Ok(None) };
    let pending = login::pending(moment, id)?;
    let expired = if pending.is_none() { expired::find(moment, id)? } else { None };
    name_client(moment, pending.as_ref());
    expired.map_or(Ok(pending), |expired| Err(Stop::refused(expired)))
}

/// Says for the journal which relying party the sign-in is for.
fn name_client(moment: &Moment<'_>, pending: Option<&Pending>) {
    if let Some(asked) = pending.and_then(|pending| pending.asked.as_ref()) {
        moment.names_client(Some(&asked.client));
    }
}

/// The page of a sign-in whose time is over; a reload begins the portal's own.
pub(crate) fn too_late(site: &Site, expired: Expired) -> HttpResponse {
    let Expired { relying_party, site: back, .. } = expired;
    let page = TooLate {
        frame: site.frame(),
        relying_party,
        minutes: Pending::TTL.as_secs() / 60,
        back: back.unwrap_or_default(),
    };
    let mut answer = html(StatusCode::OK, &page);
    let _ = answer.add_cookie(&cookies::ended(site, PENDING_COOKIE));
    answer
}

/// The frame of a page of a sign-in: in a window of its own where the relying party asked for one.
pub(crate) fn frame(site: &Site, pending: Option<&Pending>) -> Frame {
    let asked = pending.and_then(|pending| pending.asked.as_ref());
    Frame { pop_up: asked.is_some_and(|asked| asked.pop_up), ..site.frame() }
}

/// The first page of a sign-in.
pub(crate) fn form(
    site: &Site,
    pending: Option<&Pending>,
    client: Option<&Client>,
    people: &[Account],
    by: Option<&str>,
) -> Login {
    let hint = pending.and_then(|pending| pending.asked.as_ref()?.login_hint.clone());
    Login {
        frame: frame(site, pending),
        ctx: pending.map(|pending| pending.id.to_string()).unwrap_or_default(),
        relying_party: client.map(|client| client.name.clone()),
        tab: if by == Some("snils") { Tab::Snils } else { Tab::Contact },
        login: hint.unwrap_or_default(),
        foreign_computer: false,
        captcha: None,
        application: client.is_some_and(|client| client.delegated_sign_in),
        people: people.iter().map(choice).collect(),
        errors: Errors::none(),
    }
}

/// Somebody to choose, with what tells people of one name apart.
fn choice(account: &Account) -> Choice {
    let profile = &account.profile;
    let parts = [
        Some(words::full_name(&profile.name)),
        Some(words::level(&account.status).to_owned()),
        // In one piece, however narrow the page.
        profile.snils.as_ref().map(|snils| snils.to_string().replace('-', "\u{2011}").replace(' ', "\u{a0}")),
    ];
    let label = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Choice { value: account.oid.to_string(), label, chosen: false }
}
