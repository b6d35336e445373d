//! OAuth 2.0 as ESIA spells it: requests, strings to sign, errors, redirects.

pub mod authorize;
pub mod dialect;
pub mod documented;
pub mod error;
pub mod gateway;
pub mod login;
pub mod permissions;
pub mod person_filter;
pub mod pkce;
pub mod redirect;
pub mod roles;
pub mod timestamp;
pub mod token;
