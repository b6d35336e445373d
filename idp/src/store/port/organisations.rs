//! Organisations, and who belongs to each.

use crate::domain::id::Oid;
use crate::domain::organisation::{Membership, Organisation};
use crate::store::StoreError;

/// Which organisations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationFilter {
    /// Only the one of this registration number.
    pub ogrn: Option<String>,
    /// Only those that this person belongs to.
    pub member: Option<Oid>,
    /// Only those with a greater number.
    pub after: Option<Oid>,
    /// At most so many.
    pub limit: u32,
}

/// What may be read of organisations.
pub trait OrganisationReads {
    /// The organisation of a number.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn organisation(&self, oid: Oid) -> Result<Option<Organisation>, StoreError>;

    /// Organisations, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn organisations(&self, filter: &OrganisationFilter) -> Result<Vec<Organisation>, StoreError>;

    /// Who belongs to an organisation, by the person's number.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn members(&self, organisation: Oid) -> Result<Vec<Membership>, StoreError>;

    /// Where a person belongs, by the organisation's number.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn memberships(&self, person: Oid) -> Result<Vec<Membership>, StoreError>;

    /// A person's place in an organisation.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn membership(&self, organisation: Oid, person: Oid) -> Result<Option<Membership>, StoreError>;
}

/// What may be written of organisations.
pub trait OrganisationWrites {
    /// A number for a new organisation or branch, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_organisation_oid(&mut self) -> Result<Oid, StoreError>;

    /// Keeps an organisation.
    ///
    /// # Errors
    /// The engine failed, or another organisation has its registration number.
    fn put_organisation(&mut self, organisation: &Organisation) -> Result<(), StoreError>;

    /// Keeps a person's place in an organisation.
    ///
    /// # Errors
    /// The engine failed, or there is no such person or organisation.
    fn put_membership(&mut self, membership: &Membership) -> Result<(), StoreError>;

    /// Takes a person out of an organisation; tells whether they belonged to it.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_membership(&mut self, organisation: Oid, person: Oid) -> Result<bool, StoreError>;
}
