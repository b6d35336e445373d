//! Owns the terms on which a party lets people in.

use jiff::Timestamp;

use crate::bench::idp::Level;
use crate::diary::Policy;

/// On which terms a party lets people in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The lowest level that may come in; nothing where nobody said.
    pub level: Option<Level>,
    /// Whether the insurance number must be the one that the party has.
    pub snils: bool,
    /// Whether the name must be the one that the party has.
    pub name: bool,
    /// Whether it has something of a person, beside the number of the account, with which a record is compared.
    pub keeps: bool,
    /// What of a person the party cannot do without, in the words of blanks: what the file says, and an insurance number
    /// where the party asks the portal for it.
    pub needs: Vec<String>,
    /// After how many minutes an attempt to sign in is over, and a session that nobody uses.
    pub attempt_minutes: Option<u64>,
    /// The same for a session.
    pub session_minutes: Option<u64>,
    /// After how many wrong passwords a login is closed for a while.
    pub password_tries: Option<u64>,
    /// Whether somebody said that a user may be in on several devices at once.
    pub several_devices: bool,
}

impl Terms {
    /// What a policy demands at a moment.
    pub(crate) fn of_policy(policy: &Policy, now: Timestamp) -> Self {
        let level = match policy.level_at(now) {
            crate::diary::Level::Simplified => Level::Simplified,
            crate::diary::Level::Standard => Level::Standard,
            crate::diary::Level::Confirmed => Level::Confirmed,
        };
        let (snils, name) = policy.compares();
        // The built-in diary forgets an attempt after ten minutes, and closes a login after ten wrong passwords.
        Self {
            level: Some(level),
            snils,
            name,
            keeps: true,
            attempt_minutes: Some(10),
            password_tries: Some(10),
            several_devices: true,
            ..Self::unknown()
        }
    }

    /// Nothing that anybody said.
    pub(crate) fn unknown() -> Self {
        Self {
            level: None,
            snils: false,
            name: false,
            keeps: false,
            needs: Vec::new(),
            attempt_minutes: None,
            session_minutes: None,
            password_tries: None,
            several_devices: false,
        }
    }

    /// Whether the party cannot do without this part of a person.
    pub(crate) fn needs(&self, part: &str) -> bool {
        self.needs.iter().any(|need| need == part)
    }
}
