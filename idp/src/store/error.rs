//! What went wrong below the port.

use std::path::PathBuf;

/// What went wrong below the port.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine failed.
    #[error("the storage engine failed: {0}")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A file cannot hold a world.
    #[error("{}: {why}; {fix}", file.display())]
    Unusable {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do.
        fix: &'static str,
    },
    /// A database on a server cannot be used.
    #[error("{database}: {why}; {fix}")]
    Unavailable {
        /// Which, without the password.
        database: String,
        /// What is wrong with it.
        why: String,
        /// What to do.
        fix: &'static str,
    },
    /// A database was found damaged while it was open.
    #[error("{why}")]
    Damaged {
        /// Where and how.
        why: String,
    },
    /// The realm of the store was dropped, or a reset put another store in its place.
    #[error("the realm was dropped or reset")]
    Closed,
    /// Another node made, reset or dropped the realm while this one prepared a store for it.
    #[error("another node made, reset or dropped the realm at the same time")]
    Overtaken,
    /// The realm has as much as it may have on this server.
    #[error("{why}; {fix}")]
    Quota {
        /// Of what, and how much.
        why: String,
        /// What to do.
        fix: &'static str,
    },
    /// A row does not say what its table promises.
    #[error("a row of table {table} is corrupt: {why}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong.
        why: String,
    },
}

/// An engine's failure as the port names it.
pub(crate) fn engine(source: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Engine(Box::new(source))
}
