//! What a realm says of imports.

use serde::{Deserialize, Serialize};

use crate::domain::time::Span;

/// How banks' imports go; the figures are those of the document's samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportTerms {
    /// Digits of the code.
    pub code_digits: u8,
    /// How long the code is good for.
    pub code_ttl_ms: Span,
    /// Wrong tries it bears.
    pub attempts_max: u8,
    /// How often it may be sent again; the sample of a right code prints five.
    pub resend_max: u8,
    /// The wait before it may be.
    pub resend_pause_ms: Span,
    /// Whether banks may leave the citizen to answer an SMS by another, as those that were connected before the code.
    pub by_sms: bool,
    /// How long that answer may take.
    pub answer_ttl_ms: Span,
    /// How many answers that do not agree are borne.
    pub answer_attempts_max: u8,
    /// Whether banks are trusted to send people without an e-mail address.
    pub without_email: bool,
    /// Whether a phone that differs takes the place of the account's, with a new password (MR А.9.1).
    pub phone_takeover: bool,
    /// Whether the SNILS is looked for by the passport (MR А.9.2).
    pub snils_search: bool,
    /// Whether banks may give access back (MR А.9.3).
    pub recovery: bool,
    /// Whether the new password may go by e-mail.
    pub recovery_by_email: bool,
    /// How long the dossier of a passport takes; none is asked for when it is nothing.
    pub dossier_delay_ms: Span,
}

impl Default for ImportTerms {
    fn default() -> Self {
        Self {
            code_digits: 4,
            code_ttl_ms: Span::from_hours(24),
            attempts_max: 5,
            resend_max: 3,
            resend_pause_ms: Span::from_mins(1),
            by_sms: false,
            answer_ttl_ms: Span::from_days(3),
            answer_attempts_max: 3,
            without_email: false,
            phone_takeover: false,
            snils_search: true,
            recovery: true,
            recovery_by_email: true,
            dossier_delay_ms: Span::ZERO,
        }
    }
}
