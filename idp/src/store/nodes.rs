//! What servers over one database (nodes) must know of one another. An engine that only one process uses has none of it.

use std::time::Duration;

use crate::domain::control_call::Call;
use crate::domain::id::RealmId;
use crate::domain::time::Timestamp;
use crate::store::StoreError;

/// Which state a realm has as a whole. Two that are equal tell that nobody changed anything in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revision {
    /// Another one after each reset and import.
    pub generation: i64,
    /// Another one after each change of a setting: the clock, the settings, armed faults, tokens.
    pub settings: i64,
}

/// A realm's store, as far as other nodes have it open.
pub trait SharedStore: Send + Sync {
    /// The present state.
    ///
    /// # Errors
    /// The engine failed.
    fn revision(&self) -> Result<Revision, StoreError>;

    /// Takes a push that waits until `due_at` for so long, by the database's clock; not when another node has it or has
    /// tried it.
    ///
    /// # Errors
    /// The engine failed.
    fn claim_push(&self, push: u64, due_at: Timestamp, term: Duration) -> Result<bool, StoreError>;

    /// Leaves a push to whoever tries it next.
    ///
    /// # Errors
    /// The engine failed.
    fn release_push(&self, push: u64) -> Result<(), StoreError>;

    /// Remembers something for all nodes under a name; the oldest beyond `max` are forgotten.
    ///
    /// # Errors
    /// The engine failed.
    fn note(&self, name: &str, body: &str, max: u32) -> Result<(), StoreError>;

    /// What some node remembered under a name.
    ///
    /// # Errors
    /// The engine failed.
    fn noted(&self, name: &str) -> Result<Option<String>, StoreError>;
}

/// An engine whose realms other nodes may have open.
pub trait SharedEngine: Send + Sync {
    /// The present state of a realm; nothing when nothing is kept under its name.
    ///
    /// # Errors
    /// The engine failed.
    fn revision(&self, realm: &RealmId) -> Result<Option<Revision>, StoreError>;

    /// Opens the store of a realm that another node made, for whoever opens it next.
    ///
    /// # Errors
    /// The engine failed, or nothing is kept under the name any more.
    fn reopen(&self, realm: &RealmId) -> Result<(), StoreError>;

    /// Closes a realm's store here, and leaves it to the others.
    fn close(&self, realm: &RealmId);

    /// Has `heard` called with what names a realm as soon as some node writes to one that is followed, and when one is
    /// reset or dropped. What happens while the connection for it is broken is not told.
    fn listen(&self, heard: Heard);

    /// Remembers calls of the control API for all nodes, each with the last one where it is the same; the oldest beyond `max`
    /// are forgotten. Their numbers are given anew.
    ///
    /// # Errors
    /// The engine failed.
    fn keep_calls(&self, calls: &[Call], max: u32) -> Result<(), StoreError>;

    /// The calls after a number, oldest first: at most so many, of one realm if that is said.
    ///
    /// # Errors
    /// The engine failed, or a row is corrupt.
    fn calls(&self, after: u64, realm: Option<&str>, limit: u32) -> Result<Vec<Call>, StoreError>;

    /// Tells something to whoever listens.
    ///
    /// # Errors
    /// The engine failed.
    fn tell(&self, what: &str) -> Result<(), StoreError>;

    /// Whether what was heard is about a realm.
    fn is_about(&self, heard: &str, realm: &RealmId) -> bool;

    /// Has whoever writes to a realm tell so for so long, by the database's clock.
    ///
    /// # Errors
    /// The engine failed.
    fn follow(&self, realm: &RealmId, term: Duration) -> Result<(), StoreError>;

    /// Says that a node serves.
    ///
    /// # Errors
    /// The engine failed.
    fn beat(&self, node: &Node) -> Result<(), StoreError>;

    /// Says that a node ends.
    ///
    /// # Errors
    /// The engine failed.
    fn leave(&self, node: &Node) -> Result<(), StoreError>;

    /// The nodes that said so lately, by name.
    ///
    /// # Errors
    /// The engine failed.
    fn nodes(&self) -> Result<Vec<Beaten>, StoreError>;
}

/// Who is called with what was heard; it must be quick.
pub type Heard = Box<dyn Fn(&str) + Send + Sync>;

/// A server among those that share a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its name: no other node has the same.
    pub name: String,
    /// Where it is, as links write it.
    pub address: String,
    /// The version of its program.
    pub version: String,
}

/// A node, and when it was there, by the database's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beaten {
    /// Which.
    pub node: Node,
    /// Since when.
    pub since: Timestamp,
    /// When it last said so.
    pub seen_at: Timestamp,
}
