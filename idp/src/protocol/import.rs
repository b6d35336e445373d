//! The calls of banks that send accounts: what they send, and the codes they are answered with (MR А.9).

mod answer;
mod body;
mod error;
mod form;

pub use answer::{CodeFields, Flow, FlowError, Imported, Recovery, RequestState, Search, outcome};
pub use body::{Body, Contact, Elements, RecoveryBody, SentPaper, SentPerson};
pub use error::{CATALOGUE, ImportError, known, numbered};
pub use form::{Form, form, recovery};
