//! Owns the attacks on other people's marks: addresses, numbers and parameters of another user.

use std::collections::BTreeSet;

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::browser::site::Journey;
use crate::bench::halt::Halt;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::Users;
use crate::scenario::steps::{KnownUser, settle};
use crate::scenario::universal::bare::asked_with;
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::forms::is_doing;
use crate::scenario::universal::parsed;
use crate::scenario::universal::spellings::{posted, spellings};
use crate::scenario::universal::strangers::signed_in;

pub(super) const CLAUSE: &str = "OWASP ASVS 8.2.2: whose record it is, is asked on every request";

/// How many addresses of a user are tried, and how many pages are looked through for them.
const ADDRESSES_MAX: usize = 40;
const PAGES_MAX: usize = 12;
/// How many users open each other's addresses, and how many numbers of another's are tried.
const READERS_MAX: usize = 6;
const VALUES_MAX: usize = 8;

/// Names under which parties ask whose record is wanted.
#[rustfmt::skip]
pub(super) const NAMES: &[&str] = &[
    "id", "user", "user_id", "uid", "pupil", "pupil_id", "student", "student_id", "child", "child_id", "kid", "kid_id",
    "person", "person_id", "login", "oid",
];

/// A user, the browser in which this one is in, and the pages that are found in it.
struct Reader {
    known: KnownUser,
    role: Option<&'static str>,
    pages: Vec<(String, Page)>,
}

/// The first two users, and more of those that the file names.
fn readers(bench: &Bench<'_>) -> Result<(Vec<Reader>, Vec<Browser>), Halt> {
    let Users { mother, father } = Users::settle(bench, CLAUSE)?;
    let listed = bench.party().legacy_users();
    let mut all = vec![mother, father];
    for number in all.len()..listed.len().min(READERS_MAX) {
        all.push(bench.transcript().control(|| settle(bench, number))?);
    }
    let (mut readers, mut browsers) = (Vec::new(), Vec::new());
    for (number, known) in all.into_iter().enumerate() {
        let mut browser = signed_in(bench, &known)?;
        is_in_as(bench, &mut browser, CLAUSE, &known.id)?;
        let pages = visited(bench, &mut browser, &known)?;
        readers.push(Reader { role: listed.get(number).and_then(|user| user.role), known, pages });
        browsers.push(browser);
    }
    Ok((readers, browsers))
}

/// Every address that shows a user's records is opened by the others, and by somebody who has not signed in: as it stands,
/// in other spellings, and with a form sent to it.
pub(crate) fn addresses(bench: &Bench<'_>) -> Result<(), Halt> {
    let (readers, mut browsers) = readers(bench)?;
    let mut nobodys = bench.browser("somebody who is not signed in");
    for (number, owner) in readers.iter().enumerate() {
        let before = &readers[usize::from(number == 0)];
        let secrets = words_of(&owner.known, &before.known);
        let addresses = showing(&owner.pages, &secrets);
        opens_none(bench, &mut nobodys, &addresses, &secrets, number < 2)?;
        for (other, viewer) in readers.iter().enumerate().filter(|(other, _)| *other != number) {
            let secrets = if number.max(other) < 2 {
                words_of(&owner.known, &viewer.known)
            } else {
                kept_from(owner, viewer, &readers)
            };
            if number.max(other) < 2 {
                // What is kept for one user is not shown to another.
                let guard = "a user's own pages show nothing of another's:";
                viewer.pages.iter().for_each(|(_, page)| shows_none(bench, page, &secrets, guard));
            }
            let mut addresses = showing(&owner.pages, &secrets);
            let home = browsers[other].page()?.url.clone();
            let linked: Vec<String> =
                viewer.pages.iter().flat_map(|(_, page)| leading_to(page, &home)).collect();
            addresses.retain(|address| number.max(other) < 2 || !linked.contains(address));
            opens_none(bench, &mut browsers[other], &addresses, &secrets, number.max(other) < 2)?;
        }
    }
    for (reader, browser) in readers.iter().zip(&mut browsers) {
        is_in_as(bench, browser, CLAUSE, &reader.known.id)?;
    }
    // Last: a form that is sent to an address may do anything to the session.
    send_to_each(bench, &readers, &mut browsers)
}

