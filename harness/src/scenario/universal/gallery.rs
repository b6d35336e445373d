//! Owns the gallery of good people: users of the party who lack something, or are called something, that others do not.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{Introduced, Presence};
use crate::check::answer;
use crate::scenario::steps::{KnownUser, bind, settle, user};
use crate::scenario::universal::{account, name_of, parsed, presence_of};

const CLAUSE: &str = "ESIA-MR А.2: what a record need not have";

/// Somebody of the gallery: in a word, what is changed of an ordinary person, and what of a person it is about.
type Portrait = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// People without something that others have.
const PAPERS: &[Portrait] = &[
    ("a person without a patronymic", "middle_name", &[("middle_name", "")]),
    ("a person without an e-mail address", "email", &[("email", "")]),
    ("a person without a mobile phone", "mobile", &[("mobile", "")]),
    ("a person without an INN", "inn", &[("inn", "")]),
    ("a foreigner without a patronymic", "middle_name", &[("middle_name", ""), ("citizenship", "UZB")]),
    ("a foreigner without an insurance number", "snils", &[("citizenship", "KGZ"), ("snils", "")]),
];

/// People whose names are written in other ways.
const NAMES: &[Portrait] = &[
    ("a person with ё", "", &[("last_name", "Королёва"), ("first_name", "Алёна")]),
    ("a person with a hyphen", "", &[("last_name", "Римская-Корсакова")]),
    ("a person with an apostrophe", "", &[("last_name", "О'Коннор")]),
    ("a person with a blank in the surname", "", &[("last_name", "Мирза заде")]),
    ("a person with a patronymic of two words", "", &[("middle_name", "Али оглы")]),
    ("a person with a surname of one letter", "", &[("last_name", "Ю")]),
    ("a person with a name of one letter", "", &[("first_name", "Я")]),
    (
        "a person with a very long name",
        "",
        &[
            ("last_name", "Длиннофамильноперечислительная-Преображенско-Воскресенская"),
            ("first_name", "Александра-Мария-Виктория-Елизавета"),
        ],
    ),
    ("a person with two given names", "", &[("first_name", "Анна Мария")]),
    ("a person with Latin letters", "", &[("last_name", "Muller"), ("first_name", "Marie")]),
];

/// People born on a day that is not in every year, and long ago.
const DAYS: &[Portrait] = &[
    ("a person born on 29 February", "", &[("birth_date", "29.02.1984")]),
    ("a person of a hundred years", "", &[("birth_date", "01.01.1920")]),
];

/// Nobody stays outside because of a paper that not everybody has.
pub(crate) fn papers(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = ordinary(bench)?;
    let mut portraits = PAPERS.to_vec();
    if let Some(known) = &known
        && compares_names(bench, known)?
    {
        // Whose name in the diary has a patronymic is not somebody without one.
        portraits.retain(|(_, _, changes)| changes.iter().all(|(name, _)| *name != "middle_name"));
    }
    portraits.iter().try_for_each(|portrait| shown(bench, known.as_ref(), portrait))
}

/// Where people bind: a user who is bound.
fn bound(bench: &Bench<'_>) -> Result<KnownUser, Halt> {
    ordinary(bench)?.ok_or_else(|| Halt::Broken("the first user is not bound".to_owned()))
}

/// Whether a bound user under another name is refused; the name is as before afterwards.
fn compares_names(bench: &Bench<'_>, known: &KnownUser) -> Result<bool, Halt> {
    let (person, plain) = (&known.person, json!({ "last_name": "Петрова", "first_name": "Мария" }));
    bench.idp().change_person(person.oid, &plain)?;
    let (_, seen) = presence_of(bench, "somebody under another name", person, CLAUSE)?;
    let own = json!({ "last_name": person.last_name, "first_name": person.first_name });
    bench.idp().change_person(person.oid, &own)?;
    Ok(!matches!(seen, Presence::In(_)))
}

/// Nobody stays outside because of how the name is written.
pub(crate) fn names(bench: &Bench<'_>) -> Result<(), Halt> {
    if bench.party().known_by() == Introduced::ByBinding {
        let known = bound(bench)?;
        // A party that compares names refuses any other, and then this gallery has nothing to say.
        if compares_names(bench, &known)? {
            let why = "the party compares the names of its users, which stand in its file, with those of the portal";
            return Err(Halt::NotApplicable(why.to_owned()));
        }
        return NAMES.iter().try_for_each(|portrait| changed(bench, &known, portrait));
    }
    hang(bench, NAMES)
}

/// Nobody stays outside because of the day of birth.
pub(crate) fn days(bench: &Bench<'_>) -> Result<(), Halt> {
    hang(bench, DAYS)
}

/// Between the sign-ins, so that one is in the afternoon, one at night and one in the morning.
const HOURS: [&str; 3] = ["PT7H", "PT7H", "PT8H"];

