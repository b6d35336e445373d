//! Owns the stories whose verdict is what the passive eyes saw: flags of cookies, caches, markup, addresses, repeated codes.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::jar::Cookie;
use crate::bench::eyes::{CANARY, Secret};
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::cause;
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::event::Grade;
use crate::scenario::steps::answers::{answer_to, begin};
use crate::scenario::steps::known::settled;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::forms::searches;
use crate::scenario::universal::others::{private_addresses, visited};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::written::typed;
use crate::scenario::universal::{at_portal, held, parsed};

/// Of how many pages with a user's records the caches are looked at.
const RECORDS_MAX: usize = 6;

/// Names of parameters whose values pages like to show, and how many of them one address has.
#[rustfmt::skip]
const SHOWN_PERHAPS: &[&str] = &[
    "next", "return_to", "message", "error", "login", "q", "name", "left", "reason", "why", "msg", "text", "title", "status",
    "notice", "info", "flash", "user", "username", "search", "query", "url", "back", "return", "redirect", "page", "id", "lang",
];
const PARAMETERS_MAX: usize = 10;
/// The longest session that the documents recommend, a day, and what no session lasts.
const SESSION_MAX_MIN: i64 = 3 * 60;
const DAY_MIN: i64 = 24 * 60;
const NO_SESSION_MIN: i64 = 31 * DAY_MIN;

const COOKIES: &str = "OWASP ASVS 3.3: cookies";
const COOKIE_LIFE: &str = "ESIA-MR 3.2: a session of the party lasts 15 minutes to 3 hours";
const CACHES: &str = "OWASP ASVS 14.3.2: what is sensitive is not stored by browsers";
const MARKUP: &str = "OWASP ASVS 1.2.1: what came from outside is escaped";

/// Scripts do not read the cookie of the session, other sites do not send it, and HTTP does not carry it.
pub(crate) fn cookies(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, COOKIES)?;
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, COOKIES, &known.id)?;
    let is_https = bench.party().front_door().starts_with("https:");
    let needed = session_cookies(bench, &mut browser)?;
    if needed.is_empty() {
        return Err(Halt::NotApplicable("the party's session is not in a cookie".to_owned()));
    }
    for cookie in needed {
        let name = &cookie.name;
        let judge = |grade, must: &str, seen: &str, holds| {
            bench.transcript().weigh(
                grade,
                COOKIES,
                &format!("the cookie `{name}` of the session"),
                must,
                seen,
                holds,
            );
        };
        judge(Grade::Must, "is kept from scripts (HttpOnly)", flag(cookie.http_only), cookie.http_only);
        let same_site = cookie.same_site.as_deref().unwrap_or("none given");
        let is_tied = ["lax", "strict"].contains(&same_site.to_ascii_lowercase().as_str());
        judge(Grade::Must, "stays with the site (SameSite=Lax)", same_site, is_tied);
        judge(Grade::Must, "goes over HTTPS only (Secure)", flag(cookie.secure), cookie.secure || !is_https);
        lives_no_longer(bench, &cookie)?;
    }
    Ok(())
}

/// The cookie ends when the longest session that the documents allow does, or earlier; most end with the browser.
fn lives_no_longer(bench: &Bench<'_>, cookie: &Cookie) -> Result<(), Halt> {
    let declared = bench.party().terms().session_minutes.unwrap_or_default();
    let longest_min = i64::try_from(declared).unwrap_or(i64::MAX).max(SESSION_MAX_MIN);
    let lives_min = lives_min(cookie, bench.now()?);
    let seen = match lives_min {
        Some(minutes) if minutes >= 2 * DAY_MIN => format!("for {} days", minutes / DAY_MIN),
        Some(minutes) => format!("for {minutes} minutes"),
        None => "until the browser is closed".to_owned(),
    };
    let must = format!("the cookie `{}` of the session lives no longer than a session:", cookie.name);
    let holds = lives_min.is_none_or(|minutes| minutes <= longest_min);
    let is_past_all = lives_min.is_some_and(|minutes| minutes > NO_SESSION_MIN.max(longest_min));
    let grade = if is_past_all { Grade::Must } else { Grade::Should };
    let transcript = bench.transcript();
    transcript.about(&cause::COOKIE_LIFE, || {
        let expected = format!("at most {longest_min} minutes");
        transcript.weigh(grade, COOKIE_LIFE, &must, &expected, &seen, holds);
        Ok(())
    })
}

