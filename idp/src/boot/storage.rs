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

    /// The same, with the address at which nodes hear one another, where that is another one.
    ///
    /// # Errors
    /// It is no address, or nothing is kept where nodes tell one another anything.
    pub fn heard_at(self, direct: Option<&str>) -> Result<Self, NoAddress> {
        match (self, direct) {
            (storage, None) => Ok(storage),
            (Self::Postgres(address), Some(direct)) => {
                Ok(Self::Postgres(Box::new(address.heard_at(direct.parse()?))))
            }
            (Self::Memory | Self::File(_), Some(_)) => Err(NoAddress::IdleListen),
        }
    }
}
