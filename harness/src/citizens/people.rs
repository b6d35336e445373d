//! Owns the people: their accounts on the portal, who of them has been at the party before, and the school that the built-in diary has them in.

use std::collections::HashMap;
use std::fmt::Write as _;

use load::chance::Chance;
use load::mix::Mix;
use serde::Deserialize;
use serde_json::json;

use crate::bench::browser::jar::Jar;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, Person};

/// Everybody has one password: a portal of a load run has no one else.
pub(super) const PASSWORD: &str = "Nagruzka-2024!";
pub(super) const WRONG_PASSWORD: &str = "Nagruzka-2023!";
/// So many are made by one call, and read by one.
const BATCH: usize = 500;
/// More are not made unless they are asked for.
const USUAL_MAX: usize = 2_000;
/// Fewer people would sign in at the same time as themselves again and again.
const USUAL_MIN: usize = 60;

/// How many accounts a run wants of which so many citizens are expected.
pub(crate) fn accounts_for(expected: f64, mix: &Mix) -> usize {
    let new = expected * (1.0 - mix.returning) * 1.2;
    (new as usize).saturating_add(USUAL_MIN).min(USUAL_MAX)
}

/// The people of a run.
#[derive(Debug)]
pub(super) struct People {
    pub(super) all: Vec<Person>,
    /// Who was never at the party.
    fresh: Vec<u32>,
    /// Who was.
    known: Vec<u32>,
    /// The portal's cookies of those who were.
    sessions: HashMap<u32, Jar>,
}

/// Who comes.
pub(super) struct Drawn {
    pub(super) person: u32,
    /// The cookies of a session at the portal that has lasted.
    pub(super) jar: Jar,
    pub(super) is_new: bool,
    /// Whether somebody new was wanted, and there was nobody.
    pub(super) is_not_new: bool,
}

#[derive(Deserialize)]
struct Listed {
    people: Vec<Person>,
}

impl People {
    /// Makes so many accounts.
    pub(super) fn make(idp: &Idp, count: usize, mut step: impl FnMut(usize)) -> Result<Self, Halt> {
        let broken = |why: &dyn std::fmt::Display| Halt::Broken(format!("people on the portal: {why}"));
        let mut all: Vec<Person> = Vec::with_capacity(count);
        while all.len() < count {
            let batch = BATCH.min(count - all.len());
            let wanted = json!({ "level": "confirmed", "password": PASSWORD, "count": batch });
            let made = idp.post("/people", wanted)?;
            let first = made.get("first").and_then(|first| first.get("oid")?.as_u64());
            let first = first.ok_or_else(|| broken(&"the portal does not say whom it made"))?;
            let path = format!("/people?after={}&limit={batch}", first.saturating_sub(1));
            let listed: Listed =
                serde_json::from_value(idp.document(&path)?).map_err(|error| broken(&error))?;
            if listed.people.len() < batch {
                return Err(broken(&"fewer are there than were made"));
            }
            all.extend(listed.people);
            step(all.len());
        }
        let fresh = (0..u32::try_from(all.len()).unwrap_or(u32::MAX)).rev().collect();
        Ok(Self { all, fresh, known: Vec::new(), sessions: HashMap::new() })
    }

    /// Draws who comes next.
    pub(super) fn draw(&mut self, mix: &Mix, chance: &mut Chance) -> Drawn {
        let wants_new = !chance.happens(mix.returning) || self.known.is_empty();
        let has_session = chance.happens(mix.session);
        if let Some(person) = self.fresh.last().copied().filter(|_| wants_new) {
            self.fresh.pop();
            return Drawn { person, jar: Jar::default(), is_new: true, is_not_new: false };
        }
        // Everybody new may be on the way still.
        let place = chance.below(self.known.len().max(1));
        let person = self.known.get(place).copied().unwrap_or_default();
        let jar = self.sessions.get(&person).filter(|_| has_session && !wants_new);
        Drawn { person, jar: jar.cloned().unwrap_or_default(), is_new: false, is_not_new: wants_new }
    }

