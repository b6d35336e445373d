//! Owns the scenarios of the parent's consent for school data: without it the portal finds no pupil and takes no mark.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::people::{NINA, OLGA, POLINA};
use crate::check::page::{lacks, shows, shows_all};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::positive::year_2024::{give, holds, known, link, typed};
use crate::scenario::school::{desk_through_portal, enter_through_portal, retype, snils_of};
use crate::scenario::steps::account_of;
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S002: the school portfolio";
const NOT_FOUND: &str = "Ваш дневник не найден";
const WAITS: &str = "Ждут отправки в «Школьное портфолио»: 1";
const CHILD: &str = "Лукина Полина Денисовна";

/// A mother and her daughter of ten, whose account the mother made; no one has allowed school data yet.
struct Family {
    parent: Person,
    child: Person,
    /// The mother's browser, in the family section.
    section: Browser,
}

fn family(bench: &Bench<'_>, desk: &mut Browser) -> Result<Family, Halt> {
    let parent = bench.citizen(account_of(&OLGA, Level::Confirmed))?;
    let [last_name, first_name, middle_name] = POLINA.name;
    let child = bench.child(
        &parent,
        json!({ "last_name": last_name, "first_name": first_name, "middle_name": middle_name, "gender": "F",
            "birth_date": "08.04.2014" }),
    )?;
    retype(bench, desk, &link(&POLINA, "ученик"), typed(&POLINA, snils_of(&child)?))?;
    let mut section = bench.browser(OLGA.who);
    enter_cabinet(bench, &mut section, &parent)?;
    section.follow("Семья и дети")?;
    Ok(Family { parent, child, section })
}

impl Family {
    fn consents(&mut self) -> Result<(), Halt> {
        self.section.follow(&format!("Дать согласие: {CHILD}"))?;
        self.section.press("Дать согласие")
    }

    fn withdraws(&mut self) -> Result<(), Halt> {
        self.section.follow(&format!("Отозвать согласие: {CHILD}"))?;
        self.section.press("Отозвать согласие")
    }

    /// The child signs in to the diary in a separate browser.
    fn child_enters(&self, bench: &Bench<'_>) -> Result<Browser, Halt> {
        let mut browser = bench.browser(POLINA.who);
        enter_through_portal(bench, &mut browser, &self.child)?;
        Ok(browser)
    }
}

/// «Ваш дневник не найден»: until a parent consents, and again once the consent is withdrawn.
pub(crate) fn entry(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut desk = desk_through_portal(bench)?;
    let mut family = family(bench, &mut desk)?;
    let refused = |family: &Family| {
        let mut browser = family.child_enters(bench)?;
        shows_all(bench, &browser, CLAUSE, &[NOT_FOUND, "нет согласия родителя", "раздел «Семья и дети»"])?;
        is_out(bench, &mut browser, CLAUSE)
    };
    refused(&family)?;
    // The parent's own way into the diary does not hang on it.
    bench.transcript().control(|| {
        retype(bench, &mut desk, &link(&OLGA, "родитель"), typed(&OLGA, snils_of(&family.parent)?))?;
        let mut browser = bench.browser(OLGA.who);
        enter_through_portal(bench, &mut browser, &family.parent)?;
        is_in_as(bench, &mut browser, CLAUSE, OLGA.id)
    })?;
    family.consents()?;
    let mut browser = family.child_enters(bench)?;
    is_in_as(bench, &mut browser, CLAUSE, POLINA.id)?;
    family.withdraws()?;
    refused(&family)
}

/// A mark waits in the diary until the parent consents; a withdrawal takes back nothing that was handed in.
pub(crate) fn marks(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut desk = desk_through_portal(bench)?;
    let mut family = family(bench, &mut desk)?;
    let person = known(bench, &mut desk, &NINA, "учитель")?;
    let mut teacher = bench.browser(NINA.who);
    enter_through_portal(bench, &mut teacher, &person)?;

    give(&mut teacher, CHILD, "Алгебра", "Контрольная")?;
    shows(bench, &teacher, CLAUSE, WAITS)?;
    holds(bench, &family.child, &[])?;
    family.section.follow(&format!("Посмотреть оценки: {CHILD}"))?;
    let empty = ["Оценок пока нет", "новые оценки не приходят"];
    shows_all(bench, &family.section, CLAUSE, &empty)?;
    family.section.follow("Вернуться к списку")?;

    family.consents()?;
    teacher.press("Отправить ещё раз")?;
    lacks(bench, &teacher, CLAUSE, "Ждут отправки")?;
    holds(bench, &family.child, &["Алгебра: Контрольная"])?;
    family.section.follow(&format!("Посмотреть оценки: {CHILD}"))?;
    shows_all(bench, &family.section, CLAUSE, &["Алгебра: 5", "Контрольная"])?;
    lacks(bench, &family.section, CLAUSE, "новые оценки не приходят")?;
    family.section.follow("Вернуться к списку")?;

    family.withdraws()?;
    give(&mut teacher, CHILD, "История", "Доклад")?;
    shows(bench, &teacher, CLAUSE, WAITS)?;
    holds(bench, &family.child, &["Алгебра: Контрольная"])?;
    // The child sees what is there, and why nothing new comes.
    let mut childs = bench.browser(POLINA.who);
    enter_cabinet(bench, &mut childs, &family.child)?;
    childs.follow("Школьное портфолио")?;
    shows_all(bench, &childs, CLAUSE, &["Алгебра: 5", "Родитель не дал согласия"])?;
    lacks(bench, &childs, CLAUSE, "История")
}
