//! Owns the scenarios of portal accounts that come and go behind one person of the school.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, RelyingParty};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::family::{MARIA, NINA, adult};
use crate::scenario::positive::consent::desk::is_bound;
use crate::scenario::positive::consent::given::is_in;

const CLAUSE: &str = "MR В.1, А.3";

/// The mother's old login, which this policy has closed.
const MARIAS_LOGIN: LegacyUser = LegacyUser {
    id: MARIA.id,
    who: MARIA.who,
    name: MARIA.name,
    login: "orlova.m",
    password: "Sentyabr-2024!",
    marks: &[],
    sees: &[],
    role: None,
};

/// The confirmed account was deleted for another one of the same person: the user is found by the insurance number.
pub(crate) fn oid_changed(bench: &Bench<'_>) -> Result<(), Halt> {
    let before = adult(bench, &NINA, "confirmed")?;
    let mut old = is_in(bench, &NINA, &before)?;
    bench.idp().command(before.oid, &json!({ "command": "delete" }))?;
    bench
        .transcript()
        .did("an operator", "deletes the account and confirms another one of the same person")?;
    let after = adult(bench, &NINA, "confirmed")?;
    let word = |same: bool| if same { "the same" } else { "another" };
    let same = before.oid == after.oid;
    bench.transcript().check(CLAUSE, "the number of the account is", word(false), word(same), !same);
    let browser = is_in(bench, &NINA, &after)?;
    shows(bench, &browser, CLAUSE, "Поставить оценку")?;
    is_out(bench, &mut old, CLAUSE)?;
    is_bound(bench, &NINA, Some(after.oid))
}

/// The list of the deleted closes the binding at night, and no password opens the diary by that.
pub(crate) fn deleted_swept(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    bench.wait("PT13H30M", "until half past ten in the evening")?;
    let mut browser = is_in(bench, &MARIA, &mother)?;
    bench.idp().command(mother.oid, &json!({ "command": "delete" }))?;
    bench.wait("PT1H", "for an hour, on the same day")?;
    bench.transcript().control(|| is_in_as(bench, &mut browser, CLAUSE, MARIA.id))?;
    bench.wait("PT1H", "past midnight")?;
    is_out(bench, &mut browser, CLAUSE)?;
    browser.open(&bench.party().inside())?;
    shows(bench, &browser, CLAUSE, "удалена или заблокирована")?;
    is_bound(bench, &MARIA, None)?;
    let mut by_password = bench.browser(MARIA.who);
    bench.transcript().hide(MARIAS_LOGIN.password);
    bench.builtin()?.enter_with_password(&mut by_password, &MARIAS_LOGIN)?;
    shows(bench, &by_password, CLAUSE, "Логин и пароль дневника больше не действуют")?;
    lacks(bench, &by_password, CLAUSE, "Вы вошли как")?;
    is_out(bench, &mut by_password, CLAUSE)
}
