//! Texts that an address does not take.

/// A text that an address does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A text that names no kind of address.
    #[error("expected PLV, PRG or PTA")]
    Kind,
    /// No postal code.
    #[error("expected a postal code of 6 digits such as 000106")]
    ZipCode,
    /// No code of the address register.
    #[error("expected a GUID or dashed digits of at most 40 characters")]
    FiasCode,
    /// No level of the address register.
    #[error("expected a number of one or two digits such as 8")]
    FiasLevel,
    /// No codes of a check.
    #[error("expected whole numbers separated by commas such as 0,5,0")]
    QualityCodes,
}
