//! The headers of the data API: schema, tag, the links of a person to its parts.

use actix_web::http::header::{ETAG, HeaderValue, IF_NONE_MATCH, LINK, LOCATION};
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
        && known.split(',').any(|one| one.trim().trim_matches('"') == tag)
    {
        return HttpResponse::NotModified().insert_header((ETAG, tag.as_str())).finish();
    }
    let base = site.base();
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
