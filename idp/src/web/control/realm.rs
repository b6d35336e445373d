//! Realms, their clock and settings, what they would have sent.

pub mod audit;
pub mod clock;
pub mod events;
pub mod nodes;
pub mod outbox;
pub mod pushes;
pub mod ranges;
pub mod realms;
pub mod settings;
pub mod settings_schema;
pub mod tokens;
pub mod world;
