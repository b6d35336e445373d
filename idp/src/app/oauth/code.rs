//! The code that a relying party gets for a grant.

use crate::app::{Broken, Moment};
use crate::domain::grant::Grant;
use crate::protocol::jose::{claims, jws};

/// The code of a grant: the same whenever it is signed, where the algorithm (a JOSE name) signs without chance.
///
/// # Errors
/// The realm has no key of the algorithm, or signing failed.
pub(crate) fn of(moment: &Moment<'_>, grant: &Grant, algorithm: &str) -> Result<String, Broken> {
    let key = moment.realm.keyring.signer(algorithm)?;
    Ok(jws::seal(claims::CODE, &claims::code(grant, &moment.settings.issuer), key.signer())?)
}
