//! Who is asked for a consent, for whom, and what the citizen may leave out.

use std::collections::BTreeSet;

use crate::domain::consent::given::{Consent, Status};
use crate::domain::consent::registry::{AGE_OF_CONSENT, Kind};
use crate::domain::consent::settings::{ConsentTerms, Gate, MinorOfAge, MinorSignsIn};
use crate::domain::consent::terms::Terms;
use crate::domain::id::Oid;
use crate::domain::person::BirthDate;
use crate::domain::time::Timestamp;

/// Somebody who signs in.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// The account.
    pub person: Oid,
    /// The date of birth, where the account has one.
    pub birth_date: Option<BirthDate>,
    /// Whether it was confirmed when its owner signed in.
    pub trusted: bool,
    /// The moment.
    pub now: Timestamp,
}

/// Whose data a consent is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The citizen's own.
    Own,
    /// A child's, by the number of the card.
    Kid(u64),
}

/// What the page offers on the terms of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The terms.
    pub terms: Terms,
    /// What the citizen reads of the kind.
    pub title: String,
    /// Scopes that the citizen may leave out.
    pub optional: Vec<String>,
    /// For whom a consent is asked; each is one of its own.
    pub subjects: Vec<Subject>,
}

/// What the citizen ticked on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// All of it: the page was not shown, or its boxes were not sent.
    #[default]
    Everything,
    /// The fields that were ticked, by [`Subject::field`] and [`Choice::scope_field`].
    Ticked(BTreeSet<String>),
}

impl Asker {
    /// Whole years.
    fn age(&self) -> u8 {
        self.birth_date.map_or(0, |birth| birth.age_on(self.now.date()))
    }

    /// Whether it is somebody for whom parents decide.
    pub fn is_minor(&self) -> bool {
        self.birth_date.is_some() && self.age() < AGE_OF_CONSENT
    }

    /// Whether the age of a kind is reached (ESIA-036746 otherwise).
    pub fn is_old_enough(&self, kind: &Kind) -> bool {
        self.age() >= kind.age_min
    }
}

/// Whether a citizen is asked for consents at all (DP 4).
pub fn may_be_asked(asker: &Asker, terms: &ConsentTerms) -> bool {
    match terms.gate {
        Gate::EighteenAndConfirmed => asker.trusted && asker.age() >= AGE_OF_CONSENT,
        Gate::KindThreshold => true,
    }
}

/// Whether the consents that parents gave for a person open data at the person's own sign-in.
// I: the sources do not say what a parent's consent opens at the child's sign-in, nor what the eighteenth birthday ends.
pub fn of_minor(asker: &Asker, terms: &ConsentTerms) -> bool {
    let by_age = asker.is_minor() || terms.minor_of_age == MinorOfAge::Stays;
    terms.minor_signs_in == MinorSignsIn::ByParentsConsent && by_age
}

/// What the page has to offer on these terms; nothing when it was all decided before.
///
/// `given` are the consents of the citizen for the same recipient, `cards` the numbers of those of children who may be consented for.
pub fn offer(terms: &Terms, kind: &Kind, given: &[Consent], cards: &[u64], now: Timestamp) -> Option<Offer> {
    let of = |kid: Option<u64>| given.iter().filter(move |one| one.kid == kid && one.has_lists_of(terms));
    let acts = |kid| of(kid).any(|one| one.is_acting(now));
    // A child who was left out is offered again only on a page that is shown for another reason.
    let was_left_out = |kid| {
        let decided = of(kid).filter(|one| one.status() != Status::Waiting);
        decided.max_by_key(|one| one.id).is_some_and(|one| one.status() == Status::Declined)
    };
    let lacking: Vec<_> = cards.iter().copied().filter(|id| !acts(Some(*id))).collect();
    let own = !acts(None);
    if !own && lacking.iter().all(|id| was_left_out(Some(*id))) {
        return None;
    }
    let subjects = own.then_some(Subject::Own).into_iter().chain(lacking.into_iter().map(Subject::Kid));
    Some(Offer {
        title: kind.name.clone(),
        optional: terms.scopes.iter().filter(|scope| !kind.requires(scope)).cloned().collect(),
        subjects: subjects.collect(),
        terms: terms.clone(),
    })
}

impl Subject {
    /// The subject of a consent.
    pub fn of(consent: &Consent) -> Self {
        consent.kid.map_or(Self::Own, Self::Kid)
    }

    /// The card, when it is a child.
    pub fn kid(self) -> Option<u64> {
        match self {
            Self::Own => None,
            Self::Kid(card) => Some(card),
        }
    }

    /// The name of its box on the page, on the terms of a number.
    pub fn field(self, number: usize) -> String {
        match self {
            Self::Own => format!("own_{number}"),
            Self::Kid(card) => format!("kid_{number}_{card}"),
        }
    }
}

impl Choice {
    /// The name of the box of a scope, on the terms of a number.
    pub fn scope_field(number: usize, scope: &str) -> String {
        format!("scope_{number}_{scope}")
    }

    /// Whether a consent is given for a subject.
    pub fn takes(&self, number: usize, subject: Subject) -> bool {
        self.has(&subject.field(number))
    }

    /// The scopes that were left out of those that may be.
    pub fn dropped(&self, number: usize, optional: &[String]) -> Vec<String> {
        optional.iter().filter(|scope| !self.has(&Self::scope_field(number, scope))).cloned().collect()
    }

    fn has(&self, field: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Ticked(fields) => fields.contains(field),
        }
    }
}
