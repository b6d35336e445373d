//! Owns the provider that hangs: one sign-in waits, everybody else goes on, and the one ends in a limit of the party's own.

use reqwest::header::COOKIE;
use reqwest::{Method, Url};
use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::site::Journey;
use crate::bench::halt::Halt;
use crate::bench::http::{Answer, Bounds, ExchangeError, Reads};
use crate::bench::party::Presence;
use crate::check::session::is_out;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::subject::Subject;
use crate::scenario::steps::answers::hold_answer;
use crate::scenario::steps::known::comes_in;

/// A page that needs longer than this while another sign-in hangs was waiting for it.
const WAIT_MAX_S: f64 = 3.0;
/// How often the provider is asked whether it hangs already; each time takes a moment.
const LOOKS_MAX: usize = 5_000;
/// How often it is asked after a page that came late.
const LOOKS_AFTER: usize = 300;
const OCTETS_MAX: u64 = 1 << 20;

/// The subject names the place: the token endpoint, or the data API.
pub(crate) fn at(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let clause = subject.clause();
    let mut browser = bench.browser(liar.herself.who);
    let callback = hold_answer(bench, &mut browser, &liar.herself.person)?;
    let patience = bench.transcript().limits().patience;
    let ms = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX).saturating_add(5_000);
    bench.transcript().did("provider", &format!("hangs at {}, once", subject.what))?;
    bench.idp().arm(&json!({ "fault": "transport-slow", "at": subject.what, "amount": ms, "times": 1 }))?;
    let request = request(bench, &browser, &callback)?;
    let (bounds, interrupt) = (
        Bounds { within: patience, reads: Reads::Shown(OCTETS_MAX) },
        bench.transcript().interrupt().clone(),
    );
    let exchanges = bench.exchanges().clone();
    let ended: Result<Result<Answer, ExchangeError>, Halt> = std::thread::scope(|scope| {
        let hanging = scope.spawn(move || exchanges.send(request, bounds, &interrupt));
        let others = begins_to_hang(bench, || hanging.is_finished())
            .and_then(|()| others_go_on(&liar, || hanging.is_finished()));
        let ended = hanging.join().map_err(|_| Halt::Broken("the hanging request panicked".to_owned()))?;
        others.map(|()| ended)
    });
    bench.idp().disarm()?;
    let transcript = bench.transcript();
    let seen = match &ended? {
        Ok(answer) => format!("an answer with status {}", answer.status.as_u16()),
        Err(ExchangeError::Interrupted) => return Err(Halt::Interrupted),
        Err(other) => subject.without_guard(&other.why().unwrap_or_default()),
    };
    let must = format!("whose sign-in hangs is answered within {} s", patience.as_secs_f64());
    transcript.check(clause, &must, "a page of the party", &seen, seen.starts_with("an answer"));
    is_out(bench, &mut browser, clause)?;
    comes_in(bench, &liar.herself, clause).map(drop)
}

fn request(bench: &Bench<'_>, browser: &Browser, callback: &Url) -> Result<reqwest::RequestBuilder, Halt> {
    let request = bench.exchanges().request(Method::GET, callback.as_str());
    Ok(match browser.jar()?.header(callback, Journey::Visit) {
        Some(cookies) => request.header(COOKIE, cookies),
        None => request,
    })
}

/// Waits until the provider has begun to hang.
fn begins_to_hang(bench: &Bench<'_>, is_over: impl Fn() -> bool) -> Result<(), Halt> {
    for _ in 0..LOOKS_MAX {
        if bench.idp().faults_left()? == 0 {
            return Ok(());
        }
        if is_over() {
            break;
        }
        bench.transcript().go_on()?;
    }
    Err(Halt::NotApplicable("the party never made the request that would hang".to_owned()))
}

/// Meanwhile a stranger sees the front page, and another citizen signs in.
fn others_go_on(liar: &Liar<'_, '_>, is_over: impl Fn() -> bool) -> Result<(), Halt> {
    let (bench, subject) = (liar.bench, liar.subject);
    // A page that waited for the other sign-in comes at the same moment as its answer.
    let is_over_soon = || (0..LOOKS_AFTER).any(|_| is_over() || bench.idp().faults_left().is_err());
    let gone_on = |must: &str, seen: &str, fits: bool, took_s: f64| {
        let in_time = took_s < WAIT_MAX_S || !is_over_soon();
        let shown = format!("{seen}, after {took_s:.1} s");
        let shown = match fits && in_time {
            true => shown,
            false => subject.without_guard(&shown),
        };
        bench.transcript().check(subject.clause(), must, "at once", &shown, fits && in_time);
    };
    let mut stranger = bench.browser("stranger");
    let door = bench.party().front_door();
    let (page, took) = liar.timed(|| match stranger.open(&door) {
        Ok(()) => Ok(Some(stranger.page()?.status)),
        Err(Halt::Unanswered(_)) => Ok(None),
        Err(other) => Err(other),
    })?;
    let seen = page.map_or("no answer".to_owned(), |status| format!("a page with status {status}"));
    gone_on("while another's sign-in hangs, the front page comes", &seen, page.is_some(), took.as_secs_f64());
    let mut browser = bench.browser(liar.other.who);
    let (presence, took) =
        liar.timed(|| match crate::scenario::steps::known::enter(bench, &mut browser, &liar.other.person) {
            Ok(()) | Err(Halt::Unanswered(_) | Halt::Missing(_)) => bench.party().who_is_in(&mut browser),
            Err(other) => Err(other),
        })?;
    let is_in = presence == Presence::In(liar.other.id.clone());
    gone_on(
        "while another's sign-in hangs, a citizen signs in",
        &presence.to_string(),
        is_in,
        took.as_secs_f64(),
    );
    Ok(())
}
