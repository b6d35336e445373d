//! The secret an authenticator shares with an account, and the steps of time its codes are made for (RFC 6238).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::time::{Span, Timestamp};

/// How long one code lasts (RFC 6238 section 4.1 and every authenticator).
pub const STEP: Span = Span::from_secs(30);
/// Digits of a code.
pub const DIGITS: u8 = 6;

/// RFC 4648 section 6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret of 160 bits, as RFC 4226 section 4 recommends.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TotpSecret([u8; Self::BYTES]);

/// A text that is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a secret: 32 characters of A-Z and 2-7")]
pub struct NotASecret;

impl TotpSecret {
    /// Its length.
    pub const BYTES: usize = 20;

    /// A secret made from the realm's chance.
    pub const fn new(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes that key the code.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The address that sets an authenticator up; `login` tells the person's accounts apart.
    pub fn otpauth(&self, login: &str) -> String {
        let login: String = login.chars().map(percent).collect();
        format!(
            "otpauth://totp/ESIA-sim:{login}?secret={self}&issuer=ESIA-sim&algorithm=SHA1&digits={DIGITS}&period={}",
            STEP.as_secs()
        )
    }
}

fn percent(c: char) -> String {
    if c.is_ascii_alphanumeric() || "-._~".contains(c) {
        return c.to_string();
    }
    c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The number of the step a moment lies in.
pub fn step_at(now: Timestamp) -> u64 {
    (now.as_secs() / STEP.as_secs()).unsigned_abs()
}

impl fmt::Display for TotpSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.chunks(5) {
            let bits = chunk.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            for place in (0..8).rev() {
                let digit = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
                write!(out, "{}", char::from(BASE32[digit]))?;
            }
        }
        Ok(())
    }
}

impl FromStr for TotpSecret {
    type Err = NotASecret;

    fn from_str(text: &str) -> Result<Self, NotASecret> {
        let digits: Vec<u64> = text.bytes().map(digit).collect::<Option<_>>().ok_or(NotASecret)?;
        let mut bytes = Vec::with_capacity(Self::BYTES);
        for chunk in digits.chunks_exact(8) {
            let bits = chunk.iter().fold(0_u64, |bits, digit| (bits << 5) | digit);
            bytes.extend_from_slice(bits.to_be_bytes().get(3..).unwrap_or_default());
        }
        if !digits.len().is_multiple_of(8) {
            return Err(NotASecret);
        }
        bytes.try_into().map(Self).map_err(|_| NotASecret)
    }
}

fn digit(byte: u8) -> Option<u64> {
    let place = BASE32.iter().position(|known| *known == byte.to_ascii_uppercase())?;
    u64::try_from(place).ok()
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TotpSecret(***)")
    }
}

impl TryFrom<String> for TotpSecret {
    type Error = NotASecret;

    fn try_from(text: String) -> Result<Self, NotASecret> {
        text.parse()
    }
}

impl From<TotpSecret> for String {
    fn from(secret: TotpSecret) -> Self {
        secret.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: TotpSecret = TotpSecret::new(*b"12345678901234567890");

    #[test]
    fn a_secret_is_spelled_in_base32_and_read_back() {
        assert_eq!(SECRET.to_string(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(SECRET.to_string().to_lowercase().parse(), Ok(SECRET));
        for wrong in ["", "GEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA"]
        {
            assert_eq!(wrong.parse::<TotpSecret>(), Err(NotASecret), "{wrong}");
        }
    }

    #[test]
    fn an_authenticator_is_told_everything_and_the_log_nothing() {
        let address = SECRET.otpauth("+7(900)0000001");
        assert_eq!(
            address,
            "otpauth://totp/ESIA-sim:%2B7%28900%290000001?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=ESIA-sim&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(format!("{SECRET:?}"), "TotpSecret(***)");
    }
}
