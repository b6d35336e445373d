//! The calls of the real test stand's portal that account generators drive: the pages' use cases in JSON.
//!
//! Paths and request bodies are the real stand's; where its answers are not published they are ours.

mod answer;
mod ext_app;
mod front;
mod import;
mod profile;
mod registration;
mod typed;

use actix_web::web::ServiceConfig;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    registration::mount(config);
    profile::mount(config);
    import::mount(config);
    ext_app::mount(config);
}
