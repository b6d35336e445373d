//! The simulated identity provider: `domain` decides, `protocol` spells, `app` performs, `web` and `store` touch the world.

pub mod app;
pub mod args;
pub mod boot;
pub mod builtin;
pub mod courier;
pub mod crypto;
pub mod documents;
pub mod domain;
pub mod embed;
pub mod exec;
pub mod healthcheck;
pub mod keys;
pub mod protocol;
pub mod runtime;
pub mod store;
pub mod tls;
pub mod web;
