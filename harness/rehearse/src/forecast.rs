//! Owns the forecast: what a sign-in of everybody comes to on a day, by the facts of the policy's file.
//!
//! **Invariant:** nothing here is shared with the diary or the provider; docs/guides/policies.md is what both follow.

mod base;
mod come;
mod diagnosis;
#[cfg(test)]
mod tests;
mod verdict;

pub use base::Forecast;
pub use come::Come;
pub use verdict::Verdict;
