//! Why a text is no address of a database.

/// Why a text is no address. Nothing of the text is repeated: it holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// It is not built like one.
    #[error(
        "expected postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE with other characters than letters and digits \
         percent-encoded"
    )]
    Form,
    /// It names something else than a file, and no database that is known.
    #[error(
        "expected memory, the path of a file, or postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE: this looks like the \
         address of something else"
    )]
    Scheme,
    /// A part is missing.
    #[error("the address of the database names no {0}: postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE")]
    Missing(&'static str),
    /// It asks for TLS in a way that is not known.
    #[error("sslmode is one of disable, prefer, require, verify-ca and verify-full")]
    Mode,
    /// It has the server verified against nothing.
    #[error(
        "sslmode=verify-ca and sslmode=verify-full need sslrootcert=FILE, the certificates of the authorities as PEM; \
         those of the system are in a file such as /etc/ssl/certs/ca-certificates.crt"
    )]
    NoRoots,
    /// An address to listen at is given, and no database whose nodes tell one another anything.
    #[error("--store-listen has no effect without a database of PostgreSQL in --store")]
    IdleListen,
    /// It names authorities, and does not ask for TLS.
    #[error("sslrootcert has no effect without sslmode=verify-full, verify-ca or require: add one of them")]
    IdleRoots,
}
