//! Requests for what is not there.

use actix_web::HttpResponse;

use crate::web::Site;
use crate::web::error::{Problem, failed};
use crate::web::pages::notices::Trouble;

/// A path that leads nowhere: told as JSON under the control API, as a page elsewhere.
pub async fn not_found(site: Site) -> HttpResponse {
    if site.about.path.starts_with("/control/") {
        return Problem::not_found("no operation has this path and method")
            .about("path", "GET {control}/openapi.json lists the operations")
            .answer();
    }
    failed(&site, Trouble::NotFound, "", "")
}
