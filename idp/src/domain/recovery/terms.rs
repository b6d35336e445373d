//! How recovery goes, as a realm has it set.

use serde::{Deserialize, Serialize};

/// How recovery goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RecoveryTerms {
    /// Whether the first page says that no account has the contact; ours: it does not, though registration does.
    pub tells_unknown: bool,
    /// Whether accounts with checked data must name a document; public guides to the real portal say so.
    pub asks_document: bool,
    /// Wrong documents after which only a service centre helps; ours.
    pub document_attempts_max: u8,
}

impl Default for RecoveryTerms {
    fn default() -> Self {
        Self { tells_unknown: false, asks_document: true, document_attempts_max: 3 }
    }
}
