//! Owns the attacks on other people's marks: addresses, numbers and parameters of another user.

use std::collections::BTreeSet;

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::browser::{Browser, PHISHING};
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::session::is_in_as;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::Users;
use crate::scenario::universal::binding::{form_of, sent};
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 8.2.2: whose record it is, is asked on every request";

/// How many addresses of a user are tried, and how many pages are looked through for them.
const ADDRESSES_MAX: usize = 40;
const PAGES_MAX: usize = 12;

/// Words on links that do something instead of showing something.
pub(super) const DOING: &[&str] =
    &["выйти", "выход", "отвяз", "привяз", "удал", "logout", "leave", "exit", "bind", "delete"];

/// Names under which parties ask whose record is wanted.
const NAMES: &[&str] =
    &["id", "user", "user_id", "uid", "pupil", "pupil_id", "student", "student_id", "child", "login", "oid"];

/// Every address that shows the father's records is opened by the mother, and by somebody who has not signed in.
pub(crate) fn addresses(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.father, &users.mother);
    let mut fathers = signed_in(bench, &users.father)?;
    let addresses = private_addresses(bench, &mut fathers, &users.father, &secrets)?;
    let mut mothers = signed_in(bench, &users.mother)?;
    is_in_as(bench, &mut mothers, CLAUSE, &users.mother.id)?;
    let mut nobodys = bench.browser("somebody who is not signed in");
    for address in addresses {
        for browser in [&mut mothers, &mut nobodys] {
            let guard = format!("{} reads none of another user's records:", browser.who());
            let page = browser.peek(&address)?;
            shows_none(bench, &page, &secrets, &guard);
        }
    }
    is_in_as(bench, &mut mothers, CLAUSE, &users.mother.id)
}

/// The mother's own pages, asked for with the father's names and numbers.
pub(crate) fn parameters(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.father, &users.mother);
    let mut mothers = signed_in(bench, &users.mother)?;
    let own: Vec<String> = own_pages(bench, &mothers)?;
    let mut values = numbers_of(bench, &users.father);
    // Words of a query language, and what may stand for everybody.
    values.extend(["0 OR 1=1", "' OR '1'='1", "%", "*"].map(str::to_owned));
    let guard = "a parameter does not open another user's records:";
    for page in &own {
        for value in &values {
            for address in [asked(page, value)?, below(page, value)?] {
                let shown = mothers.peek(&address)?;
                shows_none(bench, &shown, &secrets, guard);
            }
        }
    }
    is_in_as(bench, &mut mothers, CLAUSE, &users.mother.id)
}

/// Whatever the party keeps in the father's browser beside the session, put into the mother's.
pub(crate) fn cookies(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.father, &users.mother);
    let mut fathers = signed_in(bench, &users.father)?;
    let sessions = session_cookies(bench, &mut fathers)?;
    let cookies = fathers.cookies_of(&bench.party().inside())?;
    let guard = "another user's cookie opens none of that user's records:";
    for cookie in cookies.into_iter().filter(|cookie| !sessions.iter().any(|one| one.name == cookie.name)) {
        let mut mothers = signed_in(bench, &users.mother)?;
        let pages = own_pages(bench, &mothers)?;
        mothers.put_cookie(&cookie, &cookie.value)?;
        for page in pages {
            let shown = mothers.peek(&page)?;
            shows_none(bench, &shown, &secrets, guard);
        }
        let seen = bench.party().who_is_in(&mut mothers)?;
        let holds = seen != Presence::In(users.father.id.clone());
        bench.transcript().judge(CLAUSE, guard, "not in as the father", &seen.to_string(), holds);
    }
    Ok(())
}

/// A script of another site asks for the mother's pages: it does not get to read them.
pub(crate) fn scripts(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.mother, &users.father);
    let mut browser = signed_in(bench, &users.mother)?;
    for address in private_addresses(bench, &mut browser, &users.mother, &secrets)? {
        browser.send_forged(PHISHING, &form_of(parsed(&address)?), Vec::new())?;
        let last = bench.transcript().seen().pop();
        let readers = last
            .and_then(|seen| seen.readable_by)
            .filter(|site| site == "*" || PHISHING.starts_with(site.as_str()));
        let must = "scripts of other sites do not read a user's records (CORS, cross-origin):";
        if let Some(site) = readers {
            bench.transcript().judge(
                CLAUSE,
                must,
                "no site may",
                &format!("«{site}» may read {address}"),
                false,
            );
        }
    }
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// Words that only the first user's records have.
pub(super) fn words_of(user: &KnownUser, other: &KnownUser) -> Vec<String> {
    let marks = user.marks.iter().filter(|words| !other.marks.contains(words));
    let marks: Vec<String> = marks.map(|words| (*words).to_owned()).collect();
    if !marks.is_empty() {
        return marks;
    }
    let person = &user.person;
    vec![format!("{} {}", person.last_name, person.first_name)]
}

pub(super) fn shows_none(bench: &Bench<'_>, page: &Page, secrets: &[String], guard: &str) {
    let word = secrets.iter().find(|words| page.shows(words));
    let seen = match word {
        Some(word) => format!("«{word}» at {}", page.url.path()),
        None => "none of them".to_owned(),
    };
    // Only what goes wrong is told of each address: there may be many.
    if word.is_some() {
        bench.transcript().judge(CLAUSE, guard, "none of them", &seen, false);
    }
}

