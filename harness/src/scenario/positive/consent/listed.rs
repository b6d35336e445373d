//! Owns the scenarios of the list of consents: dates, names, spellings, and whose list it is.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{Builtin, RelyingParty};
use crate::check::page::shows;
use crate::check::session::{is_in_at, is_out_of};
use crate::scenario::family::{EMMA, KIRA, MARIA, Resident, adult, child, comes, is_shown_as};
use crate::scenario::positive::consent::given::{is_in, is_missing, mother_consents};
use crate::scenario::steps::{allow_if_asked, sign_in_at_portal};

const CLAUSE: &str = "DP 4.2.3";
/// Another organisation's registration number.
const NEIGHBOURS_OGRN: &str = "1037700255284";

/// Signs in to another diary of the region, and allows what is asked.
pub(super) fn comes_to(
    bench: &Bench<'_>,
    diary: &Builtin,
    who: &Resident,
    person: &Person,
) -> Result<Browser, Halt> {
    let mut browser = bench.browser(who.who);
    diary.enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, person)?;
    allow_if_asked(&mut browser)?;
    Ok(browser)
}

/// `kidBirthdate` is midnight in Moscow: the day agrees; another day does not.
pub(crate) fn kid_birth_date(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    let other_day = EMMA.wanted(json!({ "birth_date": "13.10.2016" }));
    let emma = bench.child(&mother, other_day)?;
    mother_consents(bench, &mother)?;
    is_in(bench, &KIRA, &kira)?;
    is_missing(bench, &mut comes(bench, &EMMA, &emma)?)
}

/// A surname of two words and no patronymic: found by the insurance number, not by cutting the text.
pub(crate) fn kid_name(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let emma = child(bench, &mother, &EMMA)?;
    bench.transcript().control(|| is_missing(bench, &mut comes(bench, &EMMA, &emma)?))?;
    let parents = mother_consents(bench, &mother)?;
    is_shown_as(bench, &parents, CLAUSE, &EMMA, "open")?;
    shows(bench, &parents, CLAUSE, EMMA.marks)?;
    is_in(bench, &EMMA, &emma)?;
    Ok(())
}

/// A consent for another organisation is not this diary's; another system of that organisation goes by it.
pub(crate) fn other_organisation(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    let of_the_neighbours = |mnemonic: &str| {
        let diary = bench.diary_changed(mnemonic, |_, _| {})?;
        let mut registration = bench.idp().client(mnemonic)?;
        registration["owner"]["ogrn"] = json!(NEIGHBOURS_OGRN);
        bench.idp().put_client(mnemonic, registration)?;
        Ok::<_, Halt>(diary)
    };
    let (diary, library) = (of_the_neighbours("NEIGHBOUR_DIARY")?, of_the_neighbours("NEIGHBOUR_LIBRARY")?);
    let mut parents = comes_to(bench, &diary, &MARIA, &mother)?;
    is_in_at(bench, &diary, &mut parents, CLAUSE, MARIA.id)?;
    is_missing(bench, &mut comes(bench, &KIRA, &kira)?)?;
    for own in [&diary, &library] {
        let mut browser = comes_to(bench, own, &KIRA, &kira)?;
        is_in_at(bench, own, &mut browser, CLAUSE, KIRA.id)?;
    }
    Ok(())
}

/// The list says `EDU_JORNAL`: a diary that knows both spellings goes by it, one that knows the first does not.
pub(crate) fn spelling(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().change_settings(json!({ "consents": { "edu_spelling_in_lists": "EDU_JORNAL" } }))?;
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    is_in(bench, &KIRA, &kira)?;
    let strict = bench.diary_changed("SCHOOL_DIARY_ONE_SPELLING", |policy, _| {
        policy.consent.iter_mut().for_each(|terms| terms.also.clear());
    })?;
    let mut browser = comes_to(bench, &strict, &KIRA, &kira)?;
    is_out_of(bench, &strict, &mut browser, CLAUSE)
}
