//! How the provider is spelled: parameters, OAuth, tokens, the `/rs` data API. Pure.

pub mod import;
pub mod jose;
pub mod oauth;
pub mod params;
pub mod push;
pub mod rs;
