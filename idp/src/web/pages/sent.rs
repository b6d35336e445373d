//! A code that was sent somewhere: what the pages that ask for it say about it.

use super::plural::seconds;
use super::registration::Channel;

/// A code that waits to be typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent {
    /// Where it went.
    pub channel: Channel,
    /// The contact, masked.
    pub contact: String,
    /// How many attempts are left; with none only a new code helps.
    pub attempts_left: u32,
    /// Seconds until another code may be sent; zero when it may be sent now.
    pub resend_in: i64,
    /// Whether a new code has just been sent.
    pub resent: bool,
}

impl Sent {
    /// How long to wait for another code, after «через».
    pub fn wait(&self) -> String {
        seconds(self.resend_in)
    }
}

#[cfg(test)]
impl Sent {
    /// A message to a phone.
    pub(crate) fn sample() -> Self {
        Self {
            channel: Channel::Mobile,
            contact: "+7 (900) ***-**-01".to_owned(),
            attempts_left: 3,
            resend_in: 30,
            resent: false,
        }
    }

    /// A letter whose attempts are used up.
    pub(crate) fn sample_exhausted() -> Self {
        let contact = "al***@example.test".to_owned();
        Self { channel: Channel::Mail, contact, attempts_left: 0, resend_in: 0, ..Self::sample() }
    }
}
