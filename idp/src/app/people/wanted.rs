//! What a tester wants of people to make.

use crate::app::people::beside::Beside;
use crate::app::people::persona::Wish;
use crate::domain::account::Level;
use crate::domain::id::Oid;
use crate::domain::person::Snils;

/// The most people made at once.
pub(crate) const COUNT_MAX: u32 = 100_000;

/// A person to make, or several of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// What is known of the person; the rest is made up.
    pub wish: Wish,
    /// The level to reach; when left out, confirmed, and for a child what the realm's children have.
    pub level: Option<Level>,
    /// The password.
    pub password: Option<String>,
    /// The parents of a minor.
    pub parents: Vec<ParentName>,
    /// Whether the parents gave consent for school data.
    pub school_consent: bool,
    /// What they have beside the identity.
    pub beside: Beside,
    /// How many such people, each made up anew where nothing is wished.
    pub count: u32,
}

/// What a tester names a parent by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParentName {
    /// The account's number.
    Oid(Oid),
    /// The SNILS of a checked account.
    Snils(Snils),
}
