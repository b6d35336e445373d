//! What is said of realms as wholes: one to make, how one stands, why one is not made or not found.

use std::sync::Arc;

use crate::app::Realm;
use crate::app::realm::quotas::Quotas;
use crate::app::realms::fixtures::FixtureFault;
use crate::app::realms::shelf::Choice;
use crate::app::realms::world::NoWorld;
use crate::app::stop::{Explained, control_refused};
use crate::domain::id::RealmId;
use crate::domain::journal::Why;
use crate::runtime::clock::ClockState;

/// A realm to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRealm {
    /// Its name; made up when left out.
    pub id: Option<RealmId>,
    /// The realm to begin as a copy of; the fixtures when left out.
    pub from: Option<RealmId>,
    /// What it begins with, unless it is a copy.
    pub fixtures: Choice,
    /// Its clock; that of the realm it is copied from when left out.
    pub clock: Option<ClockState>,
    /// Its seed; from the server's chance when left out.
    pub seed: Option<u64>,
}

/// Why a realm is not made, or not found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RealmRefusal {
    /// There is one of this name.
    #[error("a realm of this name exists")]
    Exists,
    /// There is none of this name.
    #[error("no realm has this name")]
    Unknown,
    /// Its database cannot be used.
    #[error("the realm's database cannot be used: {0}")]
    Unusable(Arc<str>),
    /// The default realm stays.
    #[error("the default realm cannot be dropped")]
    Default,
    /// The fixtures do not hold what they should.
    #[error("fixture {0}")]
    Fixture(FixtureFault),
    /// The document holds no world.
    #[error(transparent)]
    World(#[from] NoWorld),
}

impl Explained for RealmRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// How a realm stands.
#[derive(Clone)]
pub enum Standing {
    /// It serves.
    Serving(Arc<Realm>),
    /// Its database could not be opened, for this reason; it can be reset or dropped.
    Unusable(Arc<str>),
}

/// How a server's realms begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The clock of a new realm.
    pub clock: ClockState,
    /// The seed of the default realm; left out, it is the kept one, and for a new realm the machine's.
    pub seed: Option<u64>,
    /// How much each of them may have.
    pub quotas: Quotas,
}

/// What is said of a default realm that had another seed than the one that the server was to begin with.
pub(super) fn another_seed(kept: Option<&str>, named: Option<u64>, present: u64) -> Option<String> {
    let (kept, named) = (kept?, named?);
    if kept == named.to_string() {
        return None;
    }
    Some(if present == named {
        format!("the seed of the kept default realm is now {named}, no longer {kept}")
    } else {
        format!("the seed of the kept default realm stays {kept}, whatever --seed says")
    })
}

/// What is said of a default realm whose clock is not the one that the server was to begin with; nothing where none was named.
pub(super) fn another_clock(kept: ClockState, named: ClockState) -> Option<String> {
    (named != ClockState::SYSTEM && named != kept).then(|| {
        format!(
            "the clock of the kept default realm stays at {}, whatever --clock says: it is set by PUT {{control}}/clock",
            kept.now()
        )
    })
}

/// What is done with a realm.
type OnRealm = dyn Fn(&Arc<Realm>) + Send + Sync;

/// Who is told which realms there are.
pub struct Attendant {
    /// Called with each realm that serves from now on.
    pub serves: Box<OnRealm>,
    /// Called with the name of each that was dropped, here or by another node.
    pub is_gone: Box<dyn Fn(&RealmId) + Send + Sync>,
}
