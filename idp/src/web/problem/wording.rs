//! What serde expects and sees, in the words of JSON instead of Rust's.

use serde::de::Unexpected;

/// Texts longer than this are cut in messages, in characters.
const TOLD_MAX: usize = 60;

/// What was expected.
pub fn expected(rust: &str) -> String {
    let whole = |from: i64, to: u64| format!("a whole number from {from} to {to}");
    match rust {
        "u8" => whole(0, u8::MAX.into()),
        "u16" => whole(0, u16::MAX.into()),
        "u32" | "a nonzero u32" => whole(0, u32::MAX.into()),
        "u64" | "usize" => "a whole number that is not negative".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "an object".to_owned(),
        "a string" | "string" => "a text".to_owned(),
        other if ["struct ", "tuple ", "enum ", "unit "].iter().any(|word| other.starts_with(word)) => {
            "another kind of value".to_owned()
        }
        other => other.to_owned(),
    }
}

/// What was seen.
pub fn seen(value: Unexpected<'_>) -> String {
    match value {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => value.to_string(),
        Unexpected::Str(text) => format!("{:?}", cut(text)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        _ => "this".to_owned(),
    }
}

/// One of several names.
pub fn one_of(known: &[&str]) -> String {
    match known {
        [] => "no value at all".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A text that is short enough for a message.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(TOLD_MAX) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
