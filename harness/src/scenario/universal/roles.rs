//! Owns the attacks of one role on the rooms of another: what a teacher opens stays closed to a parent, whatever the parent
//! sends.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::site::Journey;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::session::is_in_as;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::{comes_in, enter};
use crate::scenario::steps::{enter_with_password, settle};
use crate::scenario::universal::bare::asked_with;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::others::{private_addresses, shows_none, words_of};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::{at_portal, begins_over_another, held, parsed};

const CLAUSE: &str = "OWASP ASVS 8.2.1: what a role may do, is asked on every request";

/// The rooms of every other role, opened by somebody who has not got it: plainly, and with what the party keeps in the
/// browser of somebody who has.
pub(crate) fn rooms(bench: &Bench<'_>) -> Result<(), Halt> {
    let (attacker, owners) = roles(bench)?;
    for owner in owners {
        let secrets = words_of(&owner, &attacker);
        let mut theirs = signed_in(bench, &owner)?;
        let addresses = private_addresses(bench, &mut theirs, &owner, &secrets)?;
        let sessions = session_cookies(bench, &mut theirs)?;
        let beside = theirs.cookies_of(&bench.party().inside())?;
        let beside =
            beside.into_iter().filter(|one| !sessions.iter().any(|session| session.name == one.name));
        let mut browsers = vec![("a user of another role", signed_in(bench, &attacker)?)];
        browsers.push(("somebody who is not signed in", bench.browser("somebody who is not signed in")));
        for cookie in beside {
            let mut browser = signed_in(bench, &attacker)?;
            browser.put_cookie(&cookie, &cookie.value)?;
            browsers.push(("a user of another role with a cookie of this one", browser));
        }
        for (who, mut browser) in browsers {
            let guard = format!("{who} opens no room of the role:");
            for address in &addresses {
                for asked in [address.clone(), with_role(address)] {
                    let page = browser.peek(&asked)?;
                    shows_none(bench, &page, &secrets, &guard);
                }
            }
        }
    }
    is_in_as(bench, &mut signed_in(bench, &attacker)?, CLAUSE, &attacker.id)
}

/// Somebody who has not got a role claims it while signing in: in the addresses, in the form, in a cookie.
pub(crate) fn claimed(bench: &Bench<'_>) -> Result<(), Halt> {
    let (attacker, owners) = roles(bench)?;
    for owner in owners {
        let secrets = words_of(&owner, &attacker);
        let mut theirs = signed_in(bench, &owner)?;
        let addresses = private_addresses(bench, &mut theirs, &owner, &secrets)?;
        let words =
            bench.party().legacy_users().iter().find(|one| one.who == owner.who).and_then(|one| one.role);
        for role in ["teacher"].into_iter().chain(words) {
            for way in [Claim::AtTheDoor, Claim::InTheAnswer, Claim::InACookie] {
                let mut browser = claims(bench, &attacker, role, way)?;
                let guard = format!("somebody who claims a role {} opens no room of it:", way.words());
                for address in &addresses {
                    let page = browser.peek(address)?;
                    shows_none(bench, &page, &secrets, &guard);
                }
            }
            by_headers(bench, &attacker, role, (&addresses, &secrets))?;
        }
    }
    is_in_as(bench, &mut signed_in(bench, &attacker)?, CLAUSE, &attacker.id)
}

/// Somebody signs in where a user of another role has been or still is: the role went with that user, and the own records
/// are shown.
pub(crate) fn left_behind(bench: &Bench<'_>) -> Result<(), Halt> {
    let (attacker, owners) = roles(bench)?;
    for owner in owners {
        let (secrets, own_words) = (words_of(&owner, &attacker), words_of(&attacker, &owner));
        let mut theirs = signed_in(bench, &owner)?;
        let addresses = private_addresses(bench, &mut theirs, &owner, &secrets)?;
        let mut own = signed_in(bench, &attacker)?;
        let own_addresses = private_addresses(bench, &mut own, &attacker, &own_words)?;
        for way in [After::Leaving, After::ThePortal, After::ThePassword] {
            let mut computer = signed_in(bench, &owner)?;
            if !comes_after(bench, &mut computer, &attacker, way)? {
                continue;
            }
            let guard = format!("whoever signs in {} opens no room of that user's role:", way.words());
            for address in &addresses {
                let page = computer.peek(address)?;
                shows_none(bench, &page, &secrets, &guard);
            }
            let mut shown = Vec::new();
            for address in &own_addresses {
                let page = computer.peek(address)?;
                shown.push(own_words.iter().any(|words| page.shows(words)));
            }
            let must = format!("whoever signs in {} reads the own records:", way.words());
            let hidden = shown.iter().filter(|shown| !**shown).count();
            let seen = format!("{hidden} of {} pages show none of them", shown.len());
            bench.transcript().judge(CLAUSE, &must, "all pages show them", &seen, hidden == 0);
        }
    }
    is_in_as(bench, &mut signed_in(bench, &attacker)?, CLAUSE, &attacker.id)
}

/// How somebody comes in where a user of another role was.
#[derive(Debug, Clone, Copy)]
enum After {
    Leaving,
    ThePortal,
    ThePassword,
}

impl After {
    fn words(self) -> &'static str {
        match self {
            After::Leaving => "after a user of another role has left",
            After::ThePortal => "through the portal over a user of another role",
            After::ThePassword => "by password over a user of another role",
        }
    }
}

