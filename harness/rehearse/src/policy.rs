//! Owns the facts of a policy's file, read here by rules of its own: nothing is shared with the diary that follows the policy.

mod facts;
mod file;
#[cfg(test)]
mod tests;

pub use facts::{
    Asked, Consent, Level, Matching, Password, Phase, Policy, Rule, Spelling, Unreadable, reaches, years,
};
