//! Owns the scenarios of a person with two accounts: at a centre one is kept, and nobody is confirmed while the other is checked.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{IdpError, Level, Person};
use crate::check::account::has_level;
use crate::check::page::shows;
use crate::scenario::positive::account::{CONFIRMED, checked, enter_with_given_password, sign_in};

const CLAUSE: &str = "MR В.1: second accounts of one person";
const USED: &str = "+7(900)0000757";

/// The visitor keeps the simplified account that is in use: the confirmed one is deleted, its data are confirmed in the other.
pub(crate) fn at_a_centre(bench: &Bench<'_>) -> Result<(), Halt> {
    let old = bench.citizen(checked("confirmed"))?;
    let used = bench.citizen(
        json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "mobile": USED }),
    )?;
    let idp = bench.idp();
    let found = idp.post("/centres/1/searches", json!({ "snils": old.snils, "mobile": USED }))?;
    let both: Vec<_> = found["accounts"].as_array().into_iter().flatten().collect();
    let seen = both.iter().filter_map(|one| one["account"]["oid"].as_u64()).collect::<Vec<_>>();
    let is_both = seen.len() == 2 && seen.contains(&old.oid) && seen.contains(&used.oid);
    bench.transcript().check(
        CLAUSE,
        "accounts that the operator finds",
        "both",
        if is_both { "both" } else { "others" },
        is_both,
    );
    let upgrade = json!({ "person": used.oid, "papers": papers() });
    // As long as the other account has the SNILS, nobody else is confirmed with it.
    bench.transcript().control(|| {
        let seen = ended(idp.post("/centres/1/registrations-by-simplified", upgrade.clone()))?;
        bench.transcript().check(
            CLAUSE,
            "a second account with the SNILS is",
            "refused",
            seen,
            seen == "refused",
        );
        has_level(bench, CLAUSE, used.oid, Level::Simplified).map(drop)
    })?;
    let shown = json!({ "person": old.oid, "snils": old.snils, "passport": passport() });
    idp.post("/centres/1/deletions", shown)?;
    bench.transcript().did("an operator", "deletes the confirmed account that the visitor does not use")?;
    let made = idp.post("/centres/1/registrations-by-simplified", upgrade)?;
    bench.transcript().did("an operator", "confirms the visitor in the account that is in use")?;
    has_level(bench, CLAUSE, used.oid, Level::Confirmed)?;
    let password = made["password"].as_str().unwrap_or_default().to_owned();
    bench.transcript().hide(&password);
    let kept = Person { password, ..used };
    let mut browser = bench.browser("citizen");
    enter_with_given_password(bench, &mut browser, &kept)?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    let mut gone = bench.browser("citizen, by the old number");
    sign_in(bench, &mut gone, &old)?;
    shows(bench, &gone, CLAUSE, "Неверный логин или пароль")
}

/// While the registers look at the data in one account, no centre confirms the other.
pub(crate) fn under_check(bench: &Bench<'_>) -> Result<(), Halt> {
    let idp = bench.idp();
    idp.change_settings(json!({ "registers": { "pension_fund": "silent" } }))?;
    let first = bench.citizen(checked("standard"))?;
    let second = bench.citizen(json!({ "level": "simplified", "mobile": USED }))?;
    let mut application = papers();
    application["citizenship"] = json!("RUS");
    idp.command(second.oid, &json!({ "command": "submit", "application": application }))?;
    bench.transcript().did("citizen", "sends the same data from a second account to be checked")?;
    let shown = json!({ "person": first.oid, "passport": passport() });
    let seen = ended(idp.post("/centres/1/confirmations", shown.clone()))?;
    bench.transcript().check(CLAUSE, "the visitor is", "refused", seen, seen == "refused");
    has_level(bench, CLAUSE, first.oid, Level::Standard)?;
    // The check was what stood in the way.
    bench.transcript().control(|| {
        idp.command(second.oid, &json!({ "command": "cancel-check" }))?;
        idp.post("/centres/1/confirmations", shown)?;
        has_level(bench, CLAUSE, first.oid, Level::Confirmed).map(drop)
    })
}

/// What the operator compares with the passport.
fn passport() -> Value {
    let whole = checked("confirmed");
    json!({ "series": whole["passport"]["series"], "number": whole["passport"]["number"] })
}

/// How a call ended: a state of affairs that does not allow it is a refusal, and nothing else is.
fn ended(result: Result<Value, IdpError>) -> Result<&'static str, IdpError> {
    match result {
        Ok(_) => Ok("done"),
        Err(IdpError::Refused { status: 409, .. }) => Ok("refused"),
        Err(error) => Err(error),
    }
}

/// What the visitor brings along.
fn papers() -> Value {
    let mut papers = checked("confirmed");
    for name in ["level", "mobile", "email", "inn", "citizenship"] {
        papers.as_object_mut().into_iter().for_each(|members| drop(members.remove(name)));
    }
    papers
}
