//! Where the data of people lie.

use actix_web::HttpRequest;

use crate::protocol::rs::address::Version;
use crate::web::site::Site;

/// Where the data of people lie (MR А.2): the old address, and the two versions of the new one.
pub(super) const ROOTS: [&str; 3] = ["/rs", "/esia-rs/api/public/v1", "/esia-rs/api/public/v2"];

/// The address that links of an answer begin with, and the version it is asked in.
pub(super) fn root(site: &Site, request: &HttpRequest) -> (String, Version) {
    let path = request.path();
    let root = ROOTS.into_iter().rev().find(|root| path.starts_with(root)).unwrap_or(ROOTS[0]);
    let version = if root.ends_with("v2") { Version::Two } else { Version::One };
    (format!("{}{root}", site.base()), version)
}
