//! Owns the reasons for which the server cannot speak TLS.

use std::path::{Path, PathBuf};

/// Why the server cannot speak TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{}: {why}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// A file does not hold what it should.
    #[error("{}: {why}", file.display())]
    Content {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The key and the certificate do not belong together.
    #[error(
        "the private key {} does not belong to the first certificate of {}; the server's own certificate comes \
         first in that file, then the certificates that issued it",
        key.display(), certificate.display()
    )]
    OtherKey {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// A certificate cannot be made.
    #[error("cannot make a certificate: {0}")]
    Make(#[from] rcgen::Error),
    /// The library refuses the configuration.
    #[error("cannot set TLS up: {0}")]
    Setup(#[from] rustls::Error),
}

impl TlsError {
    pub(crate) fn file(file: &Path) -> impl Fn(std::io::Error) -> Self + '_ {
        move |why| Self::File { file: file.to_owned(), why }
    }

    pub(crate) fn content(file: &Path, why: impl Into<String>) -> Self {
        Self::Content { file: file.to_owned(), why: why.into() }
    }
}
