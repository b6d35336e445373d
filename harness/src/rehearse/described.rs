//! Owns the proof against a party that a file describes: its hook takes the pseudonyms in, a browser finds everything by its words.

use std::collections::BTreeMap;
use std::sync::mpsc;

use rehearse::Come;
use rehearse::told::Wrong;
use serde_json::{Value, json};

use crate::bench::browser::{Browser, Browsers};
use crate::bench::halt::Halt;
use crate::bench::http::Exchanges;
use crate::bench::idp::{Idp, Level, Person};
use crate::bench::limits::Limits;
use crate::bench::party::{Choice, Described, Introduced, Presence, RelyingParty, Setting};
use crate::bench::transcript::Transcript;
use crate::event::{Happening, RunEvent};
use crate::rehearse::crew::Differs;
use crate::rehearse::judge::{self, Difference};
use crate::rehearse::portal::{self, Crowd, PASSWORD, login, spelt};
use crate::rehearse::progress::Progress;
use crate::rehearse::proving::{Place, Proving, Total, every_day};
use crate::scenario::steps::{allow_if_asked, sign_in_at_portal};

/// The name of the record; nobody reads it.
const RECORD: &str = "rehearsal";

/// The diary with everybody in it.
struct Party<'p> {
    proving: &'p Proving<'p>,
    party: Described,
    exchanges: Exchanges,
    crowd: Crowd,
    /// What the party shows of each user.
    names: BTreeMap<u32, String>,
}

