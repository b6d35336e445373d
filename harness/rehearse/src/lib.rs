//! Forecasts who of a school's list will sign in to the diary on which date, and reports it.
//!
//! A [`School`] is made from a roster, [`readiness`] draws what its people have on the portal, a [`Forecast`] says what their
//! sign-ins come to under a [`Policy`]; [`telling`] counts it, and [`report`] tells it.
//!
//! **Invariant:** nothing of the diary or the provider is used: the forecast is proven by sign-ins, not by its own code.

pub mod account;
pub mod cause;
pub mod days;
pub mod forecast;
pub mod interval;
pub mod measure;
pub mod member;
pub mod names;
mod parts;
pub mod policy;
pub mod readiness;
pub mod report;
pub mod sample;
pub mod school;
pub mod table;
pub mod telling;
pub mod told;

pub use forecast::{Come, Forecast, Verdict};
pub use policy::Policy;
pub use school::School;
