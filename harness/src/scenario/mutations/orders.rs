//! Owns the orders by which the provider is made to lie.

use serde_json::{Value, json};

/// How often an order is carried out at most: more often than any sign-in asks, so that the rest shows whether it was.
pub(crate) const TIMES: u64 = 100;

/// A change that is no value: `absent`, `null`, `empty`, `other-type`, `doubled`.
pub(crate) fn change(kind: &str) -> Value {
    json!({ "kind": kind })
}

/// Another value.
pub(crate) fn value(value: impl Into<Value>) -> Value {
    json!({ "kind": "value", "value": value.into() })
}

/// A moment so many seconds after now.
pub(crate) fn moment(ahead_s: i64) -> Value {
    json!({ "kind": "moment", "value": ahead_s })
}

/// A claim of tokens changed.
pub(crate) fn claim(token: &str, claim: &str, change: Value) -> Value {
    json!({ "fault": "token-mutated", "token": token, "claim": claim, "change": change, "times": TIMES })
}

/// A header of tokens changed.
pub(crate) fn header(token: &str, header: &str, change: Value) -> Value {
    json!({ "fault": "token-mutated", "token": token, "header": header, "change": change, "times": TIMES })
}

/// The signature of tokens forged.
pub(crate) fn signature(token: &str, kind: &str) -> Value {
    json!({ "fault": "token-mutated", "token": token, "signature": { "kind": kind }, "times": TIMES })
}

/// The signature of tokens replaced by an HMAC over a secret in base64.
pub(crate) fn hmac(token: &str, secret: &str) -> Value {
    let signature = json!({ "kind": "hmac", "secret": secret });
    json!({ "fault": "token-mutated", "token": token, "signature": signature, "times": TIMES })
}

/// A member of the answer with the tokens changed.
pub(crate) fn answer(member: &str, change: Value) -> Value {
    json!({ "fault": "answer-mutated", "member": member, "change": change, "times": TIMES })
}

/// A member of the answers of the data API changed.
pub(crate) fn resource(member: &str, change: Value) -> Value {
    json!({ "fault": "resource-mutated", "member": member, "change": change, "times": TIMES })
}
