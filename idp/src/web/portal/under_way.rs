//! The sign-in under way that a page belongs to, and the page it begins with.

use std::convert::Infallible;

use crate::app::{Moment, Stop, login};
use crate::domain::client::Client;
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::web::pages::Errors;
use crate::web::pages::login::{Login, Tab};
use crate::web::site::Site;

/// The sign-in under way that a form names, or the one the browser carries.
pub(crate) fn named(site: &Site, ctx: Option<&str>) -> Option<PendingId> {
    match ctx.filter(|ctx| !ctx.is_empty()) {
        Some(ctx) => ctx.parse().ok(),
        None => site.pending,
    }
}

/// The sign-in under way of a name, when there is one.
pub(crate) fn known(moment: &Moment<'_>, id: Option<PendingId>) -> Result<Option<Pending>, Stop<Infallible>> {
    Ok(id.map(|id| login::pending(moment, id)).transpose()?.flatten())
}

/// The first page of a sign-in.
pub(crate) fn form(
    site: &Site,
    pending: Option<&Pending>,
    client: Option<&Client>,
    by: Option<&str>,
) -> Login {
    Login {
        frame: site.frame(),
        ctx: pending.map(|pending| pending.id.to_string()).unwrap_or_default(),
        relying_party: client.map(|client| client.name.clone()),
        tab: if by == Some("snils") { Tab::Snils } else { Tab::Contact },
        login: String::new(),
        foreign_computer: false,
        captcha: None,
        errors: Errors::none(),
    }
}
