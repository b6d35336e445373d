//! What is kept where, by the option `--store`.

use std::path::PathBuf;

use crate::store::postgres::{Address, NoAddress};

/// Where things are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Storage {
    /// Until the process ends.
    Memory,
    /// In a file, and a folder beside it for the other realms.
    File(PathBuf),
    /// In a database of PostgreSQL, a schema for each realm.
    Postgres(Box<Address>),
}

impl Storage {
    /// What an option `--store` names.
    ///
    /// # Errors
    /// It looks like the address of a database, and is none of PostgreSQL.
    pub fn named(store: &str) -> Result<Self, NoAddress> {
        Ok(match store {
            "memory" => Self::Memory,
            address if Address::is_meant(address) => Self::Postgres(Box::new(address.parse()?)),
            file => Self::File(PathBuf::from(file)),
        })
    }
}
