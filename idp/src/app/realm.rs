//! A realm: one whole provider with its own time, chance, keys and storage.

pub mod armed;
pub mod bell;
pub mod certificates;
pub mod followers;
pub mod forged;
pub mod quotas;
pub mod tokens;

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::exchange::Exchanges;
use crate::app::realm::armed::Faults;
use crate::app::realm::bell::Bell;
use crate::app::realm::certificates::Certificates;
use crate::app::realm::followers::Followers;
use crate::app::realm::forged::Forged;
use crate::app::realm::quotas::Allowance;
use crate::app::realm::tokens::Tokens;
use crate::app::tally::Tally;
use crate::crypto::keyring::Keyring;
use crate::domain::centre::Centre;
use crate::domain::consent::Registry;
use crate::domain::id::RealmId;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::runtime::clock::TravelClock;
use crate::runtime::entropy::Entropy;
use crate::store::kept::Kept;
use crate::store::nodes::{Revision, SharedStore};
use crate::store::{ReadTx, Store, StoreError, WriteTx};

/// The name of the setting row that holds the realm's settings.
pub(crate) const SETTINGS_ROW: &str = "settings";

/// A provider of its own.
pub struct Realm {
    /// Its name.
    pub id: RealmId,
    /// Its time.
    pub clock: TravelClock,
    /// Its chance.
    pub entropy: Entropy,
    /// Its keys.
    pub keyring: Keyring,
    /// What it began with.
    pub origin: Origin,
    /// Relying parties' certificates, parsed.
    pub certificates: Certificates,
    /// What it was told to do wrong.
    pub faults: Faults,
    /// The access tokens that it forged by such an order.
    pub forged: Forged,
    /// What the journal's newest entries are about, as it went over the wire.
    pub exchanges: Exchanges,
    /// How much it may have.
    pub allowance: Allowance,
    /// The tokens that open its control API.
    pub tokens: Tokens,
    /// What calls the thread that delivers pushes.
    pub bell: Bell,
    /// Who waits for something new.
    pub followers: Arc<Followers>,
    /// The figures of the server.
    pub tally: Arc<Tally>,
    store: Box<dyn Store>,
    settings: RwLock<Arc<Settings>>,
    seen: RwLock<Option<Revision>>,
    levers: Mutex<()>,
    sweeps: AtomicU32,
    writes: AtomicU64,
    stage: RwLock<Stage>,
}

/// What has become of a realm.
pub enum Stage {
    /// It serves.
    Serving,
    /// A reset put another one in its place.
    Replaced(Arc<Realm>),
    /// It was dropped.
    Dropped,
}

/// What a realm began with, which no request changes.
pub struct Origin {
    /// What made-up people are made from.
    pub seed: u64,
    /// Its service centres.
    pub centres: Arc<[Centre]>,
    /// The kinds of consents that its citizens may be asked for.
    pub registry: Arc<Registry>,
}

/// What a realm is put together from.
pub struct RealmParts {
    /// Its name.
    pub id: RealmId,
    /// Its time.
    pub clock: TravelClock,
    /// Its chance.
    pub entropy: Entropy,
    /// Its keys.
    pub keyring: Keyring,
    /// What it began with.
    pub origin: Origin,
    /// Its storage.
    pub store: Box<dyn Store>,
    /// How much it may have.
    pub allowance: Allowance,
    /// The figures of the server.
    pub tally: Arc<Tally>,
}

/// The realm was dropped before the request was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the realm was dropped")]
pub struct Dropped;

impl Realm {
    /// Puts a realm together; its settings are those of its store, or the given ones when it has none.
    ///
    /// # Errors
    /// The store failed.
    pub fn new(parts: RealmParts, settings: &Settings) -> Result<Self, StoreError> {
        let kept = settings_kept(&*parts.store.read()?)?;
        let settings = kept.unwrap_or_else(|| settings.clone());
        let RealmParts { id, clock, entropy, keyring, origin, store, allowance, tally } = parts;
        let settings = RwLock::new(Arc::new(settings));
        Ok(Self {
            id,
            clock,
            entropy,
            keyring,
            origin,
            certificates: Certificates::default(),
            faults: Faults::default(),
            forged: Forged::default(),
            exchanges: Exchanges::default(),
            allowance,
            tokens: Tokens::default(),
            bell: Bell::default(),
            followers: Arc::default(),
            tally,
            store,
            settings,
            seen: RwLock::default(),
            levers: Mutex::new(()),
            sweeps: AtomicU32::new(0),
            writes: AtomicU64::new(0),
            stage: RwLock::new(Stage::Serving),
        })
    }

    /// Does what a request asks of the realm, or of the one that a reset put in its place. A reset or a drop of the
    /// realm waits until that is done, and what comes later waits for them. Not to be called within itself.
    ///
    /// # Errors
    /// The realm was dropped.
    pub fn serve<T>(self: &Arc<Self>, ask: impl FnOnce(&Self) -> T) -> Result<T, Dropped> {
        let mut realm = Arc::clone(self);
        loop {
            let stage = realm.stage.read().unwrap_or_else(PoisonError::into_inner);
            let next = match &*stage {
                Stage::Serving => return Ok(ask(&realm)),
                Stage::Replaced(next) => Arc::clone(next),
                Stage::Dropped => return Err(Dropped),
            };
            drop(stage);
            realm = next;
        }
    }

