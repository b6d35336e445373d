//! What the key of a certificate may sign.

/// What the key of a certificate may sign (RFC 5280 sections 4.2.1.3 and 4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Anything, certificates among it: a trust anchor as `openssl req -x509` makes it.
    Anchor,
    /// Certificates and lists of revoked ones: a certification centre.
    Authority,
    /// Requests and tokens, no certificates: a relying party or a provider.
    Signing,
}
