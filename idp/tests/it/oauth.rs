//! Owns the tests of the wire as relying parties see it: requests, signatures, tokens, refusals, the data API.

pub(crate) mod kit;

mod belongings;
mod biometrics;
mod certificate_dates;
mod changed;
mod delegated;
mod expired;
mod explained;
mod explainer;
mod faults;
pub(crate) mod forms;
mod gateway;
mod hosts;
mod later;
mod logout;
mod mutations;
mod named;
mod pages;
mod paths;
mod permissions;
mod permits;
mod pop_up;
mod portfolio;
mod record;
mod refusals;
mod return_context;
mod scopes;
mod spelling;
mod tokens;
mod tolerated;
