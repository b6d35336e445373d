//! Owns the scenarios of a service centre that registers a visitor in one visit.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::shows;
use crate::scenario::positive::account::centre::{at_the_desk, first_centre};
use crate::scenario::positive::account::{
    CONFIRMED, EMAIL, MOBILE, PASSWORD, PROFILE, SNILS, checked, enter_with_given_password,
};

const CLAUSE: &str = "S003: at a centre";

/// Registered, confirmed and activated in one visit: the first password goes to the contact.
pub(crate) fn one_step(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut operator = visitor_unknown(bench)?;
    // Without a contact there is nowhere to send the password to.
    bench.transcript().control(|| {
        enrol(&mut operator, "", "")?;
        shows(bench, &operator, CLAUSE, "Укажите телефон или почту")?;
        nobody_has(bench)
    })?;
    enrol(&mut operator, MOBILE, EMAIL)?;
    shows(bench, &operator, CLAUSE, "Посетитель зарегистрирован")?;
    let Some(person) = bench.idp().people_with_login(MOBILE)?.into_iter().next() else {
        return Err(Halt::Missing(format!("no person on the portal has the number {MOBILE}")));
    };
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    let person = bench.with_first_password("visitor", person, MOBILE)?;
    let mut browser = bench.browser("visitor");
    enter_with_given_password(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let mut newcomer = checked("confirmed");
        for name in ["level", "inn"] {
            newcomer.as_object_mut().into_iter().for_each(|members| drop(members.remove(name)));
        }
        let made = idp.post("/centres/1/registrations", newcomer)?;
        let oid = made["oid"].as_u64().unwrap_or_default();
        idp.change_person(oid, &json!({ "password": PASSWORD }))?;
        Ok(oid)
    })
}

/// Someone of that insurance number is registered already.
pub(crate) fn known_already(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = bench.citizen(json!({ "level": "standard", "snils": SNILS }))?;
    let before = bench.idp().portrait(known.oid)?;
    let mut operator = bench.browser("operator");
    let centre = first_centre(bench)?;
    at_the_desk(bench, &mut operator, &centre)?;
    operator.open(&bench.idp().url(&format!("/operator/register?centre={}", centre.id)))?;
    enrol(&mut operator, MOBILE, "")?;
    shows(bench, &operator, CLAUSE, "Учетная запись с этим СНИЛС уже есть")?;
    let count = bench.idp().people_with_login(MOBILE)?.len();
    bench.transcript().check(CLAUSE, "persons with the new number", "0", &count.to_string(), count == 0);
    let same = before == bench.idp().portrait(known.oid)?;
    let seen = if same { "as before" } else { "changed" };
    bench.transcript().check(CLAUSE, "the existing account", "as before", seen, same);
    Ok(())
}

/// The operator has found no account for a visitor, and opens the form.
fn visitor_unknown(bench: &Bench<'_>) -> Result<Browser, Halt> {
    let mut operator = bench.browser("operator");
    at_the_desk(bench, &mut operator, &first_centre(bench)?)?;
    operator.fill("СНИЛС посетителя", SNILS)?;
    operator.press("Найти")?;
    shows(bench, &operator, CLAUSE, "Учетной записи с такими данными нет")?;
    operator.follow("Зарегистрировать посетителя")?;
    Ok(operator)
}

/// Types what the passport says, and the contacts.
fn enrol(operator: &mut Browser, mobile: &str, email: &str) -> Result<(), Halt> {
    // The desk does not ask for a citizenship: this passport implies it.
    let asked = PROFILE.iter().filter(|(field, ..)| *field != "Гражданство");
    asked.into_iter().try_for_each(|(field, _, value)| operator.fill(field, value))?;
    operator.fill("Мобильный телефон", mobile)?;
    operator.fill("Электронная почта", email)?;
    operator.press("Зарегистрировать и подтвердить")
}

fn nobody_has(bench: &Bench<'_>) -> Result<(), Halt> {
    let count = bench.idp().people_with_login(SNILS)?.len();
    bench.transcript().check(CLAUSE, "persons with that SNILS", "0", &count.to_string(), count == 0);
    Ok(())
}
