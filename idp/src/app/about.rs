//! The request that an entry of the journal is about.

use crate::app::exchange::Trace;
use crate::domain::id::Oid;

/// A request, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Method.
    pub method: String,
    /// Path, as the realm serves it.
    pub path: String,
    /// The relying party, as far as it said.
    pub client: Option<String>,
    /// The person, when known.
    pub person: Option<Oid>,
    /// What names it in the log of requests, and to its caller.
    pub request_id: Option<String>,
    /// What went over the wire.
    pub trace: Trace,
}