/// For how long the browser keeps a cookie. A moment without a span is told by one of two clocks: the simulated one, or that
/// of the party's server, by which its answers are dated.
fn lives_min(cookie: &Cookie, now: Timestamp) -> Option<i64> {
    if let Some(seconds) = cookie.max_age_s {
        return Some(seconds / 60);
    }
    let expires = cookie.expires?;
    let spans = [Some(now), cookie.given].into_iter().flatten();
    let spans = spans.map(|begin| expires.duration_since(begin).as_secs() / 60);
    spans.filter(|minutes| *minutes >= 0).min()
}

fn flag(is_set: bool) -> &'static str {
    if is_set { "yes" } else { "no" }
}

/// Pages of a user are not kept by the browser, where the next person at the computer finds them.
pub(crate) fn caches(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CACHES)?;
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, CACHES, &known.id)?;
    let is_tied = |cookie: &Cookie| {
        cookie
            .same_site
            .as_deref()
            .is_some_and(|site| ["lax", "strict"].contains(&site.to_ascii_lowercase().as_str()))
    };
    // A page in a frame of another site shows nothing of a user whose cookies stay behind.
    let travels = !session_cookies(bench, &mut browser)?.iter().all(is_tied);
    let mut pages = vec![bench.party().inside()];
    pages.extend(bench.party().marks_page());
    let marks = known.words();
    let records = private_addresses(bench, &mut browser, &known, &marks)?;
    records.iter().try_for_each(|record| kept_as_file(bench, &mut browser, record, &marks))?;
    pages.extend(records.into_iter().take(RECORDS_MAX));
    let mut known_pages = BTreeSet::new();
    for page in pages.into_iter().filter(|page| known_pages.insert(page.clone())) {
        browser.open(&page)?;
        let at = browser.page()?.url.clone();
        let Some(seen) = bench.transcript().seen().into_iter().rev().find(|seen| seen.url == at) else {
            return Err(Halt::NotApplicable(
                "headers of pages are seen by the plain browser only".to_owned(),
            ));
        };
        let header = seen.cache_control.unwrap_or_else(|| "no Cache-Control".to_owned()).to_ascii_lowercase();
        let is_kept_out = is_kept_out(&header);
        let must = format!("the page {} of a user is not kept", at.path());
        bench.transcript().check(CACHES, &must, "no-store", &header, is_kept_out);
        // Browsers of today tell other sites the host alone, unless a page orders more.
        let policy =
            seen.referrer_policy.unwrap_or_else(|| "that of browsers".to_owned()).to_ascii_lowercase();
        let must =
            format!("the page {} tells other sites nothing of its address (Referrer-Policy)", at.path());
        let transcript = bench.transcript();
        transcript.about(&cause::REFERER, || {
            let holds = !["unsafe-url", "no-referrer-when-downgrade"].contains(&policy.trim());
            transcript.check(CACHES, &must, "nothing more than the host", &policy, holds);
            Ok(())
        })?;
        let framing = seen.framing.unwrap_or_else(|| "nothing".to_owned());
        let must = format!("the page {} is not shown within a page of another site", at.path());
        let holds = framing != "nothing" || !travels;
        let expected = "X-Frame-Options, frame-ancestors, or SameSite of the session";
        transcript.about(&cause::FRAMED, || {
            transcript.check(CACHES, &must, expected, &framing, holds);
            Ok(())
        })?;
        let sites = seen.loads_from.join(", ");
        let must = "a page of a user loads nothing from other sites:";
        transcript.about(&cause::REFERER, || {
            transcript.check(CACHES, must, "nothing", &sites, sites.is_empty());
            Ok(())
        })?;
    }
    Ok(())
}

/// What caches between the browser and the party keep by the name of a file: an address below a page of the user that shows
/// the page all the same, without saying that nobody may keep it.
fn kept_as_file(bench: &Bench<'_>, browser: &mut Browser, page: &str, marks: &[String]) -> Result<(), Halt> {
    let url = parsed(page)?;
    for ending in ["/style.css", ";style.css"] {
        let mut below = url.clone();
        below.set_path(&format!("{}{ending}", url.path().trim_end_matches('/')));
        let shown = browser.peek(below.as_str())?;
        if shown.url != below || !marks.iter().any(|words| shown.shows(words)) {
            continue;
        }
        let seen = bench.transcript().seen().into_iter().rev().find(|seen| seen.url == below);
        let header =
            seen.and_then(|seen| seen.cache_control).unwrap_or_else(|| "no Cache-Control".to_owned());
        let header = header.to_ascii_lowercase();
        let must = format!(
            "an address like a file, {}, shows nothing of a user that a cache keeps for everybody:",
            below.path()
        );
        bench.transcript().check(CACHES, &must, "no-store or private", &header, is_kept_out(&header));
    }
    Ok(())
}