    /// Somebody was in: the portal remembers what was allowed, and the browser keeps the session.
    pub(super) fn was_in(&mut self, person: u32, portals: Jar) {
        if self.sessions.insert(person, portals).is_none() {
            self.known.push(person);
        }
    }

    /// The school of the built-in diary with all of them, each the parent of a pupil, as its file has it.
    pub(super) fn school(&self) -> String {
        let mut text =
            "[school]\nid = \"load\"\nname = \"Школа под нагрузкой\"\nregion = \"Вымышленная область\"\n\
                        utc_offset_hours = 3\n"
                .to_owned();
        for number in 0..self.all.len() {
            // Writing to a text does not fail.
            let _ = write!(
                text,
                "\n[[pupils]]\nid = \"p{number}\"\nlast_name = \"Ученик\"\nfirst_name = \"Номер{number}\"\n\
                 birth_date = 2015-05-05\nclass = \"3\"\n\n[[marks]]\npupil = \"p{number}\"\nsubject = \"Математика\"\n\
                 date = 2024-09-03\nmark = 4\nwork = \"Входная работа\"\n",
            );
        }
        for (number, person) in self.all.iter().enumerate() {
            let _ = write!(
                text,
                "\n[[users]]\nid = \"u{number}\"\nrole = \"parent\"\nlast_name = {:?}\nfirst_name = {:?}\nsees = [\"p{number}\"]\n",
                person.last_name, person.first_name,
            );
            let middle = person.middle_name.iter().map(|name| format!("middle_name = {name:?}\n"));
            let snils = person.snils.iter().map(|snils| format!("snils = {snils:?}\n"));
            text.extend(middle.chain(snils));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::School;

    fn people(count: u64) -> People {
        let person = |number: u64| {
            serde_json::from_value(json!({
                "oid": number, "level": "confirmed", "last_name": "Петров-Водкин", "first_name": "Пётр",
                "middle_name": "Ильич", "snils": "901-000-001 89", "mobile": "+70000000001",
            }))
        };
        let all: Vec<Person> = (0..count).map(|number| person(number).unwrap()).collect();
        let fresh = (0..u32::try_from(count).unwrap()).rev().collect();
        People { all, fresh, known: Vec::new(), sessions: HashMap::new() }
    }

    #[test]
    fn the_school_is_one_that_the_diary_reads() {
        let school = School::parse("load.toml", &people(3).school()).unwrap();
        assert_eq!((school.users.len(), school.pupils.len()), (3, 3));
        assert_eq!(school.users[2].sees, ["p2"]);
    }

    #[test]
    fn new_citizens_are_new_once_and_returning_ones_were_there() {
        let (mut people, mut chance) = (people(20), Chance::seeded(1));
        let mix = Mix { returning: 0.5, session: 1.0, ..Mix::default() };
        let mut seen = std::collections::HashSet::new();
        let (mut new, mut not_new) = (0, 0);
        for _ in 0..200 {
            let drawn = people.draw(&mix, &mut chance);
            if drawn.is_new {
                new += 1;
                assert!(seen.insert(drawn.person), "{} was new before", drawn.person);
            } else {
                assert!(seen.contains(&drawn.person), "{} was never there", drawn.person);
            }
            not_new += usize::from(drawn.is_not_new);
            people.was_in(drawn.person, Jar::default());
        }
        assert_eq!(new, 20);
        assert!((60..100).contains(&not_new), "{not_new}");
    }

    #[test]
    fn a_run_wants_as_many_accounts_as_it_has_new_citizens_and_no_endless_number() {
        let mix = Mix { returning: 0.7, ..Mix::default() };
        assert_eq!(accounts_for(100.0, &mix), 96);
        assert_eq!(accounts_for(1e9, &mix), USUAL_MAX);
    }
}
