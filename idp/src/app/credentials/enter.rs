//! Entering: what is typed between the first page of a sign-in and the session - password, puzzle, code, new password.
//!
//! Pages and the JSON interface call the same functions; each ends in the next step of the same flow.

mod application;
mod codes;
mod flow;
mod messenger;
mod passwords;
mod picked;

pub use application::by_application;
pub use codes::{CodeKind, code, resend, sms_instead};
pub(crate) use flow::send;
pub use flow::{Advanced, EnterRefusal};
pub use messenger::put_off_binding;
pub use passwords::{Typed, change_password, password, put_off_change, puzzle, wants_puzzle};
pub use picked::picked;
