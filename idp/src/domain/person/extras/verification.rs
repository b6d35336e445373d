//! What a biometric system found of a person, and the token under which it is asked for (MR Б.8).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;

/// How surely a voice or a face is the person's, from 0 to 1, as the wire spells it: `0.95`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Score(String);

/// A text that is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a number from 0 to 1 such as 0.95")]
pub struct ScoreError;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Of the voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<Score>,
    /// Of the face.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<Score>,
    /// Of both.
    pub overall: Score,
}

/// A result that waits for the relying party's second request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// `verify_token`.
    pub token: String,
    /// What was found.
    pub found: Match,
}

impl Verification {
    /// A result whose token names the person and cannot be guessed.
    pub fn of(person: Oid, secret: impl fmt::Display, found: Match) -> Self {
        Self { token: format!("{person}.{secret}"), found }
    }

    /// The person that a token names.
    pub fn person_of(token: &str) -> Option<Oid> {
        token.split_once('.')?.0.parse().ok()
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Verification").field("token", &"***").field("found", &self.found).finish()
    }
}

impl FromStr for Score {
    type Err = ScoreError;

    fn from_str(text: &str) -> Result<Self, ScoreError> {
        let text = text.trim();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
        let within =
            (whole == "0" && digits(rest)) || (whole == "1" && rest.bytes().all(|digit| digit == b'0'));
        if within && digits(rest) && text.len() <= 8 { Ok(Self(text.to_owned())) } else { Err(ScoreError) }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for Score {
    type Error = ScoreError;

    fn try_from(text: String) -> Result<Self, ScoreError> {
        text.parse()
    }
}

impl From<Score> for String {
    fn from(score: Score) -> Self {
        score.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_from_nothing_to_one() {
        for text in ["0", "0.95", "1", "1.00", "0.0001"] {
            assert_eq!(text.parse::<Score>().unwrap().to_string(), text);
        }
        for text in ["", ".5", "1.01", "2", "-0.5", "0.", "0,95", "0.123456789", "one"] {
            assert_eq!(text.parse::<Score>(), Err(ScoreError), "{text}");
        }
    }
}
