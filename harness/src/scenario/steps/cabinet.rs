//! Owns the way into a citizen's cabinet on the portal.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::page::shows;
use crate::scenario::steps::sign_in_at_portal;

/// The cabinet asks for a sign-in first.
pub(crate) fn enter_cabinet(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/profile/"))?;
    sign_in_at_portal(browser, person)?;
    if !browser.page()?.url.path().contains("/profile") {
        browser.open(&bench.idp().url("/profile/"))?;
    }
    shows(bench, browser, "S004", &person.last_name)
}
