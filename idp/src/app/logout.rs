//! Leaving the portal: the session ends, and the citizen goes back where the relying party may send one.

use crate::app::Moment;
use crate::domain::id::SessionId;
use crate::protocol::oauth::redirect;
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
) -> Result<Option<String>, StoreError> {
    let mut tx = moment.write()?;
    if let Some(session) = session {
        tx.remove_session(session)?;
    }
    let client = match client_id.and_then(|id| id.parse().ok()) {
        Some(mnemonic) => tx.client(&mnemonic)?,
        None => None,
    };
    tx.commit()?;
    let allowed = client.zip(back_to).filter(|(client, uri)| {
        redirect::read(uri).is_some_and(|address| client.may_redirect_to(&address.host, address.port))
    });
    Ok(allowed.map(|(_, uri)| uri.to_owned()))
}
