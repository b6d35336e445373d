//! Owns conditions on how a party answers: it does not crash, it shows a page, and a refusal says that it is one.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::cause::{self, Cause};
use crate::check::clause::Clause;
use crate::event::Grade;

/// A page with less to read says nothing to a citizen.
const READABLE_CHARS_MIN: usize = 8;

/// The citizen ends on a page that can be read, and not on a crash: a foreseeable answer of the portal was all that
/// there was.
pub(crate) fn is_sound(bench: &Bench<'_>, browser: &Browser, clause: Clause) -> Result<(), Halt> {
    let page = browser.page()?;
    if is_partys(bench, page) {
        // A refusal in the file's own words is one, though its status blames the portal.
        let is_refusal = matches!(page.status, 502..=504) && bench.party().says_no(page) == Some(true);
        let holds = (page.status < 500 || is_refusal) && is_readable(page);
        let must = "the party answers what it can foresee with a page, and does not crash:";
        is_a_page(bench, page, clause, must, holds)?;
    }
    Ok(())
}

/// The same while the portal fails: to pass the failure on (502, 503, 504) with a page that says so is sound.
pub(crate) fn survives(bench: &Bench<'_>, browser: &Browser, clause: Clause) -> Result<(), Halt> {
    let page = browser.page()?;
    if is_partys(bench, page) {
        let passes_on = matches!(page.status, 502..=504);
        let holds = (page.status < 500 || passes_on) && is_readable(page);
        let must = "the party survives what the portal does wrong:";
        is_a_page(bench, page, clause, must, holds)?;
    }
    Ok(())
}

/// Somebody who was not let in reads that: a page that says nothing but what everybody reads at the door is none. Where
/// the party's file says how a refusal looks, it looks so.
pub(crate) fn tells(bench: &Bench<'_>, browser: &Browser, clause: Clause) -> Result<(), Halt> {
    let page = browser.page()?;
    if !is_partys(bench, page) {
        return Ok(());
    }
    let says_no = bench.party().says_no(page);
    if says_no == Some(true) {
        return Ok(());
    }
    // A page in other words than the file names says something all the same; the front door says nothing.
    let grade = match (says_no, is_silent(bench, page)?) {
        (_, false) => return Ok(()),
        (Some(_), true) => Grade::Must,
        (None, true) => Grade::Should,
    };
    let must = "who is not let in reads that, and why (a message):";
    let transcript = bench.transcript();
    transcript.perhaps_about(Some(&cause::EXPLANATION), || {
        transcript.weigh(grade, clause, must, "a refusal", &seen(page), false);
        Ok(())
    })
}

/// Whether a page says nothing but what everybody reads at the door.
fn is_silent(bench: &Bench<'_>, page: &Page) -> Result<bool, Halt> {
    let door = bench.browser("somebody at the door").peek(&bench.party().front_door())?;
    Ok(door.text() == page.text())
}

/// The same where the portal is to blame, and a page in other words may say so.
pub(crate) fn tells_of_failure(bench: &Bench<'_>, browser: &Browser, clause: Clause) -> Result<(), Halt> {
    let page = browser.page()?;
    if let (true, Some(says_no)) = (is_partys(bench, page), bench.party().says_no(page)) {
        let must = "the page that the citizen ends on";
        let says_no = says_no || !is_silent(bench, page)?;
        let lacking = (!says_no).then_some(&cause::EXPLANATION);
        let transcript = bench.transcript();
        transcript.perhaps_about(lacking, || {
            transcript.weigh(Grade::Should, clause, must, "a refusal", &seen(page), says_no);
            Ok(())
        })?;
    }
    Ok(())
}

/// Where it is no page that can be read, the party has crashed or says nothing.
fn is_a_page(bench: &Bench<'_>, page: &Page, clause: Clause, must: &str, holds: bool) -> Result<(), Halt> {
    let guard: &'static Cause = if page.status < 500 { &cause::EXPLANATION } else { &cause::CRASH };
    let transcript = bench.transcript();
    transcript.perhaps_about((!holds).then_some(guard), || {
        transcript.judge(clause, must, "a page that can be read", &seen(page), holds);
        Ok(())
    })
}

/// Whether a page is the party's, and not the portal's.
pub(crate) fn is_partys(bench: &Bench<'_>, page: &Page) -> bool {
    bench.party().front_door().parse().is_ok_and(|door: Url| door.origin() == page.url.origin())
}

fn is_readable(page: &Page) -> bool {
    page.text().chars().count() >= READABLE_CHARS_MIN || page.wants_scripts()
}

fn seen(page: &Page) -> String {
    format!("«{}», status {}", page.title(), page.status)
}
