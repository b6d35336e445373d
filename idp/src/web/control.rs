//! The control API: every state, refusal and date of a realm is one call away. JSON in, JSON out.

pub mod account;
pub mod api;
pub mod confirmation;
pub mod consent;
pub mod credentials;
pub mod family;
pub mod journal;
pub mod oauth;
pub mod openapi;
pub mod operations;
pub mod organisation;
pub mod portfolio;
pub mod realm;
