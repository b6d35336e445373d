//! Owns the strangers: people who are not users of the party, in the order of how near they come to one.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Introduced, Presence};
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::{enter, settled};
use crate::scenario::steps::{KnownUser, user};
use crate::scenario::universal::{
    account, at_portal, begin_to_bind, begins_over_another, name_of, opens, opens_nothing, try_to_enter,
};

const CLAUSE: &str = "OWASP ASVS 6.6: who is let in is who was meant";

/// A confirmed account of somebody whom nobody has introduced. Where anybody may come in, as nobody but themselves.
pub(crate) fn unknown(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let stranger = bench.citizen(json!({ "level": "confirmed" }))?;
    stays_a_stranger(bench, &known, &stranger, "whoever the school does not know is not let in:")?;
    is_not_shown_the_user_before(bench, &known, &stranger)
}

/// The stranger signs in on a computer on which a user still is: the answer is no page of that user's.
fn is_not_shown_the_user_before(bench: &Bench<'_>, known: &KnownUser, stranger: &Person) -> Result<(), Halt> {
    let mut computer = signed_in(bench, known)?;
    is_in_as(bench, &mut computer, CLAUSE, &known.id)?;
    computer.open(&bench.idp().url("/logout"))?;
    match begins_over_another(bench, &mut computer) {
        Ok(_) => {}
        Err(Halt::NotApplicable(_)) => return Ok(()),
        Err(other) => return Err(other),
    }
    at_portal(&mut computer, stranger)?;
    let seen = bench.party().who_on(computer.page()?);
    let must = "a stranger's sign-in is not answered with the page of whoever was in before:";
    let holds = seen != Presence::In(known.id.clone());
    bench.transcript().judge(CLAUSE, must, "a refusal", &seen.to_string(), holds);
    Ok(())
}

/// The same full name, birthday and sex, another insurance number, another account.
pub(crate) fn namesake(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let mut wanted = named_as(&known.person);
    wanted["birth_date"] = bench.idp().person_document(known.person.oid)?["birth_date"].clone();
    let namesake = bench.citizen(wanted)?;
    stays_a_stranger(bench, &known, &namesake, "a namesake with another insurance number is somebody else:")
}

/// An insurance number that differs from the user's in one digit, beside the same name.
pub(crate) fn one_digit(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let Some(snils) = known.person.snils.as_deref().and_then(near) else {
        return Err(Halt::NotApplicable("the user has no insurance number".to_owned()));
    };
    let mut wanted = named_as(&known.person);
    wanted["snils"] = json!(snils);
    let near = bench.citizen(wanted)?;
    stays_a_stranger(bench, &known, &near, "insurance numbers are compared to the last digit:")
}

/// A child's account, made by a parent, in the user's name.
pub(crate) fn child(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let parent = bench.citizen(json!({ "level": "confirmed" }))?;
    let person = &known.person;
    let wanted = json!({ "last_name": person.last_name, "first_name": person.first_name });
    let child = bench.child(&parent, wanted)?;
    stays_a_stranger(bench, &known, &child, "a child's account in the same name is somebody else:")
}

