//! The control API from outside: every operation, every documented answer.

mod addresses;
mod belongings;
mod clients;
mod clock;
mod commands;
mod consents;
mod contacts;
mod coverage;
mod credentials;
mod examples;
mod hostile;
mod input;
mod lists;
mod organisations;
mod outbox;
mod people;
mod portfolio;
mod problems;
mod realms;
mod registers;
mod sign_ins;
