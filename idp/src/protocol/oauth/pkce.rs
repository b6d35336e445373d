//! PKCE (RFC 7636): the challenge of the authorization request against the verifier of the token request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

pub use crate::domain::grant::CodeChallenge as Challenge;
use crate::domain::grant::Verifier;

/// How a verifier goes together with the challenge of the authorization request.
pub fn compared(challenge: Option<&Challenge>, verifier: Option<&str>) -> Verifier {
    match verifier {
        None => Verifier::Absent,
        Some(verifier) if challenge.is_some_and(|challenge| challenge.fits(verifier)) => Verifier::Fits,
        Some(_) => Verifier::Differs,
    }
}

impl Challenge {
    /// Whether a verifier fits.
    // SIM: the names of the real methods were not found. `S256` and `plain` are those of RFC 7636 section 4.2;
    // without a name either fits.
    pub fn fits(&self, verifier: &str) -> bool {
        let hashed = || URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == self.value.trim_end_matches('=');
        match self.method.as_deref() {
            Some("S256") => hashed(),
            Some("plain") => verifier == self.value,
            None => hashed() || verifier == self.value,
            Some(_) => false,
        }
    }

    /// Whether the method is a known one.
    pub fn has_known_method(&self) -> bool {
        matches!(self.method.as_deref(), None | Some("S256" | "plain"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_fits() {
        // RFC 7636 appendix B.
        let value = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned();
        let challenge = Challenge { value, method: Some("S256".to_owned()) };
        assert!(challenge.fits("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert!(!challenge.fits("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"));
        let plain = Challenge { value: "abc".to_owned(), method: Some("plain".to_owned()) };
        assert!(plain.fits("abc") && !plain.fits("abd"));
        assert!(!Challenge { method: Some("S512".to_owned()), ..plain }.has_known_method());
    }
}
