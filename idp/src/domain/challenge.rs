//! One-time codes: how long they live, how many tries they allow, when they may be sent again.

use serde::{Deserialize, Serialize};

use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// The rules of a kind of code. The defaults come from clients of the real stand; the pause is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeTerms {
    /// Number of digits.
    pub digits: u8,
    /// How long the code is good for.
    pub ttl_ms: Span,
    /// How many wrong tries it bears.
    pub attempts_max: u8,
    /// How long to wait before it may be sent again.
    pub resend_pause_ms: Span,
}

impl ChallengeTerms {
    /// The SMS of registration and sign-in: 6 digits, 5 minutes, 3 tries, a minute between two.
    pub const SMS: Self =
        Self { digits: 6, ttl_ms: Span::from_mins(5), attempts_max: 3, resend_pause_ms: Span::from_mins(1) };
}

/// A code that was sent and waits for its answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    code: String,
    sent_at: Timestamp,
    expires_at: Timestamp,
    resend_at: Timestamp,
    attempts_left: u8,
}

impl std::fmt::Debug for Challenge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Challenge")
            .field("code", &"***")
            .field("expires_at", &self.expires_at)
            .field("attempts_left", &self.attempts_left)
            .finish()
    }
}

/// What an answer did to a challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengeEvent {
    /// A try was used up.
    AttemptUsed,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeRefusal {
    /// Another code.
    #[error("the code is wrong")]
    Wrong {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// The right or wrong code, after its time.
    #[error("the code has expired")]
    Expired,
    /// No tries remain.
    #[error("no attempts are left")]
    Exhausted,
}

impl Challenge {
    /// A challenge sent now.
    pub fn sent(code: String, terms: &ChallengeTerms, now: Timestamp) -> Self {
        Self {
            code,
            sent_at: now,
            expires_at: now + terms.ttl_ms,
            resend_at: now + terms.resend_pause_ms,
            attempts_left: terms.attempts_max,
        }
    }

    /// Judges an answer; a wrong one costs a try.
    pub fn answer(&self, code: &str, now: Timestamp) -> Ruling<ChallengeEvent, ChallengeRefusal> {
        if self.attempts_left == 0 {
            return Ruling::no(ChallengeRefusal::Exhausted);
        }
        if self.is_expired(now) {
            return Ruling::no(ChallengeRefusal::Expired);
        }
        if code.trim() == self.code {
            return Ruling::yes(Vec::new());
        }
        let why = match self.attempts_left - 1 {
            0 => ChallengeRefusal::Exhausted,
            attempts_left => ChallengeRefusal::Wrong { attempts_left },
        };
        Ruling::no_but(why, vec![ChallengeEvent::AttemptUsed])
    }

    /// The challenge after an event.
    #[must_use]
    pub fn evolve(mut self, event: &ChallengeEvent) -> Self {
        match event {
            ChallengeEvent::AttemptUsed => self.attempts_left = self.attempts_left.saturating_sub(1),
        }
        self
    }

    /// How long a new code may not be sent yet; nothing when it may.
    pub fn resend_pause(&self, now: Timestamp) -> Option<Span> {
        (now < self.resend_at).then(|| self.resend_at.since(now))
    }

    /// The code, for the message that carries it.
    pub(in crate::domain) fn code(&self) -> &str {
        &self.code
    }

    /// Whether the code has run out.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }

    /// When the code runs out.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Tries that remain.
    pub fn attempts_left(&self) -> u8 {
        self.attempts_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Timestamp = Timestamp::from_secs(1_500_000_000);

    fn challenge() -> Challenge {
        Challenge::sent("123456".to_owned(), &ChallengeTerms::SMS, SENT)
    }

    #[test]
    fn the_right_code_in_time_is_taken() {
        assert_eq!(challenge().answer(" 123456 ", SENT + Span::from_secs(299)), Ruling::yes(vec![]));
    }

    #[test]
    fn a_wrong_code_costs_a_try_and_the_third_exhausts_it() {
        let mut challenge = challenge();
        for left in [2, 1] {
            let ruling = challenge.answer("000000", SENT);
            assert_eq!(ruling.answer, Err(ChallengeRefusal::Wrong { attempts_left: left }));
            challenge = ruling.events.iter().fold(challenge, Challenge::evolve);
        }
        let last = challenge.answer("000000", SENT);
        assert_eq!(last.answer, Err(ChallengeRefusal::Exhausted));
        challenge = last.events.iter().fold(challenge, Challenge::evolve);
        assert_eq!(challenge.answer("123456", SENT), Ruling::no(ChallengeRefusal::Exhausted));
    }

    #[test]
    fn the_right_code_too_late_is_refused_and_costs_nothing() {
        let late = SENT + Span::from_mins(5);
        assert_eq!(challenge().answer("123456", late), Ruling::no(ChallengeRefusal::Expired));
    }

    #[test]
    fn a_new_code_waits_for_its_pause() {
        assert_eq!(challenge().resend_pause(SENT + Span::from_secs(20)), Some(Span::from_secs(40)));
        assert_eq!(challenge().resend_pause(SENT + Span::from_secs(60)), None);
    }

    #[test]
    fn a_code_never_shows_in_debug_output() {
        assert!(!format!("{:?}", challenge()).contains("123456"));
    }
}
