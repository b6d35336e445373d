//! Owns the authenticator on the telephone of someone in a scenario: one-time codes of RFC 6238 from the secret on the page.

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use jiff::Timestamp;

use crate::bench::halt::Halt;

/// RFC 6238, 4.1: a code is good for half a minute.
const STEP_S: u64 = 30;
/// RFC 4648, table 3.
const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// An application that was given a secret.
pub(crate) struct Authenticator(Key);

impl Authenticator {
    /// Takes in a secret as pages write it: base32, with or without blanks.
    pub(crate) fn with_secret(secret: &str) -> Result<Self, Halt> {
        let bytes = from_base32(secret);
        let bytes = bytes.ok_or_else(|| Halt::Missing("the page shows no authenticator secret".into()))?;
        Ok(Self(Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes)))
    }

    /// What it shows at that moment.
    pub(crate) fn code_at(&self, now: Timestamp) -> String {
        let step = u64::try_from(now.as_second()).unwrap_or_default() / STEP_S;
        let tag = sign(&self.0, &step.to_be_bytes());
        // RFC 4226, 5.3: the last four bits say where the four octets begin.
        let tag = tag.as_ref();
        let at = usize::from(tag.last().copied().unwrap_or_default() & 0x0F);
        let octets = tag.iter().skip(at).take(4).fold(0u32, |all, octet| all << 8 | u32::from(*octet));
        format!("{:06}", (octets & 0x7FFF_FFFF) % 1_000_000)
    }
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '=') {
        held = held << 5 | u32::try_from(ALPHABET.find(letter.to_ascii_uppercase())?).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xFF) as u8);
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret is «12345678901234567890»; the last six of its eight digits.
        let own = Authenticator::with_secret("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ").unwrap();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(own.code_at(Timestamp::from_second(second).unwrap()), code);
        }
        assert!(Authenticator::with_secret("1").is_err() && Authenticator::with_secret("").is_err());
    }
}
