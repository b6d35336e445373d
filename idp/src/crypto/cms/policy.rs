//! What a realm lets pass although it is weak.

/// What a realm lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CmsPolicy {
    /// Whether a signature over SHA-1 is checked instead of refused as weak.
    pub accept_sha1: bool,
}
