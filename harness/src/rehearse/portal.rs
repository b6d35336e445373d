//! Owns the people on the portal: each is made with the account that was drawn, parents before their children.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rehearse::account::{Account, Facts, OF_AGE};
use rehearse::policy::{Level, years};
use serde_json::{Value, json};

use crate::bench::halt::Halt;
use crate::bench::idp::Idp;
use crate::interrupt::Interrupt;
use crate::rehearse::cast::Cast;
use crate::rehearse::hands::hands;
use crate::rehearse::progress::Progress;

/// Everybody has one password: nobody guesses it, and a portal of a rehearsal has no one else.
pub(crate) const PASSWORD: &str = "Repeticiya-2024!";

/// The accounts that were made, by the number of the person.
#[derive(Debug)]
pub(crate) struct Crowd(Vec<Option<u64>>);

impl Crowd {
    /// The number of a person's account.
    pub(crate) fn oid(&self, person: u32) -> Option<u64> {
        self.0[person as usize]
    }
}

/// What somebody signs in by.
pub(crate) fn login(person: u32) -> String {
    format!("u{person}@example.test")
}

/// Makes everybody's account.
pub(crate) fn put(
    cast: &Cast<'_>,
    people: &BTreeSet<u32>,
    (idp, day): (&Idp, Date),
    (progress, interrupt): (&Progress, &Interrupt),
) -> Result<Crowd, Halt> {
    let oids = Mutex::new(vec![None; cast.accounts.len()]);
    let is_minor = |person: &u32| !cast.backers(*person).is_empty();
    let with_account = people.iter().copied().filter(|person| cast.has_account(*person));
    let (minors, adults): (Vec<u32>, Vec<u32>) = with_account.partition(is_minor);
    progress.begin("people on the portal", adults.len() + minors.len());
    for group in [adults, minors] {
        let next = AtomicUsize::new(0);
        let failed: Mutex<Option<Halt>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..hands() {
                scope.spawn(|| {
                    while let Some(person) = group.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let made = one(cast, *person, (idp, day), &oids);
                        progress.step();
                        if let Err(halt) = made {
                            keep(&failed, halt);
                        }
                        if interrupt.is_requested() || has(&failed) {
                            return;
                        }
                    }
                });
            }
        });
        if let Some(halt) = failed.into_inner().unwrap_or_default() {
            return Err(halt);
        }
    }
    cards(cast, people, (idp, day), &oids)?;
    Ok(Crowd(oids.into_inner().unwrap_or_default()))
}

fn has(failed: &Mutex<Option<Halt>>) -> bool {
    failed.lock().is_ok_and(|failed| failed.is_some())
}

fn keep(failed: &Mutex<Option<Halt>>, halt: Halt) {
    if let Ok(mut failed) = failed.lock() {
        failed.get_or_insert(halt);
    }
}

fn one(
    cast: &Cast<'_>,
    person: u32,
    (idp, day): (&Idp, Date),
    oids: &Mutex<Vec<Option<u64>>>,
) -> Result<(), Halt> {
    let known = |parent: u32| oids.lock().ok().and_then(|oids| oids[parent as usize]);
    let parents: Vec<String> =
        cast.backers(person).into_iter().filter_map(known).map(|oid| oid.to_string()).collect();
    let account = &cast.accounts[person as usize];
    let wanted = form(cast, person, account, (&parents, day));
    let row = cast.school.member(cast.first(person)).row;
    let broken = |error: &dyn std::fmt::Display| Halt::Broken(format!("row {row}: {error}"));
    let made = idp.create_person(wanted).map_err(|error| broken(&error))?;
    if account.facts.has(Facts::UNREACHABLE) {
        let path = format!("/people/{}/second-factor", made.oid);
        idp.put(&path, json!({ "kind": "sms" })).map_err(|error| broken(&error))?;
    }
    if let Ok(mut oids) = oids.lock() {
        oids[person as usize] = Some(made.oid);
    }
    Ok(())
}

/// What is asked of the control API for a person.
fn form(cast: &Cast<'_>, person: u32, account: &Account, (parents, day): (&[String], Date)) -> Value {
    let name = cast.on_portal(person);
    let mut wanted = json!({
        "last_name": name.last, "first_name": name.first, "middle_name": name.middle,
        "birth_date": account.born.strftime("%d.%m.%Y").to_string(),
        "email": login(person), "password": PASSWORD,
    });
    if account.is_childs(day) {
        wanted["minor"] = json!(true);
    } else {
        wanted["level"] = json!(level(account));
    }
    if account.is_childs(day) || account.shown_snils().is_some() {
        wanted["snils"] = json!(spelt(account.snils));
    }
    if !parents.is_empty() && is_linked(account, day) {
        wanted["parents"] = json!(parents);
        wanted["school_consent"] = json!(account.facts.has(Facts::CONSENT));
    }
    wanted
}

fn level(account: &Account) -> &'static str {
    match account.level() {
        Some(Level::Confirmed) => "confirmed",
        Some(Level::Standard) => "standard",
        Some(Level::Simplified) | None => "simplified",
    }
}

/// Whether an account is linked to its card: from eighteen on nobody stands on one, and a simplified account of one's own has
/// no birthday to be linked by.
fn is_linked(account: &Account, day: Date) -> bool {
    let is_known = account.is_childs(day) || account.level() >= Some(Level::Standard);
    is_known && years(account.born, day) < OF_AGE
}

/// Cards of children without a linked account, for whom a parent gave a consent all the same.
fn cards(
    cast: &Cast<'_>,
    people: &BTreeSet<u32>,
    (idp, day): (&Idp, Date),
    oids: &Mutex<Vec<Option<u64>>>,
) -> Result<(), Halt> {
    if !cast.forecast.asks_for_consents() {
        return Ok(());
    }
    let known = |parent: u32| oids.lock().ok().and_then(|oids| oids[parent as usize]);
    let without = |person: &&u32| {
        let account = &cast.accounts[**person as usize];
        let is_minor = years(account.born, day) < OF_AGE;
        !is_linked(account, day) && is_minor && account.facts.has(Facts::CONSENT)
    };
    for person in people.iter().filter(without) {
        let (name, account) = (cast.on_portal(*person), &cast.accounts[*person as usize]);
        for parent in cast.backers(*person).into_iter().filter_map(known) {
            let card = json!({
                "last_name": name.last, "first_name": name.first, "middle_name": name.middle,
                "birth_date": account.born.strftime("%d.%m.%Y").to_string(), "snils": spelt(account.snils),
                "account": false, "school_consent": true,
            });
            idp.post(&format!("/people/{parent}/children"), card)?;
        }
    }
    Ok(())
}

/// A number as cards show it.
pub(crate) fn spelt(number: u64) -> String {
    let (base, check) = (number / 100, number % 100);
    format!("{:03}-{:03}-{:03} {check:02}", base / 1_000_000, base / 1_000 % 1_000, base % 1_000)
}
