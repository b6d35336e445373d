//! Which body is to be shown.

use clap::Args;

use crate::boot::Storage;
use crate::boot::body::Asked;
use crate::domain::id::RealmId;
use crate::store::postgres::NoAddress;

/// Which body to print.
#[derive(Debug, Args)]
pub struct BodyArguments {
    /// The file that keeps everything. It is only read: a server may have it open.
    #[arg(long, env = "ESIA_STORE", hide_env_values = true, value_name = "FILE")]
    pub store: String,
    /// The realm.
    #[arg(long, default_value_t = RealmId::default_realm(), value_name = "ID")]
    pub realm: RealmId,
    /// The table, such as `accounts`.
    pub table: String,
    /// The values of the row's key, such as an oid.
    #[arg(required = true)]
    pub key: Vec<String>,
}

impl BodyArguments {
    /// What is asked for.
    ///
    /// # Errors
    /// The store is no address of PostgreSQL, but begins like one.
    pub fn asked(self) -> Result<Asked, NoAddress> {
        let Self { store, realm, table, key } = self;
        Ok(Asked { storage: Storage::named(&store)?, realm, table, key })
    }
}
