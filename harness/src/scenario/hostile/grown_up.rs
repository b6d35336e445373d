//! Owns the attack of a child on a grown-up's profile: a number in the wrong line of the school's list.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::bench::party::people::{OLGA, POLINA};
use crate::check::session::is_out;
use crate::scenario::positive::year_2024::{link, typed};
use crate::scenario::school::{desk_through_portal, enter_through_portal, retype, snils_of};
use crate::scenario::steps::account_of;

/// The school typed the child's insurance number beside the mother: the account of a child is still no mother's.
pub(crate) fn child_as_parent(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR Б.7: level KD";
    let mother = bench.citizen(account_of(&OLGA, Level::Confirmed))?;
    let [last_name, first_name, middle_name] = POLINA.name;
    let wanted = json!({ "last_name": last_name, "first_name": first_name, "middle_name": middle_name,
        "gender": "F", "birth_date": "08.04.2014" });
    let polina = bench.child(&mother, wanted)?;
    let mut desk = desk_through_portal(bench)?;
    // With her own number the mother is in.
    bench.transcript().control(|| {
        retype(bench, &mut desk, &link(&OLGA, "родитель"), typed(&OLGA, snils_of(&mother)?))?;
        let mut mothers = bench.browser(OLGA.who);
        enter_through_portal(bench, &mut mothers, &mother)?;
        crate::check::session::is_in_as(bench, &mut mothers, clause, OLGA.id)
    })?;
    retype(bench, &mut desk, &link(&OLGA, "родитель"), typed(&OLGA, snils_of(&polina)?))?;
    let mut browser = bench.browser(POLINA.who);
    enter_through_portal(bench, &mut browser, &polina)?;
    is_out(bench, &mut browser, clause)
}
