//! A sign-in that was left lying until its time was over: whose it was, and the way back.

use crate::app::oauth::checks::check_redirect;
use crate::app::{Explained, Moment};
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::domain::journal::{Why, reason};
use crate::domain::time::Timestamp;
use crate::protocol::oauth::redirect;
use crate::store::StoreError;

/// A sign-in for a relying party whose time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// The relying party's name; its mnemonic when it is no longer registered.
    pub relying_party: String,
    /// Where the citizen finds it: the site of the address the request named, while that is one of its own.
    pub site: Option<String>,
    /// When its time was over.
    pub expired_at: Timestamp,
}

impl Explained for Expired {
    fn why(&self) -> Why {
        Why::new(reason::SIGN_IN_EXPIRED)
            .with("expired_at", self.expired_at)
            .with("life_seconds", Pending::TTL.as_secs())
    }
}

/// The sign-in of a name, when its time is over. Nothing while it is under way, after it has
/// ended, and for the portal's own.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, id: PendingId) -> Result<Option<Expired>, StoreError> {
    let tx = moment.read()?;
    let Some(pending) = tx.pending(id)?.filter(|pending| moment.now >= pending.expires_at) else {
        return Ok(None);
    };
    let Some(asked) = pending.asked else { return Ok(None) };
    let client = tx.client(&asked.client)?;
    drop(tx);
    moment.names_client(Some(&asked.client));
    let own = client.as_ref().filter(|client| check_redirect(client, &asked.redirect_uri).is_ok());
    Ok(Some(Expired {
        expired_at: pending.expires_at,
        site: own.and_then(|_| redirect::site(&asked.redirect_uri)),
        relying_party: client.map_or(asked.client.to_string(), |client| client.name),
    }))
}