/// The insurance number of a user under another surname, where the party compares names.
pub(crate) fn other_name(bench: &Bench<'_>) -> Result<(), Halt> {
    if !bench.party().terms().name {
        let why = "the party does not compare names: `match` in [people] does not name \"name\"";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    // Whoever came in before is known by the number of the account, and may have married since: the first visit counts.
    let (person, own) = first_visitor(bench)?;
    let before = json!({ "last_name": person.last_name, "first_name": person.first_name });
    for change in [json!({ "last_name": "Подменова" }), json!({ "first_name": "Ефросинья" })]
    {
        bench.idp().change_person(person.oid, &change)?;
        tries_to_bind(bench, &person)?;
        let guard = "the name in the diary is that of the portal, letter by letter:";
        opens_nothing(bench, &person, CLAUSE, guard)?;
        bench.idp().change_person(person.oid, &before)?;
    }
    tries_to_bind(bench, &person)?;
    opens(bench, (&person, &own), CLAUSE, "under the own name the same person is let in:")
}

/// Somebody whom the party knows and who has not come in yet, and what the party calls this one.
fn first_visitor(bench: &Bench<'_>) -> Result<(Person, String), Halt> {
    match bench.party().known_by() {
        Introduced::Anybody => Err(Halt::NotApplicable("the party lets anybody in".to_owned())),
        Introduced::ByBinding => {
            let father = user(bench, 1)?;
            let person = account(bench, father)?;
            let own = name_of(bench, &person, father);
            Ok((person, own))
        }
        Introduced::Known => {
            let person = bench.citizen(json!({ "level": "confirmed" }))?;
            bench.party().introduce(&person)?;
            let own = bench.party().name_of(&person, None);
            Ok((person, own))
        }
    }
}

/// Where people bind, the second user tries to bind this account, as far as the party lets that happen.
fn tries_to_bind(bench: &Bench<'_>, person: &Person) -> Result<(), Halt> {
    if bench.party().known_by() != Introduced::ByBinding {
        return Ok(());
    }
    let father = user(bench, 1)?;
    let mut browser = bench.browser(father.who);
    begin_to_bind(bench, &mut browser, father)?;
    at_portal(&mut browser, person)?;
    answer::is_sound(bench, &browser, CLAUSE)
}

/// The citizen whom the party knows, and what becomes of the other one.
fn stays_a_stranger(
    bench: &Bench<'_>,
    known: &KnownUser,
    stranger: &Person,
    guard: &str,
) -> Result<(), Halt> {
    let mut browser = bench.browser("stranger");
    try_to_enter(bench, &mut browser, stranger, CLAUSE)?;
    is_stranger(bench, &mut browser, known, stranger, guard)?;
    opens(bench, (&known.person, &known.id), CLAUSE, "the user whom the stranger resembles is let in:")
}

/// In this browser nobody is in; where anybody may come in, the stranger is in as themselves, or nobody is.
pub(super) fn is_stranger(
    bench: &Bench<'_>,
    browser: &mut Browser,
    known: &KnownUser,
    stranger: &Person,
    guard: &str,
) -> Result<(), Halt> {
    let seen = bench.party().who_is_in(browser)?;
    let own = bench.party().name_of(stranger, None);
    let (expected, holds) = match known.introduced {
        // A party that shows people by their name shows a namesake by the same one.
        Introduced::Anybody if own == known.id => ("anybody".to_owned(), true),
        Introduced::Anybody => {
            (format!("in as {own}, or nobody"), seen == Presence::Nobody || seen == Presence::In(own))
        }
        _ => ("nobody is in".to_owned(), seen == Presence::Nobody),
    };
    bench.transcript().judge(CLAUSE, guard, &expected, &seen.to_string(), holds);
    let page = browser.page()?;
    let words = known.marks.iter().find(|words| page.shows(words));
    let told = words.map_or_else(|| "none of them".to_owned(), |words| format!("«{words}»"));
    bench.transcript().judge(
        CLAUSE,
        "a stranger reads none of a user's marks:",
        "none of them",
        &told,
        words.is_none(),
    );
    if known.introduced != Introduced::Anybody {
        answer::tells(bench, browser, CLAUSE)?;
    }
    Ok(())
}

/// What the control API is asked for a namesake.
fn named_as(person: &Person) -> Value {
    json!({
        "level": Level::Confirmed.word(), "last_name": person.last_name, "first_name": person.first_name,
        "middle_name": person.middle_name.clone().unwrap_or_default(),
    })
}

/// An insurance number that differs in one digit of its first nine, with the check number that belongs to it.
pub(super) fn near(snils: &str) -> Option<String> {
    let digits: Vec<u32> = snils.chars().filter_map(|c| c.to_digit(10)).collect();
    let mut number: Vec<u32> = digits.get(..9)?.to_vec();
    let last = number.last_mut()?;
    *last = (*last + 1) % 10;
    let weighted: u32 = number.iter().zip((1..=9).rev()).map(|(digit, weight)| digit * weight).sum();
    // The rule of the Pension Fund: 100 and 101 are written as zeros.
    let check = weighted % 101 % 100;
    let text: String = number.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    Some(format!("{}-{}-{} {check:02}", text.get(..3)?, text.get(3..6)?, text.get(6..)?))
}

/// A user whom the party knows signs in; the browser that is left.
pub(super) fn signed_in(bench: &Bench<'_>, known: &KnownUser) -> Result<Browser, Halt> {
    let mut browser = bench.browser(known.who);
    enter(bench, &mut browser, &known.person)?;
    Ok(browser)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_number_differs_in_one_digit_and_has_its_own_check_number() {
        assert_eq!(near("112-233-445 95").as_deref(), Some("112-233-446 96"));
        assert_eq!(near("900-000-001 82").as_deref(), Some("900-000-002 83"));
        assert_eq!(near("12"), None);
    }
}
