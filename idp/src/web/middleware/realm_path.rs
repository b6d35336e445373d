//! Paths: real clients double slashes and end with one; a realm other than the default stands in front.

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;

use crate::domain::id::RealmId;

/// The realm a path names, as the middleware found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRealm(pub Result<RealmId, String>);

/// Puts the path into the form the routes know, and remembers the realm it named.
pub fn rewrite(request: &mut ServiceRequest) {
    let (realm, path) = split(request.path());
    if path != request.path() {
        let text = match request.query_string() {
            "" => path,
            query => format!("{path}?{query}"),
        };
        if let Ok(path_and_query) = text.parse::<PathAndQuery>() {
            let mut parts = request.head().uri.clone().into_parts();
            parts.path_and_query = Some(path_and_query);
            if let Ok(uri) = Uri::from_parts(parts) {
                request.match_info_mut().get_mut().update(&uri);
                request.head_mut().uri = uri;
            }
        }
    }
    request.extensions_mut().insert(NamedRealm(realm));
}

/// Splits a path into the realm it names and the rest, without doubled slashes and without one at the end.
fn split(path: &str) -> (Result<RealmId, String>, String) {
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let realm = match segments.as_slice() {
        ["realms", id, ..] => {
            let id = (*id).to_owned();
            segments.drain(..2);
            id.parse().map_err(|_| id)
        }
        _ => Ok(RealmId::default_realm()),
    };
    (realm, format!("/{}", segments.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_are_folded_and_the_realm_is_taken_off() {
        let cases = [
            ("/rs/prns//7/docs", "default", "/rs/prns/7/docs"),
            ("/rs/prns/7/", "default", "/rs/prns/7"),
            ("//aas/oauth2/ac", "default", "/aas/oauth2/ac"),
            ("/", "default", "/"),
            ("/realms/r1/login", "r1", "/login"),
            ("/realms/r1", "r1", "/"),
            ("/control/v1/realms/r1", "default", "/control/v1/realms/r1"),
        ];
        for (path, realm, rest) in cases {
            assert_eq!(split(path), (Ok(realm.parse().unwrap()), rest.to_owned()), "{path}");
        }
        assert_eq!(split("/realms/Not A Realm/x").0, Err("Not A Realm".to_owned()));
    }
}