/// For so long a party's certificate and its sessions are good, as a rule.
const NEAR: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The same user at other hours: a clock of twelve hours, or one of another zone, is right for a part of the day.
pub(crate) fn hours(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = bench.transcript().control(|| settle(bench, 0))?;
    for span in HOURS {
        bench.wait(span, "another hour of the day comes")?;
        is_let_in_now(bench, &known)?;
    }
    bench.wait_until(&odd_night(bench.now()?).to_string(), "the first hour of a day comes in Moscow")?;
    is_let_in_now(bench, &known)
}

fn is_let_in_now(bench: &Bench<'_>, known: &KnownUser) -> Result<(), Halt> {
    let mut browser = bench.browser(known.who);
    crate::scenario::universal::try_to_enter(bench, &mut browser, &known.person, CLAUSE)?;
    let seen = bench.party().who_is_in(&mut browser)?;
    let must = format!("a user is let in on {} UTC:", bench.now()?.strftime("%-d %B at %H:%M"));
    let holds = seen == Presence::In(known.id.clone());
    bench.transcript().judge(CLAUSE, &must, &format!("in as {}", known.id), &seen.to_string(), holds);
    Ok(())
}

/// Half past midnight in Moscow: a clock that counts hours from 1 to 24 is wrong then. On 31 December where that is near: a
/// calendar that counts years by weeks is wrong then.
fn odd_night(now: Timestamp) -> Timestamp {
    let at = |day: &str| day.parse::<Timestamp>().expect("invariant: a date and a time are a moment");
    let last = at(&format!("{}-12-30T21:30:00Z", now.strftime("%Y")));
    let wait = last.duration_since(now);
    if wait.is_positive() && wait < NEAR {
        return last;
    }
    let tonight = at(&format!("{}T21:30:00Z", now.strftime("%F")));
    if tonight > now { tonight } else { tonight + SignedDuration::from_hours(24) }
}

/// Cookies that counters and other programs of the same host leave behind, some of them written carelessly.
const OTHERS: &[&str] =
    &["_ym_uid=1732896000123", "settings={\"theme\":\"dark\"}", "name=a b", "empty=", "sid[1]=x"];

/// Other programs have left their cookies in the browser.
pub(crate) fn other_cookies(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = bench.transcript().control(|| settle(bench, 0))?;
    let mut browser = bench.browser(known.who);
    let door = bench.party().front_door();
    let url = parsed(&door)?;
    let cookies: Vec<String> = OTHERS.iter().map(|cookie| format!("{cookie}; Path=/")).collect();
    browser.take(&url, &cookies)?;
    crate::scenario::steps::known::enter(bench, &mut browser, &known.person)?;
    let seen = bench.party().who_is_in(&mut browser)?;
    let holds = seen == Presence::In(known.id.clone());
    let must = "cookies of other programs do not keep a user out:";
    bench.transcript().judge(CLAUSE, must, &format!("in as {}", known.id), &seen.to_string(), holds);
    Ok(())
}

/// Two users with one birthday, and where the school enters people with one name too, each with an account of their own.
pub(crate) fn twins(bench: &Bench<'_>) -> Result<(), Halt> {
    let guard = "people with one name and one birthday are two people, and each is in as themselves:";
    let first = bench.transcript().control(|| settle(bench, 0))?;
    let born = bench.idp().person_document(first.person.oid)?["birth_date"].clone();
    let second = if first.introduced == Introduced::ByBinding {
        let second = bench.transcript().control(|| settle(bench, 1))?;
        bench.idp().change_person(second.person.oid, &json!({ "birth_date": born }))?;
        (second.person, second.id)
    } else {
        let person = &first.person;
        let alike = bench.citizen(json!({
            "level": "confirmed", "last_name": person.last_name, "first_name": person.first_name,
            "middle_name": person.middle_name.clone().unwrap_or_default(), "birth_date": born,
        }))?;
        bench.party().introduce(&alike)?;
        let id = bench.party().name_of(&alike, None);
        (alike, id)
    };
    comes_in_as_herself(bench, &first.person, &first.id, guard)?;
    comes_in_as_herself(bench, &second.0, &second.1, guard)?;
    comes_in_as_herself(bench, &first.person, &first.id, guard)
}

/// Each portrait in its turn: in as themselves, or refused for what the party says it needs.
fn hang(bench: &Bench<'_>, portraits: &[Portrait]) -> Result<(), Halt> {
    let known = ordinary(bench)?;
    portraits.iter().try_for_each(|portrait| shown(bench, known.as_ref(), portrait))
}

/// Whoever is bound, changed so, or somebody new.
fn shown(bench: &Bench<'_>, known: Option<&KnownUser>, portrait: &Portrait) -> Result<(), Halt> {
    match known {
        Some(known) => changed(bench, known, portrait),
        None => made(bench, portrait),
    }
}

