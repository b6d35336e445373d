//! Owns what a request must be before it reaches a page: to a name of the diary, from a page of the diary, with a known method.

use std::net::IpAddr;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, HOST, HeaderName, HeaderValue, ORIGIN};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use crate::diary::world::World;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets a request pass, and answers HEAD wherever GET is answered (RFC 9110 section 9.1).
pub(crate) async fn admit(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(status) = request.app_data::<Data<World>>().and_then(|world| refused(&request, world)) {
        return Ok(request.into_response(HttpResponse::build(status).finish()));
    }
    if *request.method() == Method::HEAD {
        // The connection knows that it was a HEAD and leaves the body out.
        request.head_mut().method = Method::GET;
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let allowed = answer.headers().get(ALLOW).and_then(|allowed| allowed.to_str().ok()).map(str::to_owned);
    let allowed = allowed.filter(|allowed| allowed.split(", ").any(|method| method == "GET"));
    if let Some(value) = allowed.and_then(|allowed| HeaderValue::from_str(&format!("{allowed}, HEAD")).ok()) {
        answer.headers_mut().insert(ALLOW, value);
    }
    Ok(answer)
}

fn refused(request: &ServiceRequest, world: &World) -> Option<StatusCode> {
    let text = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let in_line = request.uri().authority().map(|authority| authority.as_str());
    if !in_line.or_else(|| text(HOST)).is_none_or(|host| is_own_name(host, &world.public_url)) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let is_own = is_own_page(text(ORIGIN), text(SEC_FETCH_SITE), &world.public_url);
    (changes && !is_own).then_some(StatusCode::FORBIDDEN)
}

/// Behind any other name may be a page that had its name resolved to the diary (DNS rebinding). An address cannot be.
fn is_own_name(authority: &str, public_url: &str) -> bool {
    let Ok(uri) = format!("http://{authority}/").parse::<Uri>() else { return false };
    let Some(host) = uri.host() else { return false };
    let public: Option<Uri> = public_url.parse().ok();
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
        || public.as_ref().and_then(Uri::host).is_some_and(|public| public.eq_ignore_ascii_case(&host))
}

/// A form counts only when it was filled in on a page of the diary: browsers say so in `Origin` and `Sec-Fetch-Site`.
/// Programs send neither.
fn is_own_page(origin: Option<&str>, fetch_site: Option<&str>, public_url: &str) -> bool {
    if origin == Some(public_url) {
        return true;
    }
    match fetch_site {
        Some(site) => ["same-origin", "none"].contains(&site),
        None => origin.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://diary.test";

    #[test]
    fn the_diary_has_the_names_of_the_loopback_and_its_public_one() {
        for host in
            ["127.0.0.1:7071", "localhost", "d.localhost:1", "[::1]:1", "Diary.test", "diary.test:443"]
        {
            assert!(is_own_name(host, PUBLIC), "{host}");
        }
        for host in ["evil.test", "evil.test:7071", "127.0.0.1.evil.test", "localhost.evil.test", ""] {
            assert!(!is_own_name(host, PUBLIC), "{host}");
        }
    }

    #[test]
    fn a_form_comes_from_a_page_of_the_diary() {
        for own in [
            (None, None),
            (Some(PUBLIC), None),
            (Some(PUBLIC), Some("same-origin")),
            (Some("null"), Some("same-origin")),
            (None, Some("none")),
        ] {
            assert!(is_own_page(own.0, own.1, PUBLIC), "{own:?}");
        }
        for foreign in [
            (Some("http://evil.test"), None),
            (Some("null"), None),
            (Some("null"), Some("cross-site")),
            (None, Some("same-site")),
            (Some("http://diary.test"), Some("cross-site")),
        ] {
            assert!(!is_own_page(foreign.0, foreign.1, PUBLIC), "{foreign:?}");
        }
    }
}
