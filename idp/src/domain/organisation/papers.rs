//! What other bodies tell of an organisation: vehicles, documents of its digital profile, licences; and whom it lets read them.

mod consent;
mod decided;
mod document;
mod held;
mod licence;

pub use consent::{ConsentRefusal, ConsentScope, ConsentState, OrganisationConsent};
pub use document::{Certainty, DocumentName, ProfileDocument, Refresh, Relevance};
pub use held::Papers;
pub use licence::{Activity, Licence, Place, Work};
