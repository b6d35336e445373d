//! The portal's cookies: the session, and the sign-in under way.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::domain::id::PendingId;
use crate::domain::session::Session;
use crate::web::site::{PENDING_COOKIE, SESSION_COOKIE, Site};

fn cookie(site: &Site, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path(site.cookie_path())
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.is_https())
        .finish()
}

/// The cookie of a session; on a foreign computer it ends with the browser.
pub fn session(site: &Site, session: &Session) -> Cookie<'static> {
    let mut cookie = cookie(site, SESSION_COOKIE, session.id.to_string());
    if session.remembered {
        cookie.set_max_age(Duration::seconds(session.expires_at.since(session.started_at).as_secs()));
    }
    cookie
}

/// The cookie of a sign-in under way.
pub fn pending(site: &Site, id: PendingId) -> Cookie<'static> {
    cookie(site, PENDING_COOKIE, id.to_string())
}

/// A cookie that ends with the browser.
pub fn named(site: &Site, name: &'static str, value: String) -> Cookie<'static> {
    cookie(site, name, value)
}

/// Takes a cookie away.
pub fn ended(site: &Site, name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(site, name, String::new());
    cookie.make_removal();
    cookie
}
