//! Notices: the SMS, mails and letters that rules produce. Nothing is sent anywhere.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// How a notice travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// To a mobile phone.
    Sms,
    /// By the messenger MAX, to the mobile phone it is bound to.
    Max,
    /// To an e-mail address.
    Mail,
    /// A registered letter to a postal address.
    Letter,
}

impl Channel {
    /// Its name in the control API and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Max => "max",
            Self::Mail => "mail",
            Self::Letter => "letter",
        }
    }
}

/// A text that is no kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of message: sms, max, mail or letter")]
pub struct NotAChannel;

impl FromStr for Channel {
    type Err = NotAChannel;

    fn from_str(text: &str) -> Result<Self, NotAChannel> {
        [Self::Sms, Self::Max, Self::Mail, Self::Letter]
            .into_iter()
            .find(|channel| channel.name() == text)
            .ok_or(NotAChannel)
    }
}

/// A message to a citizen.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it travels.
    pub channel: Channel,
    /// Canonical phone or e-mail; for a letter the addressee's SNILS, as the real stand's log has it.
    pub to: String,
    /// What it says, in Russian.
    pub text: String,
    /// The code in it, when it carries one.
    pub code: Option<String>,
}

impl fmt::Debug for Notice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Notice").field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its number, rising.
    pub id: i64,
    /// When it was sent.
    pub at: Timestamp,
    /// The message.
    pub notice: Notice,
}
