//! Owns the readiness model, and the seeded drawing of a population from it.

mod draw;
mod model;

pub use draw::population;
pub use model::{BUILT_IN, Group, Model, Share, Unusable};
