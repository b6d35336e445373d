//! JSON text as a tree in which no object has a field twice.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What a message about a doubled field begins with; the field's path follows.
const DOUBLED: &str = "doubled field: ";

/// Why a text is not a tree.
#[derive(Debug, PartialEq, Eq)]
pub enum NoTree {
    /// It is not JSON.
    Syntax(String),
    /// An object has this field twice.
    Doubled(String),
}

/// The tree of a JSON text.
///
/// # Errors
/// The text is not JSON, or an object in it has a field twice.
pub fn tree(text: &[u8]) -> Result<Value, NoTree> {
    let mut from = serde_json::Deserializer::from_slice(text);
    let read = Branch(&Step::Root).deserialize(&mut from).and_then(|tree| from.end().map(|()| tree));
    read.map_err(|why| {
        let text = why.to_string();
        match text.strip_prefix(DOUBLED) {
            // serde_json adds the line to every message.
            Some(rest) => NoTree::Doubled(rest.split(" at line ").next().unwrap_or(rest).to_owned()),
            None => NoTree::Syntax(text),
        }
    })
}

/// Where a branch stands in the tree.
enum Step<'a> {
    Root,
    Member(&'a Step<'a>, &'a str),
    Item(&'a Step<'a>, usize),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(above, name) => write!(f, "{above}.{name}"),
            Self::Item(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}

struct Branch<'a>(&'a Step<'a>);

impl<'de> DeserializeSeed<'de> for Branch<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Branch<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Branch(&Step::Item(self.0, list.len())))? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let step = Step::Member(self.0, &name);
            if object.contains_key(&name) {
                return Err(A::Error::custom(format!("{DOUBLED}{step}")));
            }
            let value = members.next_value_seed(Branch(&step))?;
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubled_field_is_named_by_its_path() {
        let doubled = |text: &[u8]| tree(text).unwrap_err();
        assert_eq!(doubled(br#"{"a":1,"a":2}"#), NoTree::Doubled("a".to_owned()));
        assert_eq!(doubled(br#"{"a":[{"b":{"c":1,"c":1}}]}"#), NoTree::Doubled("a[0].b.c".to_owned()));
    }

    #[test]
    fn what_follows_the_tree_is_no_part_of_it() {
        assert!(matches!(tree(b"{} x"), Err(NoTree::Syntax(_))));
        assert_eq!(tree(br#" {"a":[1,-1,1.5,"\u0441",null,true]} "#).unwrap()["a"][3], "с");
    }
}
