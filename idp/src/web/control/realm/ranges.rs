//! Which values a setting may take, by its name: names end in their unit.

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::web::problem::Problem;

/// The longest time that can be set: a hundred years, in milliseconds.
const TIME_MAX_MS: i64 = 3_155_760_000_000;

/// Settings that had another name, and the one they have now.
const RENAMED: &[(&str, &str)] = &[
    ("family.school_consent_below_age", "consents.portfolio_below_age"),
    ("contact_rest_ms", "contacts.phone_rest_days"),
];

/// The numbers that a setting of a name may hold; nothing where every number its type has makes sense.
pub(crate) fn range(name: &str) -> Option<RangeInclusive<i64>> {
    match name {
        name if name.ends_with("_ms") => Some(0..=TIME_MAX_MS),
        // A shorter line would refuse the very call that takes the setting back.
        "line_bytes_max" => Some(1_024..=i64::from(u32::MAX)),
        // Without a try, without an entry kept: nothing could be done, nothing found.
        name if name.ends_with("_max") => Some(1..=i64::from(u32::MAX)),
        name if name.ends_with("digits") => Some(1..=18),
        // argon2 (RFC 9106 section 3.1) needs 8 KiB; more than a gibibyte would take the machine.
        "memory_kib" => Some(8..=1_048_576),
        "passes" => Some(1..=100),
        "phone_rest_days" => Some(0..=36_525),
        "portfolio_below_age" => Some(0..=100),
        _ => None,
    }
}

/// Judges a change of settings, member by member.
///
/// # Errors
/// The problem with the path of the first setting that makes no sense.
pub(crate) fn check(change: &Value) -> Result<(), Problem> {
    below("", change)
}

fn below(path: &str, change: &Value) -> Result<(), Problem> {
    let Value::Object(members) = change else { return Ok(()) };
    for (name, value) in members {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if let Some((_, now)) = RENAMED.iter().find(|(before, _)| *before == path) {
            return Err(Problem::field(&path, format!("this setting is called {now} now")));
        }
        match value {
            Value::Object(_) => below(&path, value)?,
            Value::String(text) if name == "issuer" => issuer(&path, text)?,
            Value::Number(number) => {
                let outside =
                    |range: &RangeInclusive<i64>| !number.as_i64().is_some_and(|own| range.contains(&own));
                if let Some(range) = range(name).filter(outside) {
                    let (from, to) = range.into_inner();
                    return Err(Problem::field(&path, format!("expected {from} to {to}, not {number}")));
                }
            }
            Value::Array(items) if name.ends_with("scopes") => scopes(&path, items)?,
            _ => {}
        }
    }
    Ok(())
}

fn issuer(path: &str, text: &str) -> Result<(), Problem> {
    let is_name = !text.is_empty() && !text.chars().any(|sign| sign.is_whitespace() || sign.is_control());
    let expected = "expected an address such as http://esia.gosuslugi.ru/ without blanks";
    if is_name { Ok(()) } else { Err(Problem::field(path, expected)) }
}

fn scopes(path: &str, items: &[Value]) -> Result<(), Problem> {
    let is_blank = |item: &Value| item.as_str().is_some_and(|text| text.trim().is_empty());
    match items.iter().position(is_blank) {
        Some(index) => Err(Problem::field(&format!("{path}[{index}]"), "expected the name of a scope")),
        None => Ok(()),
    }
}
