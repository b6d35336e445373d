//! Owns the hands of a rehearsal: several at once, each person's sign-ins in order, until all are done or somebody wants to stop.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rehearse::Come;
use rehearse::policy::Password;
use serde_json::Value;

use crate::interrupt::Interrupt;
use crate::rehearse::cast::Cast;
use crate::rehearse::hands::hands;
use crate::rehearse::judge::{self, Difference};
use crate::rehearse::portal::login;
use crate::rehearse::progress::Progress;
use crate::rehearse::stage::user_id;
use crate::rehearse::walk::{Seen, Walker};

/// What a day's sign-ins came to.
#[derive(Debug, Default)]
pub(crate) struct Came {
    pub(crate) sign_ins: usize,
    pub(crate) differences: Vec<Differs>,
}

/// A difference with whom it is about.
#[derive(Debug)]
pub(crate) struct Differs {
    pub(crate) user: u32,
    pub(crate) day: Date,
    pub(crate) way: &'static str,
    pub(crate) difference: Difference,
    /// What was asked and answered.
    pub(crate) traffic: Vec<Value>,
}

/// What is done on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stint<'a> {
    pub(crate) cast: &'a Cast<'a>,
    /// Addresses of diary and portal.
    pub(crate) sites: (&'a str, &'a str),
    pub(crate) day: Date,
    /// Whether people bind their accounts first.
    pub(crate) binds: bool,
}

impl Stint<'_> {
    /// Signs in as each of the users, people side by side.
    pub(crate) fn work(
        &self,
        users: &[u32],
        (progress, interrupt): (&Progress, &Interrupt),
    ) -> Result<Came, String> {
        let people = by_person(self.cast, users);
        let (next, came) = (AtomicUsize::new(0), Mutex::new(Came::default()));
        let broken: Mutex<Option<String>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..hands() {
                scope.spawn(|| {
                    let done = self.hand(&people, &next, &came, (progress, interrupt));
                    if let (Err(why), Ok(mut broken)) = (done, broken.lock()) {
                        // The others have nothing left to do.
                        next.store(people.len(), Ordering::Relaxed);
                        broken.get_or_insert(why);
                    }
                });
            }
        });
        match broken.into_inner().unwrap_or_default() {
            Some(why) => Err(why),
            None => Ok(came.into_inner().unwrap_or_default()),
        }
    }

    fn hand(
        &self,
        people: &[Vec<u32>],
        next: &AtomicUsize,
        came: &Mutex<Came>,
        (progress, interrupt): (&Progress, &Interrupt),
    ) -> Result<(), String> {
        let mut walker = Walker::between(self.sites.0, self.sites.1)?;
        while let Some(users) = people.get(next.fetch_add(1, Ordering::Relaxed)) {
            if interrupt.is_requested() {
                return Ok(());
            }
            let mut own = Came::default();
            self.person(&mut walker, users, &mut own)?;
            progress.step();
            if let Ok(mut came) = came.lock() {
                came.sign_ins += own.sign_ins;
                came.differences.extend(own.differences);
            }
        }
        Ok(())
    }

    fn person(&self, walker: &mut Walker, users: &[u32], came: &mut Came) -> Result<(), String> {
        for user in users {
            self.password(walker, *user, came)?;
        }
        let person = self.cast.person(users[0]);
        match self.cast.forecast.come(person, self.day) {
            Come::NoAccount => Ok(()),
            come => self.portal(walker, (person, users), &come, came),
        }
    }

    fn password(&self, walker: &mut Walker, user: u32, came: &mut Came) -> Result<(), String> {
        let forecast = self.cast.forecast;
        let seen = walker.by_password(&user_id(user))?;
        let wanted = forecast.by_password(user, self.day);
        let pupils = forecast.taught_or_own(user);
        came.note(judge::by_password(user, wanted, &pupils, &seen), (user, self.day, "password"), walker);
        let may_try = self.binds && forecast.binds(user) && self.cast.has_account(self.cast.person(user));
        if may_try && matches!(wanted, Ok(Password::Open | Password::MarksHidden)) {
            let seen = walker.bind(&login(self.cast.person(user)))?;
            came.note(judge::binding(forecast.is_bound(user), &seen), (user, self.day, "binding"), walker);
        }
        Ok(())
    }

    fn portal(
        &self,
        walker: &mut Walker,
        (person, users): (u32, &[u32]),
        come: &Come,
        came: &mut Came,
    ) -> Result<(), String> {
        let about = (users[0], self.day, "portal");
        let seen = walker.through_portal(&login(person))?;
        let difference = judge::through_portal(come, &seen);
        let agrees = difference.is_none();
        came.note(difference, about, walker);
        let Come::Offered(offered) = come else { return Ok(()) };
        if !agrees {
            return Ok(());
        }
        for user in offered {
            let seen = match &seen {
                Seen::Choice(_) => walker.choose(&user_id(*user))?,
                only => only.clone(),
            };
            let pupils = self.cast.forecast.sees(*user, self.day);
            let difference = judge::cabinet(*user, &pupils, false, &seen);
            came.differ(difference, (*user, self.day, "portal"), walker);
        }
        Ok(())
    }
}

impl Came {
    fn note(&mut self, difference: Option<Difference>, about: (u32, Date, &'static str), walker: &Walker) {
        self.sign_ins += 1;
        self.differ(difference, about, walker);
    }

    fn differ(
        &mut self,
        difference: Option<Difference>,
        (user, day, way): (u32, Date, &'static str),
        walker: &Walker,
    ) {
        let traffic = || walker.traffic();
        let differs = difference.map(|difference| Differs { user, day, way, difference, traffic: traffic() });
        self.differences.extend(differs);
    }
}

/// Users of one person together.
fn by_person(cast: &Cast<'_>, users: &[u32]) -> Vec<Vec<u32>> {
    let mut pairs: Vec<(u32, u32)> = users.iter().map(|user| (cast.person(*user), *user)).collect();
    pairs.sort_unstable();
    let same = pairs.chunk_by(|one, other| one.0 == other.0);
    same.map(|users| users.iter().map(|(_, user)| *user).collect()).collect()
}
