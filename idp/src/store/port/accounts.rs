//! Accounts, the names they sign in by, and the history of what happened to them.
//!
//! **Invariant:** a person of a population is read like any other, whether or not anything was written of them yet.

use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// Which people to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFilter {
    /// Only those whose profile names this SNILS, canonical.
    pub snils: Option<String>,
    /// Only the one who signs in by this, canonical.
    pub login: Option<String>,
    /// Only those whose surname begins so, and after a blank, whose first name does; as names are written.
    pub name: Option<String>,
    /// Only those with a greater number.
    pub after: Option<Oid>,
    /// At most so many.
    pub limit: u32,
    /// Without the people of populations of whom nothing was written yet.
    pub touched: bool,
}

/// Whose a login was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerLogin {
    /// The account.
    pub person: Oid,
    /// When it was proved there, for one that was changed, taken off or lost; nothing when it ended with the account.
    pub proved_at: Option<Timestamp>,
}

/// What may be read of accounts.
pub trait AccountReads {
    /// The account of a number.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn account(&self, oid: Oid) -> Result<Option<Account>, StoreError>;

    /// Whose login this is; a login is a canonical phone, e-mail or SNILS.
    ///
    /// # Errors
    /// The engine failed.
    fn account_of_login(&self, login: &str) -> Result<Option<Oid>, StoreError>;

    /// The account that had this login before.
    ///
    /// # Errors
    /// The engine failed.
    fn former_login(&self, login: &str) -> Result<Option<FormerLogin>, StoreError>;

    /// Accounts, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn accounts(&self, filter: &PersonFilter) -> Result<Vec<Account>, StoreError>;

    /// How many accounts there are, deleted ones too.
    ///
    /// # Errors
    /// The engine failed.
    fn accounts_count(&self) -> Result<u64, StoreError>;

    /// The accounts whose data changed at a moment or later, by number: all of them, or those that are deleted. At most
    /// a hundred thousand.
    ///
    /// # Errors
    /// The engine failed.
    fn accounts_changed(&self, since: Timestamp, deleted: bool) -> Result<Vec<Oid>, StoreError>;

    /// Accounts whose profile names this SNILS, canonical.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn accounts_of_snils(&self, snils: &str) -> Result<Vec<Account>, StoreError>;

    /// Accounts whose letter with a code is under way or has arrived.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn accounts_with_letters(&self) -> Result<Vec<Account>, StoreError>;

    /// What happened to an account, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn account_events(&self, oid: Oid) -> Result<Vec<(Timestamp, Event)>, StoreError>;
}

/// What may be written of accounts.
pub trait AccountWrites {
    /// A number for a new subject, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_oid(&mut self) -> Result<Oid, StoreError>;

    /// Keeps so many numbers in a row for the caller: nobody else is given one of them. Tells the first.
    ///
    /// # Errors
    /// The engine failed.
    fn promise_oids(&mut self, count: u32) -> Result<Oid, StoreError>;

    /// Keeps the account and the names it signs in by.
    ///
    /// # Errors
    /// The engine failed, or a login belongs to another account.
    fn put_account(&mut self, account: &Account) -> Result<(), StoreError>;

    /// Remembers whose login this was, and since when it is not; without a moment, until the account was deleted.
    ///
    /// # Errors
    /// The engine failed.
    fn put_former_login(
        &mut self,
        login: &str,
        oid: Oid,
        proved_at: Option<Timestamp>,
    ) -> Result<(), StoreError>;

    /// Adds to the history of an account.
    ///
    /// # Errors
    /// The engine failed.
    fn append_account_event(&mut self, oid: Oid, at: Timestamp, event: &Event) -> Result<(), StoreError>;
}
