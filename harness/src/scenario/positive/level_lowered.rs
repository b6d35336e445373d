//! Owns the scenarios of an account that was good and is so no longer: a new passport lowers the level, and the next
//! sign-in to the diary is judged by what the account is then.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Passport, Person};
use crate::bench::party::LegacyUser;
use crate::bench::party::people::{ADMINISTRATOR, OLGA, TIKHON};
use crate::check::account::has_level;
use crate::check::page::{shows, shows_all};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::positive::account::centre::{compare, first_centre};
use crate::scenario::positive::year_2024::{known, link, typed};
use crate::scenario::school::{
    bind_snils, desk, desk_through_portal, enter_through_portal, retype, snils_of,
};
use crate::scenario::steps::cabinet::enter_cabinet;
use crate::scenario::steps::{account_of, bind, user};

const CLAUSE: &str = "ESIA-MR, older edition, table 2: the level is that of the sign-in";
const TOO_LOW: &str = "Уровня учётной записи недостаточно";
/// A number that no made-up passport has: those are divisible by three.
const NEW_NUMBER: &str = "000307";

/// A person signed in with a confirmed account, with the browser.
struct SignedInUser {
    person: Person,
    /// What the diary says when this person is in.
    id: String,
    browser: Browser,
}

/// S004: bound to a cabinet.
pub(crate) fn bound(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Confirmed))?;
    bind(bench, mother, &person)?;
    until_confirmed_again(bench, let_in(bench, mother.who, person, mother.id)?)
}

/// S003: bound to one pupil by the number.
pub(crate) fn of_the_pupil(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(json!({ "level": "confirmed" }))?;
    bind_snils(bench, &mut desk(bench, &ADMINISTRATOR)?, TIKHON.id, snils_of(&person)?)?;
    bench.wait_until("2017-10-02T09:00:00+03:00", "until the date of the letter")?;
    until_confirmed_again(bench, let_in(bench, "parent", person, "added-1")?)
}

pub(crate) fn of_2024(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = known(bench, &mut desk_through_portal(bench)?, &OLGA, "родитель")?;
    until_confirmed_again(bench, let_in(bench, OLGA.who, person, OLGA.id)?)
}

/// S001: a standard account is enough, so sign-in is refused only while the registers check the new passport.
pub(crate) fn standard_is_enough(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother: &LegacyUser = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Confirmed))?;
    let mut desk = desk(bench, &ADMINISTRATOR)?;
    retype(bench, &mut desk, &link(mother, "родитель"), typed(mother, snils_of(&person)?))?;
    bench.wait_until("2017-10-02T09:00:00+03:00", "until the date of the letter")?;
    let mut guest = let_in(bench, mother.who, person, mother.id)?;
    guest.changes_passport(bench)?;
    guest.comes_again(bench)?;
    shows_all(bench, &guest.browser, CLAUSE, &[TOO_LOW, "упрощённая", "нужна не ниже: стандартная"])?;
    is_out(bench, &mut guest.browser, CLAUSE)?;
    guest.is_checked(bench)?;
    guest.leaves_portal(bench)?;
    guest.comes_again(bench)?;
    is_in_as(bench, &mut guest.browser, CLAUSE, &guest.id)
}

/// With a confirmed account sign-in works, so a later refusal is due to the level.
fn let_in(bench: &Bench<'_>, who: &str, person: Person, id: &str) -> Result<SignedInUser, Halt> {
    let mut guest = SignedInUser { person, id: id.to_owned(), browser: bench.browser(who) };
    bench.transcript().control(|| {
        guest.comes_again(bench)?;
        is_in_as(bench, &mut guest.browser, CLAUSE, id)
    })?;
    bench.party().leave_with_portal(&mut guest.browser)?;
    Ok(guest)
}

/// Refused with the reason and the way on once the level is lower; in again after a visit to a centre.
fn until_confirmed_again(bench: &Bench<'_>, mut guest: SignedInUser) -> Result<(), Halt> {
    guest.changes_passport(bench)?;
    guest.is_checked(bench)?;
    guest.leaves_portal(bench)?;
    guest.comes_again(bench)?;
    let text = [TOO_LOW, "стандартная, а для входа в дневник нужна подтверждённая", "Подтвердите личность"];
    shows_all(bench, &guest.browser, CLAUSE, &text)?;
    is_out(bench, &mut guest.browser, CLAUSE)?;

    let passport = bench.idp().person(guest.person.oid)?.passport;
    let passport = passport.ok_or_else(|| Halt::Broken("the account has no passport".to_owned()))?;
    let number = passport.number.as_str();
    bench.transcript().check(CLAUSE, "the account's passport", NEW_NUMBER, number, number == NEW_NUMBER);
    guest.is_confirmed_by(bench, &passport)?;
    guest.leaves_portal(bench)?;
    guest.comes_again(bench)?;
    is_in_as(bench, &mut guest.browser, CLAUSE, &guest.id)
}

impl SignedInUser {
    /// In a realm where new data lower the level, the citizen writes down a new passport.
    fn changes_passport(&mut self, bench: &Bench<'_>) -> Result<(), Halt> {
        bench.idp().change_settings(json!({ "change_drops_level": true }))?;
        enter_cabinet(bench, &mut self.browser, &self.person)?;
        self.browser.follow("Редактировать")?;
        shows(bench, &self.browser, CLAUSE, "учетная запись перестанет быть подтвержденной")?;
        self.browser.fill("Номер", NEW_NUMBER)?;
        self.browser.press("Сохранить")?;
        shows(bench, &self.browser, CLAUSE, "Выполняется автоматическая проверка введенных данных")?;
        self.leaves_portal(bench)
    }

    /// The registers confirm the data; the identity is not confirmed again.
    fn is_checked(&self, bench: &Bench<'_>) -> Result<(), Halt> {
        bench.wait("PT3S", "the registers check the new passport")?;
        has_level(bench, CLAUSE, self.person.oid, Level::Standard).map(drop)
    }

    fn is_confirmed_by(&self, bench: &Bench<'_>, passport: &Passport) -> Result<(), Halt> {
        let centre = first_centre(bench)?;
        compare(bench, &mut bench.browser("operator"), &centre, snils_of(&self.person)?, passport)?;
        has_level(bench, CLAUSE, self.person.oid, Level::Confirmed).map(drop)
    }

    fn leaves_portal(&mut self, bench: &Bench<'_>) -> Result<(), Halt> {
        self.browser.open(&bench.idp().url("/logout"))
    }

    /// To the diary's front door and through the portal.
    fn comes_again(&mut self, bench: &Bench<'_>) -> Result<(), Halt> {
        enter_through_portal(bench, &mut self.browser, &self.person)
    }
}
