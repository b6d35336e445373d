//! Owns the scenarios of levels: who is refused because of the account's level, and what the page says.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::people::ADMINISTRATOR;
use crate::bench::party::{Builtin, RelyingParty};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out, is_out_of};
use crate::scenario::school::{PersonForm, desk, enter_through_portal, retype, snils_of};
use crate::scenario::steps::{
    account_of, allow_if_asked, bind, enter_with_password, sign_in_at_portal, user,
};

const TOO_LOW: &str = "Уровня учётной записи недостаточно";

/// The page's text where a confirmed account is required.
const CONFIRMED: [&str; 3] = ["нужна подтверждённая", "Подтвердите личность", "Где подтвердить личность"];
/// What it says where a standard one is enough.
const STANDARD: [&str; 3] =
    ["нужна не ниже: стандартная", "дождитесь окончания их проверки", "Заполнить данные"];

/// A letter's demand: its clause, its policy, a day on which it holds, and what the page says.
type Demand = (&'static str, &'static str, &'static str, &'static [&'static str]);

const S001: Demand =
    ("S001: standard or confirmed", "voronezh-itek-2017", "2017-10-02T09:00:00+03:00", &STANDARD);
const S003: Demand = ("S003: confirmed", "voronezh-dept-2017", "2017-10-02T09:00:00+03:00", &CONFIRMED);
const S004: Demand = ("S004: confirmed", "yaroslavl-2018", "2018-10-15T09:00:00+03:00", &CONFIRMED);
const S002: Demand = ("S002: confirmed only", "national-2024", "2024-09-03T09:00:00+03:00", &CONFIRMED);

/// The diary of another letter, on a day of that letter.
fn diary_of(bench: &Bench<'_>, (clause, policy, day, _): Demand) -> Result<Builtin, Halt> {
    bench.builtin()?;
    if bench.idp().now()?.get(..4) != day.get(..4) {
        bench.wait_until(day, clause)?;
    }
    bench.another_party(policy)
}

/// A simplified account at the front doors of all letters and at the binding; a confirmed one beside it.
pub(crate) fn simplified(bench: &Bench<'_>) -> Result<(), Halt> {
    // What another party does with weak accounts, `level.too-weak` tells, without its words.
    bench.builtin()?;
    let weak = bench.citizen(account_of(user(bench, 0)?, Level::Simplified))?;
    for letter in [S001, S003] {
        let party = diary_of(bench, letter)?;
        refused_at_the_door(bench, &party, letter, &weak)?;
    }
    bench.wait_until(S004.2, S004.0)?;
    refused_at_the_door(bench, bench.party(), S004, &weak)?;
    not_bound(bench, &weak)?;
    let party = diary_of(bench, S002)?;
    refused_at_the_door(bench, &party, S002, &weak)
}

/// The binding asks for the same level as the front door.
fn not_bound(bench: &Bench<'_>, weak: &Person) -> Result<(), Halt> {
    let clause = S004.0;
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    // With a confirmed account the same way leads in: the refusal is about the level.
    bench.transcript().control(|| {
        let strong = bench.citizen(account_of(father, Level::Confirmed))?;
        bind(bench, father, &strong)?;
        let mut browser = bench.browser(father.who);
        enter_through_portal(bench, &mut browser, &strong)?;
        is_in_as(bench, &mut browser, clause, father.id)
    })?;
    let mut binding = bench.browser(mother.who);
    enter_with_password(bench, &mut binding, mother)?;
    bench.party().bind(&mut binding)?;
    sign_in_at_portal(&mut binding, weak)?;
    allow_if_asked(&mut binding)?;
    shows(bench, &binding, clause, TOO_LOW)?;
    lacks(bench, &binding, clause, "Отлично!")?;
    binding.follow("Вернуться в дневник")?;
    shows(bench, &binding, clause, "Учетная запись портала госуслуг не привязана")
}

/// One standard account: in under the first letter of the region, refused under the second and under the later ones.
pub(crate) fn standard(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = S001.0;
    let mother = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Standard))?;
    let [last_name, first_name, middle_name] = mother.name;
    let mut desk = desk(bench, &ADMINISTRATOR)?;
    let typed = PersonForm { last_name, first_name, middle_name, snils: snils_of(&person)? };
    retype(bench, &mut desk, "Белкина Вера Андреевна (родитель)", typed)?;

    bench.wait_until(S001.2, clause)?;
    // The account of the same person is good where the letter says that standard is enough.
    bench.transcript().control(|| {
        let mut browser = bench.browser(mother.who);
        enter_through_portal(bench, &mut browser, &person)?;
        is_in_as(bench, &mut browser, clause, mother.id)?;
        bench.party().leave_with_portal(&mut browser)?;
        is_out(bench, &mut browser, clause)
    })?;
    for letter in [S003, S004, S002] {
        let party = diary_of(bench, letter)?;
        refused_at_the_door(bench, &party, letter, &person)?;
    }
    Ok(())
}

/// The front door, the portal, and back to a page that says what is needed.
fn refused_at_the_door(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    (clause, _, _, needed): Demand,
    weak: &Person,
) -> Result<(), Halt> {
    let mut browser = bench.browser("citizen with a simplified account");
    party.enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, weak)?;
    allow_if_asked(&mut browser)?;
    shows(bench, &browser, clause, TOO_LOW)?;
    needed.iter().try_for_each(|words| shows(bench, &browser, clause, words))?;
    is_out_of(bench, party, &mut browser, clause)
}
