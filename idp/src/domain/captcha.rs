//! Puzzles: a picture with digits to be typed, which a program that only guesses cannot pass.

use serde::{Deserialize, Serialize};

use crate::domain::id::CaptchaId;
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// A puzzle. It takes one answer; a wrong one spends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captcha {
    /// Its name.
    pub id: CaptchaId,
    /// What the picture shows.
    pub answer: String,
    /// What the picture is drawn from besides the answer.
    pub noise: u64,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// How far it has come.
    pub state: CaptchaState,
}

/// How far a puzzle has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptchaState {
    /// It waits for its answer.
    Open,
    /// It was solved, which counts once.
    Solved,
    /// It counts no more.
    Spent,
}

/// Why a puzzle does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaptchaRefusal {
    /// Another answer.
    #[error("the answer is another")]
    Wrong,
    /// It was answered, used or forgotten.
    #[error("the puzzle was answered or has expired")]
    Gone,
    /// Nobody has solved it.
    #[error("the puzzle is not solved yet")]
    Unsolved,
}

impl Captcha {
    /// How long a puzzle waits; ours.
    pub const TTL: Span = Span::from_mins(10);
    /// Digits of an answer; ours.
    pub const DIGITS: u8 = 5;

    /// Judges an answer; the event is the puzzle's next state.
    pub fn judge(&self, typed: &str, now: Timestamp) -> Ruling<CaptchaState, CaptchaRefusal> {
        if self.state != CaptchaState::Open || now >= self.expires_at {
            return Ruling::no(CaptchaRefusal::Gone);
        }
        if typed.trim() == self.answer {
            return Ruling::yes(vec![CaptchaState::Solved]);
        }
        Ruling::no_but(CaptchaRefusal::Wrong, vec![CaptchaState::Spent])
    }

    /// Lets a solved puzzle count, once.
    pub fn spend(&self, now: Timestamp) -> Ruling<CaptchaState, CaptchaRefusal> {
        match self.state {
            CaptchaState::Solved if now < self.expires_at => Ruling::yes(vec![CaptchaState::Spent]),
            CaptchaState::Open => Ruling::no(CaptchaRefusal::Unsolved),
            CaptchaState::Solved | CaptchaState::Spent => Ruling::no(CaptchaRefusal::Gone),
        }
    }

    /// The puzzle after an event.
    #[must_use]
    pub fn evolve(self, state: &CaptchaState) -> Self {
        Self { state: *state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::Id;

    const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

    fn captcha() -> Captcha {
        Captcha {
            id: Id::new(Uuid::from_u128(1)),
            answer: "40718".to_owned(),
            noise: 7,
            expires_at: NOW + Captcha::TTL,
            state: CaptchaState::Open,
        }
    }

    #[test]
    fn a_puzzle_takes_one_answer_and_counts_once() {
        let wrong = captcha().judge("00000", NOW);
        assert_eq!(wrong.answer, Err(CaptchaRefusal::Wrong));
        let spent = wrong.events.iter().fold(captcha(), Captcha::evolve);
        assert_eq!(spent.judge("40718", NOW).answer, Err(CaptchaRefusal::Gone));

        let right = captcha().judge(" 40718 ", NOW);
        assert_eq!(right.answer, Ok(()));
        let solved = right.events.iter().fold(captcha(), Captcha::evolve);
        let used = solved.spend(NOW);
        assert_eq!(used.answer, Ok(()));
        let used = used.events.iter().fold(solved, Captcha::evolve);
        assert_eq!(used.spend(NOW).answer, Err(CaptchaRefusal::Gone));
    }

    #[test]
    fn a_puzzle_is_forgotten_and_does_not_count_unsolved() {
        assert_eq!(captcha().judge("40718", NOW + Captcha::TTL).answer, Err(CaptchaRefusal::Gone));
        assert_eq!(captcha().spend(NOW).answer, Err(CaptchaRefusal::Unsolved));
    }
}
