//! Contacts that cannot be.

use crate::domain::person::email::EmailError;
use crate::domain::person::phone::PhoneError;

/// A contact that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// A text that names no kind of contact.
    #[error("expected MBT, PHN, EML or CEM")]
    Kind,
    /// No phone number.
    #[error("{0}")]
    Phone(PhoneError),
    /// No mail address.
    #[error("{0}")]
    Email(EmailError),
    /// A home phone or work address that is to be proved.
    #[error("expected a mobile phone or a mail address, no others are proved by a code")]
    NotVerifiable,
    /// A new value of another kind.
    #[error("expected a new value of the same kind")]
    OtherKind,
}
