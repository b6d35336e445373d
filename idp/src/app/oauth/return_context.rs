//! There and back: a relying party sends a citizen to register or to the profile, and wants the citizen back (MR 3.5).

use crate::app::Moment;
use crate::app::journal;
use crate::app::oauth::checks;
use crate::app::oauth::logout::belong_together;
use crate::domain::journal::{Why, reason};
use crate::store::StoreError;

/// The address to bring a citizen back to, when the relying party may have it; the journal says why it may not.
///
/// MR 3.5: it includes the system's address as registered.
///
/// # Errors
/// The store failed.
pub fn address(moment: &Moment<'_>, client_id: &str, uri: &str) -> Result<Option<String>, StoreError> {
    moment.names_client(Some(client_id));
    let client = match client_id.parse() {
        Ok(mnemonic) => moment.read()?.client(&mnemonic)?,
        Err(_) => None,
    };
    let why = match client {
        None => Why::new(reason::CLIENT_UNKNOWN).with("client_id", client_id),
        Some(client) => match checks::check_redirect(&client, uri) {
            Ok(()) => return Ok(Some(uri.to_owned())),
            Err(_) if client.site_url.as_deref().is_some_and(|site| belong_together(uri, site)) => {
                return Ok(Some(uri.to_owned()));
            }
            Err(refusal) => refusal.why,
        },
    };
    journal::remarked(moment, why);
    Ok(None)
}
