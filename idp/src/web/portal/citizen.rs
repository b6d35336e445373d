//! Who is signed in to the cabinet.

use crate::app::oauth::login;
use crate::domain::account::Account;
use crate::web::portal::reply::{Early, early, run};
use crate::web::site::Site;

/// The account of the citizen who is signed in; everybody else goes to sign in first.
pub(crate) async fn citizen(site: &Site) -> Result<Account, Early> {
    let to_sign_in = || early(site.see("/profile/login"));
    let session = site.session.ok_or_else(to_sign_in)?;
    let found = run(site, move |moment| Ok(login::signed_in(moment, session)?)).await?;
    found.map(|(_, account)| account).ok_or_else(to_sign_in)
}
