//! A JSON tree as serde reads it: null is absent, unknown fields are all told, no list stands for an object.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, IgnoredAny, IntoDeserializer};
use serde::de::{MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use crate::web::control::api::input::fault::Fault;
use crate::web::control::api::tagged;
use crate::web::problem::wording;

/// A value of the tree.
pub struct Node {
    value: Value,
    /// Whether numbers and booleans are written as texts, as in a query.
    is_query: bool,
}

impl Node {
    /// A value of a body.
    pub fn body(value: Value) -> Self {
        Self { value, is_query: false }
    }

    /// The parameters of a query: an object of texts.
    pub fn query(parameters: Map<String, Value>) -> Self {
        Self { value: parameters.into(), is_query: true }
    }

    fn seen(&self) -> Unexpected<'_> {
        match &self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => number.as_u64().map_or_else(
                || {
                    let float = || Unexpected::Float(number.as_f64().unwrap_or(f64::NAN));
                    number.as_i64().map_or_else(float, Unexpected::Signed)
                },
                Unexpected::Unsigned,
            ),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }

    fn is(&self, value: Value) -> Self {
        Self { value, is_query: self.is_query }
    }

    /// A number or a boolean: in a query, what the text says.
    fn scalar<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::String(text) = &self.value else { return self.deserialize_any(visitor) };
        if !self.is_query {
            return Err(Fault::invalid_type(self.seen(), &visitor));
        }
        match serde_json::from_str(text) {
            Ok(value @ (Value::Number(_) | Value::Bool(_))) => self.is(value).deserialize_any(visitor),
            _ => Err(Fault::invalid_value(Unexpected::Str(text), &visitor)),
        }
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => visitor.visit_u64(value),
                (None, Some(value)) => visitor.visit_i64(value),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => {
                visitor.visit_seq(Items { items: items.into_iter(), index: 0, is_query: self.is_query })
            }
            Value::Object(members) => {
                let members = members.into_iter();
                visitor.visit_map(Members { members, current: None, is_query: self.is_query })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let Value::Object(mut members) = self.value else {
            return Err(Fault::wrong("an object", self.seen()));
        };
        let foreign = members.keys().map(String::as_str).filter(|name| !known.contains(name));
        if let Some(fault) = Fault::unknown(foreign, known) {
            return Err(fault);
        }
        members.retain(|_, value| !value.is_null());
        Self { value: members.into(), is_query: self.is_query }.deserialize_any(visitor)
    }

    /// An enum is a word, or an object that has the enum's name as a field, with the word in it and the rest beside it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        tag: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if tagged::is_tag(tag) {
            return Form::of(self, tag, known).and_then(|form| visitor.visit_enum(form));
        }
        let Value::String(name) = &self.value else {
            return Err(Fault::wrong(wording::one_of(known), self.seen()));
        };
        let name: StrDeserializer<'_, Fault> = name.as_str().into_deserializer();
        visitor.visit_enum(name)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scalar(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier ignored_any
    }
}

/// An object whose form one of its fields chooses.
struct Form {
    word: String,
    tag: &'static str,
    rest: Node,
}

impl Form {
    fn of(node: Node, tag: &'static str, known: &'static [&'static str]) -> Result<Self, Fault> {
        let Value::Object(mut members) = node.value else {
            return Err(Fault::wrong("an object", node.seen()));
        };
        match members.remove(tag).unwrap_or_default() {
            Value::String(word) => {
                Ok(Self { word, tag, rest: Node { value: members.into(), is_query: node.is_query } })
            }
            Value::Null => Err(Fault::missing_field(tag)),
            other => Err(Fault::wrong(wording::one_of(known), Node::body(other).seen()).in_field(tag)),
        }
    }
}

impl<'de> EnumAccess<'de> for Form {
    type Error = Fault;
    type Variant = Node;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Node), Fault> {
        let word = StrDeserializer::<Fault>::new(&self.word);
        seed.deserialize(word).map(|word| (word, self.rest)).map_err(|fault| fault.in_field(self.tag))
    }
}

impl<'de> VariantAccess<'de> for Node {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        self.deserialize_struct("", &[], IgnoredAny).map(|_| ())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_struct("", known, visitor)
    }
}

struct Items {
    items: std::vec::IntoIter<Value>,
    index: usize,
    is_query: bool,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(value) = self.items.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        let node = Node { value, is_query: self.is_query };
        seed.deserialize(node).map(Some).map_err(|fault| fault.in_item(index))
    }
}

struct Members {
    members: serde_json::map::IntoIter,
    current: Option<(String, Value)>,
    is_query: bool,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Fault;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        let key = seed.deserialize(StrDeserializer::<Fault>::new(&name))?;
        self.current = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let (name, value) = self.current.take().unwrap_or_default();
        let node = Node { value, is_query: self.is_query };
        seed.deserialize(node).map_err(|fault| fault.in_field(&name))
    }
}
