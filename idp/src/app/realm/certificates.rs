//! Parsed certificates of relying parties, kept as long as the registration names the same ones.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::crypto::Certificate;
use crate::domain::client::Client;
use crate::domain::id::Mnemonic;

/// How many relying parties' certificates are kept parsed.
const KEPT: usize = 1_000;

/// Parsed certificates by relying party, beside the texts they were parsed from.
#[derive(Default)]
pub struct Certificates {
    parsed: Mutex<HashMap<Mnemonic, Parsed>>,
}

/// The texts of certificates, and what they were parsed into.
type Parsed = (Vec<String>, Arc<[Certificate]>);

impl Certificates {
    /// The parsed certificates of a registration; they were checked when it was made.
    pub fn of(&self, client: &Client) -> Arc<[Certificate]> {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((texts, certificates)) = parsed.get(&client.mnemonic)
            && *texts == client.certificates
        {
            return Arc::clone(certificates);
        }
        let fresh: Arc<[Certificate]> =
            client.certificates.iter().filter_map(|text| Certificate::from_text(text).ok()).collect();
        if parsed.len() >= KEPT {
            parsed.clear();
        }
        parsed.insert(client.mnemonic.clone(), (client.certificates.clone(), Arc::clone(&fresh)));
        fresh
    }
}
