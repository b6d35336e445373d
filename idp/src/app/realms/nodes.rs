//! Several nodes over one database: what another one did to a realm is known here before the next request is served.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::app::realm::Stage;
use crate::app::realms::remembered::read_again;
use crate::app::realms::{RealmRefusal, Realms, Standing};
use crate::app::{Broken, Realm, Stop};
use crate::domain::id::RealmId;
use crate::store::StoreError;
pub use crate::store::nodes::{Beaten, Node};
use crate::store::nodes::{Heard, SharedEngine};

/// So often something is tried that other nodes overtake.
const TRIES_MAX: u32 = 50;

impl Realms {
    /// Whether other nodes may serve the same realms.
    pub fn are_shared(&self) -> bool {
        self.engine.shared().is_some()
    }

    /// Sees what other nodes did to a realm: made, reset or dropped it, set its clock, its settings, its faults. Asks the
    /// database once where nothing has changed, and nothing where no other node can be.
    ///
    /// # Errors
    /// The store failed.
    pub fn catch_up(&self, id: &RealmId) -> Result<(), Broken> {
        let Some(shared) = self.engine.shared() else { return Ok(()) };
        match (self.standing(id), shared.revision(id)?) {
            (None, None) => Ok(()),
            (Some(Standing::Serving(realm)), Some(now)) if realm.seen() == Some(now) => Ok(()),
            _ => self.follow(shared, id),
        }
    }

    /// Sees which realms other nodes made and dropped, and what they did to each.
    ///
    /// # Errors
    /// The store failed.
    pub fn catch_up_with_all(&self) -> Result<(), Broken> {
        if !self.are_shared() {
            return Ok(());
        }
        let known = self.list().into_iter().map(|(id, _)| id);
        let all: BTreeSet<_> = known.chain(self.engine.realms()?).collect();
        all.iter().try_for_each(|id| self.catch_up(id))
    }

    /// Has `heard` called with what names a realm when another node writes to one that somebody here follows.
    pub fn listen(&self, heard: Heard) {
        if let Some(shared) = self.engine.shared() {
            shared.listen(heard);
        }
    }

    /// Tells all who listen what `heard` is called with, this node too.
    ///
    /// # Errors
    /// The store failed.
    pub fn tell(&self, what: &str) -> Result<(), Broken> {
        self.engine.shared().map_or(Ok(()), |shared| Ok(shared.tell(what)?))
    }

    /// Has those who follow a realm look for something new: another node wrote to it.
    pub fn hear(&self, heard: &str) {
        let Some(shared) = self.engine.shared() else { return };
        for id in self.followed().filter(|id| shared.is_about(heard, id)) {
            self.look_again(&id);
        }
    }

    /// Has other nodes tell of each realm that somebody here follows, for so long, and those who follow look again:
    /// what was told while nobody listened is found by that.
    pub fn keep_following(&self, term: Duration) {
        let Some(shared) = self.engine.shared() else { return };
        for id in self.followed() {
            // A database that fails tells so to whoever uses it next.
            let _ = shared.follow(&id, term);
            self.look_again(&id);
        }
    }

    /// The realms that somebody here follows.
    fn followed(&self) -> impl Iterator<Item = RealmId> + use<> {
        let is_followed = |standing: &Standing| match standing {
            Standing::Serving(realm) => realm.followers.count() > 0,
            Standing::Unusable(_) => false,
        };
        self.list().into_iter().filter(move |(_, standing)| is_followed(standing)).map(|(id, _)| id)
    }

    fn look_again(&self, id: &RealmId) {
        let followed = self.find(id);
        let _ = self.catch_up(id);
        if let Some(realm) = followed {
            realm.followers.call();
        }
    }

    /// Says to the others that this node serves.
    ///
    /// # Errors
    /// The store failed.
    pub fn beat(&self, own: &Node) -> Result<(), Broken> {
        self.engine.shared().map_or(Ok(()), |shared| Ok(shared.beat(own)?))
    }

    /// Says to the others that this node ends.
    pub fn leave(&self, own: &Node) {
        if let Some(shared) = self.engine.shared() {
            // Where it cannot be said, the others see that it says nothing any more.
            let _ = shared.leave(own);
        }
    }