/// Signs in as everybody of the sample who has an account and whom the school has entered.
pub(crate) fn prove(
    proving: &Proving<'_>,
    setting: &Setting<'_>,
    idp: &Idp,
    progress: &Progress,
) -> Result<Total, Halt> {
    let Choice::Described(description) = setting.party else {
        return Err(Halt::Broken("the party is not one of a file".to_owned()));
    };
    let cast = &proving.cast;
    let needed = cast.needed(&proving.sample.members);
    let day = proving.days.phases[0];
    let crowd = portal::put(cast, &needed.people, (idp, day), (progress, proving.interrupt))?;
    let party = Described::start(description, idp, setting, &record(proving).0)?;
    if party.known_by() == Introduced::ByBinding {
        let why = "a rehearsal needs a hook that takes people in: `known = \"put\"` and [people.put]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let exchanges = Exchanges::trusting(setting.trust)?;
    let mut own = Party { proving, party, exchanges, crowd, names: BTreeMap::new() };
    let users: Vec<u32> = proving.sample.members.clone();
    progress.begin("users in the diary", users.len());
    for user in users {
        own.introduce(user)?;
        progress.step();
    }
    let place = Place::new(idp, progress, proving.offset, |now| own.party.set_clock(now));
    every_day(proving, &place, |day, users| {
        let mut total = Total::default();
        for user in users {
            if proving.interrupt.is_requested() {
                break;
            }
            if let Some((difference, traffic)) = own.sign_in(*user, day, &mut total)? {
                total.differences.push(Differs { user: *user, day, way: "portal", difference, traffic });
            }
            progress.step();
        }
        Ok(total)
    })
}

/// A record, and what it tells: only of a difference somebody wants to know.
fn record(proving: &Proving<'_>) -> (Transcript, mpsc::Receiver<RunEvent>) {
    let (events, told) = mpsc::channel();
    (Transcript::within(Limits::USUAL, RECORD, events, proving.interrupt.clone()), told)
}

/// What was asked and answered; everything in it is masked.
fn traffic(told: &mpsc::Receiver<RunEvent>) -> Vec<Value> {
    let happened = told.try_iter().filter_map(|event| match event {
        RunEvent::Happened { what: what @ (Happening::Exchanged(_) | Happening::Asked(_)), .. } => {
            Some(json!(what))
        }
        _ => None,
    });
    happened.collect()
}

impl Party<'_> {
    /// Takes a user in as the school has it: the name and the number of the list, and the number of the account.
    fn introduce(&mut self, user: u32) -> Result<(), Halt> {
        let cast = &self.proving.cast;
        let Some(oid) = self.crowd.oid(cast.person(user)) else { return Ok(()) };
        let written = cast.written(user);
        let person = Person {
            oid,
            level: Level::Confirmed,
            status: String::new(),
            last_name: written.last,
            first_name: written.first,
            middle_name: Some(written.middle).filter(|middle| !middle.is_empty()),
            snils: cast.school.member(user).snils.number().map(spelt),
            mobile: None,
            email: Some(login(cast.person(user))),
            logins: Vec::new(),
            password: String::new(),
            passport: None,
        };
        self.party.introduce(&person)?;
        self.names.insert(user, self.party.name_of(&person, None));
        Ok(())
    }

    fn sign_in(
        &self,
        user: u32,
        day: jiff::civil::Date,
        total: &mut Total,
    ) -> Result<Option<(Difference, Vec<Value>)>, Halt> {
        let cast = &self.proving.cast;
        let person = cast.person(user);
        let come = cast.forecast.come(person, day);
        let (Some(oid), Some(name)) = (self.crowd.oid(person), self.names.get(&user)) else {
            return Ok(None);
        };
        total.sign_ins += 1;
        let (record, told) = record(self.proving);
        let mut browser = Browser::new("citizen", &Browsers::Http, self.exchanges.clone(), record)
            .with_wording(self.party.wording());
        let walked = self.walk(&mut browser, oid, person);
        let presence = match walked {
            Ok(()) | Err(Halt::Missing(_)) => self.party.who_is_in(&mut browser)?,
            Err(Halt::Unanswered(why)) => Presence::Crashed(why),
            Err(other) => return Err(other),
        };
        let marks = self.marks(&mut browser, &presence)?;
        let difference = self.compare(&come, name, &presence, &marks);
        Ok(difference.map(|difference| (difference, traffic(&told))))
    }

    fn walk(&self, browser: &mut Browser, oid: u64, person: u32) -> Result<(), Halt> {
        let citizen = Person {
            oid,
            level: Level::Confirmed,
            status: String::new(),
            last_name: String::new(),
            first_name: String::new(),
            middle_name: None,
            snils: None,
            mobile: None,
            email: Some(login(person)),
            logins: Vec::new(),
            password: PASSWORD.to_owned(),
            passport: None,
        };
        self.party.enter_through_portal(browser)?;
        sign_in_at_portal(browser, &citizen)?;
        allow_if_asked(browser)
    }

    /// Everybody else of the rehearsal whom the page of marks names.
    fn marks(&self, browser: &mut Browser, presence: &Presence) -> Result<Vec<u32>, Halt> {
        let (Presence::In(own), Some(address)) = (presence, self.party.marks_page()) else {
            return Ok(Vec::new());
        };
        let page = browser.peek(&address)?;
        let text = page.text();
        let words: std::collections::HashSet<&str> =
            text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').collect();
        let others = self.names.iter().filter(|(_, name)| *name != own && words.contains(name.as_str()));
        Ok(others.map(|(user, _)| *user).collect())
    }

    fn compare(&self, come: &Come, name: &str, presence: &Presence, marks: &[u32]) -> Option<Difference> {
        let (wrong, seen) = match (come, presence) {
            (_, Presence::Crashed(why)) => (Wrong::Crashed, format!("crashed: {why}")),
            (Come::Offered(_), Presence::Nobody) => (Wrong::KeepsOut, "nobody is in".to_owned()),
            (Come::Offered(_), Presence::In(shown)) if shown != name => {
                (Wrong::AsAnother, "in as somebody else".to_owned())
            }
            (Come::Offered(_), Presence::In(_)) if !marks.is_empty() => {
                let cast = &self.proving.cast;
                let row = cast.school.member(marks[0]).row;
                (Wrong::OtherPupils, format!("the marks name somebody of row {row}"))
            }
            (Come::Offered(_), Presence::In(_)) | (_, Presence::Nobody) => return None,
            (_, Presence::In(_)) => (Wrong::LetsIn, "somebody is in".to_owned()),
        };
        Some(Difference { wrong, expected: judge::expected(come), seen })
    }
}
