//! What the provider is: values and rules, without clocks, chance, transport or storage.

pub mod account;
pub mod captcha;
pub mod centre;
pub mod challenge;
pub mod client;
pub mod credentials;
pub mod deadline;
pub mod fault;
pub mod grant;
pub mod id;
pub mod journal;
pub mod notice;
pub mod password;
pub mod person;
pub mod portfolio;
pub mod progress;
pub mod recovery;
pub mod register;
pub mod registration;
pub mod ruling;
pub mod scope;
pub mod session;
pub mod settings;
pub mod time;
pub mod tolerance;
pub mod totp;
