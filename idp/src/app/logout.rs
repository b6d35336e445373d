//! Leaving the portal: the session ends, and the citizen goes back where the relying party may send one.

use crate::app::checks::{check_redirect, client_of};
use crate::app::journal;
use crate::app::{Broken, Explained, Moment, Stop};
use crate::domain::id::SessionId;

/// Ends a session; tells the address to go on to, when the relying party may send the citizen there.
///
/// # Errors
/// The store failed.
pub fn leave(
    moment: &Moment<'_>,
    session: Option<SessionId>,
    client_id: Option<&str>,
    back_to: Option<&str>,
) -> Result<Option<String>, Broken> {
    if let Some(session) = session {
        moment.write()?.remove_session(session)?;
    }
    let Some(uri) = back_to.filter(|uri| !uri.is_empty()) else { return Ok(None) };
    let client_id = client_id.unwrap_or_default();
    let allowed =
        client_of(moment, client_id).and_then(|client| check_redirect(&client, uri).map_err(Stop::refused));
    match allowed {
        Ok(()) => Ok(Some(uri.to_owned())),
        Err(Stop::Refused(refusal)) => {
            // The citizen stays on the portal and is told nothing; the tester is.
            moment.names_client(Some(client_id));
            journal::refused(moment, refusal.code(), refusal.why());
            Ok(None)
        }
        Err(Stop::Broken(broken)) => Err(broken),
    }
}
