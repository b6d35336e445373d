//! Owns the comparison of generated documents with the code they are made from.

use crate::source::compare;

#[test]
fn the_description_of_the_control_api_is_what_the_code_serves() {
    compare("docs/CONTROL.openapi.json", &idp::documents::openapi());
}

#[test]
fn the_catalogue_of_errors_is_what_the_code_answers() {
    compare("docs/ERRORS.md", &idp::documents::errors());
}

#[test]
fn the_life_of_an_account_is_what_the_rules_decide() {
    compare("docs/LIFECYCLE.md", &idp::documents::lifecycle());
}
