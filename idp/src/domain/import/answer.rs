//! The SMS by which a citizen answers the portal's (MR А.9): the older way of banks that were connected before the code.

use crate::domain::import::request::{ImportRequest, Stage, Way};
use crate::domain::import::terms::ImportTerms;
use crate::domain::time::Timestamp;

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It agrees.
    Agreed,
    /// It says something else; so many tries remain.
    Else {
        /// Tries that remain.
        attempts_left: u8,
    },
}

impl ImportRequest {
    /// Whether the citizen's SMS can still be the answer.
    pub fn waits_for_answer(&self, terms: &ImportTerms, now: Timestamp) -> bool {
        let in_time = now < self.created_at + terms.answer_ttl_ms;
        self.way == Way::Sms && self.stage == Stage::Waiting && self.attempts_left > 0 && in_time
    }

    /// Whether no answer came in time, or none that agrees (MR table 73: ESIA-910307).
    pub fn is_unanswered(&self, terms: &ImportTerms, now: Timestamp) -> bool {
        self.way == Way::Sms && self.stage == Stage::Waiting && !self.waits_for_answer(terms, now)
    }

    /// Judges an answer that is waited for; another text costs a try.
    // SIM: what the citizen's SMS has to say is not told; here it is the code of the SMS that it answers.
    pub fn answered(mut self, text: &str) -> (Self, Answered) {
        if text.trim() == self.code {
            return (self, Answered::Agreed);
        }
        self.attempts_left = self.attempts_left.saturating_sub(1);
        let attempts_left = self.attempts_left;
        (self, Answered::Else { attempts_left })
    }
}