    /// The nodes that serve the same realms, with this one; nothing where no other node can be.
    ///
    /// # Errors
    /// The store failed.
    pub fn nodes(&self) -> Result<Vec<Beaten>, Broken> {
        self.engine.shared().map_or(Ok(Vec::new()), |shared| Ok(shared.nodes()?))
    }

    /// Does something that another node may do to the realm at the same time: after it, if it was overtaken.
    ///
    /// # Errors
    /// Those of `work`; or others overtook it again and again.
    pub(super) fn after_others<T>(
        &self,
        id: &RealmId,
        work: impl Fn() -> Result<T, Stop<RealmRefusal>>,
    ) -> Result<T, Stop<RealmRefusal>> {
        let mut tries = 1;
        loop {
            self.catch_up(id)?;
            match work() {
                Err(Stop::Broken(why)) if self.are_shared() && why.is_overtaken() && tries < TRIES_MAX => {
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    /// Lets nobody go on who prepares something in the place of a realm that another node has replaced or dropped.
    ///
    /// # Errors
    /// One has; or the store failed.
    pub(super) fn unless_overtaken(&self, old: &Realm) -> Result<(), StoreError> {
        let Some(shared) = self.engine.shared() else { return Ok(()) };
        let (there, seen) = (shared.revision(&old.id)?, old.seen());
        let is_current = there.map(|there| there.generation) == seen.map(|seen| seen.generation);
        if is_current { Ok(()) } else { Err(StoreError::Overtaken) }
    }

    fn follow(&self, shared: &dyn SharedEngine, id: &RealmId) -> Result<(), Broken> {
        let _turn = self.turns.take(id, None);
        let mut tries = 1;
        loop {
            match self.follow_once(shared, id) {
                // Yet another one has been put in its place.
                Err(why) if why.is_overtaken() && tries < TRIES_MAX => tries += 1,
                done => return done,
            }
        }
    }

    fn follow_once(&self, shared: &dyn SharedEngine, id: &RealmId) -> Result<(), Broken> {
        match (self.standing(id), shared.revision(id)?) {
            (None, None) => {}
            (Some(Standing::Serving(old)), Some(now)) => match old.seen() {
                Some(seen) if seen == now => {}
                Some(seen) if seen.generation != now.generation => self.turn_over(shared, &old)?,
                _ => read_again(&old, now)?,
            },
            (None | Some(Standing::Unusable(_)), Some(_)) => match self.open_again(shared, id) {
                Err(why) if why.is_overtaken() => return Err(why),
                // How the realm stands says why it was left out.
                _ => {}
            },
            // There is always a default realm: one whose tables are gone begins anew, as at the first start.
            (Some(Standing::Serving(old)), None) if id.is_default() => self.turn_over(shared, &old)?,
            (Some(Standing::Unusable(_)), None) if id.is_default() => drop(self.open_again(shared, id)?),
            (Some(_), None) => {
                self.let_go(id);
                shared.close(id);
            }
        }
        Ok(())
    }

    /// Opens a realm that another node made or replaced; one that cannot be opened is left out.
    fn open_again(&self, shared: &dyn SharedEngine, id: &RealmId) -> Result<Arc<Realm>, Broken> {
        let reopened = if id.is_default() { Ok(()) } else { shared.reopen(id) };
        let opened = reopened.map_err(Broken::from).and_then(|()| self.open_kept(id, None));
        opened.inspect_err(|why| {
            if !why.is_overtaken() {
                self.leave_out(id, why);
            }
        })
    }

    /// Goes on with the schema that another node put in the place of a realm's.
    fn turn_over(&self, shared: &dyn SharedEngine, old: &Arc<Realm>) -> Result<(), Broken> {
        let mut stage = old.pause();
        shared.close(&old.id);
        let opened = self.open_again(shared, &old.id);
        *stage = match &opened {
            Ok(realm) => Stage::Replaced(Arc::clone(realm)),
            Err(why) if why.is_overtaken() => return opened.map(drop),
            Err(_) => Stage::Dropped,
        };
        drop(stage);
        old.followers.call();
        opened.map(drop)
    }
}
