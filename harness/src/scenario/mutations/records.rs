//! Owns the lies in the person's record: what is missing, null or of another type must not break a party, nor make anybody
//! another.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::lie::Lie;
use crate::scenario::mutations::orders::{change, resource, value};
use crate::scenario::mutations::subject::Subject;

/// The members of the record that parties read.
const MEMBERS: [&str; 8] =
    ["snils", "lastName", "firstName", "middleName", "trusted", "status", "birthDate", "rIdDoc"];

/// Any member, in any wrong form.
pub(crate) fn members(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let record = record_read(&liar)?;
    let mut lies = Vec::new();
    for member in MEMBERS.into_iter().filter(|member| record.get(member).is_some()) {
        let of = |change| vec![resource(member, change)];
        for kind in ["absent", "null", "empty", "other-type", "doubled"] {
            let lie = Lie::either(format!("{member}: {kind}"), of(change(kind)));
            lies.push(if kind == "null" { lie.quick() } else { lie.odd() });
        }
        for odd in [json!([]), json!({}), json!(0), json!("х".repeat(10_000))] {
            let shown: String = odd.to_string().chars().take(12).collect();
            lies.push(Lie::either(format!("{member} is {shown}"), of(value(odd))).odd());
        }
    }
    let theirs = &liar.other.person;
    let mut names = vec![resource("lastName", value(theirs.last_name.as_str()))];
    names.push(resource("firstName", value(theirs.first_name.as_str())));
    if let Some(snils) = &theirs.snils {
        let number = resource("snils", value(snils.as_str()));
        lies.push(Lie::either("snils is that of another user", vec![number.clone()]).quick());
        names.push(number);
    }
    lies.push(Lie::either("name and number are those of another user", names).quick());
    lies.push(Lie::either("eTag is not there", vec![resource("eTag", change("absent"))]));
    lies.push(Lie::either("stateFacts is empty", vec![resource("stateFacts", change("empty"))]));
    let lies = lies.into_iter().filter(|lie| touches(lie, &record)).collect();
    liar.tells(lies)
}

/// `status`: only an account in use opens the door.
pub(crate) fn status(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let record = record_read(&liar)?;
    if record["status"].as_str() != Some("REGISTERED") {
        return Err(Halt::NotApplicable("the record that the party reads has no status".to_owned()));
    }
    let of = |change| vec![resource("status", change)];
    liar.tells(vec![
        Lie::refused("status is DELETED", of(value("DELETED"))).quick(),
        Lie::refused("status is BLOCKED", of(value("BLOCKED"))).quick(),
        Lie::refused("status is NOT_REGISTERED", of(value("NOT_REGISTERED"))),
        Lie::either("status is not there", of(change("absent"))),
        Lie::either("status is null", of(change("null"))),
        Lie::either("status is in small letters", of(value("registered"))),
    ])
}

/// Whether a lie changes something that is there.
fn touches(lie: &Lie, record: &Value) -> bool {
    lie.orders.iter().all(|order| order["member"].as_str().is_some_and(|member| record.get(member).is_some()))
}

/// The person's record as the party reads it in an honest sign-in.
pub(crate) fn record_read(liar: &Liar<'_, '_>) -> Result<Value, Halt> {
    let idp = liar.bench.idp();
    let before = idp.newest_entry()?;
    liar.bench.transcript().quietly(|| liar.comes())?;
    for entry in idp.requests(&format!("/journal?after={before}&limit=200"))? {
        let path = entry["path"].as_str().unwrap_or_default();
        if !path.contains("/prns/") {
            continue;
        }
        let whole = idp.document(&format!("/journal/{}", entry["seq"]))?;
        let text = whole["answer"]["json"].as_str().unwrap_or_default();
        let record: Value = serde_json::from_str(text).unwrap_or_default();
        if record.get("stateFacts").is_some() && record.get("elements").is_none() {
            return Ok(record);
        }
    }
    Err(Halt::NotApplicable("the party does not read the person's record".to_owned()))
}