    /// Waits until no request is under way, and lets none begin before the stage is given back.
    pub fn pause(&self) -> RwLockWriteGuard<'_, Stage> {
        self.stage.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it, or the one that a reset put in its place, was dropped.
    pub fn is_dropped(&self) -> bool {
        match &*self.stage.read().unwrap_or_else(PoisonError::into_inner) {
            Stage::Serving => false,
            Stage::Replaced(next) => next.is_dropped(),
            Stage::Dropped => true,
        }
    }

    /// Whether what is written to the realm is kept.
    ///
    /// # Errors
    /// Its database is damaged, or its file is gone or was replaced.
    pub fn check(&self) -> Result<(), StoreError> {
        self.store.check()
    }

    /// Everything that the realm keeps, but for the collections that are named.
    ///
    /// # Errors
    /// The store failed.
    pub fn kept(&self, but: &[&str]) -> Result<Kept, StoreError> {
        self.store.kept(but)
    }

    /// The settings in force.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes some of the settings, for good; those who change others at the same time do so one after another.
    ///
    /// # Errors
    /// The store failed; the old ones stay in force.
    pub fn alter_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<Arc<Settings>, StoreError> {
        let _alone = self.pull_lever();
        let mut tx = self.write()?;
        // Another node may have changed others since they were read.
        let mut settings = settings_kept(&*tx)?.unwrap_or_else(|| (*self.settings()).clone());
        change(&mut settings);
        put_row(&mut *tx, SETTINGS_ROW, &settings)?;
        tx.commit()?;
        self.take_settings(settings);
        Ok(self.settings())
    }

    /// These are the settings from now on; they are kept already.
    pub(crate) fn take_settings(&self, settings: Settings) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// Waits until nobody else sets the clock or the settings. Taken before any transaction, never within one.
    pub(crate) fn pull_lever(&self) -> MutexGuard<'_, ()> {
        self.levers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store as other nodes have it open; none where only this process has it.
    pub fn shared(&self) -> Option<&dyn SharedStore> {
        self.store.shared()
    }

    /// The state in which the realm's settings were last read here, where other nodes may change them.
    pub fn seen(&self) -> Option<Revision> {
        *self.seen.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known here of the realm's settings may be wrong: the next request reads them again.
    pub(crate) fn doubt(&self) {
        if let Some(seen) = &mut *self.seen.write().unwrap_or_else(PoisonError::into_inner) {
            seen.settings = Revision::default().settings;
        }
    }

    /// The realm's settings were read here in this state, or in a later one.
    pub(crate) fn saw(&self, revision: Revision) {
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Some(revision);
    }

    /// Whether it is time to forget what has expired: every so many turns.
    pub fn is_sweeping_turn(&self) -> bool {
        self.sweeps.fetch_add(1, Ordering::Relaxed).is_multiple_of(64)
    }

    /// The earliest moment at which something falls due.
    ///
    /// # Errors
    /// The store failed.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store.next_due()
    }

    /// The earliest moment at which a push is to be tried.
    ///
    /// # Errors
    /// The store failed.
    pub fn next_push_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store.next_push_due()
    }

    /// How many write transactions were begun since the realm was opened.
    pub fn writes_begun(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Begins to read.
    ///
    /// # Errors
    /// The store failed.
    pub fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        self.store.read()
    }

    /// Begins to write.
    ///
    /// # Errors
    /// The store failed.
    pub fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.store.write()
    }
}

/// The settings that a realm keeps; none while those of its beginning are in force.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn settings_kept(tx: &(impl ReadTx + ?Sized)) -> Result<Option<Settings>, StoreError> {
    row(tx, SETTINGS_ROW)
}

/// A setting row that is JSON.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn row<T: DeserializeOwned>(
    tx: &(impl ReadTx + ?Sized),
    name: &str,
) -> Result<Option<T>, StoreError> {
    read_json("settings", tx.setting(name)?)
}

/// Keeps a setting row that is JSON.
///
/// # Errors
/// The store failed.
pub(crate) fn put_row(
    tx: &mut (impl WriteTx + ?Sized),
    name: &str,
    value: &impl Serialize,
) -> Result<(), StoreError> {
    tx.put_setting(name, &json(value))
}

/// What some node remembered as JSON under a name.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn noted<T: DeserializeOwned>(
    shared: &dyn SharedStore,
    name: &str,
) -> Result<Option<T>, StoreError> {
    read_json("notes", shared.noted(name)?)
}

/// Remembers something as JSON for all nodes under a name; the oldest beyond `max` are forgotten.
///
/// # Errors
/// The store failed.
pub(crate) fn note(
    shared: &dyn SharedStore,
    name: &str,
    value: &impl Serialize,
    max: u32,
) -> Result<(), StoreError> {
    shared.note(name, &json(value), max)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: what a realm keeps of itself always serialises")
}

fn read_json<T: DeserializeOwned>(
    table: &'static str,
    text: Option<String>,
) -> Result<Option<T>, StoreError> {
    let corrupt = |why: serde_json::Error| StoreError::Corrupt { table, why: why.to_string() };
    text.map(|text| serde_json::from_str(&text).map_err(corrupt)).transpose()
}
