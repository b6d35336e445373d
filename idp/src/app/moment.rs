//! One request at one moment of one realm: the time is read once, what it writes is one transaction.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use crate::app::about::About;
use crate::app::armed;
use crate::app::consent::consents::at::At;
use crate::app::consent::pushes::ArmedFaults;
use crate::app::exchange::Trace;
use crate::app::realm::Realm;
use crate::app::realm::armed::{Asked, is_counted};
use crate::app::stop::{Broken, Stop};
use crate::crypto::slow::Forbidden;
use crate::domain::challenge::Challenge;
use crate::domain::fault::{Armed, FaultPlan, FaultPoint};
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::journal::{Entry, Outcome, Why};
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::port::JournalBounds;
use crate::store::{ReadTx, StoreError, WriteTx};

/// What a use case works with.
///
/// **Invariant:** it begins at most one write transaction, which only the door commits, together with the notes for
/// the journal. Dropped before that, nothing was written.
pub struct Moment<'r> {
    /// Where.
    pub realm: &'r Realm,
    /// When.
    pub now: Timestamp,
    /// The settings in force.
    pub settings: Arc<Settings>,
    about: RefCell<About>,
    held: RefCell<Option<Held<'r>>>,
    notes: RefCell<Vec<(Entry, Trace)>>,
    taken: RefCell<Vec<Armed>>,
    committed: Cell<bool>,
}

/// An outcome whose tokens are signed after the commit.
pub trait Unsealed {
    /// The outcome with its tokens.
    type Sealed;

    /// Signs the tokens.
    ///
    /// # Errors
    /// The realm has no such key, or signing failed. What was committed stays.
    fn seal(self, moment: &Moment<'_>) -> Result<Self::Sealed, Broken>;
}

/// The transaction of a moment, and the ban on slow work beside it.
struct Held<'r> {
    tx: Box<dyn WriteTx + 'r>,
    /// The number that the next account gets, where their count is limited.
    next: Option<Oid>,
    _fast: Forbidden,
}

/// What can be read at a moment: a transaction of its own, or the one that was begun to write.
pub enum Reading<'m, 'r> {
    /// Ends when it is dropped.
    Own(Box<dyn ReadTx + 'r>),
    /// Sees what was written.
    Begun(Ref<'m, dyn WriteTx + 'r>),
}

/// The write transaction of a moment. Dropping this leaves it open.
pub struct Writing<'m, 'r>(RefMut<'m, dyn WriteTx + 'r>);

impl<'r> Held<'r> {
    fn begun(realm: &'r Realm) -> Result<Self, StoreError> {
        realm.allowance.check_age()?;
        let mut tx = realm.write()?;
        let next = if realm.allowance.quotas.people.is_some() { Some(tx.next_oid()?) } else { None };
        Ok(Self { tx, next, _fast: Forbidden::begin() })
    }

    /// Counts the accounts if there are new ones.
    fn check(&mut self, realm: &Realm) -> Result<(), StoreError> {
        match self.next {
            Some(next) if self.tx.next_oid()? > next => {
                realm.allowance.quotas.check_people(self.tx.accounts_count()?)
            }
            _ => Ok(()),
        }
    }
}

impl<'r> Moment<'r> {
    /// A moment of a realm, for a request.
    pub fn of(realm: &'r Realm, now: Timestamp, about: About) -> Self {
        Self {
            realm,
            now,
            settings: realm.settings(),
            about: RefCell::new(about),
            held: RefCell::new(None),
            notes: RefCell::default(),
            taken: RefCell::default(),
            committed: Cell::new(false),
        }
    }

    /// Reads. Until something is written, each reading is a transaction of its own and must be over before the next.
    ///
    /// # Errors
    /// The store failed.
    pub fn read(&self) -> Result<Reading<'_, 'r>, StoreError> {
        let held = self.held.borrow();
        if held.is_none() {
            return Ok(Reading::Own(self.realm.read()?));
        }
        Ok(Reading::Begun(Ref::map(held, |held| &*held.as_ref().expect("invariant: it was begun").tx)))
    }

