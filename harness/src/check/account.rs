//! Owns conditions on an account of the portal, as the control API tells of it.

use serde_json::Value;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};

/// The account has this level now.
pub(crate) fn has_level(
    bench: &Bench<'_>,
    clause: &'static str,
    oid: u64,
    level: Level,
) -> Result<Person, Halt> {
    let person = bench.idp().person(oid)?;
    let must = "the account's level on the portal";
    bench.transcript().check(clause, must, level.word(), person.level.word(), person.level == level);
    Ok(person)
}

/// How the control API alone comes to an account.
#[derive(Debug, Clone)]
pub(crate) struct ByControl {
    /// The person that is made.
    pub(crate) made: Value,
    /// What is changed afterwards, such as what was made up and is not wanted.
    pub(crate) changed: Value,
    /// The commands that follow.
    pub(crate) commands: Vec<Value>,
}

/// The control API, in a realm of its own, comes to an account that is equal but for its number.
pub(crate) fn equals_by_control(
    bench: &Bench<'_>,
    clause: &'static str,
    oid: u64,
    way: &ByControl,
) -> Result<(), Halt> {
    let twin = bench.twin()?;
    let made = twin.idp().create_person(way.made.clone())?.oid;
    if way.changed.as_object().is_some_and(|changes| !changes.is_empty()) {
        twin.idp().change_person(made, &way.changed)?;
    }
    way.commands.iter().try_for_each(|command| twin.idp().command(made, command))?;
    let [own, others] = [bench.idp().person_document(oid)?, twin.idp().person_document(made)?];
    let differing = differences(&own, &others);
    let seen = if differing.is_empty() {
        "equal".to_owned()
    } else {
        format!("they differ: {}", differing.join("; "))
    };
    let must = "the account that the pages made beside one made by control calls alone";
    bench.transcript().check(clause, must, "equal", &seen, differing.is_empty());
    Ok(())
}

/// What is not the same in two accounts; their numbers are of no interest.
fn differences(own: &Value, others: &Value) -> Vec<String> {
    let [own, others] = [own, others].map(|value| value.as_object().cloned().unwrap_or_default());
    let names: std::collections::BTreeSet<&String> = own.keys().chain(others.keys()).collect();
    let both = |name: &String| [&own, &others].map(|one| one.get(name).cloned().unwrap_or_default());
    let told = names.into_iter().filter(|name| *name != "oid").filter_map(|name| {
        let [own, others] = both(name);
        (own != others).then(|| format!("{name} is {own} and {others}"))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn accounts_are_equal_when_nothing_but_their_number_differs() {
        let own = json!({"oid": 1, "level": "standard", "inn": null});
        assert!(differences(&own, &json!({"oid": 2, "level": "standard"})).is_empty());
        let seen = differences(&own, &json!({"oid": 1, "level": "confirmed", "email": "a"}));
        assert_eq!(seen, [r#"email is null and "a""#, r#"level is "standard" and "confirmed""#]);
    }
}
