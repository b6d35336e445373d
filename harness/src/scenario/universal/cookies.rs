//! Owns which of a browser's cookies are the session of a party.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::jar::Cookie;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;

/// The cookies without which the party no longer knows who is in.
pub(super) fn session_cookies(bench: &Bench<'_>, browser: &mut Browser) -> Result<Vec<Cookie>, Halt> {
    let cookies = browser.cookies_of(&bench.party().inside())?;
    let whole = browser.jar()?;
    let mut needed = Vec::new();
    for cookie in cookies {
        let mut without = bench.browser("somebody without a cookie");
        without.keep(whole.clone().without(&cookie.name))?;
        if bench.party().who_is_in(&mut without)? == Presence::Nobody {
            needed.push(cookie);
        }
    }
    Ok(needed)
}