/// Whether a browser asks again before it shows the page to the next person.
fn is_kept_out(cache_control: &str) -> bool {
    let mut words = cache_control.split(',').map(str::trim);
    let is_fresh = words.clone().any(|word| {
        let age = word.strip_prefix("max-age=").map(|age| age.trim_matches('"'));
        age.is_some_and(|age| age != "0")
    });
    words.any(|word| matches!(word, "no-store" | "no-cache") || word == "private" && !is_fresh)
}

/// Markup in every part of an answer, and in parameters that nobody asked for.
pub(crate) fn markup(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, MARKUP)?;
    let mut victim = bench.browser("victim");
    let declined = ["error", "error_description", "error_uri", "code", "state"];
    for name in declined {
        // The answer before has used up its sign-in.
        let (back, state) = begin(bench, &mut victim)?;
        let mut fields: Vec<(&str, &str)> = match name {
            "error_description" | "error_uri" => vec![("error", "access_denied")],
            _ => Vec::new(),
        };
        fields.push((name, CANARY));
        if name != "state" {
            fields.push(("state", &state));
        }
        victim.open(&answer_to(&back, &fields))?;
        answer::survives(bench, &victim, MARKUP)?;
    }
    for page in [bench.party().front_door(), bench.party().inside()] {
        let url = parsed(&page)?;
        for names in SHOWN_PERHAPS.chunks(PARAMETERS_MAX) {
            let fields: Vec<(&str, &str)> = names.iter().map(|name| (*name, CANARY)).collect();
            victim.open(&answer_to(&url, &fields))?;
            answer::is_sound(bench, &victim, MARKUP)?;
        }
    }
    not_there(bench, &mut victim)?;
    if let Some(user) =
        bench.party().legacy_users().first().filter(|_| bench.party().password_page().is_some())
    {
        let wrong = LegacyUser { login: CANARY, password: "esiacanary", ..*user };
        bench.party().enter_with_password(&mut victim, &wrong)?;
        answer::is_sound(bench, &victim, MARKUP)?;
    }
    let mut own = signed_in(bench, &known)?;
    for (address, form) in searches(&visited(bench, &mut own, &known)?) {
        own.peek_sent(&address, &form, typed(CANARY, &form))?;
    }
    is_in_as(bench, &mut own, MARKUP, &known.id)
}

/// Markup in the names that the portal tells, on every page that a user finds.
pub(crate) fn names(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, MARKUP)?;
    let members =
        [&["firstName"][..], &["lastName"], &["middleName"], &["firstName", "lastName", "middleName"]];
    for members in members {
        for member in members {
            let change = serde_json::json!({ "kind": "value", "value": CANARY });
            let order = serde_json::json!({ "fault": "resource-mutated", "member": member, "change": change, "times": 100 });
            bench.idp().arm(&order)?;
        }
        let mut browser = bench.browser(known.who);
        crate::scenario::universal::try_to_enter(bench, &mut browser, &known.person, MARKUP)?;
        bench.idp().disarm()?;
        answer::survives(bench, &browser, MARKUP)?;
        if let Presence::In(_) = bench.party().who_is_in(&mut browser)? {
            visited(bench, &mut browser, &known)?;
        }
    }
    let mut own = signed_in(bench, &known)?;
    is_in_as(bench, &mut own, MARKUP, &known.id)
}

/// A page that is not there, called by the markup.
fn not_there(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    let door = bench.party().front_door();
    let mut url = parsed(&door)?;
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(CANARY);
    }
    browser.open(url.as_str())?;
    let status = browser.page()?.status;
    let must = "a page that is not there is no crash:";
    let transcript = bench.transcript();
    transcript.about(&cause::CRASH, || {
        let seen = format!("status {status}");
        transcript.judge(MARKUP, must, "no failure of the party", &seen, status < 500);
        Ok(())
    })
}

