//! Values whose form a field chooses, such as commands: an enum on our side, `oneOf` with a discriminator in the document.
//!
//! The enum is a plain one for serde and is renamed to the field, so that `Node` knows which field chooses.

use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, json};

/// The field that chooses the form of a type, if it is such a type.
pub fn tag<T: DeserializeOwned>() -> Option<&'static str> {
    let mut shape = Shape::default();
    // The fake input gives no value; what the type asks it for is what counts.
    let _ = T::deserialize(&mut shape);
    shape.name.filter(|name| is_tag(name))
}

/// Whether the name of an enum is a field's: those of types begin with a capital.
pub fn is_tag(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// The words of an enum without fields, as serde spells them.
pub fn words<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut shape = Shape::default();
    let _ = T::deserialize(&mut shape);
    shape.words
}

/// The schemas of a type that a field chooses the form of: one of each form, and the choice among them under its own name.
pub fn forms(name: &str, whole: &Value, tag: &str) -> Vec<(String, Value)> {
    let (mut all, mut references, mut mapping) = (Vec::new(), Vec::new(), Map::new());
    for variant in whole["oneOf"].as_array().into_iter().flatten() {
        let Some((word, mut form)) = form(variant) else { continue };
        let own = format!("{name}{}", joined(&word));
        let reference = format!("#/components/schemas/{own}");
        form["properties"][tag] = json!({ "type": "string", "const": word });
        let required = form["required"].as_array().cloned().unwrap_or_default();
        form["additionalProperties"] = false.into();
        form["required"] = [vec![json!(tag)], required].concat().into();
        if let Some(about) = variant.get("description") {
            form["description"] = about.clone();
        }
        references.push(json!({ "$ref": reference }));
        mapping.insert(word, reference.into());
        all.push((own, form));
    }
    let choice = json!({
        "description": whole["description"], "oneOf": references,
        "discriminator": { "propertyName": tag, "mapping": mapping },
    });
    all.push((name.to_owned(), choice));
    all
}

/// The word of a variant, and the object that belongs to it.
fn form(variant: &Value) -> Option<(String, Value)> {
    if let Some(word) = variant["enum"][0].as_str() {
        return Some((word.to_owned(), json!({ "type": "object", "properties": {} })));
    }
    let (word, fields) = variant["properties"].as_object()?.iter().next()?;
    Some((word.clone(), fields.clone()))
}

/// `give-up-letter` as a part of a type's name: `GiveUpLetter`.
fn joined(word: &str) -> String {
    let capital = |part: &str| {
        let mut signs = part.chars();
        signs.next().map(|first| first.to_uppercase().chain(signs).collect::<String>()).unwrap_or_default()
    };
    word.split('-').map(capital).collect()
}

/// An input that gives nothing and remembers which enum was asked for.
#[derive(Default)]
struct Shape {
    name: Option<&'static str>,
    words: &'static [&'static str],
}

impl<'de> Deserializer<'de> for &mut Shape {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::invalid_type(serde::de::Unexpected::Unit, &visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        (self.name, self.words) = (Some(name), words);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
