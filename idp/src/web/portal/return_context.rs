//! The return context of a citizen whom a relying party sent (MR 3.5): `cid`, `rurl` and `imm`, kept in a cookie that ends
//! with the browser.

use actix_web::cookie::Cookie;
use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::oauth::return_context;
use crate::protocol::oauth::redirect;
use crate::web::portal::cookies;
use crate::web::portal::reply::{Early, run};
use crate::web::site::Site;

/// The cookie's name.
// SIM: where the real portal keeps the context is not documented.
const COOKIE: &str = "return_context";

/// What a relying party says behind `?`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReturnContext {
    /// The mnemonic of the system that sent the citizen.
    pub cid: String,
    /// Where to come back to.
    pub rurl: String,
    /// `true`: come back right after the registration.
    pub imm: String,
}

impl ReturnContext {
    /// Whether the query has a context at all.
    pub fn is_there(&self) -> bool {
        !self.cid.is_empty() && !self.rurl.is_empty()
    }

    /// The answer with the context in a cookie.
    pub fn kept(&self, site: &Site, mut answer: HttpResponse) -> HttpResponse {
        if self.is_there() {
            let pairs = [("cid", &*self.cid), ("rurl", &*self.rurl), ("imm", &*self.imm)];
            let text = redirect::with_query("", &pairs);
            let _ = answer.add_cookie(&cookies::named(site, COOKIE, text));
        }
        answer
    }

    /// The context that a browser carries.
    pub fn of(request: &HttpRequest) -> Self {
        let cookie = request.cookie(COOKIE);
        let read = |cookie: Cookie<'_>| Query::from_query(cookie.value().trim_start_matches('?')).ok();
        cookie.and_then(read).map(Query::into_inner).unwrap_or_default()
    }

    /// Where a citizen who has just registered goes at once.
    ///
    /// # Errors
    /// Something is broken: the page that says so.
    pub async fn at_once(&self, site: &Site) -> Result<Option<String>, Early> {
        if self.imm == "true" { self.back(site).await } else { Ok(None) }
    }

    /// Where the button «Вернуться назад» leads.
    ///
    /// # Errors
    /// Something is broken: the page that says so.
    pub async fn back(&self, site: &Site) -> Result<Option<String>, Early> {
        if !self.is_there() {
            return Ok(None);
        }
        let own = self.clone();
        run(site, move |moment| Ok(return_context::address(moment, &own.cid, &own.rurl)?)).await
    }
}
