//! Owns the attack by fields that no form has: a program that takes whatever it is sent writes them into the user's record.

use std::collections::BTreeSet;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::Form;
use crate::bench::halt::Halt;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::{Users, comes_in};
use crate::scenario::steps::{KnownUser, settle};
use crate::scenario::universal::forms::each_once;
use crate::scenario::universal::others::{
    NAMES, named_only_in, own_pages, private_addresses, shows_none, visited, words_of,
};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::written::{is_writing, typed};

const CLAUSE: &str = "OWASP ASVS 15.3.3: only the fields that a form has are taken from it";

/// How many forms are tried.
const FORMS_MAX: usize = 4;
/// Names under which records keep a role, and whose records a user sees.
const ROLES: [&str; 5] = ["role", "roles", "type", "user_role", "group"];
const FLAGS: [&str; 4] = ["is_teacher", "is_admin", "admin", "is_staff"];
const LISTS: [&str; 5] = ["pupils", "children", "kids", "students", "sees"];

/// The first user sends each own form with fields that it has not got; afterwards nothing more is open than before.
pub(crate) fn fields(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.only_if_started("it fills in forms, and a party that runs already would keep what is typed")?;
    let users = Users::settle(bench, CLAUSE)?;
    let mut browser = signed_in(bench, &users.mother)?;
    let pages = visited(bench, &mut browser, &users.mother)?;
    let all = pages.iter().flat_map(|(at, page)| page.forms().into_iter().map(|form| (at.clone(), form)));
    let forms = each_once(all.filter(|(_, form)| is_writing(form)), FORMS_MAX, |form| form.action.clone());
    if forms.is_empty() {
        return Err(Halt::NotApplicable(
            "no page of a user has a form in which something is typed".to_owned(),
        ));
    }
    let rooms = rooms(bench, &users)?;
    let own: Vec<String> = pages.into_iter().map(|(address, _)| address).collect();
    for room in &rooms {
        let numbers = named_only_in(&room.addresses, &own);
        for (page, form) in &forms {
            for added in [roles_of(room.role), numbered(&numbers)] {
                adds(bench, &mut browser, (page, form), added)?;
                let guard = format!("a field that {} does not have opens nothing:", form.action.path());
                let home = own_pages(bench, &browser)?;
                for address in room.addresses.iter().chain(&home) {
                    let shown = browser.peek(address)?;
                    shows_none(bench, &shown, &room.secrets, &guard);
                }
            }
        }
    }
    comes_in(bench, &users.father, CLAUSE)?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// What only another user sees, and where.
struct Room {
    role: Option<&'static str>,
    secrets: Vec<String>,
    addresses: Vec<String>,
}

/// The rooms of the other users: of the second one, and of the first of each further role.
fn rooms(bench: &Bench<'_>, users: &Users) -> Result<Vec<Room>, Halt> {
    let listed = bench.party().legacy_users();
    let room = |owner: &KnownUser, role| -> Result<Room, Halt> {
        let secrets = words_of(owner, &users.mother);
        let mut browser = signed_in(bench, owner)?;
        let addresses = private_addresses(bench, &mut browser, owner, &secrets)?;
        Ok(Room { role, secrets, addresses })
    };
    let mut rooms = vec![room(&users.father, listed.get(1).and_then(|user| user.role))?];
    let mut seen: BTreeSet<Option<&str>> = listed.iter().take(2).map(|user| user.role).collect();
    for (number, user) in listed.iter().enumerate().skip(2) {
        if seen.insert(user.role) {
            let owner = bench.transcript().control(|| settle(bench, number))?;
            rooms.push(room(&owner, user.role)?);
        }
    }
    Ok(rooms)
}

/// Fields that claim the role of that user.
fn roles_of(role: Option<&'static str>) -> Vec<(String, String)> {
    let words = ["teacher"].into_iter().chain(role);
    let named = words.flat_map(|word| ROLES.map(|name| (name.to_owned(), word.to_owned())));
    named.chain(FLAGS.map(|name| (name.to_owned(), "1".to_owned()))).collect()
}

/// Fields that claim the records of these numbers.
fn numbered(numbers: &[String]) -> Vec<(String, String)> {
    let names = || LISTS.iter().chain(NAMES).map(|name| (*name).to_owned());
    numbers.iter().flat_map(|number| names().map(move |name| (name, number.clone()))).collect()
}

/// Sends a form as its own page does, with fields added.
fn adds(
    bench: &Bench<'_>,
    browser: &mut Browser,
    (page, form): (&str, &Form),
    added: Vec<(String, String)>,
) -> Result<(), Halt> {
    // The token of now, in the place of that of before.
    let shown = browser.peek(page)?.forms().into_iter().find(|shown| shown.action == form.action);
    let form = shown.unwrap_or_else(|| form.clone());
    let mut fields = typed("Добавленное поле", &form);
    let known: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    fields.extend(added.into_iter().filter(|(name, _)| !known.contains(name)));
    bench.transcript().did("attacker", "adds fields to a form")?;
    browser.send_forged(page, &form, fields)
}
