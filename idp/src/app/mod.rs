//! Use cases: each runs at one moment of one realm, commits what happened, then answers.

pub mod accounts;
pub mod authorize;
pub mod captcha;
pub mod centres;
pub mod client_auth;
pub mod clients;
pub mod credentials;
pub mod enter;
pub mod faults;
pub mod fixtures;
pub mod journal;
pub mod login;
pub mod logout;
pub mod outbox;
pub mod password;
pub mod people;
pub mod persona;
pub mod portfolio;
pub mod profile;
pub mod published;
pub mod realm;
pub mod realms;
pub mod recover;
pub mod refusal;
pub mod register;
pub mod registers;
pub mod rest;
pub mod rotation;
pub mod sign_in;
pub mod stop;
pub mod token;
pub mod travel;

pub use realm::{Moment, Realm};
pub use stop::{Broken, Stop};