/// A whole visit, a refusal and a broken answer: none of it gives a token, a code, a signature or a number away.
pub(crate) fn addresses(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 9700, 4.2.4";
    let known = settled(bench, clause)?;
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, clause, &known.id)?;
    let shown = browser.page()?.url.clone();
    let seen = bench.transcript().seen().into_iter().rev().find(|seen| seen.url == shown);
    let tells = seen.is_some_and(|seen| !seen.loads_from.is_empty());
    // A code is spent when the page is shown; what the page loads from elsewhere learns it by Referer all the same.
    let holds = !tells || !shown.query_pairs().any(|(name, _)| name == "code");
    let must =
        "a page with a code in its address loads nothing from other sites, which read it there (Referer):";
    bench.transcript().check(clause, must, "none", shown.path(), holds);
    browser.open(&bench.party().inside())?;
    let numbers: Vec<String> =
        session_cookies(bench, &mut browser)?.into_iter().map(|cookie| cookie.value).collect();
    let page = browser.page()?;
    let addresses =
        page.links().into_iter().filter_map(|text| page.link(&text)).map(|link| link.url.to_string());
    let been_at = bench.transcript().seen().into_iter().map(|seen| seen.url.to_string());
    let addresses: Vec<String> = addresses.chain(been_at).collect();
    let shown =
        addresses.iter().any(|address| numbers.iter().any(|number| address.contains(number.as_str())));
    let must = "no address of the party carries the number of a session:";
    bench.transcript().check(clause, must, "none", if shown { "one does" } else { "none" }, !shown);
    // From here on the bench's eyes look for them on pages and in what the party prints.
    numbers.iter().for_each(|number| bench.transcript().learn(Secret::Session, number));
    visited(bench, &mut browser, &known)?;
    let mut other = bench.browser("victim");
    let (back, state) = begin(bench, &mut other)?;
    for fields in
        [vec![("error", "access_denied"), ("state", &state)], vec![("code", "made-up"), ("state", &state)]]
    {
        other.open(&answer_to(&back, &fields))?;
        answer::survives(bench, &other, clause)?;
    }
    Ok(())
}

/// One sign-in asks for tokens once: a code that is asked for twice is a code that somebody else may have.
pub(crate) fn redeemed_once(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 6749, 4.1.2";
    let known = settled(bench, clause)?;
    let before = redemptions(bench)?;
    let mut browser = bench.browser(known.who);
    let answer = held(bench, &mut browser, &known.person)?;
    browser.open(answer.as_str())?;
    at_portal(&mut browser, &known.person)?;
    is_in_as(bench, &mut browser, clause, &known.id)?;
    let count = redemptions(bench)?.saturating_sub(before);
    let must = "a code is exchanged for tokens:";
    bench.transcript().check(clause, must, "once", &format!("{count} times"), count <= 1);
    Ok(())
}

/// How often the party has exchanged a code so far.
fn redemptions(bench: &Bench<'_>) -> Result<usize, Halt> {
    let entries = bench.idp().requests("/journal?limit=500")?;
    let own = entries.iter().filter(|entry| {
        let path = entry["path"].as_str().unwrap_or_default();
        path.ends_with("/te") && entry["client"].as_str() == Some(bench.party().mnemonic())
    });
    Ok(own.count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::browser::jar::Jar;

    #[test]
    fn a_cookie_lives_as_long_as_it_says_by_whichever_clock() {
        let lives = |marks: &str| {
            let url = "http://127.0.0.1/".parse().unwrap();
            let mut jar = Jar::default();
            jar.take_of(&url, &format!("a=1; Path=/{marks}"), Some("Mon, 30 Nov 2026 10:00:00 GMT"));
            lives_min(jar.cookie(&url, "a").unwrap(), "2018-11-20T01:00:00Z".parse().unwrap())
        };
        assert_eq!(lives(""), None);
        assert_eq!(lives("; Max-Age=1800; Expires=Tue, 30 Nov 2027 10:00:00 GMT"), Some(30));
        assert_eq!(lives("; Expires=Tue, 20 Nov 2018 02:00:00 GMT"), Some(60));
        assert_eq!(lives("; Expires=Mon, 30 Nov 2026 10:20:00 GMT"), Some(20));
        assert_eq!(lives("; Expires=Tue, 30 Nov 2027 10:00:00 GMT"), Some(365 * DAY_MIN));
    }

    #[test]
    fn a_page_that_a_browser_may_show_again_unasked_is_kept() {
        for kept_out in
            ["no-store", "no-cache", "private", "max-age=0, private, must-revalidate", "private, no-store"]
        {
            assert!(is_kept_out(kept_out), "{kept_out}");
        }
        for kept in ["private, max-age=600", "public", "max-age=60", "no cache-control", ""] {
            assert!(!is_kept_out(kept), "{kept}");
        }
    }
}
