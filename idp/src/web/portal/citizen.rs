//! Who is signed in to the cabinet.

use actix_web::HttpResponse;

use crate::app::{Stop, login};
use crate::domain::account::Account;
use crate::web::error::broken_page;
use crate::web::site::{Site, perform};

/// The account of the citizen who is signed in; everybody else goes to sign in first.
pub(crate) async fn citizen(site: &Site) -> Result<Account, HttpResponse> {
    let Some(session) = site.session else { return Err(site.see("/profile/login")) };
    let found =
        perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(login::signed_in(moment, session)?));
    match found.await {
        Ok(Some((_, account))) => Ok(account),
        Ok(None) => Err(site.see("/profile/login")),
        Err(Stop::Broken(why)) => Err(broken_page(site, &why)),
        Err(Stop::Refused(never)) => match never {},
    }
}
