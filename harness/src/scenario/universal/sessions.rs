//! Owns the attacks on sessions beyond the planted and the copied number: adopted, made up, left behind.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::jar::Cookie;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::cause;
use crate::check::page::lacks;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::known::{Users, enter, settled};
use crate::scenario::steps::{KnownUser, enter_with_password, user};
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::numbers::in_digits;
use crate::scenario::universal::others::{private_addresses, shows_none, visited, words_of};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::{asks_for_password, begins_over_another, parsed, try_to_enter};

const FIXED: &str = "OWASP ASVS 7.2.4: a session begins with a new number";
const ENDS: &str = "OWASP ASVS 7.4.1: leaving ends the session";
const DEVICES: &str = "OWASP ASVS 7.5.2: sessions of one user on several devices";

/// The attacker chooses a number and puts it into the victim's browser before she signs in.
pub(crate) fn adopted(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, FIXED)?;
    let door = parsed(&bench.party().front_door())?;
    for cookie in session_of(bench, &known)? {
        // A number of the attacker's own making, in a cookie and in the address of a link.
        let chosen = made_up(&cookie.value);
        for by_link in [false, true] {
            let mut victim = bench.browser(known.who);
            if by_link {
                let mut link = door.clone();
                link.query_pairs_mut().append_pair(&cookie.name, &chosen);
                victim.open(link.as_str())?;
            } else {
                victim.open(door.as_str())?;
                victim.put_cookie(&cookie, &chosen)?;
            }
            enter(bench, &mut victim, &known.person)?;
            is_in_as(bench, &mut victim, FIXED, &known.id)?;
            opens_nothing(bench, &cookie, &chosen)?;
        }
    }
    Ok(())
}

/// Names under which programs take the number of a session from an address, beside the name of its cookie.
const IN_ADDRESSES: &[&str] = &[
    "sid",
    "session",
    "session_id",
    "sessionid",
    "PHPSESSID",
    "jsessionid",
    "token",
    "auth",
    "access_token",
];

/// The number of a user's session in an address instead of a cookie: addresses are passed on, kept and logged.
pub(crate) fn in_address(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, FIXED)?;
    let inside = parsed(&bench.party().inside())?;
    for cookie in session_of(bench, &known)? {
        let mut by_query = inside.clone();
        let names = std::iter::once(cookie.name.as_str()).chain(IN_ADDRESSES.iter().copied());
        by_query.query_pairs_mut().extend_pairs(names.map(|name| (name, cookie.value.as_str())));
        let mut by_path = inside.clone();
        by_path.set_path(&format!("{};{}={}", inside.path(), cookie.name, cookie.value));
        for address in [by_query, by_path] {
            let mut finder = bench.browser("whoever finds the address");
            let page = finder.peek(address.as_str())?;
            let seen = bench.party().who_on(&page);
            let must = "the number of a session in an address opens nothing:";
            let holds = !matches!(seen, Presence::In(_));
            bench.transcript().judge(FIXED, must, "nobody is in", &seen.to_string(), holds);
        }
    }
    Ok(())
}

