//! Leaving the portal: the session ends, and the citizen goes where the relying party may send one (MR Б.6.7).

use crate::app::journal;
use crate::app::oauth::checks::{check_redirect, client_of};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Explained, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::id::SessionId;
use crate::domain::journal::{Why, reason};
use crate::domain::settings::LogoutReturn;
use crate::protocol::oauth::redirect;
use crate::store::StoreError;

/// Why a relying party's logout is not heard: the session goes on.
// SIM: whether the session outlives such a request is not documented; here the checks come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoutRefusal {
    /// No `client_id`.
    NoClient,
    /// Nobody registered the `client_id`.
    UnknownClient(String),
}

impl Explained for LogoutRefusal {
    fn why(&self) -> Why {
        match self {
            Self::NoClient => OAuthRefusal::missing(vec!["client_id"]).why,
            Self::UnknownClient(client_id) => OAuthRefusal::unknown_client(client_id).why,
        }
    }
}

/// Ends the session by the portal's own link.
///
/// # Errors
/// The store failed.
pub fn leave(moment: &Moment<'_>, session: Option<SessionId>) -> Result<(), StoreError> {
    if let Some(session) = session {
        moment.write()?.remove_session(session)?;
    }
    Ok(())
}

/// Ends the session by a relying party's request; tells the address to go on to, nothing for the portal's own page.
///
/// # Errors
/// The request does not say whose it is; or the store failed.
pub fn leave_for(
    moment: &Moment<'_>,
    session: Option<SessionId>,
    client_id: Option<&str>,
    back_to: Option<&str>,
) -> Result<Option<String>, Stop<LogoutRefusal>> {
    let client_id =
        client_id.filter(|id| !id.is_empty()).ok_or_else(|| Stop::refused(LogoutRefusal::NoClient))?;
    moment.names_client(Some(client_id));
    let unknown = |_| LogoutRefusal::UnknownClient(client_id.to_owned());
    let client = client_of(moment, client_id).map_err(|stop| stop.map(unknown))?;
    leave(moment, session)?;
    let Some(uri) = back_to.filter(|uri| !uri.is_empty()) else { return Ok(client.site_url) };
    let way = moment.settings.logout_return;
    if may_return(&client, uri, way) {
        return Ok(Some(uri.to_owned()));
    }
    // The citizen stays on the portal and is told nothing; the tester is.
    let (error, why) = match check_redirect(&client, uri) {
        Err(refusal) if way == LogoutReturn::RegisteredHost => (refusal.code(), refusal.why),
        _ => {
            let why = Why::new(reason::LOGOUT_ADDRESS).with("seen", uri);
            (None, why.with("site_url", client.site_url.unwrap_or_default()))
        }
    };
    journal::refused(moment, error, why);
    Ok(None)
}

/// Whether one of two addresses is the beginning of the other, at the same host.
pub(crate) fn belong_together(uri: &str, site: &str) -> bool {
    redirect::same_place(uri, site) || redirect::is_above(uri, site) || redirect::is_above(site, uri)
}

/// Whether a citizen may be sent to an address after leaving.
fn may_return(client: &Client, uri: &str, way: LogoutReturn) -> bool {
    let site = client.site_url.as_deref();
    redirect::read(uri).is_some()
        && match way {
            LogoutReturn::Literal => site.is_some_and(|site| site.contains(uri)),
            LogoutReturn::RegisteredHost => {
                check_redirect(client, uri).is_ok() || site.is_some_and(|site| belong_together(uri, site))
            }
        }
}
