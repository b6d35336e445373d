//! Realms: made, forked, found, reset, dropped. Each is a whole provider with a database of its own.
//!
//! **Invariant:** what changes a realm as a whole takes a turn at its name, prepares the new state aside, and puts it
//! in place while no request of the realm is under way.

pub mod address;
mod audited;
pub mod fixtures;
pub mod news;
pub mod nodes;
pub mod outbox;
mod planting;
mod remembered;
mod rows;
pub mod settling;
pub mod shelf;
pub mod standing;
pub mod tokens;
pub mod travel;
pub mod turns;
pub mod world;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::app::audit::Audit;
use crate::app::people::populations::MadeUp;
use crate::app::realm::quotas::{Allowance, Quotas};
use crate::app::realm::{RealmParts, Stage};
use crate::app::realms::rows::{BOOTS, FIXTURES, Opened, Opening, PLANTED, SEED, keep};
use crate::app::realms::shelf::Shelf;
pub use crate::app::realms::standing::{Attendant, Beginning, NewRealm, RealmRefusal, Standing};
use crate::app::realms::turns::Turns;
use crate::app::realms::world::{NoWorld, World};
use crate::app::tally::Tally;
use crate::app::{Broken, Realm, Stop};
use crate::crypto::keyring::Keyring;
use crate::domain::id::RealmId;
use crate::runtime::clock::{ClockState, TravelClock};
use crate::runtime::entropy::Entropy;
use crate::store::kept::{Kept, Unfilled};
use crate::store::{Draft, Engine, Store, StoreError};

/// All realms of a server.
pub struct Realms {
    engine: Box<dyn Engine>,
    shelf: Shelf,
    keyring: Keyring,
    clock: ClockState,
    seed: u64,
    quotas: Quotas,
    entropy: Entropy,
    open: RwLock<BTreeMap<RealmId, Standing>>,
    turns: Turns,
    attendant: Option<Attendant>,
    remarks: Vec<String>,
    tally: Arc<Tally>,
    audit: Audit,
}

impl Realms {
    /// Opens a server's realms: those that were kept, and the default one. A kept realm that cannot be opened is
    /// left out.
    ///
    /// # Errors
    /// The default realm cannot be opened, or something is broken.
    pub fn open(
        engine: Box<dyn Engine>,
        shelf: Shelf,
        keyring: Keyring,
        beginning: Beginning,
    ) -> Result<Self, Broken> {
        let seed = beginning.seed.unwrap_or_else(Entropy::machine_seed);
        let mut realms = Self {
            engine,
            shelf,
            keyring,
            clock: beginning.clock,
            seed,
            quotas: beginning.quotas,
            entropy: Entropy::seeded(seed),
            open: RwLock::default(),
            turns: Turns::default(),
            attendant: None,
            remarks: Vec::new(),
            tally: Arc::default(),
            audit: Audit::default(),
        };
        for id in realms.engine.realms()?.into_iter().filter(|id| !id.is_default()) {
            if let Err(why) = realms.open_kept(&id, None) {
                realms.remarks.push(format!("realm {id} is left out, the others serve: {why}"));
                realms.leave_out(&id, &why);
            }
        }
        let default = RealmId::default_realm();
        let kept = realms.engine.open(&default)?.read()?.setting(SEED)?;
        let opened = realms.open_kept(&default, beginning.seed)?;
        realms.remarks.extend(standing::another_clock(opened.clock.state(), beginning.clock));
        realms.remarks.extend(standing::another_seed(kept.as_deref(), beginning.seed, opened.origin.seed));
        Ok(realms)
    }

    /// Has each realm attended to as soon as it serves: those that do now, and those to come.
    pub fn attended_by(&mut self, attendant: Attendant) {
        for (_, standing) in self.list() {
            if let Standing::Serving(realm) = standing {
                (attendant.serves)(&realm);
            }
        }
        self.attendant = Some(attendant);
    }

    /// What the start found that somebody should know of.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Figures about all of them.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The realm of a name, when it serves.
    pub fn find(&self, id: &RealmId) -> Option<Arc<Realm>> {
        match self.standing(id)? {
            Standing::Serving(realm) => Some(realm),
            Standing::Unusable(_) => None,
        }
    }

