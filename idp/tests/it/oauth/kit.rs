//! Owns what the wire's tests are made with: a provider, a relying party, a browser-less citizen, `openssl`.

pub(crate) mod browser;
pub(crate) mod http;
pub(crate) mod jwt;
pub(crate) mod later;
pub(crate) mod openssl;
pub(crate) mod party;
pub(crate) mod world;
