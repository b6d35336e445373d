use std::net::Ipv4Addr;

use super::*;

const OWN: &str = "http://127.0.0.1:8085";
const NAMED: &str = "http://tester.test";

fn reached(host: &str) -> Reached {
    Reached { scheme: "http".to_owned(), host: host.to_owned(), public_url: None }
}

fn access() -> Access {
    Access { origins: vec![NAMED.parse().unwrap()], ..Access::default() }
}

fn asked<'a>(method: &'a str, path: &'a str, reached: &'a Reached) -> Asked<'a> {
    Asked {
        method,
        path,
        sent_host: &reached.host,
        reached,
        origin: None,
        fetch_site: None,
        requested_method: None,
        caller: &Caller::Anybody,
        content_type: None,
        has_body: false,
    }
}

fn judged(access: &Access, asked: &Asked<'_>) -> Result<Admitted, Denied> {
    decide(access, IpAddr::V4(Ipv4Addr::LOCALHOST), asked)
}

#[test]
fn each_path_has_its_area() {
    let cases = [
        (Area::Control, &["/control", "/control/v1/people", "/control/v2"][..]),
        (
            Area::Staff,
            &[
                "/logs/sms",
                "/logs/postcodes",
                "/journal",
                "/journal/7",
                "/operator",
                "/operator/login",
                "/metrics",
            ],
        ),
        (Area::Protocol, &["/aas/oauth2", "/aas/oauth2/ac", "/aas/oauth2/v2/te", "/aas/oauth2/v3/te"]),
        (
            Area::Protocol,
            &["/logout", "/idp/ext/Logout", "/rs/prns/7", "/public/esia.pem", "/assets/portal.css"],
        ),
        (Area::Protocol, &["/esia-rs/api/public/v2/prns/import", "/portfolio/v1/marks/7"]),
        (Area::Probe, &["/healthz", "/readyz"]),
        (Area::Pages, &["/healthz/x", "/readyz2"]),
        (Area::Pages, &["/", "/login", "/login/consent", "/profile/delete", "/registration_api/complete"]),
        (
            Area::Pages,
            &["/aas/oauth2/api/login", "/aas/oauth2/config", "/captcha/api/public/v2/renew", "/controls"],
        ),
        (Area::Pages, &["/profile/portfolio", "/settings/third-party/agreements/acting", "/idp/ext/x"]),
    ];
    for (area, paths) in cases {
        for path in paths {
            assert_eq!(Area::of(path), area, "{path}");
        }
    }
}

/// Every sender against every area, reading and writing.
#[test]
fn a_page_of_another_origin_neither_writes_nor_calls_the_control_api() {
    use Admitted::{Plain, Shared};
    let areas = ["/aas/oauth2/ac", "/login", "/operator/confirm", "/control/v1/clock"];
    // Origin, Sec-Fetch-Site; then per area what GET and POST come to. `None` is a refusal.
    let own = [[Some(Plain); 2]; 4];
    let foreign = [[Some(Plain); 2], [Some(Plain), None], [Some(Plain), None], [None; 2]];
    let named = [[Some(Plain); 2], [Some(Plain), None], [Some(Plain), None], [Some(Shared); 2]];
    let senders = [
        (None, None, own),
        (None, Some("none"), own),
        (None, Some("same-origin"), own),
        (None, Some("same-site"), foreign),
        (None, Some("cross-site"), foreign),
        (None, Some(""), foreign),
        (Some(OWN), None, own),
        (Some(OWN), Some("same-origin"), own),
        (Some("null"), None, foreign),
        (Some("null"), Some("same-origin"), own),
        (Some("null"), Some("cross-site"), foreign),
        (Some(""), None, foreign),
        (Some("http://evil.test"), None, foreign),
        (Some("http://evil.test"), Some("cross-site"), foreign),
        (Some("http://127.0.0.1:3000"), Some("same-site"), foreign),
        (Some("http://127.0.0.1"), None, foreign),
        (Some("https://127.0.0.1:8085"), None, foreign),
        (Some("http://r1.localhost:8085"), Some("same-site"), foreign),
        (Some(NAMED), Some("cross-site"), named),
        (Some(NAMED), None, named),
        (Some("http://tester.test:8080"), None, foreign),
    ];
    let reached = reached("127.0.0.1:8085");
    for (origin, fetch_site, expected) in senders {
        for (path, expected) in areas.iter().zip(expected) {
            for (method, expected) in ["GET", "POST"].iter().zip(expected) {
                let asked = Asked { origin, fetch_site, ..asked(method, path, &reached) };
                let denied = Denied::Origin { origin: origin.map(str::to_owned), area: Area::of(path) };
                let told = format!("{method} {path} from {origin:?} {fetch_site:?}");
                assert_eq!(judged(&access(), &asked), expected.ok_or(denied), "{told}");
            }
        }
    }
}

