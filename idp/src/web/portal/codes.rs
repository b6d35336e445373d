//! What the pages say of one-time codes: where one went, how long to wait for another, why one was not taken.

use crate::domain::challenge::{Challenge, ChallengeRefusal};
use crate::domain::time::{Span, Timestamp};
use crate::web::pages::Errors;
use crate::web::pages::plural::seconds;
use crate::web::pages::registration::Channel;
use crate::web::pages::sent::Sent;

/// A code that waits to be typed.
pub(crate) fn sent(
    channel: Channel,
    contact: String,
    challenge: &Challenge,
    now: Timestamp,
    resent: bool,
) -> Sent {
    let attempts_left = u32::from(challenge.attempts_left());
    Sent { channel, contact, attempts_left, resend_in: resend_in(challenge, now), resent }
}

/// Seconds until another code may be sent.
pub(crate) fn resend_in(challenge: &Challenge, now: Timestamp) -> i64 {
    challenge.resend_pause(now).map_or(0, Span::as_secs)
}

/// Why a code was not taken.
pub(crate) fn refused(why: ChallengeRefusal) -> Errors {
    match why {
        ChallengeRefusal::Wrong { attempts_left } => wrong(attempts_left),
        ChallengeRefusal::Expired => expired(),
        ChallengeRefusal::Exhausted => Errors::whole("Попытки закончились. Запросите новый код"),
    }
}

/// Another code was typed.
pub(crate) fn wrong(attempts_left: u8) -> Errors {
    Errors::one("code", &format!("Введен неверный код. Осталось попыток: {attempts_left}"))
}

/// The code came too late.
pub(crate) fn expired() -> Errors {
    Errors::one("code", "Срок действия кода истек. Запросите новый код")
}

/// Another code may not be sent yet.
pub(crate) fn too_soon(pause: Span) -> Errors {
    Errors::whole(&format!("Новый код можно запросить через {}", seconds(pause.as_secs().max(1))))
}
