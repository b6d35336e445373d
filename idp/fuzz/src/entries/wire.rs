//! Owns the way into the spellings of the wire.

use idp::crypto::Algorithm;
use idp::domain::scope;
use idp::domain::settings::RefreshString;
use idp::domain::time::Timestamp;
use idp::protocol::jose::claims::{self, CodeClaims};
use idp::protocol::jose::jws;
use idp::protocol::oauth::authorize::{AuthorizeRequest, ReturnPath};
use idp::protocol::oauth::dialect::Purpose;
use idp::protocol::oauth::token::TokenRequest;
use idp::protocol::oauth::{permissions, person_filter, redirect, roles, timestamp};
use idp::protocol::params::{Params, decode_again};
use idp::protocol::rs::embed::Embed;
use idp::web::portal::multipart as form;

use super::armour::registered;
use super::text;

/// A query, a form and a header, one a line.
pub(super) fn params(bytes: &[u8]) {
    let text = text(bytes);
    let mut lines = text.splitn(3, '\n');
    let (query, form) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let params = Params::read(query, form.as_bytes()).with_basic(lines.next());
    if let Ok(path) = ReturnPath::read(&params)
        && let Ok(request) = AuthorizeRequest::read(&params, &path)
    {
        let _ = request.sent.signed(Purpose::Authorization);
    }
    if let Ok(request) = TokenRequest::read(&params) {
        let _ = (request.signed(RefreshString::Any), request.decoded_again().is_some());
    }
    for name in params.names() {
        let _ = (params.value(name), params.echo(name).and_then(decode_again));
    }
}

pub(super) fn token(bytes: &[u8]) {
    let registered = registered();
    let keys: Vec<_> = registered.iter().map(|one| (Algorithm::Rs256, one.public_key().clone())).collect();
    for kind in [claims::CODE, claims::ACCESS, claims::ID] {
        let _ = jws::open::<CodeClaims>(&text(bytes), kind, &keys);
    }
}

/// The small texts of the wire: addresses, moments, filters, scopes, durations, parts to embed.
pub(super) fn texts(bytes: &[u8]) {
    let text = text(bytes);
    if let Some(address) = redirect::read(&text) {
        let _ = (address.host.len(), redirect::with_query(&text, &[("code", "x")]));
    }
    let _ = redirect::same_place(&text, "http://diary.example/");
    let _ = (timestamp::read(&text), person_filter::read(&text));
    let _ = (roles::roles(&text), roles::types(&text));
    let _ = scope::words(&text).iter().filter(|one| one.is_known()).count();
    let _ = Timestamp::from_secs(0).after_iso(&text).is_ok();
    let _ = text.parse::<Timestamp>().is_ok();
    let embed = Embed::read(&text);
    let _ = (embed.elements(), embed.of_elements().part("contacts"), embed.part("documents"));
}

/// Consents, with and without their base64; what was read can be put into a token, and its kinds taken out again.
pub(super) fn permissions(bytes: &[u8]) {
    use idp::domain::consent::PermissionsClaim;
    let text = text(bytes);
    let read = permissions::read(&text).unwrap_or_default();
    if let Some(claim) = permissions::claim(&read, PermissionsClaim::Json) {
        assert_eq!(permissions::kinds_of_claim(&claim).len(), read.len());
    }
    let _ = permissions::kinds_of_claim(&text).len();
}

/// The type of the content, then the content.
pub(super) fn multipart(bytes: &[u8]) {
    let (kind, body) = bytes.split_at(bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0));
    let _ = form::fields(&text(kind), body.strip_prefix(b"\n").unwrap_or(body)).len();
}
