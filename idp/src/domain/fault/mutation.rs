//! Mutations: one change of one claim, header or member, in one token or answer.

use serde::{Deserialize, Serialize};

/// Which tokens of an answer are forged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tokens {
    /// The id token alone.
    Id,
    /// The access token alone.
    Access,
    /// Both.
    Both,
}

/// What is changed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mutation {
    /// A claim of tokens, by its path: names with dots between them.
    Claim(Tokens, String, Change),
    /// A member of the header of tokens.
    Header(Tokens, String, Change),
    /// The signature of tokens.
    Signature(Tokens, Forgery),
    /// A member of an answer, by its path; of the redirect, a parameter.
    Member(String, Change),
}

/// How a claim, a header or a member is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is not there.
    Absent,
    /// It is null.
    Null,
    /// It is an empty list or object where it was one, and otherwise an empty text.
    Empty,
    /// It says the same in another JSON type.
    OtherType,
    /// It is this JSON.
    Value(String),
    /// It is the moment so many seconds after now.
    Moment(i64),
    /// It is there twice: as it was, and behind it with this JSON; as it was again when there is none.
    Doubled(Option<String>),
    /// It is there twice: with this JSON, and behind it as it was.
    Preceded(String),
}

/// How a signature is forged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forgery {
    /// One octet is changed.
    Broken,
    /// It is empty.
    Empty,
    /// There is none, nor the dot before it.
    Missing,
    /// It is made with another key of the same algorithm.
    ForeignKey,
    /// It is a message authentication code over this secret, with the digest that `alg` names.
    Hmac(Vec<u8>),
}

impl Tokens {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Id, Self::Access, Self::Both];

    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Access => "access",
            Self::Both => "both",
        }
    }

    /// The tokens of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether the id token or else the access token is among them.
    pub fn take_in(self, is_id: bool) -> bool {
        match self {
            Self::Id => is_id,
            Self::Access => !is_id,
            Self::Both => true,
        }
    }
}

impl Change {
    /// The words by which the control API names the kinds of change.
    pub const KINDS: [&str; 8] =
        ["absent", "null", "empty", "other-type", "value", "moment", "doubled", "preceded"];

    /// Its kind, in one of these words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Null => "null",
            Self::Empty => "empty",
            Self::OtherType => "other-type",
            Self::Value(_) => "value",
            Self::Moment(_) => "moment",
            Self::Doubled(_) => "doubled",
            Self::Preceded(_) => "preceded",
        }
    }
}

impl Forgery {
    /// The words by which the control API names the kinds of forgery.
    pub const KINDS: [&str; 5] = ["broken", "empty", "missing", "foreign-key", "hmac"];

    /// Its kind, in one of these words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Empty => "empty",
            Self::Missing => "missing",
            Self::ForeignKey => "foreign-key",
            Self::Hmac(_) => "hmac",
        }
    }
}
