//! Owns the attack on a user's records by scripts of other sites: with the party's leave, or because they come as a script.

use crate::bench::Bench;
use crate::bench::browser::{Browser, PHISHING};
use crate::bench::halt::Halt;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::Users;
use crate::scenario::universal::binding::form_of;
use crate::scenario::universal::others::{private_addresses, words_of};
use crate::scenario::universal::parsed;
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 3.4.2: scripts of other sites read nothing of a user's";

/// A page without an origin of its own, as a frame in a sandbox is: its requests say `Origin: null`.
const SANDBOX: &str = "data:text/html,sandbox";

/// Names under which programs take the function that JSON is to be wrapped in.
const WRAPPING: &[&str] = &["callback", "jsonp", "cb", "jsoncallback", "_callback"];
const FUNCTION: &str = "esiaProbe";

/// A script of another site asks for the user's pages: it does not get to read them.
pub(crate) fn scripts(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.mother, &users.father);
    let mut browser = signed_in(bench, &users.mother)?;
    for address in private_addresses(bench, &mut browser, &users.mother, &secrets)? {
        for site in [PHISHING, SANDBOX] {
            is_read_by_none(bench, &mut browser, &address, site)?;
        }
        is_no_script(bench, &mut browser, &address)?;
    }
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// The answer lets no script of a page at that address read it.
fn is_read_by_none(bench: &Bench<'_>, browser: &mut Browser, address: &str, site: &str) -> Result<(), Halt> {
    browser.send_forged(site, &form_of(parsed(address)?), Vec::new())?;
    let origin = parsed(site)?.origin().ascii_serialization();
    let allowed = bench.transcript().seen().pop().and_then(|seen| seen.readable_by);
    if let Some(reader) = allowed.filter(|reader| reader == "*" || *reader == origin) {
        let must = "scripts of other sites do not read a user's records (CORS, cross-origin):";
        let seen = format!("«{reader}» may read {address}");
        bench.transcript().judge(CLAUSE, must, "no site may", &seen, false);
    }
    Ok(())
}

/// The records do not come as a call of a function that any site may define (JSONP).
fn is_no_script(bench: &Bench<'_>, browser: &mut Browser, address: &str) -> Result<(), Halt> {
    let mut wrapped = parsed(address)?;
    wrapped.query_pairs_mut().extend_pairs(WRAPPING.iter().map(|name| (*name, FUNCTION)));
    let page = browser.peek(wrapped.as_str())?;
    let text = page.text();
    let code = text.trim_start_matches("/**/").trim_start();
    if code.strip_prefix(FUNCTION).is_some_and(|rest| rest.trim_start().starts_with('(')) {
        let must = "records do not come as a script that pages of other sites can load (JSONP):";
        let seen = format!("they do at {}", wrapped.path());
        bench.transcript().judge(CLAUSE, must, "they do not", &seen, false);
    }
    Ok(())
}
