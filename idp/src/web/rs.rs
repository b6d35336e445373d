//! `/rs`: the data API.

mod answer;
mod avatar;
mod biometrics;
mod categories;
mod changed;
mod digital;
mod headers;
mod kids;
mod list;
mod organisation_consents;
mod organisations;
mod papers;
mod part;
mod people;
mod query;
mod roles;
mod roots;
mod shown;

use actix_web::web::ServiceConfig;

pub(crate) use crate::web::rs::answer::{bearer, status};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    avatar::mount(config);
    biometrics::mount(config);
    categories::mount(config);
    changed::mount(config);
    digital::mount(config);
    kids::mount(config);
    organisation_consents::mount(config);
    organisations::mount(config);
    papers::mount(config);
    people::mount(config);
}
