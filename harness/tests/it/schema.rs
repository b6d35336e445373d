//! Owns a reader of JSON Schema, as much of it as this project writes: an unknown word in a schema is a mistake.

use serde_json::Value;

const WORDS: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "oneOf",
    "minimum",
    "minItems",
    "maxItems",
];

/// The document is as the schema says, and holds nothing that the schema does not describe.
pub(crate) fn assert_valid(root: &Value, schema: &Value, value: &Value, at: &str) {
    let fault = fault(root, schema, value, at);
    assert_eq!(fault, None);
}

fn fault(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let rules = schema.as_object().expect("a schema is an object");
    if let Some(word) = rules.keys().find(|word| !WORDS.contains(&word.as_str())) {
        return Some(format!("{at}: the schema says `{word}`"));
    }
    if let Some(name) = schema["$ref"].as_str() {
        let found = root.pointer(name.trim_start_matches('#')).expect("a reference that leads somewhere");
        return fault(root, found, value, at);
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        let fitting = ways.iter().filter(|way| fault(root, way, value, at).is_none()).count();
        return (fitting != 1).then(|| format!("{at}: {fitting} of {} ways fit {value}", ways.len()));
    }
    let is_wrong = !is_of(&schema["type"], value)
        || schema["const"] != Value::Null && schema["const"] != *value
        || schema["enum"].as_array().is_some_and(|all| !all.contains(value))
        || schema["minimum"].as_f64().is_some_and(|least| value.as_f64().unwrap() < least);
    if is_wrong {
        return Some(format!("{at}: {value} is not {schema}"));
    }
    members(root, schema, value, at).or_else(|| items(root, schema, value, at))
}

fn members(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let members = value.as_object()?;
    let known = schema["properties"].as_object().expect("an object with properties");
    let needed = schema["required"].as_array().into_iter().flatten();
    if let Some(name) = needed.filter_map(Value::as_str).find(|name| !members.contains_key(*name)) {
        return Some(format!("{at}: there is no `{name}`"));
    }
    members.iter().find_map(|(name, member)| match known.get(name) {
        Some(schema) => fault(root, schema, member, &format!("{at}.{name}")),
        None => Some(format!("{at}: `{name}` is not described")),
    })
}

fn items(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let items = value.as_array()?;
    let [least, most] = ["minItems", "maxItems"].map(|word| schema[word].as_u64());
    let count = items.len() as u64;
    if count < least.unwrap_or(0) || count > most.unwrap_or(u64::MAX) {
        return Some(format!("{at}: {count} items"));
    }
    items
        .iter()
        .enumerate()
        .find_map(|(index, item)| fault(root, &schema["items"], item, &format!("{at}[{index}]")))
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        None => true,
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some(other) => panic!("the schema has a type `{other}`"),
    }
}
