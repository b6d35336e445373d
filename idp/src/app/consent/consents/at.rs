//! What consents need to know of a moment.

use crate::app::consent::pushes::ArmedFaults;
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::consent::{Asker, Bounds, ConsentTerms, PushOrder, Registry, Unlisted};
use crate::domain::id::GrantKind;
use crate::domain::scope::AskedScope;
use crate::domain::time::Timestamp;
use crate::runtime::entropy::Entropy;

/// A moment, as far as consents are concerned.
#[derive(Clone, Copy)]
pub(crate) struct At<'m> {
    /// When.
    pub(crate) now: Timestamp,
    /// The settings.
    pub(crate) terms: &'m ConsentTerms,
    /// The kinds.
    pub(crate) registry: &'m Registry,
    /// What becomes of kinds that are not listed.
    pub(crate) unlisted: Unlisted,
    /// In which order events of a consent are told.
    pub(crate) push_order: PushOrder,
    /// The faults that are armed for pushes.
    pub(crate) faults: &'m dyn ArmedFaults,
    /// Chance, for signatures.
    pub(crate) entropy: &'m Entropy,
}

impl At<'_> {
    /// The person of an account, with the level of the sign-in.
    pub(crate) fn asker(&self, account: &Account, trusted: bool) -> Asker {
        Asker { person: account.oid, birth_date: account.profile.birth_date, trusted, now: self.now }
    }

    /// A name for the signature under a consent: a UUID.
    pub(crate) fn signature(&self) -> String {
        self.entropy.id::<GrantKind>().to_string()
    }

    /// Judges something by what a relying party may ask for.
    pub(crate) fn within<T>(&self, client: &Client, judge: impl FnOnce(&Bounds<'_>) -> T) -> T {
        judge(&Bounds {
            registry: self.registry,
            unlisted: self.unlisted,
            is_kind_allowed: &|kind| client.may_ask_consent(kind),
            is_granted: &|scope| client.may_ask_for(&AskedScope::of(scope)),
        })
    }
}
