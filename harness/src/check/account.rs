//! Owns conditions on an account of the portal, as the control API describes it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, IdpError, Level, Person};
use crate::check::clause::Clause;

/// The account has this level now.
pub(crate) fn has_level(bench: &Bench<'_>, clause: Clause, oid: u64, level: Level) -> Result<Person, Halt> {
    let person = bench.idp().person(oid)?;
    let must = "the account's level on the portal";
    bench.transcript().check(clause, must, level.word(), person.level.word(), person.level == level);
    Ok(person)
}

/// The control API, in a realm of its own, produces an account equal to the one made through the pages, except for
/// numbers and the moments of changes: as the tester, the sign-in, the parent and a relying party see it.
pub(crate) fn equals_by_control(
    bench: &Bench<'_>,
    clause: Clause,
    oid: u64,
    way: impl FnOnce(&Idp) -> Result<u64, IdpError>,
) -> Result<(), Halt> {
    let twin = bench.twin()?;
    let others = way(twin.idp())?;
    let [own, others] = [bench.idp().portrait(oid)?, twin.idp().portrait(others)?];
    let mut differing = Vec::new();
    compare("", &own, &others, &mut differing);
    let seen = if differing.is_empty() {
        "equal".to_owned()
    } else {
        format!("they differ: {}", differing.join("; "))
    };
    let must = "the account made through the pages compared with one made by the control API alone";
    bench.transcript().check(clause, must, "equal", &seen, differing.is_empty());
    Ok(())
}

/// Names what is not the same. What is missing and what is null are the same.
fn compare(name: &str, own: &Value, others: &Value, differing: &mut Vec<String>) {
    let below = |step: &str| if name.is_empty() { step.to_owned() } else { format!("{name}.{step}") };
    match (own, others) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            names.into_iter().for_each(|step| compare(&below(step), &own[step], &others[step], differing));
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs.for_each(|(at, (own, others))| compare(&below(&at.to_string()), own, others, differing));
        }
        _ if own == others => {}
        _ => differing.push(format!("{name} is {own} and {others}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_named_by_its_path() {
        let differences = |own: Value, others: Value| {
            let mut differing = Vec::new();
            compare("", &own, &others, &mut differing);
            differing
        };
        let own = json!({"level": "standard", "inn": null, "contacts": [{"type": "MBT"}]});
        assert!(
            differences(own.clone(), json!({"level": "standard", "contacts": [{"type": "MBT"}]})).is_empty()
        );
        let seen =
            differences(own, json!({"level": "confirmed", "email": "a", "contacts": [{"type": "EML"}]}));
        let expected = [
            r#"contacts.0.type is "MBT" and "EML""#,
            r#"email is null and "a""#,
            r#"level is "standard" and "confirmed""#,
        ];
        assert_eq!(seen, expected);
        assert_eq!(differences(json!([1]), json!([1, 2])).len(), 1);
    }
}
