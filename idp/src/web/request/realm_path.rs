//! Which realm a request names, by its path or by its host; paths in one form, for real clients double slashes.

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;

use crate::domain::id::RealmId;
use crate::web::request::reached::Reached;

/// The realm a request names, as the middleware found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRealm {
    /// The realm, or the text that names none.
    pub id: Result<RealmId, String>,
    /// What named it.
    pub by: NamedBy,
}

/// What names the realm of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// Nothing: it is the default one.
    Nothing,
    /// The path, `/realms/{id}/...`.
    Path,
    /// The host, `{id}.localhost`: for clients whose paths are fixed.
    Host,
    /// The address, which belongs to this realm alone: for clients that do not resolve such hosts.
    Address,
}

/// What a host that names a realm ends in (RFC 6761 section 6.3: all of these are the machine itself).
pub const HOST_END: &str = ".localhost";

/// Puts the path into the form the routes know, and remembers the realm it named.
///
/// `own` is the realm to which the address belongs, where it belongs to one.
pub fn rewrite(request: &mut ServiceRequest, own: Option<&RealmId>) {
    let (named, path) = split(request.path());
    let named = named
        .or_else(|| Some(NamedRealm { id: Ok(own?.clone()), by: NamedBy::Address }))
        .or_else(|| by_host(&request.extensions().get::<Reached>()?.host))
        .unwrap_or_else(|| NamedRealm { id: Ok(RealmId::default_realm()), by: NamedBy::Nothing });
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
    request.extensions_mut().insert(named);
}

/// Splits a path into the realm it names and the rest, without doubled slashes and without one at the end.
fn split(path: &str) -> (Option<NamedRealm>, String) {
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let named = match segments.as_slice() {
        ["realms", id, ..] => Some(NamedRealm { id: parsed(id), by: NamedBy::Path }),
        _ => None,
    };
    if named.is_some() {
        segments.drain(..2);
    }
    (named, format!("/{}", segments.join("/")))
}

/// The realm that a host names, `{id}.localhost:8085`. Letter case is of no account in hosts.
fn by_host(host: &str) -> Option<NamedRealm> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    let id = name.strip_suffix(HOST_END)?;
    Some(NamedRealm { id: parsed(id), by: NamedBy::Host })
}

fn parsed(id: &str) -> Result<RealmId, String> {
    id.parse().map_err(|_| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_are_folded_and_the_realm_is_taken_off() {
        let cases = [
            ("/rs/prns//7/docs", None, "/rs/prns/7/docs"),
            ("/rs/prns/7/", None, "/rs/prns/7"),
            ("//aas/oauth2/ac", None, "/aas/oauth2/ac"),
            ("/", None, "/"),
            ("/realms/r1/login", Some("r1"), "/login"),
            ("/realms/r1", Some("r1"), "/"),
            ("/control/v1/realms/r1", None, "/control/v1/realms/r1"),
        ];
        for (path, realm, rest) in cases {
            let named = realm.map(|id| NamedRealm { id: Ok(id.parse().unwrap()), by: NamedBy::Path });
            assert_eq!(split(path), (named, rest.to_owned()), "{path}");
        }
        let (named, _) = split("/realms/Not A Realm/x");
        assert_eq!(named.unwrap().id, Err("Not A Realm".to_owned()));
    }

    #[test]
    fn a_host_below_localhost_names_a_realm_and_no_other_host_does() {
        for host in ["r1.localhost:8085", "r1.localhost", "R1.LocalHost:80"] {
            let named = NamedRealm { id: Ok("r1".parse().unwrap()), by: NamedBy::Host };
            assert_eq!(by_host(host), Some(named), "{host}");
        }
        for host in ["localhost:8085", "127.0.0.1:8085", "[::1]:8085", "r1.localhost.example", "idp", ""] {
            assert_eq!(by_host(host), None, "{host}");
        }
        assert_eq!(by_host("a.b.localhost").unwrap().id, Err("a.b".to_owned()));
    }
}