/// Where people bind: a user who is bound and comes in. Elsewhere everybody is introduced anew.
fn ordinary(bench: &Bench<'_>) -> Result<Option<KnownUser>, Halt> {
    bench.transcript().control(|| {
        if bench.party().known_by() != Introduced::ByBinding {
            let known = settle(bench, 0)?;
            comes_in_as_herself(bench, &known.person, &known.id, "an ordinary person is in:")?;
            return Ok(None);
        }
        let mother = user(bench, 0)?;
        let person = account(bench, mother)?;
        bind(bench, mother, &person)?;
        let id = name_of(bench, &person, mother);
        comes_in_as_herself(bench, &person, &id, "an ordinary person is in:")?;
        let introduced = Introduced::ByBinding;
        Ok(Some(KnownUser { who: mother.who, id, introduced, marks: mother.marks, person }))
    })
}

/// Somebody who is bound already, under another name or with fewer papers; and as before again.
fn changed(bench: &Bench<'_>, known: &KnownUser, portrait: &Portrait) -> Result<(), Halt> {
    let (who, about, changes) = portrait;
    let before = bench.idp().person_document(known.person.oid)?;
    bench.idp().change_person(known.person.oid, &change(changes))?;
    let person = reread(bench, &known.person)?;
    judged(bench, &person, &known.id, who, about)?;
    let back = changes.iter().map(|(name, _)| {
        let own = before[*name].as_str().unwrap_or_default();
        ((*name).to_owned(), json!(own))
    });
    Ok(bench.idp().change_person(known.person.oid, &Value::Object(back.collect()))?)
}

/// Somebody new, introduced to the party as it is usual there.
fn made(bench: &Bench<'_>, portrait: &Portrait) -> Result<(), Halt> {
    let (who, about, changes) = portrait;
    let person = bench.citizen(json!({ "level": "confirmed", "gender": "F" }))?;
    bench.idp().change_person(person.oid, &change(changes))?;
    let person = reread(bench, &person)?;
    match bench.party().introduce(&person) {
        Ok(_) => {}
        // A hook that does not take such a person speaks of the hook, and not of the way in.
        Err(Halt::Broken(why)) => {
            let must = format!("the hook takes {who}:");
            let grade = crate::event::Grade::Look;
            bench.transcript().weigh(grade, CLAUSE, &must, "it does", &why, false);
            return Ok(());
        }
        Err(other) => return Err(other),
    }
    let own = bench.party().name_of(&person, None);
    judged(bench, &person, &own, who, about)
}

/// In as themselves; or, where the party needs what is missing, refused on a page that can be read.
fn judged(bench: &Bench<'_>, person: &Person, own: &str, who: &str, about: &str) -> Result<(), Halt> {
    if person.login().is_empty() {
        return Err(Halt::Broken(format!("{who} has nothing to sign in with at the portal")));
    }
    let (browser, seen) = presence_of(bench, who, person, CLAUSE)?;
    let is_needed = !about.is_empty() && bench.party().terms().needs(about);
    // Some parties show the name that the portal tells, others the one that their own records have.
    let portals = bench.party().name_of(person, None);
    let is_in = matches!(&seen, Presence::In(shown) if *shown == own || *shown == portals);
    let holds = is_in || is_needed && seen == Presence::Nobody;
    let guard = format!("{who} is a user like others, and is let in:");
    bench.transcript().judge(CLAUSE, &guard, &format!("in as {own}"), &seen.to_string(), holds);
    if is_needed && seen == Presence::Nobody {
        answer::tells(bench, &browser, CLAUSE)?;
    }
    Ok(())
}

fn comes_in_as_herself(bench: &Bench<'_>, person: &Person, own: &str, guard: &str) -> Result<(), Halt> {
    let (_, seen) = presence_of(bench, "citizen", person, CLAUSE)?;
    let holds = seen == Presence::In(own.to_owned());
    bench.transcript().check(CLAUSE, guard, &format!("in as {own}"), &seen.to_string(), holds);
    Ok(())
}

fn change(changes: &[(&str, &str)]) -> Value {
    Value::Object(changes.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect())
}

/// The person as the portal has it now.
pub(super) fn reread(bench: &Bench<'_>, person: &Person) -> Result<Person, Halt> {
    Ok(Person { password: person.password.clone(), ..bench.idp().person(person.oid)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_night_of_the_year_is_waited_for_where_it_is_near() {
        let night = |now: &str| odd_night(now.parse().unwrap()).to_string();
        assert_eq!(night("2018-12-01T09:00:00Z"), "2018-12-30T21:30:00Z");
        assert_eq!(night("2018-12-30T21:30:00Z"), "2018-12-31T21:30:00Z");
        assert_eq!(night("2018-09-01T09:00:00Z"), "2018-09-01T21:30:00Z");
        assert_eq!(night("2018-09-01T22:00:00Z"), "2018-09-02T21:30:00Z");
    }
}
