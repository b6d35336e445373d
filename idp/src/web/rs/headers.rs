//! The headers of the data API: schema, tag, the links of a person to its parts.

use actix_web::http::header::{ACCEPT, ETAG, HeaderValue, IF_NONE_MATCH, LINK, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::web::Site;

/// A part of a person: the relation of its link, its path, the schema of its representation.
const PARTS: [(&str, &str, &str); 13] = [
    ("permissions", "prmns", "prmns/PersonPermissions-1"),
    ("context", "ctx", "ctx/RegContext-1"),
    ("events", "events", "events/AuditEvents-1"),
    ("requests", "reqs", "reqs/Requests-1"),
    ("sec", "sec", "sec/SecuritySettings-1"),
    ("addresses", "addrs", "addrs/Addresses-1"),
    ("roles", "roles", "roles/Roles-1"),
    ("contacts", "ctts", "ctts/Contacts-1"),
    ("documents", "docs", "docs/Documents-1"),
    ("vehicles", "vhls", "vhls/Vehicles-1"),
    ("kids", "kids", "kids/Kids-1"),
    ("terminals", "trmnls", "trmnls/Terminals-1"),
    ("organizations", "orgs", "orgs/Organizations-1"),
];

/// The part of a body that a tag is taken from.
#[derive(Deserialize)]
struct Tagged {
    #[serde(rename = "eTag")]
    tag: Option<String>,
}

/// The answer with a body: its headers, or 304 when the client has it already.
pub(super) fn answer(site: &Site, request: &HttpRequest, schema: &str, body: String) -> HttpResponse {
    let tag = serde_json::from_str::<Tagged>(&body).ok().and_then(|tagged| tagged.tag);
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if let (Some(tag), Some(known)) = (&tag, known)
        && is_known(known, tag)
    {
        return HttpResponse::NotModified().insert_header((ETAG, tag.as_str())).finish();
    }
    let base = site.base();
    let schema = in_version(request, schema);
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(format!("application/json; schema=\"{base}/rs/model/{schema}\""))
        .insert_header(("Cache-Control", "no-store, no-cache, must-revalidate, proxy-revalidate, max-age=0"));
    if let Some(tag) = tag {
        answer.insert_header((ETAG, tag));
    }
    if schema.starts_with("prn/") {
        let person = format!("{base}{}", request.path());
        answer.insert_header((LOCATION, person.clone()));
        for (relation, path, schema) in PARTS {
            let link = format!("<{person}/{path}>;rel={relation};schema=\"{base}/rs/model/{schema}\"");
            if let Ok(link) = HeaderValue::from_str(&link) {
                answer.append_header((LINK, link));
            }
        }
    }
    answer.body(body)
}

/// Whether a client names the tag among those it has (RFC 9110 section 13.1.2: compared weakly, `*` is any).
fn is_known(known: &str, tag: &str) -> bool {
    let bare = |one: &str| one.trim().trim_start_matches("W/").trim_matches('"') == tag;
    known.trim() == "*" || known.split(',').any(bare)
}

/// The schema in the version that `Accept` names, or the newest where it names none that there is (MR А.1).
fn in_version(request: &HttpRequest, newest: &str) -> String {
    let asked = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked_version(asked, newest).unwrap_or_else(|| newest.to_owned())
}

fn asked_version(accept: &str, newest: &str) -> Option<String> {
    let (name, last) = newest.rsplit_once('-')?;
    let (_, behind) = accept.split_once(&format!("/rs/model/{name}-"))?;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let version: u32 = digits.parse().ok()?;
    (1..=last.parse().ok()?).contains(&version).then(|| format!("{name}-{version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_is_asked_for_is_answered_in_where_there_is_one() {
        let accept =
            |path: &str| format!("application/json; schema=\"https://test.example/rs/model/{path}\"");
        let judged = |path: &str| asked_version(&accept(path), "prn/Person-3");
        assert_eq!(judged("prn/Person-1").as_deref(), Some("prn/Person-1"));
        assert_eq!(judged("prn/Person-3").as_deref(), Some("prn/Person-3"));
        for other in ["prn/Person", "prn/Person-4", "prn/Person-0", "prn/Person-x", "ctts/Contacts-1"] {
            assert_eq!(judged(other), None, "{other}");
        }
        assert_eq!(asked_version("*/*", "prn/Person-3"), None);
    }

    #[test]
    fn tags_are_compared_weakly() {
        for known in ["AB", "\"AB\"", "W/\"AB\"", "\"CD\", \"AB\"", "*"] {
            assert!(is_known(known, "AB"), "{known}");
        }
        assert!(!is_known("\"ABC\", W/\"B\"", "AB"));
    }
}
