//! Owns the tests of an account's life: registration, checks, confirmation; by pages, by the real stand's calls, by control calls.

mod window;

mod checks;
mod contacts;
mod desk;
mod import;
mod import_by_sms;
mod letter;
mod mail;
mod phone_rest;
mod revision;
mod second_accounts;
mod signature;
mod stand;
