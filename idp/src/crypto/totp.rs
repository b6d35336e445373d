//! Codes of authenticators: HMAC-SHA-1 over the step of time (RFC 6238, RFC 4226 section 5.3).

use aws_lc_rs::hmac;

use crate::domain::time::Timestamp;
use crate::domain::totp::{DIGITS, TotpSecret, step_at};

/// The code of a step.
pub fn code(secret: &TotpSecret, step: u64) -> String {
    // RFC 6238 section 1.2: SHA-1 is the default, and the only digest every authenticator knows.
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.bytes());
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let offset = tag.as_ref().last().map_or(0, |byte| usize::from(byte & 0x0f));
    let taken = tag.as_ref().iter().skip(offset).take(4);
    let number = taken.fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff;
    let width = usize::from(DIGITS);
    format!("{:0width$}", number % 10_u32.pow(u32::from(DIGITS)))
}

/// The step whose code was typed, among those an authenticator's clock may be at now.
pub fn step_of(secret: &TotpSecret, typed: &str, now: Timestamp, drift: u8) -> Option<u64> {
    let (step, drift) = (step_at(now), u64::from(drift));
    (step.saturating_sub(drift)..=step + drift).find(|step| code(secret, *step) == typed.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;

    const SECRET: TotpSecret = TotpSecret::new(*b"12345678901234567890");

    #[test]
    fn the_codes_are_those_of_rfc_6238_appendix_b() {
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(&SECRET, step_at(Timestamp::from_secs(second))), expected, "{second}");
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let now = Timestamp::from_secs(1_111_111_111);
        let typed = code(&SECRET, step_at(now));
        for (steps, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let seen = step_of(&SECRET, &typed, now + Span::from_secs(30 * steps), 1);
            assert_eq!(seen, taken.then(|| step_at(now)), "{steps}");
        }
        assert_eq!(step_of(&SECRET, "", now, 1), None);
    }
}
