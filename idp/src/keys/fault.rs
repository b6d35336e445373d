//! Why no keys are made or written.

use std::path::PathBuf;

use super::algorithm::KeyAlgorithm;
use super::set_names::known_sets;
use crate::crypto::CryptoError;

/// How long a certificate may be valid, in days: a hundred years.
pub const DAYS_MAX: u32 = 36_500;

/// Why no keys were made or written.
#[derive(Debug, thiserror::Error)]
pub enum KeysFault {
    /// A parameter set that the algorithm has not.
    #[error("{algorithm} has no parameter set `{name}`; it has {}", known_sets(*.algorithm).join(", "))]
    UnknownSet {
        /// The name that was given.
        name: String,
        /// The algorithm.
        algorithm: KeyAlgorithm,
    },
    /// A parameter set was named for an algorithm that knows none.
    #[error("{algorithm} has no parameter sets: leave --set away")]
    NoSets {
        /// The algorithm.
        algorithm: KeyAlgorithm,
    },
    /// A validity that is none, or longer than anything is kept.
    #[error("a certificate is valid from 1 to {DAYS_MAX} days, not {days}")]
    BadDays {
        /// How many were asked for.
        days: u32,
    },
    /// The subject, the moment or the chance does not serve.
    #[error(transparent)]
    Crypto(CryptoError),
    /// A name that would lead out of the folder, or hide the file.
    #[error("`{name}` is no name for files: letters, digits, `-`, `_` and `.` inside make one")]
    BadName {
        /// The name that was given.
        name: String,
    },
    /// A file is there already, and may be a key in use.
    #[error("{} is there already: give another name, or --force", .path.display())]
    Exists {
        /// Which one.
        path: PathBuf,
    },
    /// The folder or a file cannot be written.
    #[error("{} cannot be written", .path.display())]
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}
