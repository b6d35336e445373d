//! Pushes to relying parties: to which address, about what, tried when, with which end.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::fault::Fault;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::{Span, Timestamp};

/// An address that pushes are sent to: `http` or `https`, a host, perhaps a port and a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whether the connection is encrypted.
    pub is_https: bool,
    /// The host, in lower case; an IPv6 address without its brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The path with its query.
    pub path: String,
}

/// A text that is no address for pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an address such as https://diary.example/pushes, without a user, blanks and fragments")]
pub struct NotAnAddress;

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let is_clean = text.len() <= 2_000
            && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '#' | '\\' | '"' | '<' | '>'));
        let (scheme, rest) = text.split_once("://").filter(|_| is_clean).ok_or(NotAnAddress)?;
        let is_https = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(NotAnAddress),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).ok_or(NotAnAddress)?;
        let (host, port) = host_and_port(authority).ok_or(NotAnAddress)?;
        let port = port.unwrap_or(if is_https { 443 } else { 80 });
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { is_https, host, port, path })
    }
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, after)
        }
        None => {
            let at = authority.find(':').unwrap_or(authority.len());
            authority.split_at_checked(at)?
        }
    };
    let port = match port.strip_prefix(':') {
        Some(digits) => Some(digits.parse().ok().filter(|port| *port > 0)?),
        None if port.is_empty() => None,
        None => return None,
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let sound = !host.is_empty() && host.len() <= 253 && host.chars().all(allowed);
    sound.then(|| (host.to_ascii_lowercase(), port))
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_https { "https" } else { "http" };
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(out, "{scheme}://{host}:{}{}", self.port, self.path)
    }
}

/// Something that a relying party is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "about")]
pub enum Event {
    /// Something happened to a consent (DP 4.3).
    Consent {
        /// What.
        operation: Operation,
        /// Who was asked, gave, declined, withdrew.
        person: Oid,
        /// The sign-in in which it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        session: Option<String>,
        /// The number of the consent.
        consent: u64,
    },
    /// A refresh token came that was used before (technological portal guide, 3.1.1).
    RefreshCompromised {
        /// The relying party.
        client: Mnemonic,
        /// Whose data it opened.
        person: Oid,
    },
}

impl Event {
    /// What it is about: pushes of one subject can be swapped.
    pub fn subject(&self) -> String {
        match self {
            Self::Consent { consent, .. } => format!("consent {consent}"),
            Self::RefreshCompromised { client, .. } => format!("client {client}"),
        }
    }

    /// Whom it names.
    pub fn person(&self) -> Oid {
        match self {
            Self::Consent { person, .. } | Self::RefreshCompromised { person, .. } => *person,
        }
    }
}

/// What happens to a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// It was asked for.
    Claim,
    /// It was given.
    Issue,
    /// It was declined.
    Refuse,
    /// It was withdrawn.
    Revoke,
}

/// How far a push is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is to be sent, or to be sent again.
    Waiting,
    /// The relying party answered 200.
    Taken,
    /// Every try failed.
    GivenUp,
}

/// One sending of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// When, on the realm's clock.
    pub at: Timestamp,
    /// The status of the answer; nothing when none came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// A message to a relying party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// Its number, rising.
    pub id: u64,
    /// Where it goes.
    pub url: String,
    /// What it says.
    pub event: Event,
    /// Pushes of one topic go one after another.
    pub topic: String,
    /// When what it tells of happened.
    pub posted_at: Timestamp,
    /// When it is to be tried next.
    pub due_at: Timestamp,
    /// How far it is.
    pub state: State,
    /// What came of it, oldest first.
    #[serde(default)]
    pub tries: Vec<Try>,
    /// The armed faults that were committed in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

impl Push {
    /// The push after a try. DP 4.3 wants the answer 200; how often and when the real system tries again it does not say.
    #[must_use]
    pub fn after(mut self, tried: Try, tries_max: u8, pause: Span) -> Self {
        let (at, is_taken) = (tried.at, tried.status == Some(200));
        self.tries.push(tried);
        let failed = u32::try_from(self.tries.len()).unwrap_or(u32::MAX);
        if is_taken {
            self.state = State::Taken;
        } else if failed >= u32::from(tries_max) {
            self.state = State::GivenUp;
        } else {
            let doubled = 1_i64.checked_shl(failed - 1).unwrap_or(i64::MAX);
            self.due_at = at + Span::from_millis(pause.as_millis().saturating_mul(doubled));
        }
        self
    }
}

impl State {
    /// Its name in the store and in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::GivenUp => "given-up",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_or_refused_whole() {
        for (text, read) in [
            ("http://127.0.0.1:8090/pushes", "http://127.0.0.1:8090/pushes"),
            ("https://Diary.Example", "https://diary.example:443/"),
            ("https://diary.example?x=1", "https://diary.example:443/?x=1"),
            ("http://[::1]:90/a", "http://[::1]:90/a"),
        ] {
            assert_eq!(text.parse::<Address>().map(|one| one.to_string()).as_deref(), Ok(read), "{text}");
        }
        for text in [
            "",
            "diary.example",
            "ftp://a/",
            "http://",
            "http://a b/",
            "http://user@a/",
            "http://a:0/",
            "http://a:x/",
            "http://a/#f",
            "http://[::1/",
            "http://[x]/",
            "http://a\\b/",
            "http://а.рф/",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