/// The pages that a user is shown: after the sign-in, the one for users only, the one with marks.
fn own_pages(bench: &Bench<'_>, browser: &Browser) -> Result<Vec<String>, Halt> {
    let mut pages = vec![browser.page()?.url.to_string(), bench.party().inside()];
    pages.extend(bench.party().marks_page());
    pages.dedup();
    Ok(pages)
}

/// Every address on the user's pages that shows the user's records.
pub(super) fn private_addresses(
    bench: &Bench<'_>,
    browser: &mut Browser,
    user: &KnownUser,
    secrets: &[String],
) -> Result<Vec<String>, Halt> {
    let pages = visited(bench, browser, user)?;
    let shows = |page: &Page| secrets.iter().any(|words| page.shows(words));
    Ok(pages.into_iter().filter(|(_, page)| shows(page)).map(|(address, _)| address).collect())
}

/// The pages that a user finds: the own ones, those that the file says only this user sees, and those that links lead to.
pub(super) fn visited(
    bench: &Bench<'_>,
    browser: &mut Browser,
    user: &KnownUser,
) -> Result<Vec<(String, Page)>, Halt> {
    let home = browser.page()?.url.clone();
    let mut open: Vec<String> = own_pages(bench, browser)?;
    let declared =
        bench.party().legacy_users().iter().find(|one| one.marks == user.marks && one.who == user.who);
    let declared = declared.into_iter().flat_map(|one| one.sees);
    open.extend(declared.filter_map(|path| home.join(path).ok()).map(|url| url.to_string()));
    let (mut known, mut found, mut pages) = (BTreeSet::new(), Vec::new(), 0);
    while let Some(address) = open.pop() {
        if known.len() >= ADDRESSES_MAX || !known.insert(address.clone()) {
            continue;
        }
        let page = browser.peek(&address)?;
        if page.url.origin() == home.origin() && pages < PAGES_MAX {
            pages += 1;
            open.extend(leading_to(&page, &home));
        }
        found.push((address, page));
    }
    Ok(found)
}

/// Addresses of the party behind the links of a page that show something.
fn leading_to(page: &Page, home: &Url) -> Vec<String> {
    let is_doing = |text: &str, url: &Url| {
        let (text, path) = (text.to_lowercase(), url.path().to_lowercase());
        DOING.iter().any(|word| text.contains(word) || path.contains(word))
    };
    let links = page.links().into_iter().filter_map(|text| Some((page.link(&text)?.url, text)));
    let named = page.addresses_named().into_iter().map(|url| (url, String::new()));
    let chosen = page.forms().into_iter().flat_map(|form| choices(&form));
    let all = links.chain(chosen).chain(named);
    let own = all.filter(|(url, text)| url.origin() == home.origin() && !is_doing(text, url));
    own.map(|(url, _)| url.to_string()).collect()
}

/// Where a form leads that only shows something, once for each choice of its lists; and the words on its button.
fn choices(form: &Form) -> Vec<(Url, String)> {
    if form.method != "get" || form.fields.iter().any(|field| field.kind == Kind::Password) {
        return Vec::new();
    }
    let text = form.buttons.first().map(|button| button.text.clone()).unwrap_or_default();
    let with = |changed: Option<(&str, &str)>| {
        let mut url = form.action.clone();
        let fields = sent(form).into_iter().map(|(name, value)| match changed {
            Some((wanted, chosen)) if wanted == name => (name, chosen.to_owned()),
            _ => (name, value),
        });
        url.query_pairs_mut().clear().extend_pairs(fields);
        (url, text.clone())
    };
    let lists = form.fields.iter().filter(|field| field.kind == Kind::Select);
    let all: Vec<_> = lists
        .flat_map(|field| field.options.iter().map(|(value, _)| (field.name.as_str(), value.as_str())))
        .map(|changed| with(Some(changed)))
        .collect();
    if all.is_empty() { vec![with(None)] } else { all }
}

/// Names and numbers by which the party may know a user.
fn numbers_of(bench: &Bench<'_>, user: &KnownUser) -> Vec<String> {
    // Not the insurance number: in an address of the bench's own it would stand in the party's log.
    let mut numbers = vec![user.id.clone(), user.person.oid.to_string()];
    let listed = bench.party().legacy_users().iter().find(|one| one.who == user.who);
    numbers.extend(listed.map(|one| one.login.to_owned()));
    numbers.dedup();
    numbers
}

fn asked(page: &str, value: &str) -> Result<String, Halt> {
    let mut url = parsed(page)?;
    url.query_pairs_mut().clear().extend_pairs(NAMES.iter().map(|name| (*name, value)));
    Ok(url.to_string())
}

fn below(page: &str, value: &str) -> Result<String, Halt> {
    let mut url = parsed(page)?;
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(value);
    }
    Ok(url.to_string())
}

fn parsed(page: &str) -> Result<Url, Halt> {
    page.parse().map_err(|error| Halt::Broken(format!("`{page}`: {error}")))
}
