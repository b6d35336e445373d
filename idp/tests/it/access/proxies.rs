//! Forwarded headers, and the address in links.

use serde_json::json;

use crate::access::provider;
use crate::oauth::kit::http::{Reply, Request};
use idp::web::request::access::Access;

/// The default realm's address, as a request with these headers is told it.
fn told(base: &str, headers: &[(&str, &str)]) -> Reply {
    let request = Request::get("/control/v1/realms/default");
    headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send(base)
}

const FORWARDED: [&[(&str, &str)]; 4] = [
    &[("X-Forwarded-Host", "r1.localhost"), ("X-Forwarded-Proto", "https")],
    &[("Forwarded", "host=r1.localhost;proto=https")],
    &[("X-Forwarded-Host", "evil.test")],
    &[("Forwarded", "for=1.2.3.4;host=evil.test")],
];

#[test]
fn forwarded_headers_of_anybody_are_ignored() {
    let idp = provider(Access { proxies: vec!["192.0.2.0/24".parse().unwrap()], ..Access::default() });
    for headers in FORWARDED {
        let reply = told(&idp.base_url(), headers);
        assert_eq!((reply.status, &reply.json()["base_url"]), (200, &json!(idp.base_url())), "{headers:?}");
    }
}

#[test]
fn a_trusted_proxy_tells_scheme_and_host() {
    let access = Access {
        proxies: vec!["127.0.0.0/8".parse().unwrap()],
        hosts: vec!["idp.test".parse().unwrap()],
        ..Access::default()
    };
    let idp = provider(access);
    for headers in [
        &[("X-Forwarded-Host", "idp.test"), ("X-Forwarded-Proto", "https")][..],
        &[("Forwarded", "for=192.0.2.1;host=idp.test;proto=https")],
        // What a client sent stands before what the proxy added.
        &[("X-Forwarded-Host", "evil.test, idp.test"), ("X-Forwarded-Proto", "https")],
    ] {
        assert_eq!(told(&idp.base_url(), headers).json()["base_url"], "https://idp.test", "{headers:?}");
    }
    let own = Request::post("/login").form("a=b").header("X-Forwarded-Host", "idp.test");
    let own = own.header("X-Forwarded-Proto", "https").header("Origin", "https://idp.test");
    assert_ne!(own.send(&idp.base_url()).status, 403);
    // The proxy's word makes no other name the provider's, nor does it hide the connection's own.
    assert_eq!(told(&idp.base_url(), &[("X-Forwarded-Host", "evil.test")]).status, 421);
    let hidden = told(&idp.base_url(), &[("Host", "evil.test"), ("X-Forwarded-Host", "idp.test")]);
    assert_eq!(hidden.status, 421);
}

#[test]
fn a_public_address_stands_in_links_and_redirects() {
    let access = Access { public_url: Some("https://idp.test".parse().unwrap()), ..Access::default() };
    let idp = provider(access);
    let base = idp.base_url();
    let made = Request::post("/control/v1/realms").json(&json!({"id": "one"})).send(&base).json();
    assert_eq!(made["base_url"], "https://idp.test/realms/one");
    assert_eq!(made["control_url"], "https://idp.test/realms/one/control/v1");
    assert!(made["host_url"].is_null());
    let back = Request::get("/realms/one/aas/oauth2/ac?client_id=NOBODY").send(&base);
    assert!(
        back.location().starts_with("https://idp.test/realms/one/aas/oauth2/?error="),
        "{}",
        back.location()
    );
    // A proxy may hand the public name on, and pages of it send their forms.
    let page =
        Request::post("/login").form("a=b").header("Host", "idp.test").header("Origin", "https://idp.test");
    assert_ne!(page.send(&base).status, 403);
}
