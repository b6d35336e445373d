//! The description of one operation, as its types are gone through one after the other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::web::control::api::tagged;

/// Where the schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

/// What is known of an operation so far.
#[derive(Debug, Default)]
pub struct Draft {
    /// Of the path and the query.
    pub parameters: Vec<Value>,
    /// The body it takes.
    pub body: Option<Value>,
    /// Good answers by status.
    pub answers: BTreeMap<u16, Value>,
    /// The statuses of the problems it can end in.
    pub problems: BTreeSet<u16>,
    /// The schemas that all this refers to, by name.
    pub schemas: BTreeMap<String, Value>,
}

impl Draft {
    /// Remembers the schema of a type and those below it; gives back the reference to it.
    pub fn schema<T: ToSchema>(&mut self) -> Value {
        let mut below = Vec::new();
        T::schemas(&mut below);
        below.push((T::name().into_owned(), T::schema()));
        for (name, schema) in below {
            let mut schema = serde_json::to_value(schema).unwrap_or_default();
            shorten(&mut schema);
            self.remember(short(&name), schema);
        }
        json!({ "$ref": format!("{SCHEMAS}{}", short(&T::name())) })
    }

    /// The same for a type that a field of the body chooses the form of.
    pub fn tagged<T: ToSchema>(&mut self, tag: &str) -> Value {
        let reference = self.schema::<T>();
        let name = short(&T::name()).to_owned();
        if let Some(whole) = self.schemas.remove(&name) {
            for (name, schema) in tagged::forms(&name, &whole, tag) {
                self.schemas.insert(name, schema);
            }
        }
        reference
    }

    /// Adds a good answer; the words are the type's own.
    pub fn answer<T: ToSchema>(&mut self, status: u16) -> &mut Value {
        let schema = self.schema::<T>();
        let about = self.about::<T>();
        let content = json!({ "application/json": { "schema": schema } });
        let answer = json!({ "description": about, "content": content });
        self.answers.entry(status).insert_entry(answer).into_mut()
    }

    /// Whether the body may be left out: no field of it is needed.
    pub fn is_optional<T: ToSchema>(&self) -> bool {
        let schema = self.schemas.get(short(&T::name()));
        schema.is_some_and(|schema| schema["properties"].is_object() && schema["required"].is_null())
    }

    fn about<T: ToSchema>(&self) -> String {
        let schema = self.schemas.get(short(&T::name()));
        let about = schema.and_then(|schema| schema["description"].as_str());
        about.unwrap_or("The answer.").to_owned()
    }

    fn remember(&mut self, name: &str, schema: Value) {
        let before = self.schemas.insert(name.to_owned(), schema);
        debug_assert!(
            before.as_ref().is_none_or(|before| Some(before) == self.schemas.get(name)),
            "two schemas are named {name}"
        );
    }
}

/// The name of a schema: that of its type without `Json`.
fn short(name: &str) -> &str {
    name.strip_suffix("Json").unwrap_or(name)
}

/// Shortens the names that a schema refers to, and takes away defaults that say no more than that a field may be left out:
/// generators take a field with a default for one that is always there.
fn shorten(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let says_nothing = |value: &Value| value.is_null() || value == &json!([]);
            if members.get("default").is_some_and(says_nothing) {
                members.remove("default");
            }
            if let Some(Value::String(to)) = members.get_mut("$ref") {
                *to = short(to).to_owned();
            }
            members.values_mut().for_each(shorten);
        }
        Value::Array(items) => items.iter_mut().for_each(shorten),
        _ => {}
    }
}