/// Signs in in the browser of somebody who is in, as far as the party offers that; whether it is this one who is in now.
fn comes_after(
    bench: &Bench<'_>,
    computer: &mut Browser,
    next: &KnownUser,
    way: After,
) -> Result<bool, Halt> {
    let come = |computer: &mut Browser| match way {
        After::Leaving => {
            bench.party().leave(computer)?;
            computer.open(&bench.idp().url("/logout"))?;
            bench.party().enter_through_portal(computer)?;
            at_portal(computer, &next.person)
        }
        After::ThePortal => {
            computer.open(&bench.idp().url("/logout"))?;
            begins_over_another(bench, computer)?;
            at_portal(computer, &next.person)
        }
        After::ThePassword => {
            let listed = bench.party().legacy_users().iter().find(|one| one.who == next.who);
            let none = || Halt::NotApplicable("no password".to_owned());
            enter_with_password(bench, computer, listed.ok_or_else(none)?)
        }
    };
    match come(computer) {
        Ok(()) => Ok(bench.party().who_is_in(computer)? == Presence::In(next.id.clone())),
        // A party need not offer a sign-in to whoever is in.
        Err(Halt::NotApplicable(_) | Halt::Missing(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The rooms asked for with headers that claim the role, as a server in front of a program would send them.
fn by_headers(
    bench: &Bench<'_>,
    attacker: &KnownUser,
    role: &str,
    (addresses, secrets): (&[String], &[String]),
) -> Result<(), Halt> {
    let jar = signed_in(bench, attacker)?.jar()?;
    // A header holds Latin letters only.
    let role = if role.is_ascii() { role } else { "teacher" };
    let headers = HEADERS.map(|name| (name, if name.contains("Is-") { "1" } else { role }));
    for address in addresses.iter().filter_map(|address| address.parse::<Url>().ok()) {
        let cookies = jar.header(&address, Journey::Own).unwrap_or_default();
        let sent = headers.iter().copied().chain([("Cookie", cookies.as_str())]);
        if let Ok(page) = asked_with(bench, &address, sent)? {
            let guard = "somebody who claims a role in a header opens no room of it:";
            shows_none(bench, &page, secrets, guard);
        }
    }
    Ok(())
}

/// Where a role is claimed.
#[derive(Debug, Clone, Copy)]
enum Claim {
    AtTheDoor,
    InTheAnswer,
    InACookie,
}

impl Claim {
    fn words(self) -> &'static str {
        match self {
            Claim::AtTheDoor => "in the address that begins the sign-in",
            Claim::InTheAnswer => "in the address of the answer",
            Claim::InACookie => "in a cookie",
        }
    }
}

/// A browser in which the attacker has signed in and claimed a role.
fn claims(bench: &Bench<'_>, attacker: &KnownUser, role: &str, way: Claim) -> Result<Browser, Halt> {
    let mut browser = bench.browser(attacker.who);
    let door = parsed(&bench.party().front_door())?;
    match way {
        Claim::AtTheDoor => {
            browser.open(claiming(&door, role).as_str())?;
            match bench.party().starts_at(&browser)? {
                Some(start) => browser.open(claiming(&start, role).as_str())?,
                None => bench.party().enter_through_portal(&mut browser)?,
            }
            at_portal(&mut browser, &attacker.person)?;
        }
        Claim::InTheAnswer => {
            let answer = held(bench, &mut browser, &attacker.person)?;
            browser.open(claiming(&answer, role).as_str())?;
        }
        Claim::InACookie => {
            // A cookie holds Latin letters only.
            let role = if role.is_ascii() { role } else { "teacher" };
            let value = |name: &str| if is_flag(name) { "1" } else { role }.to_owned();
            let headers: Vec<String> =
                NAMES.iter().map(|name| format!("{name}={}; Path=/", value(name))).collect();
            browser.take(&door, &headers)?;
            enter(bench, &mut browser, &attacker.person)?;
        }
    }
    Ok(browser)
}

/// Names under which a careless program may keep a role.
const NAMES: [&str; 10] =
    ["role", "type", "as", "user_role", "roles", "group", "teacher", "is_teacher", "admin", "is_admin"];

/// Headers under which the same may be said.
const HEADERS: [&str; 6] = ["X-Role", "X-Roles", "X-User-Role", "X-Groups", "X-Is-Teacher", "X-Is-Admin"];

fn is_flag(name: &str) -> bool {
    name.ends_with("teacher") || name.ends_with("admin")
}

/// The address with parameters that name a role.
fn claiming(address: &Url, role: &str) -> Url {
    let mut asked = address.clone();
    let pairs = NAMES.iter().map(|name| (*name, if is_flag(name) { "1" } else { role }));
    asked.query_pairs_mut().extend_pairs(pairs);
    asked
}

/// The same for an address that is a text.
fn with_role(address: &str) -> String {
    address.parse().map_or_else(|_| address.to_owned(), |url| claiming(&url, "teacher").to_string())
}

/// The first user, and for each role that this one has not, the first who has it.
fn roles(bench: &Bench<'_>) -> Result<(KnownUser, Vec<KnownUser>), Halt> {
    let none =
        || Halt::NotApplicable("the party's file names no users of two roles: `role` of [[user]]".to_owned());
    let all: Vec<Option<&str>> = bench.party().legacy_users().iter().map(|user| user.role).collect();
    let own = all.first().copied().flatten().ok_or_else(none)?;
    let mut seen = vec![own];
    let mut others = Vec::new();
    for (number, role) in all.iter().enumerate() {
        if let Some(role) = role.filter(|role| !seen.contains(role)) {
            seen.push(role);
            others.push(number);
        }
    }
    if others.is_empty() {
        return Err(none());
    }
    bench.transcript().control(|| {
        let settled = |number: usize| {
            let known = settle(bench, number)?;
            comes_in(bench, &known, CLAUSE)?;
            Ok(known)
        };
        Ok((settled(0)?, others.iter().map(|number| settled(*number)).collect::<Result<_, Halt>>()?))
    })
}
