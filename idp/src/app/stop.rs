//! Why a use case ends without its answer: the rules said no, or something is broken.

use std::convert::Infallible;

use crate::app::realm::Dropped;
use crate::crypto::CryptoError;
use crate::domain::journal::{Why, reason};
use crate::store::StoreError;

/// A refusal that says why: the door writes it into the journal.
pub trait Explained {
    /// The reason for the journal.
    fn why(&self) -> Why;

    /// The code that the wire answers with, such as `ESIA-007014`.
    fn code(&self) -> Option<String> {
        None
    }
}

impl Explained for Infallible {
    fn why(&self) -> Why {
        match *self {}
    }
}

impl<R: Explained> Explained for Box<R> {
    fn why(&self) -> Why {
        self.as_ref().why()
    }

    fn code(&self) -> Option<String> {
        self.as_ref().code()
    }
}

/// There is nothing of the name that a request gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

impl Explained for Missing {
    fn why(&self) -> Why {
        Why::new(reason::NOTHING_OF_THIS_NAME)
    }
}

/// Why a control call cannot be carried out: its answer says it in the same words.
pub fn control_refused(detail: impl ToString) -> Why {
    Why::new(reason::CONTROL_REFUSED).with("detail", detail)
}

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
    #[error(transparent)]
    Dropped(#[from] Dropped),
    /// A key.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// The thread that ran a use case died.
    #[error("a use case was interrupted")]
    Interrupted,
    /// An armed fault.
    #[error("an armed fault was committed")]
    Fault,
    /// Fixtures that do not go together: the file and what is wrong with it.
    #[error("{0}")]
    Fixture(String),
    /// Hashing a password.
    #[error("hashing a password failed: {0}")]
    Password(String),
}

impl Broken {
    /// Whether the realm has as much as it may have.
    pub fn is_quota(&self) -> bool {
        matches!(self, Self::Store(StoreError::Quota { .. }))
    }

    /// Whether another node replaced or dropped the realm while the request was served.
    pub fn is_overtaken(&self) -> bool {
        matches!(self, Self::Store(StoreError::Closed | StoreError::Overtaken))
    }

    /// Whether the database is on a server that cannot be reached or does not do what it should.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unavailable { .. }))
    }

    /// A database that cannot be used, or not for more: what is wrong with which file or server, and what to do.
    pub fn unusable(&self) -> Option<(String, &'static str)> {
        match self {
            Self::Store(StoreError::Unusable { file, why, fix }) => {
                Some((format!("{}: {why}", file.display()), fix))
            }
            Self::Store(StoreError::Unavailable { database, why, fix }) => {
                Some((format!("{database}: {why}"), fix))
            }
            Self::Store(StoreError::Quota { why, fix }) => Some((why.clone(), fix)),
            Self::Store(StoreError::Damaged { why }) => Some((why.clone(), "reset the realm, or drop it")),
            _ => None,
        }
    }
}

impl<R: Explained> Stop<R> {
    /// A refusal.
    pub fn refused(refusal: R) -> Self {
        Self::Refused(refusal)
    }
}

impl<R> Stop<R> {
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