/// The words of a user that another must not read. Beyond the first two nobody knows what a school shows one of the other:
/// what the viewer's own pages show is no secret.
fn kept_from(owner: &Reader, viewer: &Reader, all: &[Reader]) -> Vec<String> {
    let shown = |words: &str| viewer.pages.iter().any(|(_, page)| page.shows(words));
    // Who works at the school may see more than the own pages lead to, unless those show a part of the users' records.
    let is_of_the_school = viewer.role != owner.role && viewer.role.is_some_and(is_of_the_staff);
    let sees_a_part = || all.iter().flat_map(|one| one.known.marks).any(|words| shown(words));
    if owner.known.marks.is_empty() || is_of_the_school && !sees_a_part() {
        return Vec::new();
    }
    words_of(&owner.known, &viewer.known).into_iter().filter(|words| !shown(words)).collect()
}

/// Whether a role, in the file's own word, is neither a pupil's nor a parent's.
fn is_of_the_staff(role: &str) -> bool {
    let role = role.to_lowercase();
    let of_families =
        ["учени", "учащ", "ребен", "родител", "pupil", "student", "child", "parent", "mother", "father"];
    !of_families.iter().any(|word| role.contains(word))
}

/// The addresses of the pages that show one of these words.
fn showing(pages: &[(String, Page)], secrets: &[String]) -> Vec<String> {
    let shows = |page: &Page| secrets.iter().any(|words| page.shows(words));
    pages.iter().filter(|(_, page)| shows(page)).map(|(address, _)| address.clone()).collect()
}

fn opens_none(
    bench: &Bench<'_>,
    browser: &mut Browser,
    addresses: &[String],
    secrets: &[String],
    in_all_spellings: bool,
) -> Result<(), Halt> {
    let guard = format!("{} reads none of another user's records:", browser.who());
    for address in addresses {
        let page = browser.peek(address)?;
        shows_none(bench, &page, secrets, &guard);
        let url = parsed(address)?;
        if page.url != url {
            // A browser that is sent on shows nothing of the answer that sends it; other programs do.
            let cookies = browser.jar()?.header(&url, Journey::Own);
            let sent = cookies.iter().map(|cookies| ("Cookie", cookies.as_str()));
            if let Ok(page) = asked_with(bench, &url, sent)? {
                shows_none(bench, &page, secrets, &guard);
            }
        }
        // Between the first two users is enough: with more of them the requests of a scenario would not do.
        for spelled in spellings(address).into_iter().filter(|_| in_all_spellings) {
            let page = browser.peek(&spelled)?;
            shows_none(bench, &page, secrets, &guard);
        }
    }
    Ok(())
}

/// A form without fields of its own, sent to the addresses of another user's records.
fn send_to_each(bench: &Bench<'_>, readers: &[Reader], browsers: &mut [Browser]) -> Result<(), Halt> {
    if !bench.is_started() {
        return Ok(());
    }
    for (number, owner) in readers.iter().enumerate().take(2) {
        let other = 1 - number;
        let (viewer, browser) = (&readers[other], &mut browsers[other]);
        let secrets = words_of(&owner.known, &viewer.known);
        let guard =
            format!("a form that {} sends to another user's records shows none of them:", browser.who());
        let shared = own_pages(bench, browser)?;
        let pages: Vec<&Page> = viewer.pages.iter().map(|(_, page)| page).collect();
        let page = browser.page()?.url.to_string();
        for address in showing(&owner.pages, &secrets).iter().filter(|one| !shared.contains(one)) {
            if let Some((form, fields)) = posted(address, &pages) {
                let shown = browser.peek_sent(&page, &form, fields)?;
                shows_none(bench, &shown, &secrets, &guard);
            }
        }
    }
    Ok(())
}