    /// How the realm of a name stands.
    pub fn standing(&self, id: &RealmId) -> Option<Standing> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Every realm, by name.
    pub fn list(&self) -> Vec<(RealmId, Standing)> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.iter().map(|(id, standing)| (id.clone(), standing.clone())).collect()
    }

    /// Makes a realm, aside and whole before anybody sees it.
    ///
    /// # Errors
    /// The name is taken, the origin is unknown or unusable, or something is broken; nothing is left then.
    pub fn make(&self, new: NewRealm) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let origin = new.from.clone().unwrap_or_else(RealmId::default_realm);
        self.after_others(&origin, || self.begin(new.clone()))
    }

    fn begin(&self, new: NewRealm) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let id = new.id.unwrap_or_else(|| self.free_name());
        self.catch_up(&id)?;
        let _turn = self.turns.take(&id, new.from.as_ref());
        if self.standing(&id).is_some() || self.engine.keeps(&id)? {
            return Err(Stop::refused(RealmRefusal::Exists));
        }
        let origin = new.from.map(|from| self.origin(&from)).transpose()?;
        let chosen = self.shelf.chosen(new.fixtures, &self.keyring);
        let chosen = chosen.map_err(|fault| Stop::refused(RealmRefusal::Fixture(fault)))?;
        let seed = new.seed.unwrap_or_else(|| self.entropy.number());
        // The clock of a copy is copied with the content: both are those of one moment.
        let draft = self.engine.draft(&id, origin.as_ref().map(|origin| &origin.id))?;
        let store = draft.store();
        if let Some(files) = &chosen.files {
            let files = serde_json::to_string(files).expect("invariant: texts by names always serialise");
            keep(store.as_ref(), FIXTURES, &files)?;
        }
        let realm = self.put(id, store, Some(seed), true)?;
        // A copy does not take over the address of the realm it was copied from, nor lets in who is let in there.
        address::keep(&realm, None)?;
        tokens::keep(&realm, Vec::new())?;
        remembered::disarm(&realm)?;
        if let Some(clock) = new.clock {
            travel::set(&realm, clock)?;
        }
        self.plant_once(&realm)?;
        match draft.place() {
            Err(StoreError::Overtaken) => return Err(Stop::refused(RealmRefusal::Exists)),
            placed => placed?,
        }
        self.publish(Arc::clone(&realm));
        Ok(realm)
    }

    /// Brings a realm back to its fixtures; its clock, seed and name stay. One whose database cannot be used begins
    /// with a clock and a seed like a new one's.
    ///
    /// # Errors
    /// There is none of this name, or something is broken; the realm stays as it was then.
    pub fn reset(&self, id: &RealmId) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        self.after_others(id, || self.begin_anew(id))
    }

    fn begin_anew(&self, id: &RealmId) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let _turn = self.turns.take(id, None);
        match self.standing(id) {
            None => Err(Stop::refused(RealmRefusal::Unknown)),
            Some(Standing::Serving(old)) => Ok(self.renew(&old)?),
            Some(Standing::Unusable(_)) => {
                let draft = self.engine.draft(id, None)?;
                let realm = self.adopt(id.clone(), draft.store(), Some(self.entropy.number()))?;
                self.plant_once(&realm)?;
                draft.place()?;
                self.publish(Arc::clone(&realm));
                Ok(realm)
            }
        }
    }

    /// Drops a realm.
    ///
    /// # Errors
    /// There is none of this name, it is the default one, or something is broken.
    pub fn drop_realm(&self, id: &RealmId) -> Result<(), Stop<RealmRefusal>> {
        if id.is_default() {
            return Err(Stop::refused(RealmRefusal::Default));
        }
        self.catch_up(id)?;
        let _turn = self.turns.take(id, None);
        if self.standing(id).is_none() {
            return Err(Stop::refused(RealmRefusal::Unknown));
        }
        if self.are_shared() {
            // What a newer program made it does not drop, and goes on with it as it is.
            self.engine.version(id)?;
        }
        self.let_go(id);
        match self.engine.discard(id) {
            // Another node was quicker.
            Err(StoreError::Closed) => Err(Stop::refused(RealmRefusal::Unknown)),
            discarded => Ok(discarded.map_err(Broken::from).inspect_err(|why| self.leave_out(id, why))?),
        }
    }

    /// Serves a realm no longer: its requests end, then it is not found any more, then those who follow it look.
    fn let_go(&self, id: &RealmId) {
        let serving = self.find(id);
        if let Some(realm) = &serving {
            *realm.pause() = Stage::Dropped;
        }
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(id);
        if let Some(attendant) = &self.attendant {
            (attendant.is_gone)(id);
        }
        if let Some(realm) = &serving {
            realm.followers.call();
        }
    }

    /// Prepares the realm anew while the old one serves, then puts it in its place between two requests.
    fn renew(&self, old: &Realm) -> Result<Arc<Realm>, Broken> {
        let planted = match old.read().and_then(|tx| tx.setting(PLANTED)) {
            Err(why) if old.check().is_ok() => return Err(why.into()),
            planted => planted.ok().flatten().and_then(|text| text.parse().ok()),
        };
        let draft = self.engine.draft(&old.id, None)?;
        self.unless_overtaken(old)?;
        let (store, files) = (draft.store(), old.read().and_then(|tx| tx.setting(FIXTURES)));
        // A realm whose database cannot be read begins with the server's own.
        if let Ok(Some(files)) = files {
            keep(store.as_ref(), FIXTURES, &files)?;
        }
        let realm = self.adopt(old.id.clone(), store, Some(old.origin.seed))?;
        self.plant(&realm, planted.unwrap_or_else(|| old.clock.now()))?;
        self.exchange(old, realm, draft, true)
    }

    /// Replaces a realm by a world; its name and address stay.
    ///
    /// # Errors
    /// There is none of this name, its database cannot be used, or the document holds no world; the realm stays as it was then.
    pub fn replace(&self, id: &RealmId, world: World) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let kept = world.kept().map_err(|why| Stop::refused(RealmRefusal::World(why)))?;
        self.after_others(id, || self.fill_anew(id, &kept))
    }

    fn fill_anew(&self, id: &RealmId, kept: &Kept) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        let refused = |why: NoWorld| Stop::refused(RealmRefusal::World(why));
        let _turn = self.turns.take(id, None);
        let old = self.origin(id)?;
        let draft = self.engine.draft(id, None)?;
        self.unless_overtaken(&old)?;
        draft.fill(kept).map_err(|why| match why {
            Unfilled::Unsound(why) => refused(NoWorld(why)),
            Unfilled::Store(why) => why.into(),
        })?;
        // The world goes on beside the one it was taken from: neither may hand out what the other does.
        keep(draft.store().as_ref(), BOOTS, &(self.entropy.number() >> 32).to_string())?;
        let realm = self.adopt(id.clone(), draft.store(), None).map_err(|why| match why {
            StoreError::Corrupt { .. } => refused(NoWorld(why.to_string())),
            why => why.into(),
        })?;
        world::check(&realm).map_err(refused)?;
        Ok(self.exchange(&old, realm, draft, false)?)
    }

    /// Puts a realm in the place of another one between two requests; its address and its tokens stay, and its clock if
    /// that is wanted.
    fn exchange(
        &self,
        old: &Realm,
        realm: Arc<Realm>,
        draft: Box<dyn Draft + '_>,
        keeps_clock: bool,
    ) -> Result<Arc<Realm>, Broken> {
        let mut stage = old.pause();
        address::keep(&realm, address::kept(old).unwrap_or_default())?;
        tokens::keep(&realm, tokens::kept(old).unwrap_or_default())?;
        if keeps_clock {
            travel::set(&realm, old.clock.state())?;
        }
        draft.place()?;
        self.publish(Arc::clone(&realm));
        *stage = Stage::Replaced(Arc::clone(&realm));
        drop(stage);
        old.followers.call();
        Ok(realm)
    }

    /// The realm that another one is to begin as a copy of.
    fn origin(&self, id: &RealmId) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
        match self.standing(id) {
            None => Err(Stop::refused(RealmRefusal::Unknown)),
            Some(Standing::Unusable(why)) => Err(Stop::refused(RealmRefusal::Unusable(why))),
            Some(Standing::Serving(realm)) => Ok(realm),
        }
    }

    fn open_kept(&self, id: &RealmId, seed: Option<u64>) -> Result<Arc<Realm>, Broken> {
        let realm = self.adopt(id.clone(), self.engine.open(id)?, seed)?;
        // A default realm whose first start was cut short has no fixtures yet.
        self.plant_once(&realm)?;
        self.publish(Arc::clone(&realm));
        Ok(realm)
    }

    fn publish(&self, realm: Arc<Realm>) {
        if let Some(attendant) = &self.attendant {
            (attendant.serves)(&realm);
        }
        let id = realm.id.clone();
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(id, Standing::Serving(realm));
    }

    fn leave_out(&self, id: &RealmId, why: &Broken) {
        let standing = Standing::Unusable(why.to_string().into());
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), standing);
    }

    fn free_name(&self) -> RealmId {
        // A server that starts again with its seed draws the names of the realms it kept once more.
        loop {
            let name = format!("r{:016x}", self.entropy.number());
            let id = name.parse().expect("invariant: an r and hexadecimal digits name a realm");
            if self.standing(&id).is_none() {
                return id;
            }
        }
    }

    /// Puts a realm over its store: with what the store remembers of clock and seed.
    fn adopt(&self, id: RealmId, store: Box<dyn Store>, seed: Option<u64>) -> Result<Arc<Realm>, StoreError> {
        self.put(id, store, seed, false)
    }

    fn put(
        &self,
        id: RealmId,
        store: Box<dyn Store>,
        seed: Option<u64>,
        is_new: bool,
    ) -> Result<Arc<Realm>, StoreError> {
        store.people_by(&MadeUp);
        let has_age = self.quotas.age.is_some() && !id.is_default();
        let seen = store.shared().map(|shared| shared.revision()).transpose()?;
        let how = Opening { seed, clock: self.clock, own_seed: self.seed, is_new, has_age };
        let Opened { seed, clock, boots, files, begun_at } = rows::open(store.as_ref(), how)?;
        let fixtures = self.kept_fixtures(files.as_deref())?;
        let parts = RealmParts {
            id,
            clock: TravelClock::new(clock),
            // A restart must not hand out the same identifiers again, so the seed is stirred with the count of starts.
            entropy: Entropy::seeded(seed.wrapping_add(boots.wrapping_mul(0x9E37_79B9_7F4A_7C15))),
            keyring: self.keyring.fork(),
            origin: fixtures.origin(seed),
            allowance: Allowance { quotas: self.quotas, begun_at: begun_at.filter(|_| has_age) },
            tally: Arc::clone(&self.tally),
            store,
        };
        let realm = Realm::new(parts, &fixtures.settings)?;
        remembered::follow_kept(&realm, &*realm.read()?, seen)?;
        Ok(Arc::new(realm))
    }
}
