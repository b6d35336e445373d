//! Realms: made, forked, found, reset, dropped. Each is a whole provider with a database of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::app::fixtures::Fixtures;
use crate::app::realm::RealmParts;
use crate::app::travel::{self, CLOCK_ROW};
use crate::app::{Broken, Realm, Stop};
use crate::crypto::keyring::Keyring;
use crate::domain::centre::Centre;
use crate::domain::id::RealmId;
use crate::domain::time::Timestamp;
use crate::runtime::clock::{ClockState, TravelClock};
use crate::runtime::entropy::Entropy;
use crate::store::{Engine, Store, StoreError};

const SEED_ROW: &str = "seed";
const BOOTS_ROW: &str = "boots";
/// When the fixtures were planted: made-up people depend on the day, and a reset brings back the same ones.
const PLANTED_ROW: &str = "planted";

/// A realm to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRealm {
    /// Its name; made up when left out.
    pub id: Option<RealmId>,
    /// The realm to begin as a copy of; the fixtures when left out.
    pub from: Option<RealmId>,
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
    /// The default realm stays.
    #[error("the default realm cannot be dropped")]
    Default,
}

/// How a server's realms begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The clock of a new realm.
    pub clock: ClockState,
    /// The seed of the default realm.
    pub seed: u64,
}

/// All realms of a server.
pub struct Realms {
    engine: Box<dyn Engine>,
    fixtures: Fixtures,
    centres: Arc<[Centre]>,
    keyring: Keyring,
    beginning: Beginning,
    entropy: Entropy,
    open: RwLock<BTreeMap<RealmId, Arc<Realm>>>,
    /// Names of realms being made, which nobody else may take.
    promised: Mutex<BTreeSet<RealmId>>,
}

/// The promise of a name, given back when the realm is there or was not made.
struct Promise<'r> {
    promised: &'r Mutex<BTreeSet<RealmId>>,
    id: RealmId,
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        self.promised.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

impl Realms {
    /// Opens a server's realms: those that were kept, and the default one.
    ///
    /// # Errors
    /// Something is broken.
    pub fn open(
        engine: Box<dyn Engine>,
        fixtures: Fixtures,
        keyring: Keyring,
        beginning: Beginning,
    ) -> Result<Self, Broken> {
        let realms = Self {
            engine,
            centres: fixtures.centres.clone().into(),
            fixtures,
            keyring,
            beginning,
            entropy: Entropy::seeded(beginning.seed),
            open: RwLock::default(),
            promised: Mutex::default(),
        };
        let default = RealmId::default_realm();
        for id in realms.engine.realms()?.into_iter().filter(|id| !id.is_default()) {
            let store = realms.engine.open(&id)?;
            let realm = realms.adopt(id, store, None)?;
            // A realm whose making was cut short was never answered for; it is made to the end.
            realms.plant_once(&realm)?;
            realms.publish(realm);
        }
        let realm = realms.adopt(default.clone(), realms.engine.open(&default)?, Some(beginning.seed))?;
        realms.plant_once(&realm)?;
        realms.publish(realm);
        Ok(realms)
    }

