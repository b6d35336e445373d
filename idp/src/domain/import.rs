//! Accounts that banks send: a request waits for the citizen's code, then for the registers (MR А.9).

mod answer;
mod code;
mod request;
mod terms;

pub use answer::Answered;
pub use code::CodeStatus;
pub use request::{Dossier, ImportRequest, Kept, SnilsSearch, Stage, Way, number_of, request_id};
pub use terms::ImportTerms;
