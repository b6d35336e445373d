//! Owns the taking apart of tokens by the tests' own code.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::openssl::verifies;

/// A token, taken apart.
pub(crate) struct Jwt {
    /// What the signature is over.
    pub(crate) signed: String,
    pub(crate) signature: Vec<u8>,
    /// The JSON texts, exactly as they stand.
    pub(crate) header_text: String,
    pub(crate) claims_text: String,
    pub(crate) header: Value,
    pub(crate) claims: Value,
}

impl Jwt {
    pub(crate) fn of(token: &str) -> Self {
        let parts: Vec<_> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("three parts, not {token}") };
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url without padding");
        let text = |part: &str| String::from_utf8(bytes(part)).expect("UTF-8");
        let (header_text, claims_text) = (text(header), text(claims));
        Self {
            signed: format!("{header}.{claims}"),
            signature: bytes(signature),
            header: serde_json::from_str(&header_text).expect("JSON"),
            claims: serde_json::from_str(&claims_text).expect("JSON"),
            header_text,
            claims_text,
        }
    }

    pub(crate) fn verifies_with(&self, public_key_pem: &str) -> bool {
        verifies(public_key_pem, &self.signature, self.signed.as_bytes())
    }

    /// The names of the claims, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> =
            self.claims.as_object().expect("an object").keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    pub(crate) fn number(&self, name: &str) -> i64 {
        self.claims[name].as_i64().unwrap_or_else(|| panic!("{name} is a number in {}", self.claims))
    }
}

/// A token with another header or other claims under the same signature.
pub(crate) fn forged(token: &str, header: Option<&str>, claims: Option<&str>) -> String {
    let parts: Vec<_> = token.split('.').collect();
    let part =
        |text: Option<&str>, own: &str| text.map_or(own.to_owned(), |text| URL_SAFE_NO_PAD.encode(text));
    format!("{}.{}.{}", part(header, parts[0]), part(claims, parts[1]), parts[2])
}
