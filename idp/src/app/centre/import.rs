//! Accounts that banks send, by the documented calls: requests, codes, searches, recovery (MR А.9).

mod answer;
mod code;
mod finish;
mod number;
mod recovery;
mod refusal;
mod request;
mod search;
mod signed;

pub use answer::answer;
pub use code::{Compared, compare, resend};
pub use finish::{Progress, finish, progress};
pub use recovery::{Recovered, recover};
pub use refusal::ImportRefusal;
pub use request::{Outcome, import};
pub use search::{Found, search};
pub use signed::{Sent, signed};

pub use crate::domain::import::{Answered, Way};
