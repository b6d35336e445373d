//! One change of one member of a JSON document, members that stand twice included.

use serde_json::{Map, Value, json};

use crate::domain::fault::Change;
use crate::domain::time::Timestamp;

/// What marks the second of two members of one name, until the document is written.
const TWICE: char = '\0';

/// Changes the member at a path, which is names and numbers with dots between them.
pub(super) fn change(json: &mut Value, path: &str, change: &Change, now: Timestamp) {
    let (above, name) = path.rsplit_once('.').map_or((None, path), |(above, name)| (Some(above), name));
    let holder = above.into_iter().flat_map(|above| above.split('.')).try_fold(json, |at, step| match at {
        Value::Object(fields) => fields.get_mut(step),
        Value::Array(items) => step.parse().ok().and_then(|place: usize| items.get_mut(place)),
        _ => None,
    });
    match holder {
        Some(Value::Object(fields)) => change_member(fields, name, change, now),
        Some(Value::Array(items)) => {
            let item = name.parse().ok().and_then(|place: usize| items.get_mut(place));
            if let Some(item) = item {
                *item = changed(item, change, now);
            }
        }
        _ => {}
    }
}

/// Whether a document has a member at a path.
pub(super) fn has(json: &Value, path: &str) -> bool {
    let mut steps = path.split('.');
    steps
        .try_fold(json, |at, step| match at {
            Value::Array(items) => step.parse().ok().and_then(|place: usize| items.get(place)),
            _ => at.get(step),
        })
        .is_some()
}

/// The document as text.
pub(super) fn written(json: &Value) -> String {
    json.to_string().replace("\\u0000\":", "\":")
}

fn change_member(fields: &mut Map<String, Value>, name: &str, change: &Change, now: Timestamp) {
    let before = fields.get(name).cloned();
    let again = format!("{name}{TWICE}");
    match change {
        Change::Absent => drop(fields.remove(name)),
        Change::Doubled(second) => {
            let second = second.as_deref().map_or_else(|| before.clone().unwrap_or_default(), read);
            fields.entry(name).or_insert(Value::Null);
            fields.insert(again, second);
        }
        Change::Preceded(first) => {
            fields.insert(name.to_owned(), read(first));
            fields.insert(again, before.unwrap_or_default());
        }
        _ => {
            fields.insert(name.to_owned(), changed(&before.unwrap_or_default(), change, now));
        }
    }
}

fn changed(before: &Value, change: &Change, now: Timestamp) -> Value {
    match change {
        Change::Empty => match before {
            Value::Array(_) => json!([]),
            Value::Object(_) => json!({}),
            _ => json!(""),
        },
        Change::OtherType => other_type(before),
        Change::Value(text) => read(text),
        Change::Moment(ahead_s) => json!(now.as_secs().saturating_add(*ahead_s)),
        Change::Absent | Change::Null | Change::Doubled(_) | Change::Preceded(_) => Value::Null,
    }
}

/// A number becomes a text, a text of digits a number, another text a list of it; what is nested becomes a text.
fn other_type(before: &Value) -> Value {
    match before {
        Value::String(text) => text.parse::<i64>().map_or_else(|_| json!([text]), |number| json!(number)),
        Value::Null => json!(0),
        other => json!(other.to_string()),
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

    fn written_after(path: &str, one: &Change) -> String {
        let mut json =
            json!({"aud": "DIARY", "exp": 5, "list": [{"value": 1}], "sbj": {"a:oid": 7, "tru": true}});
        change(&mut json, path, one, NOW);
        written(&json)
    }

    #[test]
    fn every_change_is_seen_in_the_text_and_nothing_else_changes() {
        let text = |json: &str| Change::Value(json.to_owned());
        let whole = r#"{"aud":"DIARY","exp":5,"list":[{"value":1}],"sbj":{"a:oid":7,"tru":true}}"#;
        for (path, one, from, to) in [
            ("aud", Change::Absent, r#""aud":"DIARY","#, ""),
            ("aud", Change::Null, r#""DIARY""#, "null"),
            ("aud", Change::Empty, r#""DIARY""#, r#""""#),
            ("list", Change::Empty, r#"[{"value":1}]"#, "[]"),
            ("aud", Change::OtherType, r#""DIARY""#, r#"["DIARY"]"#),
            ("exp", Change::OtherType, ":5", r#":"5""#),
            ("sbj.tru", Change::OtherType, "true", r#""true""#),
            ("aud", text(r#"["A","B"]"#), r#""DIARY""#, r#"["A","B"]"#),
            ("exp", Change::Moment(-30), ":5", ":1499999970"),
            ("aud", Change::Doubled(None), r#""DIARY""#, r#""DIARY","aud":"DIARY""#),
            ("aud", Change::Doubled(Some("1".into())), r#""DIARY""#, r#""DIARY","aud":1"#),
            ("aud", Change::Preceded("1".into()), r#""DIARY""#, r#"1,"aud":"DIARY""#),
            ("sbj.a:oid", text("8"), ":7", ":8"),
            ("list.0.value", Change::Absent, r#"{"value":1}"#, "{}"),
            ("list.0.value", Change::Null, r#":1"#, ":null"),
            ("list.0", Change::Null, r#"{"value":1}"#, "null"),
            ("list.9.value", Change::Null, "", ""),
            ("aud.below", Change::Null, "", ""),
        ] {
            assert_eq!(written_after(path, &one), whole.replacen(from, to, 1), "{path} {one:?}");
        }
        assert_eq!(written_after("new", &text("1")), whole.replacen(r#","sbj""#, r#","new":1,"sbj""#, 1));
    }

    #[test]
    fn a_member_is_found_by_its_path() {
        let json = json!({"list": [{"value": null}], "sbj": {"tru": true}});
        for (path, there) in
            [("list.0.value", true), ("sbj.tru", true), ("list.1.value", false), ("sbj.tru.x", false)]
        {
            assert_eq!(has(&json, path), there, "{path}");
        }
    }
}
