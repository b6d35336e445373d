//! Proves that the harness is a good judge: a relying party with planted faults is driven by it, one fault at a time, and each
//! must make a scenario fail whose cause names the missing guard; the sound party must pass.

mod dialect;
mod faults;
mod judgement;
mod report;
mod table;
mod trial;

pub use dialect::Dialect;
pub use faults::{Class, Fault, Faults, People};
pub use judgement::{Judgement, Outcome, judge};
pub use report::{Report, Scenario, Verdict};
pub use table::{Results, page};
pub use trial::{Stand, Trial};
