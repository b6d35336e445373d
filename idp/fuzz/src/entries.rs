//! Owns the parsers that meet outside bytes, each as a function of bytes: the fuzz targets and the tests' own mutations
//! come in here.

use idp::app::fixtures::Fixtures;
use idp::builtin;
use idp::crypto::certificate::find_by_hash;
use idp::crypto::signed_form::Candidate;
use idp::crypto::{Algorithm, Certificate, CmsPolicy, PublicKey, ber, cms, raw, secret, signer_from_pem};
use idp::domain::scope;
use idp::domain::settings::Settings;
use idp::domain::time::Timestamp;
use idp::protocol::jose::claims::{self, CodeClaims};
use idp::protocol::jose::jws;
use idp::protocol::oauth::authorize::{AuthorizeRequest, ReturnPath};
use idp::protocol::oauth::token::TokenRequest;
use idp::protocol::oauth::{person_filter, redirect, roles, timestamp};
use idp::protocol::params::{Params, decode_again};
use idp::protocol::rs::embed::Embed;

/// A parser that takes any bytes.
pub(crate) type Entry = fn(&[u8]);

/// Every parser, by its name, which is also that of its corpus.
pub(crate) const ENTRIES: [(&str, Entry); 10] = [
    ("cms", cms_message),
    ("raw", bare_signature),
    ("secret", client_secret),
    ("certificate", certificate),
    ("pem", pem),
    ("params", params),
    ("token", token),
    ("texts", texts),
    ("embed", embed),
    ("fixtures", fixtures),
];

const RSA: &str = include_str!("../../src/crypto/testkeys/client-a.cert.pem");
const GOST: &str = include_str!("../../src/crypto/testkeys/gost-256.cert.pem");

fn registered() -> Vec<Certificate> {
    [RSA, GOST].map(|pem| Certificate::from_pem(pem).expect("a certificate of the tests")).into()
}

/// Bytes as the text a request would make of them.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn cms_message(bytes: &[u8]) {
    let registered = registered();
    for accept_sha1 in [false, true] {
        if let Err(refused) = cms::check(bytes, b"text", &registered, CmsPolicy { accept_sha1 }) {
            let _ = refused.to_string();
        }
    }
    let candidates = [&b"text"[..], b""].map(Candidate::likely);
    let _ = cms::contents_matching(bytes, &candidates, &registered);
    let _ = cms::key_behind(bytes, &[b"text"], &registered);
    let _ = ber::normalise(bytes);
}

fn bare_signature(bytes: &[u8]) {
    let registered = registered();
    for certificate in &registered {
        if let Err(refused) = raw::check(bytes, b"text", certificate) {
            let _ = refused.to_string();
        }
    }
    let _ = raw::contents_matching(bytes, &[Candidate::likely(b"text")], &registered);
    let _ = find_by_hash(&registered, &text(bytes));
}

fn client_secret(bytes: &[u8]) {
    match secret::decode(&text(bytes)) {
        Ok(decoded) => drop(decoded.form.to_string()),
        Err(refused) => drop(refused.to_string()),
    }
}

fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = Certificate::from_der(bytes) {
        let _ = (certificate.subject().to_string(), certificate.client_hash(), certificate.to_pem());
    }
    let _ = PublicKey::from_spki_der(bytes);
}

fn pem(bytes: &[u8]) {
    let text = text(bytes);
    let _ = Certificate::from_pem(&text);
    let _ = PublicKey::from_pem(&text);
    if let Ok(signer) = signer_from_pem(&text) {
        let _ = signer.sign(b"text");
    }
}

/// A query, a form and a header, one a line.
fn params(bytes: &[u8]) {
    let text = text(bytes);
    let mut lines = text.splitn(3, '\n');
    let (query, form) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let params = Params::read(query, form.as_bytes()).with_basic(lines.next());
    if let Ok(path) = ReturnPath::read(&params)
        && let Ok(request) = AuthorizeRequest::read(&params, &path)
    {
        let _ = request.signed();
    }
    if let Ok(request) = TokenRequest::read(&params) {
        let _ = (request.signed(), request.decoded_again().is_some());
    }
    for name in params.names() {
        let _ = (params.value(name), params.echo(name).and_then(decode_again));
    }
}

fn token(bytes: &[u8]) {
    let registered = registered();
    let keys: Vec<_> = registered.iter().map(|one| (Algorithm::Rs256, one.public_key().clone())).collect();
    for kind in [claims::CODE, claims::ACCESS, claims::ID] {
        let _ = jws::open::<CodeClaims>(&text(bytes), kind, &keys);
    }
}

/// The small texts of the wire: addresses, moments, filters, scopes, durations.
fn texts(bytes: &[u8]) {
    let text = text(bytes);
    if let Some(address) = redirect::read(&text) {
        let _ = (address.host.len(), redirect::with_query(&text, &[("code", "x")]));
    }
    let _ = redirect::same_place(&text, "http://diary.example/");
    let _ = (timestamp::read(&text), person_filter::read(&text));
    let _ = (roles::roles(&text), roles::organisation_kinds(&text));
    let _ = scope::words(&text).iter().filter(|one| one.is_known()).count();
    let _ = Timestamp::from_secs(0).after_iso(&text).is_ok();
    let _ = text.parse::<Timestamp>().is_ok();
}

fn embed(bytes: &[u8]) {
    let embed = Embed::read(&text(bytes));
    let _ = (embed.elements(), embed.inside("contacts"), embed.part("documents"));
}

fn fixtures(bytes: &[u8]) {
    let own = || ("own.toml".to_owned(), text(bytes));
    let usual = builtin::texts();
    for place in 0..3 {
        let mut texts = builtin::texts();
        (texts.people, texts.clients) = (Vec::new(), Vec::new());
        texts.centres.clone_from(&usual.centres);
        match place {
            0 => texts.people.push(own()),
            1 => texts.clients.push(own()),
            _ => texts.centres = own(),
        }
        if let Err(fault) = Fixtures::parse(&texts, Settings::default()) {
            let _ = fault.to_string();
        }
    }
}
