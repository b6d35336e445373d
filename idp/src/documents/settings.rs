//! `docs/SETTINGS.md`: every setting of a realm with its default, its unit, and where the default comes from.

use std::fmt::Write as _;

use serde_json::Value;

use crate::documents::MADE;
use crate::domain::settings::Settings;
use crate::domain::settings::catalogue::{CATALOGUE, Meaning};

/// What a value counts: the end of a name says it, or the type of the value.
fn unit(name: &str, value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "yes/no",
        Value::Array(_) => "list",
        Value::Number(_) if name.ends_with("_real_ms_max") => "real ms",
        Value::Number(_) if name.ends_with("_ms") => "ms",
        Value::Number(_) if name.ends_with("_bytes_max") => "bytes",
        Value::Number(_) => "count",
        _ => "text",
    }
}

/// The document.
pub fn settings() -> String {
    let mut out = format!(
        "{MADE}# Settings\n\nEvery setting of a realm. `GET {{control}}/settings` shows them, \
         `PATCH {{control}}/settings` changes those it names, by the nesting of the names: \
         `{{\"guard\":{{\"lock_after\":5}}}}`. Times are simulated. A default without a public source is «ours».\n\n\
         | setting | default | unit | source | meaning |\n|---|---|---|---|---|\n"
    );
    let defaults = defaults();
    for Meaning { name, source, means } in CATALOGUE {
        let default = defaults.iter().find(|(known, _)| known == name);
        let default = default.map(|(_, default)| default.clone()).unwrap_or_default();
        let _ = writeln!(out, "| `{name}` | `{default}` | {} | {source} | {means} |", unit(name, &default));
    }
    out
}

/// Every setting by its whole name, with its default.
fn defaults() -> Vec<(String, Value)> {
    let all = serde_json::to_value(Settings::default()).unwrap_or_default();
    let mut found = Vec::new();
    flatten("", &all, &mut found);
    found
}

fn flatten(prefix: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&name, value, found);
            }
        }
        value => found.push((prefix.to_owned(), value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_row_and_every_row_its_setting() {
        let mut known: Vec<_> = defaults().into_iter().map(|(name, _)| name).collect();
        let mut told: Vec<_> = CATALOGUE.iter().map(|row| row.name.to_owned()).collect();
        known.sort();
        told.sort();
        assert_eq!(told, known, "add a row to the catalogue for each new setting");
    }
}
