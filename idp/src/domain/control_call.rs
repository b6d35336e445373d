//! Calls of the control API as the audit remembers them: who called what, and what came of it.

use std::borrow::Cow;

use crate::domain::id::TokenName;
use crate::domain::time::Timestamp;

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// The server has no control token: whoever reaches it.
    Anybody,
    /// Whoever has the server's token.
    Owner,
    /// Whoever has this token of the realm that the request names.
    Holder(TokenName),
    /// Somebody who showed nothing.
    Nobody,
    /// Somebody who showed something else.
    Stranger,
}

/// A call that was answered, or several in a row that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its number, rising.
    pub number: u64,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// When the last of them was.
    pub last_at: Timestamp,
    /// How many there were.
    pub times: u32,
    /// What was called.
    pub what: Called,
}

/// Who called what, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Who.
    pub caller: Caller,
    /// The name of the operation; nothing for callers without a token that is known.
    pub operation: Option<Cow<'static, str>>,
    /// The realm it was about; nothing for them either.
    pub realm: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

impl Caller {
    /// What kind of caller it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Owner => "owner",
            Self::Holder(_) => "holder",
            Self::Nobody => "nobody",
            Self::Stranger => "stranger",
        }
    }

    /// The name of the realm's token that was shown.
    pub fn token(&self) -> Option<&TokenName> {
        match self {
            Self::Holder(name) => Some(name),
            Self::Anybody | Self::Owner | Self::Nobody | Self::Stranger => None,
        }
    }

    /// A caller of a kind, with the name of the token that a holder has.
    pub fn of_kind(kind: &str, token: Option<TokenName>) -> Option<Self> {
        match (kind, token) {
            ("anybody", None) => Some(Self::Anybody),
            ("owner", None) => Some(Self::Owner),
            ("holder", Some(name)) => Some(Self::Holder(name)),
            ("nobody", None) => Some(Self::Nobody),
            ("stranger", None) => Some(Self::Stranger),
            _ => None,
        }
    }

    /// Whether it may call anything at all.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Anybody | Self::Owner | Self::Holder(_) => true,
            Self::Nobody | Self::Stranger => false,
        }
    }

    /// Whose token it is, for the log; nothing of those who have none.
    pub fn in_log(&self) -> Option<String> {
        match self {
            Self::Owner => Some("owner".to_owned()),
            Self::Holder(name) => Some(format!("holder:{name}")),
            Self::Anybody | Self::Nobody | Self::Stranger => None,
        }
    }
}

impl Called {
    /// Among how many of the last rows another call like this one counts as one with it: whoever knocks pushes nothing out.
    pub fn rows_looked_at(&self) -> u32 {
        if self.caller.is_known() { 1 } else { KNOCKS_APART_MAX }
    }
}

/// Refused calls of the unknown count as one with others among so many rows.
const KNOCKS_APART_MAX: u32 = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_read_as_it_was_written() {
        let holder = Caller::Holder("ci".parse().unwrap());
        for caller in [Caller::Anybody, Caller::Owner, holder, Caller::Nobody, Caller::Stranger] {
            assert_eq!(Caller::of_kind(caller.kind(), caller.token().cloned()), Some(caller));
        }
        assert_eq!(Caller::of_kind("holder", None), None);
        assert_eq!(Caller::of_kind("guest", None), None);
    }
}
