//! What every answer carries, and which methods a path takes.

use serde_json::json;

use crate::actors::{Tester, operations};
use crate::oauth::kit::http::{Reply, Request};

fn is_protected(reply: &Reply, told: &str) {
    let header = |name: &str| reply.header(name).unwrap_or_else(|| panic!("{told}: no {name}"));
    assert_eq!(header("x-content-type-options"), "nosniff", "{told}");
    assert_eq!(header("x-frame-options"), "DENY", "{told}");
    assert_eq!(header("referrer-policy"), "same-origin", "{told}");
    let policy = header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "style-src 'self'"] {
        assert!(policy.contains(part), "{told}: {policy}");
    }
    assert!(!policy.contains("form-action") && !policy.contains("unsafe"), "{told}: {policy}");
}

/// Paths of every kind of answer that GET has.
const READ: [&str; 14] = [
    "/",
    "/login",
    "/registration",
    "/profile",
    "/public/ra",
    "/public/esia.pem",
    "/public/jwks.json",
    "/assets/portal.css",
    "/logs/sms",
    "/journal",
    "/operator/login",
    "/aas/oauth2",
    "/rs/prns/7",
    "/nowhere",
];

#[test]
fn every_answer_is_protected() {
    let tester = Tester::start();
    for path in READ {
        is_protected(&Request::get(path).send(&tester.base_url), path);
    }
    for (request, told) in [
        (Request::post("/aas/oauth2/te").form("a=b"), "a refusal of the token endpoint"),
        (Request::post("/control/v1/people").body("application/json", "{"), "a problem"),
        (Request::post("/control/v1/people").body("text/plain", "{}"), "a body that is not JSON"),
        (Request::get("/control/v1/clock"), "an answer of the control API"),
        (Request::get("/login").header("Host", "evil.test"), "an unknown host"),
        (Request::new("TRACE", "/"), "a wrong method"),
        (Request::get("/realms/nobody/login"), "no such realm"),
        (Request::get("/aas/oauth2/ac?client_id=x"), "a redirect"),
    ] {
        is_protected(&request.send(&tester.base_url), told);
    }
    for fault in ["transport-unavailable", "transport-html"] {
        let armed = json!({"fault": fault, "at": "te", "times": 1});
        let armed = Request::post("/control/v1/faults").json(&armed).send(&tester.base_url);
        assert_eq!(armed.status, 201, "{}", armed.text());
        is_protected(&Request::post("/aas/oauth2/te").form("a=b").send(&tester.base_url), fault);
    }
}

/// A path of the description with its holes filled.
fn filled(path: &str) -> String {
    let mut filled = path.to_owned();
    while let Some((start, end)) = filled.find('{').zip(filled.find('}')) {
        filled.replace_range(start..=end, "1000");
    }
    filled
}

#[test]
fn head_is_answered_like_get_without_the_body() {
    let tester = Tester::start();
    let described = operations();
    // A stream of events has no end, and HEAD none of its events.
    assert_eq!(Request::new("HEAD", "/control/v1/events").send(&tester.base_url).status, 200);
    let control = described.iter().filter_map(|operation| operation.strip_prefix("GET "));
    let control = control.filter(|path| *path != "/events");
    let control = control.map(|path| format!("/control/v1{}", filled(path)));
    for path in READ.iter().map(|path| (*path).to_owned()).chain(control) {
        let [get, head] = ["GET", "HEAD"].map(|method| Request::new(method, &path).send(&tester.base_url));
        assert_eq!((head.status, head.kind()), (get.status, get.kind()), "{path}");
        assert!(head.body.is_empty(), "{path}: {}", head.text());
        assert!(head.header("content-length").is_some(), "{path}");
    }
    let journal = tester.get("/journal?limit=1000", &[]);
    assert!(journal["entries"].as_array().unwrap().iter().any(|entry| entry["method"] == "HEAD"));
}

#[test]
fn a_method_that_a_path_does_not_take_is_told_with_those_it_takes() {
    let tester = Tester::start();
    let described = operations();
    let control = described.iter().filter_map(|operation| operation.split_once(' '));
    let control = control.map(|(_, path)| format!("/control/v1{}", filled(path)));
    let paths = READ.iter().filter(|path| **path != "/nowhere").map(|path| (*path).to_owned()).chain(control);
    let others =
        ["/aas/oauth2/ac", "/aas/oauth2/te", "/login/consent", "/captcha/api/public/v2/renew", "/logout"];
    for path in paths.chain(others.map(str::to_owned)) {
        for method in ["TRACE", "OPTIONS", "FOO", "CONNECT"] {
            if method == "CONNECT" && path != "/" {
                continue;
            }
            let reply = Request::new(method, &path).send(&tester.base_url);
            if method == "CONNECT" {
                assert!((400..500).contains(&reply.status), "{method} {path}: {}", reply.status);
                continue;
            }
            assert_eq!(reply.status, 405, "{method} {path}: {}", reply.text());
            let allowed = reply.header("allow").unwrap_or_else(|| panic!("{method} {path}: no Allow"));
            let has = |method: &str| allowed.split(", ").any(|one| one == method);
            assert_eq!(has("GET"), has("HEAD"), "{path}: {allowed}");
            assert!(!allowed.is_empty() && !has(method), "{path}: {allowed}");
        }
    }
    let page = Request::new("DELETE", "/").send(&tester.base_url);
    assert_eq!((page.status, page.header("allow")), (405, Some("GET, HEAD")));
    assert!(page.text().contains("405") && !page.text().contains("400"), "{}", page.text());
}
