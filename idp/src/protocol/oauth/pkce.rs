//! PKCE (MR Б.2.3, Б.2.5; RFC 7636): the challenge of the authorization request against the verifier of the token request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gost94::Gost94CryptoPro;
use sha2::{Digest, Sha256};
use streebog::{Streebog256, Streebog512};

pub use crate::domain::grant::CodeChallenge as Challenge;
use crate::domain::grant::Verifier;
use crate::domain::settings::{PkceHash, PkceMethod};

/// How a verifier goes together with the challenge of the authorization request.
pub fn compared(challenge: Option<&Challenge>, verifier: Option<&str>, hash: PkceHash) -> Verifier {
    match (challenge, verifier) {
        (_, None) => Verifier::Absent,
        (None, Some(_)) => Verifier::Differs,
        (Some(challenge), Some(verifier)) if !challenge.takes(verifier) => Verifier::Malformed,
        (Some(challenge), Some(verifier)) if challenge.fits(verifier, hash) => Verifier::Fits,
        (Some(_), Some(_)) => Verifier::Differs,
    }
}

impl Challenge {
    /// The method; nothing when its name is unknown.
    // SIM: whether the method may be left out is not documented; here that means the only documented one.
    pub fn known_method(&self) -> Option<PkceMethod> {
        self.method.as_deref().map_or(Some(PkceMethod::Gost3411), PkceMethod::of)
    }

    /// Whether a verifier has the form of the method.
    fn takes(&self, verifier: &str) -> bool {
        let allowed = |sign: u8| sign.is_ascii_alphanumeric() || b"-._~".contains(&sign);
        let length = match self.known_method() {
            // MR Б.2.3: exactly 43 characters.
            Some(PkceMethod::Gost3411) | None => 43..=43,
            // RFC 7636 section 4.1.
            Some(PkceMethod::S256 | PkceMethod::Plain) => 43..=128,
        };
        length.contains(&verifier.len()) && verifier.bytes().all(allowed)
    }

    fn fits(&self, verifier: &str, hash: PkceHash) -> bool {
        let digest = match (self.known_method(), hash) {
            (None, _) => return false,
            (Some(PkceMethod::Plain), _) => return verifier == self.value,
            (Some(PkceMethod::S256), _) => Sha256::digest(verifier).to_vec(),
            (Some(PkceMethod::Gost3411), PkceHash::Streebog256) => Streebog256::digest(verifier).to_vec(),
            (Some(PkceMethod::Gost3411), PkceHash::Streebog512) => Streebog512::digest(verifier).to_vec(),
            (Some(PkceMethod::Gost3411), PkceHash::Gost94) => Gost94CryptoPro::digest(verifier).to_vec(),
        };
        URL_SAFE_NO_PAD.encode(digest) == self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7636 appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn challenge(method: Option<&str>, value: &str) -> Challenge {
        Challenge { value: value.to_owned(), method: method.map(str::to_owned) }
    }

    #[test]
    fn the_example_of_the_standard_fits() {
        let s256 = challenge(Some("S256"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let judged = |verifier| compared(Some(&s256), Some(verifier), PkceHash::Streebog256);
        assert_eq!(judged(VERIFIER), Verifier::Fits);
        assert_eq!(judged("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"), Verifier::Differs);
        assert_eq!(judged("short"), Verifier::Malformed);
        assert_eq!(challenge(Some("S512"), "c").known_method(), None);
    }

    #[test]
    fn the_documented_method_takes_the_hash_of_the_setting_and_43_characters() {
        // By OpenSSL with its GOST engine.
        for (hash, value) in [
            (PkceHash::Streebog256, "IMEN9A0Ef9qC85AnKfSXVS_p5e0u3Hs8fwSam2yB0sk"),
            (
                PkceHash::Streebog512,
                "tJspwsva3MS3oDr8OO2jx2sKAhDEqbBIFw4IJFha7-83slhr4BePhkMIuC6JEs9ZyqmKCCYbh0ap1ripWi7arQ",
            ),
            (PkceHash::Gost94, "C493l0446Knn7c3QtrzhZZ4GSKc5j9rt_81ODPNA2vg"),
        ] {
            for method in [Some("GOST3411"), None] {
                let challenge = challenge(method, value);
                assert_eq!(compared(Some(&challenge), Some(VERIFIER), hash), Verifier::Fits);
                let longer = format!("{VERIFIER}x");
                assert_eq!(compared(Some(&challenge), Some(&longer), hash), Verifier::Malformed);
            }
            let padded = challenge(None, &format!("{value}="));
            assert_eq!(compared(Some(&padded), Some(VERIFIER), hash), Verifier::Differs, "no padding");
        }
    }
}
