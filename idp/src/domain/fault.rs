//! Faults: named lies and failures the provider can be made to commit, each with what a sound relying party does.

mod catalogue;
mod idle;
mod kind;
mod mutation;
mod named;
mod plan;

pub use catalogue::CATALOGUE;
pub use idle::Idle;
pub use kind::{Fault, FaultFacts, FaultPoint, Place};
pub use mutation::{Change, Forgery, Mutation, Tokens};
pub use plan::{Armed, FaultPlan};
