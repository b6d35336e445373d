//! Consents of the digital profile: what a citizen allows a relying party to do with which data, what for, how long.

mod ask;
mod given;
mod published;
mod registry;
mod settings;
pub mod tables;
mod terms;
#[cfg(test)]
mod tests;

pub use ask::{Asker, Choice, Offer, Subject, may_be_asked, of_minor, offer};
pub use given::{Consent, Status};
pub use registry::{AGE_OF_CONSENT, Kind, KindScope, Registry, Takes, Term, is_mnemonic};
pub use settings::{
    ConsentTerms, Declined, EduSpelling, Gate, KidsShown, KindMissing, MinorOfAge, MinorSignsIn, OtherScopes,
    PermissionsClaim, PushOrder, PushTerms, Reaches,
};
pub use terms::{Bounds, Condition, Site, Terms, TermsRefusal, Unlisted};