/// With a number that somebody else chose nobody is in.
fn opens_nothing(bench: &Bench<'_>, cookie: &Cookie, chosen: &str) -> Result<(), Halt> {
    let mut attacker = bench.browser("attacker");
    attacker.open(&bench.party().front_door())?;
    attacker.put_cookie(cookie, chosen)?;
    let seen = bench.party().who_is_in(&mut attacker)?;
    let must = "a number that somebody else chose is not the number of a session:";
    bench.transcript().judge(FIXED, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    Ok(())
}

/// The same for the diary's own password: a new number, none that somebody else chose, and an end with the sign-out.
pub(crate) fn by_password(bench: &Bench<'_>) -> Result<(), Halt> {
    let Some((page, _)) = bench.party().password_page() else {
        return Err(Halt::NotApplicable("the party's file has no [password], the old way in".to_owned()));
    };
    let user = user(bench, 1).or_else(|_| user(bench, 0))?;
    let mut victim = bench.browser(user.who);
    enter_with_password(bench, &mut victim, user)?;
    if !matches!(bench.party().who_is_in(&mut victim)?, Presence::In(_)) {
        return Err(Halt::NotApplicable(format!("the password of {} opens nothing", user.who)));
    }
    for cookie in session_cookies(bench, &mut victim)? {
        let mut browser = bench.browser(user.who);
        browser.open(&page)?;
        let before = browser.cookies_of(&bench.party().inside())?;
        enter_with_password(bench, &mut browser, user)?;
        let after = browser.cookies_of(&bench.party().inside())?;
        changed(bench, &cookie.name, &before, &after);
        let chosen = made_up(&cookie.value);
        let mut planted = bench.browser(user.who);
        planted.open(&page)?;
        planted.put_cookie(&cookie, &chosen)?;
        enter_with_password(bench, &mut planted, user)?;
        opens_nothing(bench, &cookie, &chosen)?;
    }
    let mut copy = bench.browser("somebody with a copy of the cookies");
    copy.keep(victim.jar()?)?;
    match bench.party().leave(&mut victim) {
        Ok(()) => bench.transcript().about(&cause::SESSION_ENDS, || {
            is_out(bench, &mut victim, ENDS)?;
            is_out(bench, &mut copy, ENDS)
        }),
        Err(Halt::NotApplicable(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// The number of a session before the sign-in is not the one after it.
fn changed(bench: &Bench<'_>, name: &str, before: &[Cookie], after: &[Cookie]) {
    let value = |all: &[Cookie]| all.iter().find(|one| one.name == name).map(|one| one.value.clone());
    let must = format!("the cookie `{name}` gets another value with the sign-in:");
    let (was, is) = (value(before), value(after));
    let seen = if was == is { "the value of before" } else { "another" };
    bench.transcript().check(FIXED, &must, "another", seen, was.is_none() || was != is);
}

/// The number before the sign-in is not the number after it.
pub(crate) fn renewed(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, FIXED)?;
    let cookies = session_of(bench, &known)?;
    let mut browser = bench.browser(known.who);
    bench.party().enter_through_portal(&mut browser)?;
    let before = browser.cookies_of(&bench.party().inside())?;
    crate::scenario::universal::at_portal(&mut browser, &known.person)?;
    is_in_as(bench, &mut browser, FIXED, &known.id)?;
    let after = browser.cookies_of(&bench.party().inside())?;
    cookies.iter().for_each(|cookie| changed(bench, &cookie.name, &before, &after));
    Ok(())
}

/// The cookie says in its own words who is in: another user's words are written into it.
pub(crate) fn made_up_user(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, FIXED)?;
    let mut own = signed_in(bench, &users.father)?;
    is_in_as(bench, &mut own, FIXED, &users.father.id)?;
    for cookie in own.cookies_of(&bench.party().inside())? {
        for value in with_another_user(&cookie.value, &users.father, &users.mother) {
            let mut attacker = bench.browser("attacker");
            attacker.open(&bench.party().front_door())?;
            attacker.put_cookie(&cookie, &value)?;
            let seen = bench.party().who_is_in(&mut attacker)?;
            let must = format!("nobody signs in by writing a name into the cookie `{}`:", cookie.name);
            let holds = seen != Presence::In(users.mother.id.clone());
            bench.transcript().judge(FIXED, &must, "not the mother", &seen.to_string(), holds);
        }
    }
    Ok(())
}

/// After the diary and the portal were left together, the portal asks for the password again.
pub(crate) fn portal_left(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, ENDS)?;
    let mut computer = signed_in(bench, &known)?;
    is_in_as(bench, &mut computer, ENDS, &known.id)?;
    let mut copy = bench.browser("somebody with a copy of the cookies");
    copy.keep(computer.jar()?)?;
    bench.party().leave_with_portal(&mut computer)?;
    is_out(bench, &mut computer, ENDS)?;
    bench.transcript().about(&cause::SESSION_ENDS, || is_out(bench, &mut copy, ENDS))?;
    bench.party().enter_through_portal(&mut computer)?;
    let asks = asks_for_password(&computer)?;
    let must = "whoever leaves the portal too is asked for the password at the next sign-in:";
    bench.transcript().judge(ENDS, must, "the portal's form", &page_of(&computer)?, asks);
    is_out(bench, &mut computer, ENDS)
}

/// The next person at the same computer: in as themselves, with none of the marks of before.
pub(crate) fn next_person(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, ENDS)?;
    let mut computer = signed_in(bench, &users.mother)?;
    is_in_as(bench, &mut computer, ENDS, &users.mother.id)?;
    let before = computer.page()?.url.to_string();
    bench.party().leave(&mut computer)?;
    is_out(bench, &mut computer, ENDS)?;
    is_not_named(bench, &mut computer, &users.mother)?;
    // The back button: the address of before, asked for again.
    computer.open(&before)?;
    users.mother.marks.iter().try_for_each(|words| lacks(bench, &computer, ENDS, words))?;
    is_out(bench, &mut computer, ENDS)?;
    computer.open(&bench.idp().url("/logout"))?;
    computer.hand_over(users.father.who)?;
    try_to_enter(bench, &mut computer, &users.father.person, ENDS)?;
    is_in_as(bench, &mut computer, ENDS, &users.father.id)
}

/// The front door does not say who was there before; names that a stranger reads there too are the school's own.
fn is_not_named(bench: &Bench<'_>, computer: &mut Browser, before: &KnownUser) -> Result<(), Halt> {
    let door = bench.party().front_door();
    let strangers = bench.browser("stranger").peek(&door)?.text();
    computer.open(&door)?;
    let text = computer.page()?.text();
    let listed = bench.party().legacy_users().iter().find(|one| one.who == before.who);
    let schools = listed.map(|one| (one.name[0].to_owned(), one.name[1].to_owned()));
    let portals = (before.person.last_name.clone(), before.person.first_name.clone());
    let is_named = |(last, first): &(String, String)| {
        let names = |text: &str| text.contains(last.as_str()) && text.contains(first.as_str());
        names(&text) && !names(&strangers)
    };
    let named = schools.into_iter().chain([portals]).any(|name| is_named(&name));
    let must = "the front page does not name whoever was signed in before:";
    let seen = if named { "it names them" } else { "no name" };
    bench.transcript().check(ENDS, must, "no name", seen, !named);
    Ok(())
}

/// Nobody touches the diary for as long as its file says a session lives.
pub(crate) fn forgotten(bench: &Bench<'_>) -> Result<(), Halt> {
    let Some(minutes) = bench.party().terms().session_minutes else {
        let why = "the party's file does not say how long a session lives: `session_minutes` in [limits]";
        return Err(Halt::NotApplicable(why.to_owned()));
    };
    let known = settled(bench, ENDS)?;
    let mut computer = signed_in(bench, &known)?;
    is_in_as(bench, &mut computer, ENDS, &known.id)?;
    let marks = known.words();
    let addresses = private_addresses(bench, &mut computer, &known, &marks)?;
    bench.wait(&format!("PT{}M", minutes + 1), "nobody touches the diary")?;
    // A session may be looked at on some pages and not on others: the cabinet, which ends it, comes last.
    for address in addresses.into_iter().rev() {
        let page = computer.peek(&address)?;
        shows_none(bench, &page, &marks, "a session that was left alone shows no marks any more:");
    }
    is_out(bench, &mut computer, ENDS)
}

/// At home the computer is on when the telephone signs in.
pub(crate) fn devices(bench: &Bench<'_>) -> Result<(), Halt> {
    if !bench.party().terms().several_devices {
        let why = "the party's file does not say that a user may be in on several devices at once: \
                   `several_devices` in [limits]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let known = settled(bench, ENDS)?;
    let mut computer = signed_in(bench, &known)?;
    is_in_as(bench, &mut computer, ENDS, &known.id)?;
    let mut telephone = signed_in(bench, &known)?;
    is_in_as(bench, &mut telephone, ENDS, &known.id)?;
    let seen = bench.party().who_is_in(&mut computer)?;
    let must = "who signs in on a second device stays in on the first, in a session of its own:";
    let expected = Presence::In(known.id);
    bench.transcript().judge(DEVICES, must, &expected.to_string(), &seen.to_string(), seen == expected);
    Ok(())
}

/// Somebody signs in where somebody else still is: afterwards it is the second one, or still the first.
pub(crate) fn over_another(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, FIXED)?;
    let mut computer = signed_in(bench, &users.mother)?;
    is_in_as(bench, &mut computer, FIXED, &users.mother.id)?;
    let mut copy = bench.browser("somebody with a copy of the mother's cookies");
    copy.keep(computer.jar()?)?;
    let secrets = words_of(&users.mother, &users.father);
    private_addresses(bench, &mut computer, &users.mother, &secrets)?;
    computer.open(&bench.idp().url("/logout"))?;
    let is_offered = begins_over_another(bench, &mut computer)?;
    crate::scenario::universal::at_portal(&mut computer, &users.father.person)?;
    let seen = bench.party().who_is_in(&mut computer)?;
    let must = "whoever signs in last is in:";
    let expected = format!("in as {}", users.father.id);
    let is_second = seen == Presence::In(users.father.id.clone());
    // A party that offers no second sign-in may refuse it, too.
    let is_refused = !is_offered && !matches!(seen, Presence::Crashed(_));
    bench.transcript().judge(FIXED, must, &expected, &seen.to_string(), is_second || is_refused);
    if !is_second {
        return Ok(());
    }
    let guard = "whoever signs in over somebody else reads nothing of the one before:";
    if !users.mother.marks.is_empty() {
        bench.transcript().about(&cause::PERSONS_CONFUSED, || {
            let pages = visited(bench, &mut computer, &users.father)?;
            pages.iter().for_each(|(_, page)| shows_none(bench, page, &secrets, guard));
            Ok(())
        })?;
    }
    // ASVS 7.2.4: a new sign-in gives a new number, and the one before ends.
    is_out(bench, &mut copy, FIXED)
}

fn session_of(bench: &Bench<'_>, known: &KnownUser) -> Result<Vec<Cookie>, Halt> {
    let mut browser = signed_in(bench, known)?;
    is_in_as(bench, &mut browser, FIXED, &known.id)?;
    let cookies = session_cookies(bench, &mut browser)?;
    if cookies.is_empty() {
        return Err(Halt::NotApplicable("the party's session is not in a cookie".to_owned()));
    }
    Ok(cookies)
}

/// A value of the same form that the party has not given.
fn made_up(value: &str) -> String {
    let turned = |c: char| match c {
        '0'..='8' | 'a'..='y' | 'A'..='Y' => char::from_u32(u32::from(c) + 1).unwrap_or(c),
        '9' => '0',
        other => other,
    };
    let hex = value.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    if hex { value.chars().rev().collect() } else { value.chars().map(turned).collect() }
}

/// The cookie's value with one user's names in the place of another's, as it stands or in base64.
fn with_another_user(value: &str, from: &KnownUser, to: &KnownUser) -> Vec<String> {
    let oids = (from.person.oid.to_string(), to.person.oid.to_string());
    let snils = (from.person.snils.clone().unwrap_or_default(), to.person.snils.clone().unwrap_or_default());
    let names = [(from.id.clone(), to.id.clone()), oids, snils];
    let renamed = |text: &str| {
        let changed = names
            .iter()
            .filter(|(own, _)| own.len() > 2)
            .fold(text.to_owned(), |text, (own, other)| text.replace(own.as_str(), other));
        (changed != text).then_some(changed)
    };
    let mut values: Vec<String> = renamed(value).into_iter().collect();
    // The names in digits, or under a digest that needs no secret.
    for (own, other) in names.iter().filter(|(own, _)| own.len() > 2) {
        for spell in [in_digits, |name: &str| in_digits(Sha256::digest(name))] {
            let (own, other) = (spell(own), spell(other));
            values.extend(value.contains(&own).then(|| value.replace(&own, &other)));
        }
    }
    let mut parts: Vec<String> = value.split('.').map(str::to_owned).collect();
    for part in &mut parts {
        let url_safe = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok();
        let decoded = url_safe.or_else(|| STANDARD.decode(part.as_bytes()).ok());
        let text = decoded.and_then(|octets| String::from_utf8(octets).ok());
        if let Some(changed) = text.and_then(|text| renamed(&text)) {
            let was_padded = part.ends_with('=');
            *part = if was_padded { STANDARD.encode(changed) } else { URL_SAFE_NO_PAD.encode(changed) };
        }
    }
    let joined = parts.join(".");
    if joined != value {
        // With the old signature, and without any.
        values.extend(joined.rsplit_once('.').map(|(unsigned, _)| format!("{unsigned}.")));
        values.push(joined);
    }
    values
}

fn page_of(browser: &crate::bench::browser::Browser) -> Result<String, Halt> {
    Ok(format!("«{}»", browser.page()?.title()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_number_has_the_form_of_the_own_and_is_another() {
        assert_eq!(made_up("0af3"), "3fa0");
        assert_eq!(made_up("q9-Zz"), "r0-Zz");
    }
}
