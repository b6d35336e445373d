//! Owns near misses between what the school has written down and what the portal says: each differs in one thing.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{Introduced, Presence};
use crate::cause;
use crate::scenario::universal::presence_of;
use crate::scenario::universal::strangers::near;

const CLAUSE: &str = "OIDC Core, 5.7: what identifies a person agrees whole";

/// A record of the school that is not quite a person's, and how it differs.
type Miss = (&'static str, fn(&Person) -> Option<Person>);

/// Insurance numbers that are somebody else's, however they are compared.
const NUMBERS: &[Miss] = &[
    ("another insurance number beside the same name, e-mail and telephone", |person| {
        number(person, "901-777-123 28")
    }),
    ("an insurance number with one other digit", |person| number(person, &near(person.snils.as_deref()?)?)),
    ("an insurance number with another check number", |person| {
        let snils = person.snils.as_deref()?;
        let check: u32 = snils.get(12..)?.parse().ok()?;
        number(person, &format!("{}{:02}", snils.get(..12)?, (check + 1) % 100))
    }),
    ("an insurance number that ends alike", |person| {
        number(person, &format!("955{}", person.snils.as_deref()?.get(3..)?))
    }),
    ("a part of an insurance number", |person| number(person, person.snils.as_deref()?.get(4..11)?)),
    ("an insurance number with a digit more", |person| {
        number(person, &format!("{}1", person.snils.as_deref()?))
    }),
    ("no insurance number", |person| number(person, "")),
];

/// Names that are somebody else's.
const NAMES: &[Miss] = &[
    ("another surname", |person| named(person, "Чужаков", None)),
    ("another first name", |person| named(person, &person.last_name.clone(), Some("Ипполит".to_owned()))),
    ("another first name with the same initial", |person| {
        let initial = person.first_name.chars().next()?;
        named(person, &person.last_name.clone(), Some(format!("{initial}щукарь")))
    }),
    ("a first name within the person's own", |person| {
        let length = person.first_name.chars().count();
        let part: String = person.first_name.chars().take(length.saturating_sub(1)).collect();
        (length > 2).then(|| named(person, &person.last_name.clone(), Some(part))).flatten()
    }),
    ("a surname within the person's own", |person| {
        let length = person.last_name.chars().count();
        let part: String = person.last_name.chars().take(length.saturating_sub(2)).collect();
        (length > 4).then(|| named(person, &part, None)).flatten()
    }),
    ("a surname with one other letter", |person| {
        let mut letters: Vec<char> = person.last_name.chars().collect();
        let middle = letters.len() / 2;
        letters[middle] = if letters[middle] == 'п' { 'ж' } else { 'п' };
        named(person, &letters.into_iter().collect::<String>(), None)
    }),
];

/// Two names that are not one name, though a column is too short for them, or a comparison too kind.
const ALMOST: &[(&str, [&str; 2], [&str; 2])] = &[
    ("a surname that ends otherwise", ["Преображенская", "Анна"], ["Преображенцева", "Анна"]),
    ("a first name with и for й", ["Ежова", "Майя"], ["Ежова", "Маия"]),
];

/// The school has almost the person's record; the person is not let in.
pub(crate) fn near_misses(bench: &Bench<'_>) -> Result<(), Halt> {
    if bench.party().known_by() != Introduced::Known {
        let why = "nobody enters people into the party from outside: `known` in [people] is not \"put\"";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    // Whether people are known by their records at all, and not by the number of their account alone.
    let is_by_record = bench.transcript().control(|| {
        let person = citizen(bench)?;
        bench.party().introduce(&recorded(&person))?;
        let (_, seen) = presence_of(bench, "citizen", &person, CLAUSE)?;
        Ok(matches!(seen, Presence::In(_)))
    })?;
    if !is_by_record {
        return Err(Halt::NotApplicable("the party knows people by the number of their account".to_owned()));
    }
    for miss in NUMBERS {
        refused(bench, miss)?;
    }
    without_number(bench, "no insurance number on either side", |person| Person {
        snils: None,
        ..person.clone()
    })?;
    without_number(
        bench,
        "an insurance number where the portal has none, beside the same name",
        Person::clone,
    )?;
    if compares_names(bench)? {
        NAMES.iter().try_for_each(|miss| refused(bench, miss))?;
        ALMOST.iter().try_for_each(|(what, own, other)| almost(bench, what, *own, *other))?;
        spelled_otherwise(bench)?;
    }
    Ok(())
}

/// Whether names count: as the file says, else as the party shows with a name that has nothing in common.
fn compares_names(bench: &Bench<'_>) -> Result<bool, Halt> {
    if bench.party().terms().name {
        return Ok(true);
    }
    let person = citizen(bench)?;
    let other = Person {
        last_name: "Посторонняя".to_owned(),
        first_name: "Ульяна".to_owned(),
        middle_name: Some("Фомовна".to_owned()),
        ..recorded(&person)
    };
    bench.party().introduce(&other)?;
    let (_, seen) = presence_of(bench, "somebody under another name", &person, CLAUSE)?;
    let must = "an insurance number under quite another name is asked about:";
    let grade = crate::event::Grade::Look;
    let is_refused = seen == Presence::Nobody;
    bench.transcript().weigh(grade, CLAUSE, must, "nobody is in", &seen.to_string(), is_refused);
    Ok(is_refused)
}

/// The portal has no number: nothing agrees with nothing, and is a part of nothing.
fn without_number(bench: &Bench<'_>, what: &str, of: fn(&Person) -> Person) -> Result<(), Halt> {
    let person = citizen(bench)?;
    bench.idp().change_person(person.oid, &json!({ "snils": "" }))?;
    if bench.party().introduce(&of(&recorded(&person))).is_err() {
        return Ok(());
    }
    stays_out(bench, &person, what)
}

fn refused(bench: &Bench<'_>, (what, miss): &Miss) -> Result<(), Halt> {
    let person = citizen(bench)?;
    miss(&recorded(&person)).map_or(Ok(()), |record| stays_out_by(bench, &person, &record, what))
}

/// A person, and the record of somebody whose name is almost the same.
fn almost(bench: &Bench<'_>, what: &str, own: [&str; 2], other: [&str; 2]) -> Result<(), Halt> {
    let names = json!({ "level": "confirmed", "gender": "F", "last_name": own[0], "first_name": own[1] });
    let person = bench.citizen(names)?;
    let record = named(&recorded(&person), other[0], Some(other[1].to_owned()));
    record.map_or(Ok(()), |record| stays_out_by(bench, &person, &record, what))
}

/// A hook that does not take such a record protects the party as well.
fn stays_out_by(bench: &Bench<'_>, person: &Person, record: &Person, what: &str) -> Result<(), Halt> {
    match bench.party().introduce(record) {
        Ok(_) => stays_out(bench, person, what),
        Err(Halt::Broken(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

fn stays_out(bench: &Bench<'_>, person: &Person, what: &str) -> Result<(), Halt> {
    let (mut browser, seen) = presence_of(bench, "somebody else", person, CLAUSE)?;
    let must = format!("a record of the school with {what} is not this person's (matching):");
    let unnamed = seen == Presence::Nobody && is_in_unnamed(bench, &mut browser)?;
    let seen =
        if unnamed { "somebody is in whom the page does not name".to_owned() } else { seen.to_string() };
    let holds = seen == Presence::Nobody.to_string();
    bench.transcript().judge(CLAUSE, &must, "nobody is in", &seen, holds);
    Ok(())
}

/// Whether the page of users is shown to a browser in which nobody is named: a party that names people by their insurance
/// number names nobody who has none. A stranger is not shown the place of the name.
fn is_in_unnamed(bench: &Bench<'_>, browser: &mut Browser) -> Result<bool, Halt> {
    let inside = bench.party().inside();
    let own = browser.peek(&inside)?;
    let strangers = bench.browser("stranger").peek(&inside)?;
    let has_place = |page| bench.party().has_place_of_user(page);
    Ok(has_place(&own) && !has_place(&strangers))
}

/// The same name with е for ё is the same name.
fn spelled_otherwise(bench: &Bench<'_>) -> Result<(), Halt> {
    let person =
        bench.citizen(json!({ "level": "confirmed", "last_name": "Королёва", "first_name": "Алёна" }))?;
    let record =
        Person {
            last_name: "Королева".to_owned(), first_name: "Алена".to_owned(), ..recorded(&person)
        };
    bench.party().introduce(&record)?;
    let (_, seen) = presence_of(bench, "a person with ё", &person, CLAUSE)?;
    let must = "a name that the school writes with е and the portal with ё is one name:";
    let holds = matches!(seen, Presence::In(_));
    let transcript = bench.transcript();
    transcript.about(&cause::GALLERY, || {
        transcript.judge(CLAUSE, must, "the person is in", &seen.to_string(), holds);
        Ok(())
    })
}

fn citizen(bench: &Bench<'_>) -> Result<Person, Halt> {
    bench.citizen(json!({ "level": "confirmed" }))
}

/// What a school has of a person: everything but the number of the account.
fn recorded(person: &Person) -> Person {
    Person { oid: person.oid + 500_000, ..person.clone() }
}

fn number(person: &Person, snils: &str) -> Option<Person> {
    Some(Person { snils: Some(snils.to_owned()), ..person.clone() })
}

fn named(person: &Person, last_name: &str, first_name: Option<String>) -> Option<Person> {
    let first_name = first_name.unwrap_or_else(|| person.first_name.clone());
    Some(Person { last_name: last_name.to_owned(), first_name, ..person.clone() })
}
