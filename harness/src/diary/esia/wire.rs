//! Owns the small spellings of ESIA's JSON that vary: numbers as text, one value or a list.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// A number, or the same number as text: both were seen in the wild.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let read = match &value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    read.ok_or_else(|| de::Error::custom("a number is wanted"))
}

/// The same, where the key may be absent.
pub(crate) fn optional_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    number(deserializer).map(Some)
}

/// OpenID Connect Core section 2: `aud` is one name or a list of names.
pub(crate) fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(name) => Ok(vec![name]),
        Value::Array(list) => list
            .into_iter()
            .map(|name| name.as_str().map(str::to_owned).ok_or_else(|| de::Error::custom("a name is wanted")))
            .collect(),
        _ => Err(de::Error::custom("a name or a list of names is wanted")),
    }
}