    /// The realm of a name.
    pub fn find(&self, id: &RealmId) -> Option<Arc<Realm>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Every realm, by name.
    pub fn list(&self) -> Vec<Arc<Realm>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Makes a realm.
    ///
    /// # Errors
    /// The name is taken, the origin is unknown, or something is broken.
    pub fn make(&self, new: NewRealm) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let id = new.id.unwrap_or_else(|| self.free_name());
        let _promise = self.promise(&id)?;
        let origin =
            new.from.map(|from| self.find(&from).ok_or(Stop::refused(RealmRefusal::Unknown))).transpose()?;
        let seed = new.seed.unwrap_or_else(|| self.entropy.number());
        let clock = new.clock.or_else(|| origin.as_ref().map(|origin| origin.clock.state()));
        let realm = match origin {
            Some(origin) => {
                let store = self.engine.fork(&origin.id, &id)?;
                self.adopt(id, store, Some(seed))?
            }
            None => self.adopt(id.clone(), self.engine.open(&id)?, Some(seed))?,
        };
        if let Some(clock) = clock {
            travel::set(&realm, clock)?;
        }
        self.plant_once(&realm)?;
        self.publish(Arc::clone(&realm));
        Ok(realm)
    }

    /// Brings a realm back to its fixtures; its clock, seed and name stay.
    ///
    /// # Errors
    /// There is none of this name, or something is broken.
    pub fn reset(&self, id: &RealmId) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let old = self.find(id).ok_or(Stop::refused(RealmRefusal::Unknown))?;
        let planted = old.read()?.setting(PLANTED_ROW)?.and_then(|text| text.parse().ok());
        self.engine.discard(id)?;
        let realm = self.adopt(id.clone(), self.engine.open(id)?, Some(old.seed))?;
        self.plant(&realm, planted.unwrap_or_else(|| old.clock.now()))?;
        travel::set(&realm, old.clock.state())?;
        // Until here, requests met the old realm: there is no moment without one.
        self.publish(Arc::clone(&realm));
        Ok(realm)
    }

    /// Drops a realm.
    ///
    /// # Errors
    /// There is none of this name, it is the default one, or something is broken.
    pub fn drop_realm(&self, id: &RealmId) -> Result<(), Stop<RealmRefusal>> {
        if id.is_default() {
            return Err(Stop::refused(RealmRefusal::Default));
        }
        if self.find(id).is_none() {
            return Err(Stop::refused(RealmRefusal::Unknown));
        }
        Ok(self.forget(id)?)
    }

    /// Keeps a name for the caller.
    fn promise(&self, id: &RealmId) -> Result<Promise<'_>, Stop<RealmRefusal>> {
        let mut promised = self.promised.lock().unwrap_or_else(PoisonError::into_inner);
        if self.find(id).is_some() || !promised.insert(id.clone()) {
            return Err(Stop::refused(RealmRefusal::Exists));
        }
        Ok(Promise { promised: &self.promised, id: id.clone() })
    }

    fn publish(&self, realm: Arc<Realm>) {
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(realm.id.clone(), realm);
    }

    /// Plants the fixtures in a realm that has none yet.
    fn plant_once(&self, realm: &Realm) -> Result<(), Broken> {
        let planted = realm.read()?.setting(PLANTED_ROW)?;
        if planted.is_none() { self.plant(realm, realm.clock.now()) } else { Ok(()) }
    }

    fn plant(&self, realm: &Realm, at: Timestamp) -> Result<(), Broken> {
        let mut tx = realm.write()?;
        self.fixtures.plant(&realm.at(at), tx.as_mut())?;
        tx.put_setting(PLANTED_ROW, &at.to_string())?;
        Ok(tx.commit()?)
    }

    fn forget(&self, id: &RealmId) -> Result<(), StoreError> {
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(id);
        self.engine.discard(id)
    }

    fn free_name(&self) -> RealmId {
        let number = self.entropy.number();
        format!("r{number:016x}").parse().expect("invariant: an r and hexadecimal digits name a realm")
    }

    /// Puts a realm over its store: with what the store remembers of clock and seed.
    fn adopt(&self, id: RealmId, store: Box<dyn Store>, seed: Option<u64>) -> Result<Arc<Realm>, StoreError> {
        let corrupt = |why: String| StoreError::Corrupt { table: "settings", why };
        let tx = store.read()?;
        let kept_clock = tx.setting(CLOCK_ROW)?;
        let kept_seed = tx.setting(SEED_ROW)?;
        let boots: u64 = tx.setting(BOOTS_ROW)?.and_then(|text| text.parse().ok()).unwrap_or_default();
        drop(tx);
        let clock = match kept_clock {
            Some(text) => serde_json::from_str(&text).map_err(|why| corrupt(why.to_string()))?,
            None => self.beginning.clock,
        };
        let seed = match (seed, kept_seed) {
            (Some(seed), _) => seed,
            (None, Some(text)) => text.parse().map_err(|_| corrupt("seed".to_owned()))?,
            (None, None) => self.beginning.seed,
        };
        let mut tx = store.write()?;
        tx.put_setting(SEED_ROW, &seed.to_string())?;
        tx.put_setting(BOOTS_ROW, &(boots + 1).to_string())?;
        tx.commit()?;
        let parts = RealmParts {
            id,
            clock: TravelClock::new(clock),
            // A restart must not hand out the same identifiers again, so the seed is stirred with the count of starts.
            entropy: Entropy::seeded(seed.wrapping_add(boots.wrapping_mul(0x9E37_79B9_7F4A_7C15))),
            seed,
            keyring: self.keyring.fork(),
            centres: Arc::clone(&self.centres),
            store,
        };
        Ok(Arc::new(Realm::new(parts, &self.fixtures.settings)?))
    }
}
