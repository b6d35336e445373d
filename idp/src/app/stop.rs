//! Why a use case ends without its answer: the rules said no, or something is broken.

use crate::crypto::CryptoError;
use crate::store::StoreError;

/// A use case's other end.
#[derive(Debug)]
pub enum Stop<R> {
    /// The rules said no; the caller is told why.
    Refused(R),
    /// Something failed below; the log is told why.
    Broken(Broken),
}

/// Something failed that no rule foresaw.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The realm was dropped before the use case began.
    #[error("the realm was dropped")]
    Dropped,
    /// A key.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// The thread that ran a use case died.
    #[error("a use case was interrupted")]
    Interrupted,
    /// An armed fault.
    #[error("an armed fault was committed")]
    Fault,
    /// A fixture.
    #[error(transparent)]
    Fixture(#[from] crate::app::fixtures::FixtureFault),
    /// Hashing a password.
    #[error("hashing a password failed: {0}")]
    Password(String),
}

impl Broken {
    /// A database that cannot be used: what is wrong with which file, and what to do.
    pub fn unusable(&self) -> Option<(String, &'static str)> {
        match self {
            Self::Store(StoreError::Unusable { file, why, fix }) => {
                Some((format!("{}: {why}", file.display()), fix))
            }
            Self::Store(StoreError::Damaged { why }) => Some((why.clone(), "reset the realm, or drop it")),
            _ => None,
        }
    }
}

impl<R> Stop<R> {
    /// A refusal.
    pub fn refused(why: R) -> Self {
        Self::Refused(why)
    }

    /// The same end with its refusal told differently.
    pub fn map<S>(self, tell: impl FnOnce(R) -> S) -> Stop<S> {
        match self {
            Self::Refused(why) => Stop::Refused(tell(why)),
            Self::Broken(broken) => Stop::Broken(broken),
        }
    }
}

impl<R, B: Into<Broken>> From<B> for Stop<R> {
    fn from(broken: B) -> Self {
        Self::Broken(broken.into())
    }
}