    /// Writes in the moment's one transaction, which the first call begins.
    ///
    /// # Errors
    /// The store failed.
    pub fn write(&self) -> Result<Writing<'_, 'r>, StoreError> {
        assert!(!self.committed.get(), "invariant: nothing is written after the commit");
        let mut held = self.held.borrow_mut();
        if held.is_none() {
            *held = Some(Held::begun(self.realm)?);
        }
        Ok(Writing(RefMut::map(held, |held| &mut *held.as_mut().expect("invariant: it was begun").tx)))
    }

    /// Makes something as a whole: when a part of it is refused, the parts before it are taken back. Only for what
    /// nobody can judge before it is made, and as the first that writes.
    ///
    /// # Errors
    /// A part is refused; or the store failed.
    pub fn whole<T, R>(
        &self,
        make: impl FnOnce(&mut (dyn WriteTx + 'r)) -> Result<T, Stop<R>>,
    ) -> Result<T, Stop<R>> {
        let made = make(&mut *self.write()?);
        if let Err(Stop::Refused(_)) = &made {
            *self.held.borrow_mut() = None;
        }
        made
    }

    /// Lets so many new accounts be promised their numbers.
    ///
    /// # Errors
    /// The realm may not have so many, or the store failed.
    pub fn has_room_for(&self, count: u32) -> Result<(), StoreError> {
        match self.realm.allowance.quotas.people {
            Some(_) => {
                let present = self.read()?.accounts_count()?;
                self.realm.allowance.quotas.check_people(present.saturating_add(count.into()))
            }
            None => Ok(()),
        }
    }

    /// Makes what was written so far last, and lets others have the realm in between: for work in many slices only.
    ///
    /// # Errors
    /// The store failed.
    pub fn end_slice(&self) -> Result<(), StoreError> {
        let Some(mut held) = self.held.borrow_mut().take() else { return Ok(()) };
        held.check(self.realm)?;
        held.tx.commit()?;
        self.realm.followers.call();
        Ok(())
    }

    /// Makes everything last that was written and noted. Afterwards nothing more is written.
    ///
    /// # Errors
    /// The store failed; nothing was written.
    pub fn commit(&self) -> Result<(), StoreError> {
        let notes = self.notes.take();
        if !notes.is_empty() {
            self.write()?;
        }
        self.committed.set(true);
        let Some(mut held) = self.held.borrow_mut().take() else {
            self.taken.take();
            return Ok(());
        };
        held.check(self.realm)?;
        let Held { mut tx, _fast, .. } = held;
        let settings = &self.settings;
        let bytes = self.realm.allowance.quotas.journal_bytes(settings.journal_bytes_max);
        let bounds = JournalBounds { entries: settings.journal_entries_max, bytes };
        let refused: Vec<_> = notes.iter().filter_map(|(entry, _)| refused_for(entry)).collect();
        let mut numbered = Vec::with_capacity(notes.len());
        for (entry, trace) in notes {
            numbered.push((tx.append_journal(&entry, bounds)?, trace));
        }
        tx.commit()?;
        self.taken.take();
        refused.iter().for_each(|reason| self.realm.tally.refused(reason));
        for (seq, trace) in numbered {
            self.realm.exchanges.keep(seq, &trace, bytes);
        }
        self.realm.followers.call();
        Ok(())
    }

    /// Takes the faults of a point of the protocol that are to be committed now. They stay armed when the request breaks.
    pub fn take_faults(&self, point: FaultPoint, client: &str, person: Option<Oid>) -> Vec<Armed> {
        let asked = Asked { point, client: Some(client), person, place: None, now: self.now };
        if armed::counts_for_all(self.realm, asked)
            && let Some(held) = self.held.borrow_mut().as_mut()
        {
            return take_within(&mut *held.tx, asked);
        }
        self.take_beside(asked)
    }

    /// Takes faults outside of the moment's transaction: they are given back by hand.
    fn take_beside(&self, asked: Asked<'_>) -> Vec<Armed> {
        let taken = armed::take(self.realm, asked);
        if !self.committed.get() {
            self.taken.borrow_mut().extend(taken.iter().filter(|one| is_counted(one)).cloned());
        }
        taken
    }

    /// Changes what is armed, on all nodes.
    ///
    /// # Errors
    /// The store failed.
    pub fn change_faults(&self, change: impl FnOnce(&mut FaultPlan)) -> Result<(), StoreError> {
        if self.realm.shared().is_none() {
            self.realm.faults.change(change);
            return Ok(());
        }
        let mut tx = self.write()?;
        let mut plan = armed::kept(&*tx)?;
        change(&mut plan);
        armed::keep(&mut *tx, &plan)?;
        // The answer shows the plan that is about to be committed; whether it was is looked up by the next request.
        self.realm.faults.change(|known| *known = plan);
        self.realm.doubt();
        Ok(())
    }

    /// Notes what the request came to, for the journal.
    pub fn note(&self, outcome: Outcome, error: Option<String>, why: Option<Why>) {
        self.note_of(self.about(), outcome, error, why);
    }

    /// Notes what another request than this one came to.
    pub fn note_of(&self, about: About, outcome: Outcome, error: Option<String>, why: Option<Why>) {
        let About { method, path, client, person, request_id, trace } = about;
        if let Some(why) = &why {
            trace.explain(&why.reason);
        }
        let at = self.now;
        let entry = Entry { at, outcome, method, path, client, person, error, why, request_id }.bounded();
        self.notes.borrow_mut().push((entry, trace));
    }

    /// The request, with what was found out about it.
    pub fn about(&self) -> About {
        self.about.borrow().clone()
    }

    /// The moment, as far as consents are concerned.
    pub(crate) fn consents(&self) -> At<'_> {
        At {
            now: self.now,
            terms: &self.settings.consents,
            registry: &self.realm.origin.registry,
            unlisted: self.settings.unlisted_agreements,
            push_order: self.settings.pushes.order,
            faults: self,
            entropy: &self.realm.entropy,
        }
    }

    /// Says which relying party the request comes from.
    pub fn names_client(&self, client: Option<impl ToString>) {
        self.about.borrow_mut().client = client.map(|client| client.to_string());
    }

    /// Says whom the request is about.
    pub fn names_person(&self, person: Oid) {
        self.about.borrow_mut().person = Some(person);
    }

    /// A code from the realm's chance, sent at this moment on the realm's terms.
    pub fn challenge(&self) -> Challenge {
        let terms = &self.settings.sms;
        Challenge::sent(self.realm.entropy.digits(terms.digits), terms, self.now)
    }
}

/// Why the request of an entry was refused, when it was.
fn refused_for(entry: &Entry) -> Option<String> {
    (entry.outcome == Outcome::Refused).then(|| entry.why.as_ref().map(|why| why.reason.clone())).flatten()
}

/// Takes faults in a moment's own transaction, with which they are given back.
fn take_within(tx: &mut dyn WriteTx, asked: Asked<'_>) -> Vec<Armed> {
    // A store that fails tells so to whoever uses it next.
    armed::take_within(tx, asked).unwrap_or_default()
}

impl ArmedFaults for Moment<'_> {
    fn take(&self, tx: &mut dyn WriteTx, point: FaultPoint, client: &Mnemonic, person: Oid) -> Vec<Armed> {
        let (client, person) = (Some(client.as_str()), Some(person));
        let asked = Asked { point, client, person, place: None, now: self.now };
        if armed::counts_for_all(self.realm, asked) {
            take_within(tx, asked)
        } else {
            self.take_beside(asked)
        }
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        let taken = self.taken.take();
        if !taken.is_empty() {
            armed::give_back(self.realm, taken);
        }
    }
}

impl<'r> Deref for Reading<'_, 'r> {
    type Target = dyn ReadTx + 'r;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Own(tx) => &**tx,
            Self::Begun(tx) => &**tx,
        }
    }
}

impl<'r> Deref for Writing<'_, 'r> {
    type Target = dyn WriteTx + 'r;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl DerefMut for Writing<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.0
    }
}
