//! The simulated identity provider: `domain` decides, `protocol` spells, `app` performs, `web` and `store` touch the world.

pub mod app;
pub mod crypto;
pub mod domain;
pub mod keys;
pub mod web;