/// A user's own pages, asked for with another's names and numbers.
pub(crate) fn parameters(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.father, &users.mother);
    let mut fathers = signed_in(bench, &users.father)?;
    let theirs = private_addresses(bench, &mut fathers, &users.father, &secrets)?;
    let mut mothers = signed_in(bench, &users.mother)?;
    let mut own: Vec<String> = own_pages(bench, &mothers)?;
    let own_words = words_of(&users.mother, &users.father);
    own.extend(private_addresses(bench, &mut mothers, &users.mother, &own_words)?);
    let mut values = numbers_of(bench, &users.father);
    values.extend(named_only_in(&theirs, &own));
    without(&mut values, &secrets);
    // Words of a query language, and what may stand for everybody.
    values.extend(["0 OR 1=1", "' OR '1'='1", "%", "*"].map(str::to_owned));
    own.sort();
    own.dedup();
    own.truncate(PAGES_MAX);
    let guard = "a parameter does not open another user's records:";
    for page in &own {
        for value in &values {
            for address in asked(page, value)?.into_iter().chain([below(page, value)?]) {
                let shown = mothers.peek(&address)?;
                shows_none(bench, &shown, &secrets, guard);
            }
        }
    }
    is_in_as(bench, &mut mothers, CLAUSE, &users.mother.id)
}

/// What stands in a user's addresses and in none of another's: the numbers of the records, as a rule.
pub(super) fn named_only_in(theirs: &[String], own: &[String]) -> Vec<String> {
    let parts = |address: &String| -> Vec<String> {
        let Ok(url) = address.parse::<Url>() else {
            return Vec::new();
        };
        let path = url.path_segments().into_iter().flatten().map(str::to_owned);
        path.chain(url.query_pairs().map(|(_, value)| value.into_owned())).collect()
    };
    let known: BTreeSet<String> = own.iter().flat_map(parts).collect();
    let new: BTreeSet<String> =
        theirs.iter().flat_map(parts).filter(|part| !part.is_empty() && !known.contains(part)).collect();
    new.into_iter().take(VALUES_MAX).collect()
}

/// Leaves out what holds the words that are looked for: a page that repeats what it was asked for shows nobody's records.
pub(super) fn without(values: &mut Vec<String>, secrets: &[String]) {
    values.retain(|value| {
        let value = value.to_lowercase();
        !secrets.iter().any(|words| value.contains(&words.to_lowercase()))
    });
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
pub(super) fn own_pages(bench: &Bench<'_>, browser: &Browser) -> Result<Vec<String>, Halt> {
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
    Ok(showing(&visited(bench, browser, user)?, secrets))
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
    let links = page.links().into_iter().filter_map(|text| Some((page.link(&text)?.url, text)));
    let named = page.addresses_named().into_iter().map(|url| (url, String::new()));
    let chosen = page.forms().into_iter().flat_map(|form| choices(&form));
    let all = links.chain(chosen).chain(named);
    let own =
        all.filter(|(url, text)| url.origin() == home.origin() && !is_doing(text) && !is_doing(url.path()));
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
pub(super) fn numbers_of(bench: &Bench<'_>, user: &KnownUser) -> Vec<String> {
    // Not the insurance number: in an address of the bench's own it would stand in the party's log.
    let mut numbers = vec![user.id.clone(), user.person.oid.to_string()];
    let listed = bench.party().legacy_users().iter().find(|one| one.who == user.who);
    numbers.extend(listed.map(|one| one.login.to_owned()));
    numbers.dedup();
    numbers
}

/// The page asked for with the value under every name, after its own parameters and before them.
fn asked(page: &str, value: &str) -> Result<Vec<String>, Halt> {
    let url = parsed(page)?;
    let own: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let names = NAMES.iter().map(|name| (*name).to_owned()).chain(own.iter().map(|(name, _)| name.clone()));
    let put: Vec<(String, String)> = names.map(|name| (name, value.to_owned())).collect();
    let mut orders = vec![[own.as_slice(), &put]];
    orders.extend((!own.is_empty()).then_some([put.as_slice(), &own]));
    let with = |pairs: [&[(String, String)]; 2]| {
        let mut asked = url.clone();
        asked.query_pairs_mut().clear().extend_pairs(pairs.concat());
        asked.to_string()
    };
    Ok(orders.into_iter().map(with).collect())
}

fn below(page: &str, value: &str) -> Result<String, Halt> {
    let mut url = parsed(page)?;
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(value);
    }
    Ok(url.to_string())
}
