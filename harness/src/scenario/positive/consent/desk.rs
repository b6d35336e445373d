//! Owns what the school's administrator sees of the portal accounts of people.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::scenario::family::{RITA, Resident, comes};

const CLAUSE: &str = "MR В.1, А.3";

const RITAS_MAIL: &str = "zimina@mail.example";
const RITAS_PASSWORD: &str = "Zapis-2024-Portal!";

/// States which portal account the school's administrator sees beside a person.
pub(super) fn is_bound(bench: &Bench<'_>, who: &Resident, expected: Option<u64>) -> Result<(), Halt> {
    // The administrator has one account on the portal, however often the desk is opened.
    let found = bench.idp().people_with_login(RITAS_MAIL)?;
    if found.is_empty() {
        bench.citizen(
            RITA.wanted(json!({ "level": "confirmed", "email": RITAS_MAIL, "password": RITAS_PASSWORD })),
        )?;
    }
    let rita = bench.idp().people_with_login(RITAS_MAIL)?.pop();
    let rita = rita.ok_or_else(|| Halt::Broken("the administrator has no account".to_owned()))?;
    let mut desk = comes(bench, &RITA, &Person { password: RITAS_PASSWORD.to_owned(), ..rita })?;
    desk.open(&bench.builtin()?.url(&format!("/admin/people/{}", who.id)))?;
    let seen = desk.page()?.attribute("#account", "data-oid").unwrap_or_else(|| "none".to_owned());
    let expected = expected.map_or_else(|| "none".to_owned(), |oid| oid.to_string());
    let must = format!("the account of {} at the school", who.who);
    bench.transcript().check(CLAUSE, &must, &expected, &seen, seen == expected);
    Ok(())
}