#[test]
fn a_realm_by_host_is_an_origin_of_its_own() {
    let reached = reached("r1.localhost:8085");
    let call = |origin| Asked { origin: Some(origin), ..asked("POST", "/control/v1/clock", &reached) };
    assert_eq!(judged(&access(), &call("http://r1.localhost:8085")), Ok(Admitted::Plain));
    for origin in ["http://localhost:8085", "http://r2.localhost:8085", OWN] {
        assert!(matches!(judged(&access(), &call(origin)), Err(Denied::Origin { .. })), "{origin}");
    }
}

#[test]
fn the_public_url_is_an_origin_of_the_server() {
    let access = Access { public_url: Some("https://idp.test".parse().unwrap()), ..Access::default() };
    let reached = reached("127.0.0.1:8085");
    let call = |origin| Asked { origin: Some(origin), ..asked("POST", "/login", &reached) };
    assert_eq!(judged(&access, &call("https://idp.test")), Ok(Admitted::Plain));
    assert!(judged(&access, &call("http://idp.test")).is_err());
}

#[test]
fn an_unknown_host_is_refused_in_every_area_whatever_a_proxy_tells() {
    for path in ["/", "/aas/oauth2/ac", "/rs/prns/7", "/control/v1/people"] {
        let (own, evil) = (reached("localhost:8085"), reached("evil.test:8085"));
        let denied = Err(Denied::Host("evil.test:8085".to_owned()));
        assert_eq!(judged(&access(), &asked("GET", path, &evil)), denied, "{path}");
        let forwarded = Asked { sent_host: "evil.test:8085", ..asked("GET", path, &own) };
        assert_eq!(judged(&access(), &forwarded), denied, "{path}");
        let through = Asked { sent_host: "127.0.0.1:8085", ..asked("GET", path, &evil) };
        assert_eq!(judged(&access(), &through), denied, "{path}");
    }
}

#[test]
fn a_preflight_is_answered_to_named_origins_on_the_control_api() {
    let reached = reached("127.0.0.1:8085");
    let preflight = |origin, path| Asked {
        origin: Some(origin),
        requested_method: Some("PUT"),
        ..asked("OPTIONS", path, &reached)
    };
    // A preflight shows no token.
    let without = Asked { caller: &Caller::Nobody, ..preflight(NAMED, "/control/v1/clock") };
    assert_eq!(judged(&access(), &without), Ok(Admitted::Preflight));
    assert!(judged(&access(), &preflight("http://evil.test", "/control/v1/clock")).is_err());
    // Elsewhere nothing is shared: the router answers that it has no such method.
    assert_eq!(judged(&access(), &preflight(NAMED, "/login")), Ok(Admitted::Plain));
}

#[test]
fn a_token_guards_the_control_api_and_the_pages_of_testers_and_operators() {
    let reached = reached("127.0.0.1:8085");
    let holder = Caller::Holder("ci".parse().unwrap());
    for path in ["/control/v1/people", "/logs/sms", "/journal/7", "/operator/login", "/console", "/metrics"] {
        let area = Area::of(path);
        let judged = |caller: &Caller| judged(&access(), &Asked { caller, ..asked("GET", path, &reached) });
        assert_eq!(judged(&Caller::Nobody), Err(Denied::Token { shown: false, area }), "{path}");
        assert_eq!(judged(&Caller::Stranger), Err(Denied::Token { shown: true, area }), "{path}");
        for caller in [Caller::Anybody, Caller::Owner] {
            assert_eq!(judged(&caller), Ok(Admitted::Plain), "{path}");
        }
        let of_a_realm =
            if path == "/metrics" { Err(Denied::Token { shown: true, area }) } else { Ok(Admitted::Plain) };
        assert_eq!(judged(&holder), of_a_realm, "{path}");
    }
    for path in ["/", "/login", "/aas/oauth2/ac", "/rs/prns/7", "/public/esia.pem"] {
        let nobody = Asked { caller: &Caller::Nobody, ..asked("GET", path, &reached) };
        assert_eq!(judged(&access(), &nobody), Ok(Admitted::Plain), "{path}");
    }
}

#[test]
fn bodies_of_control_calls_are_json() {
    let reached = reached("127.0.0.1:8085");
    let call = |content_type, path| Asked { content_type, has_body: true, ..asked("POST", path, &reached) };
    for kind in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
        assert_eq!(judged(&access(), &call(Some(kind), "/control/v1/people")), Ok(Admitted::Plain), "{kind}");
    }
    for kind in
        [None, Some(""), Some("text/plain"), Some("text/plain; a=application/json"), Some("text/x+json")]
    {
        let denied = Denied::NotJson(kind.map(str::to_owned));
        assert_eq!(judged(&access(), &call(kind, "/control/v1/people")), Err(denied), "{kind:?}");
        assert_eq!(judged(&access(), &call(kind, "/login")), Ok(Admitted::Plain), "{kind:?}");
    }
    assert_eq!(judged(&access(), &asked("POST", "/control/v1/people", &reached)), Ok(Admitted::Plain));
}
