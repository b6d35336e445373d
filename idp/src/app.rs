//! Use cases: each runs at one moment of one realm, commits what happened, then answers.

pub mod about;
pub mod account;
pub mod armed;
pub mod audit;
pub mod centre;
pub mod confirmation;
pub mod consent;
pub mod credentials;
pub mod door;
pub mod exchange;
pub mod family;
pub mod forged;
pub mod journal;
pub mod moment;
pub mod oauth;
pub mod people;
pub mod portfolio;
pub mod realm;
pub mod realms;
pub mod registration;
pub mod rest;
pub mod stop;
pub mod tally;

pub use about::About;
pub use moment::Moment;
pub use realm::Realm;
pub use stop::{Broken, Explained, Missing, Stop};
