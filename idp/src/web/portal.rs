//! The portal's pages: each handler fills a view struct with finished words, or sends the browser on.

mod application;
pub mod centres;
pub(crate) mod citizen;
pub(crate) mod codes;
pub mod consents;
pub mod contacts;
pub mod cookies;
mod device;
pub mod family;
mod family_account;
mod family_data;
pub mod farewell;
pub mod journal;
pub mod letter;
pub mod login;
pub mod logout;
pub mod logs;
pub mod multipart;
pub mod offered;
pub mod operator;
pub mod operator_accounts;
pub mod operator_acts;
pub mod portfolio;
pub mod profile;
pub mod recovery;
pub mod registration;
pub(crate) mod reply;
pub mod return_context;
pub mod security;
pub mod signature;
pub mod start;
pub mod steps;
pub(crate) mod under_way;
pub mod words;

use actix_web::web::ServiceConfig;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    start::mount(config);
    registration::mount(config);
    login::mount(config);
    application::mount(config);
    steps::mount(config);
    recovery::mount(config);
    security::mount(config);
    contacts::mount(config);
    logout::mount(config);
    profile::mount(config);
    consents::mount(config);
    letter::mount(config);
    signature::mount(config);
    family::mount(config);
    family_account::mount(config);
    family_data::mount(config);
    portfolio::mount(config);
    farewell::mount(config);
    centres::mount(config);
    operator::mount(config);
    operator_acts::mount(config);
    operator_accounts::mount(config);
    logs::mount(config);
    journal::mount(config);
}
