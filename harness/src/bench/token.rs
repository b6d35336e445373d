//! Owns tokens as a reader of a report sees them: taken apart, without the signature, which is what opens doors.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Larger parts of a token are not read: the portal's have about two thousand octets.
const PART_OCTETS_MAX: usize = 16 << 10;

/// The tokens in a text, each as its header and its claims.
pub(crate) fn taken_apart(text: &str) -> Vec<(Value, Value)> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (mut found, mut rest) = (Vec::new(), text);
    // A JSON web token begins with `eyJ`, which is `{"` in base64.
    while let Some(at) = rest.find("eyJ") {
        let (_, begun) = rest.split_at(at);
        let (token, after) = begun.split_at(begun.find(|c| !belongs(c)).unwrap_or(begun.len()));
        rest = after;
        let mut parts = token.split('.');
        let (header, claims, signature) = (parts.next(), parts.next(), parts.next());
        if let (Some(header), Some(claims), Some(_)) =
            (header.and_then(read), claims.and_then(read), signature)
        {
            found.push((header, claims));
        }
    }
    found
}

fn read(part: &str) -> Option<Value> {
    if part.len() > PART_OCTETS_MAX {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_in_an_address_is_taken_apart_and_its_signature_is_left_out() {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let (header, claims) = (json!({"alg": "RS256"}), json!({"urn:esia:sid": "a"}));
        let token = format!("{}.{}.c2ln", part(&header), part(&claims));
        let text = format!("http://127.0.0.1/callback?code={token}&state=8e6d, and «{token}»; eyJ is none");
        assert_eq!(taken_apart(&text), [(header.clone(), claims.clone()), (header, claims)]);
        assert!(taken_apart("eyJhIjoxfQ.no").is_empty());
    }
}
