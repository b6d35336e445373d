//! Identifiers: short values that name one thing each and cannot be mistaken for another.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// FNV-1a of a text: the same number on every machine and in every version.
pub(crate) fn digest(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// The number of a subject (a person or an organisation): ten digits, a JSON number on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Oid(u64);

impl Oid {
    /// The first number given out: the real test stand numbers its people from here.
    pub const FIRST: Self = Self(1_000_000_001);

    /// The first number of an organisation: above every made-up person, so that neither moves the other's numbers.
    pub const FIRST_ORGANISATION: Self = Self(1_000_950_001);

    /// The first number of a person of a population: above every organisation.
    pub const FIRST_OF_POPULATIONS: Self = Self(1_010_000_001);

    /// How many numbers the populations of a realm share.
    pub const OF_POPULATIONS: u32 = 5_000_000;

    /// The first number of a relying party itself: above every person and organisation.
    const FIRST_SYSTEM: Self = Self(1_100_000_000);

    /// How many numbers relying parties share.
    const SYSTEMS: u64 = 100_000_000;

    /// The number by which tokens of a relying party itself name it; the same in every realm.
    // SIM: MR Б.3.2 has the claim only in samples, which do not say whose number it is.
    pub fn of_system(mnemonic: &Mnemonic) -> Self {
        Self(Self::FIRST_SYSTEM.0 + digest(mnemonic.as_str()) % Self::SYSTEMS)
    }

    /// Whether it is a relying party's.
    pub const fn is_of_system(self) -> bool {
        self.0 >= Self::FIRST_SYSTEM.0
    }

    /// Whether it is of those that only people of populations have.
    pub const fn is_of_population(self) -> bool {
        Self::FIRST_OF_POPULATIONS.0 <= self.0
            && self.0 < Self::FIRST_OF_POPULATIONS.0 + Self::OF_POPULATIONS as u64
    }

    /// An oid by its number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl FromStr for Oid {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.parse::<u64>() {
            Ok(number) if (1..=99_999_999_999).contains(&number) => Ok(Self(number)),
            _ => Err(IdError::Oid),
        }
    }
}

/// A text that is not the identifier asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not a subject's number.
    #[error("not an oid: a number of at most 11 digits")]
    Oid,
    /// Not a realm's name.
    #[error("not a realm id: 1 to 64 of a-z, 0-9 and '-', not beginning with '-'")]
    Realm,
    /// Not a token's name.
    #[error("expected a name of 1 to 64 of a-z, 0-9 and '-', not beginning with '-'")]
    Token,
    /// Not a relying party's mnemonic.
    #[error("not a mnemonic: 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.'")]
    Mnemonic,
}

/// The name of a realm: it stands in a path and in a file name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RealmId(String);

impl RealmId {
    /// The realm at the root of the server.
    pub fn default_realm() -> Self {
        Self("default".to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the realm at the root of the server.
    pub fn is_default(&self) -> bool {
        self.0 == "default"
    }
}

/// Whether a text may stand in a path and in a file name.
fn is_plain(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&text.len()) && !text.starts_with('-') && text.chars().all(allowed)
}

impl FromStr for RealmId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if is_plain(text) { Ok(Self(text.to_owned())) } else { Err(IdError::Realm) }
    }
}

/// The name of a token that opens one realm: whoever holds it is called so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TokenName(String);

impl FromStr for TokenName {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if is_plain(text) { Ok(Self(text.to_owned())) } else { Err(IdError::Token) }
    }
}

impl fmt::Display for TokenName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for TokenName {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<TokenName> for String {
    fn from(name: TokenName) -> Self {
        name.0
    }
}

/// The mnemonic of a relying party: the `client_id` of the wire.
///
// SIM: the technological portal wants upper case and forbids names such as ESIA or PGU...; test set-ups use others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mnemonic(String);

impl Mnemonic {
    /// The mnemonic as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Mnemonic {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let sound = (1..=64).contains(&text.len()) && text.chars().all(allowed);
        if sound { Ok(Self(text.to_owned())) } else { Err(IdError::Mnemonic) }
    }
}

impl fmt::Display for RealmId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Mnemonic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for RealmId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl TryFrom<String> for Mnemonic {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<RealmId> for String {
    fn from(id: RealmId) -> Self {
        id.0
    }
}

impl From<Mnemonic> for String {
    fn from(id: Mnemonic) -> Self {
        id.0
    }
}

/// An identifier made from the realm's chance, typed by what it names.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<Kind>(Uuid, #[serde(skip)] PhantomData<fn() -> Kind>);

/// What a session is named by.
#[derive(Debug)]
pub enum SessionKind {}
/// What a sign-in under way is named by.
#[derive(Debug)]
pub enum PendingKind {}
/// What a grant is named by.
#[derive(Debug)]
pub enum GrantKind {}
/// What tokens name a portal session by.
#[derive(Debug)]
pub enum PortalSidKind {}
/// What a registration under way is named by.
#[derive(Debug)]
pub enum RegistrationKind {}
/// What a recovery under way is named by.
#[derive(Debug)]
pub enum RecoveryKind {}
/// What a puzzle is named by.
#[derive(Debug)]
pub enum CaptchaKind {}

/// What an operator's session is named by.
#[derive(Debug)]
pub enum OperatorSessionKind {}

/// What a text to be signed is named by.
#[derive(Debug)]
pub enum SignatureChallengeKind {}

/// A text to be signed.
pub type SignatureChallengeId = Id<SignatureChallengeKind>;
/// An operator's session at the desk of a service centre.
pub type OperatorSessionId = Id<OperatorSessionKind>;
/// A citizen's single sign-on session: the value of the portal's cookie.
pub type SessionId = Id<SessionKind>;
/// One sign-in under way: from the authorization request to the redirect back.
pub type PendingId = Id<PendingKind>;
/// One grant: `urn:esia:sid` of the code.
pub type GrantId = Id<GrantKind>;
/// One portal session as tokens name it: `urn:esia:sid` (MR Б.7).
pub type PortalSid = Id<PortalSidKind>;
/// One registration under way.
pub type RegistrationId = Id<RegistrationKind>;
/// One recovery of an account under way.
pub type RecoveryId = Id<RecoveryKind>;
/// One puzzle.
pub type CaptchaId = Id<CaptchaKind>;

impl<Kind> Id<Kind> {
    /// Wraps a number made by the realm's chance.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Kind> Copy for Id<Kind> {}

impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<Kind> Eq for Id<Kind> {}

impl<Kind> fmt::Debug for Id<Kind> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl<Kind> FromStr for Id<Kind> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self::new)
    }
}
