//! Leaving the portal: the session ends, and the citizen goes back where the relying party may send one.

use crate::app::Moment;
use crate::app::authorize::check_redirect;
use crate::app::journal::{self, About};
use crate::app::refusal::{OAuthRefusal, client_of};
use crate::domain::id::SessionId;
use crate::store::StoreError;

/// Ends a session; tells the address to go on to, when the relying party may send the citizen there.
///
/// # Errors
/// The store failed.
pub fn leave(
    moment: &Moment<'_>,
    session: Option<SessionId>,
    client_id: Option<&str>,
    back_to: Option<&str>,
    about: About,
) -> Result<Option<String>, StoreError> {
    if let Some(session) = session {
        let mut tx = moment.write()?;
        tx.remove_session(session)?;
        tx.commit()?;
    }
    let Some(uri) = back_to.filter(|uri| !uri.is_empty()) else { return Ok(None) };
    let client_id = client_id.unwrap_or_default();
    let allowed = client_of(moment, client_id)?.and_then(|client| check_redirect(&client, uri));
    if let Err(OAuthRefusal { error, why, .. }) = allowed {
        // The citizen stays on the portal and is told nothing; the tester is.
        let about = About { client: Some(client_id.to_owned()), ..about };
        journal::refused(moment, about, Some(format!("ESIA-{}", error.code)), why)?;
        return Ok(None);
    }
    Ok(Some(uri.to_owned()))
}
