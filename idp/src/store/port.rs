//! The port: one file of reads and writes per aggregate, all implemented on the transaction itself.

mod accounts;
mod clients;
mod consents;
mod credentials;
mod desk;
mod family;
mod grants;
mod imports;
mod journal;
mod organisations;
mod outbox;
mod populations;
mod portfolio;
mod push;
mod registers;
mod registrations;
mod sessions;
mod settings;
mod signatures;

pub use accounts::{AccountReads, AccountWrites, FormerLogin, PersonFilter};
pub use clients::{ClientReads, ClientWrites};
pub use consents::{ConsentReads, ConsentWrites};
pub use credentials::{CredentialReads, CredentialWrites};
pub use desk::{DeskReads, DeskWrites};
pub use family::{FamilyReads, FamilyWrites};
pub use grants::{GrantReads, GrantWrites};
pub use imports::{ImportReads, ImportWrites};
pub use journal::{JournalBounds, JournalFilter, JournalReads, JournalWrites};
pub use organisations::{OrganisationFilter, OrganisationReads, OrganisationWrites};
pub use outbox::{OutboxFilter, OutboxReads, OutboxWrites};
pub use populations::{MadeUpPeople, Named, Newcomer, Population, PopulationReads, PopulationWrites, Take};
pub use portfolio::{PortfolioReads, PortfolioWrites};
pub use push::{PushReads, PushWrites};
pub use registers::{RegisterReads, RegisterWrites};
pub use registrations::{RegistrationReads, RegistrationWrites};
pub use sessions::{SessionReads, SessionWrites};
pub use settings::{SettingReads, SettingWrites};
pub use signatures::{SignatureReads, SignatureWrites};

use crate::store::error::StoreError;

/// Everything that may be read in one consistent state.
pub trait ReadTx:
    AccountReads
    + ConsentReads
    + ClientReads
    + CredentialReads
    + DeskReads
    + FamilyReads
    + GrantReads
    + ImportReads
    + JournalReads
    + OrganisationReads
    + OutboxReads
    + PopulationReads
    + PortfolioReads
    + PushReads
    + RegisterReads
    + RegistrationReads
    + SessionReads
    + SettingReads
    + SignatureReads
{
}

/// Everything that may be written; dropped without [`WriteTx::commit`], nothing was.
pub trait WriteTx:
    ReadTx
    + AccountWrites
    + ConsentWrites
    + ClientWrites
    + CredentialWrites
    + DeskWrites
    + FamilyWrites
    + GrantWrites
    + ImportWrites
    + JournalWrites
    + OrganisationWrites
    + OutboxWrites
    + PopulationWrites
    + PortfolioWrites
    + PushWrites
    + RegisterWrites
    + RegistrationWrites
    + SessionWrites
    + SettingWrites
    + SignatureWrites
{
    /// Makes the writes last: when this returns, a killed process has lost none of them.
    ///
    /// # Errors
    /// The engine failed; nothing was written.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
