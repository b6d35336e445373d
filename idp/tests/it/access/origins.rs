//! Pages of other origins and names that were resolved to the provider: what they may do, and what named ones may.

use serde_json::{Value, json};

use crate::access::provider;
use crate::actors::Tester;
use crate::oauth::kit::http::Request;
use idp::web::request::access::Access;

/// What a page of another site can send without asking first: method, path, body.
const ATTACKS: [(&str, &str, &str); 6] = [
    ("POST", "/control/v1/people", "{\"level\":\"confirmed\"}"),
    ("POST", "/control/v1/clock/advance", "{\"by\":\"P30D\"}"),
    ("POST", "/control/v1/faults", "{\"fault\":\"token-expired\"}"),
    ("POST", "/control/v1/keys/rotate", "{}"),
    ("POST", "/control/v1/realms/default/reset", ""),
    ("POST", "/control/v1/realms", "{\"id\":\"evil\"}"),
];

/// Everything that the attacks would change.
fn state(tester: &Tester) -> [Value; 5] {
    ["/people?limit=1000", "/clock", "/faults", "/keys", "/realms"].map(|path| tester.get(path, &[]))
}

#[test]
fn a_page_of_another_site_changes_nothing() {
    let tester = Tester::start();
    let before = state(&tester);
    let senders: [&[(&str, &str)]; 5] = [
        &[("Origin", "http://evil.test")],
        &[("Origin", "http://evil.test"), ("Sec-Fetch-Site", "cross-site")],
        &[("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "http://127.0.0.1:3000"), ("Sec-Fetch-Site", "same-site")],
    ];
    for (method, path, body) in ATTACKS {
        for (sender, kind) in senders.iter().zip(["text/plain", "application/json"].iter().cycle()) {
            for prefix in ["", "/realms/default", "//"] {
                let target = format!("{prefix}{path}");
                let request = Request::new(method, &target).body(kind, body);
                let request =
                    sender.iter().fold(request, |request, (name, value)| request.header(name, value));
                let reply = request.send(&tester.base_url);
                assert_eq!(reply.status, 403, "{target} {sender:?}: {}", reply.text());
                assert_eq!(reply.kind(), "application/problem+json");
                assert!(reply.json()["fix"].as_str().unwrap().contains("--allow-origin"), "{}", reply.text());
            }
        }
    }
    assert_eq!(state(&tester), before);
    // A body that a page may send without asking is refused from everybody.
    for (_, path, body) in ATTACKS.into_iter().filter(|(_, _, body)| !body.is_empty()) {
        let reply = Request::post(path).body("text/plain", body).send(&tester.base_url);
        assert_eq!((reply.status, &reply.json()["field"]), (415, &json!("Content-Type")), "{path}");
        assert!(reply.json()["fix"].as_str().unwrap().contains("application/json"));
    }
    assert_eq!(state(&tester), before);
    // Control: the same calls of a program are taken.
    for (method, path, body) in ATTACKS {
        let request = Request::new(method, path);
        let request = if body.is_empty() { request } else { request.body("application/json", body) };
        let reply = request.send(&tester.base_url);
        assert!((200..300).contains(&reply.status), "{path}: {}", reply.text());
    }
    assert_ne!(state(&tester), before);
}

#[test]
fn forms_come_from_pages_of_the_provider_and_the_journal_says_so() {
    let tester = Tester::start();
    let forms =
        ["/login", "/registration", "/operator/login?centre=1", "/recovery", "/registration_api/complete"];
    for path in forms {
        let send = |headers: &[(&str, &str)]| {
            let request = Request::post(path).form("a=b");
            headers
                .iter()
                .fold(request, |request, (name, value)| request.header(name, value))
                .send(&tester.base_url)
        };
        for foreign in
            [&[("Origin", "http://evil.test")][..], &[("Origin", "null"), ("Sec-Fetch-Site", "cross-site")]]
        {
            let reply = send(foreign);
            assert_eq!(reply.status, 403, "{path}");
            assert!(reply.text().contains("Запрос отправила страница другого сайта."), "{}", reply.text());
        }
        let own = tester.base_url.clone();
        for own in
            [&[("Origin", own.as_str())][..], &[("Origin", "null"), ("Sec-Fetch-Site", "same-origin")], &[]]
        {
            assert_ne!(send(own).status, 403, "{path} {own:?}");
        }
    }
    let journal = tester.get("/journal?limit=100", &[]);
    let entries = journal["entries"].as_array().unwrap();
    let refused: Vec<_> = entries.iter().filter(|entry| entry["why"]["reason"] == "foreign-origin").collect();
    assert_eq!(refused.len(), forms.len() * 2);
    assert_eq!(refused[0]["path"], "/login");
}

#[test]
fn what_the_protocol_allows_comes_from_any_page() {
    let tester = Tester::start();
    let ask = tester.authorize_url("7b0f2c1e-30a9-4d4e-9c53-000000000001");
    let target = ask.strip_prefix(&tester.base_url).unwrap();
    let foreign = |request: Request| {
        let request = request.header("Origin", "http://school.test").header("Sec-Fetch-Site", "cross-site");
        request.send(&tester.base_url)
    };
    assert!(foreign(Request::get(target)).location().ends_with("/login"));
    let query = target.split_once('?').unwrap().1;
    assert!(foreign(Request::post("/aas/oauth2/ac").form(query)).location().ends_with("/login"));
    assert_eq!(foreign(Request::post("/aas/oauth2/te").form("a=b")).json()["error"], "invalid_request");
    assert_eq!(foreign(Request::get("/rs/prns/7")).status, 401);
    assert_eq!(foreign(Request::get("/public/esia.pem")).status, 200);
    for leave in ["/logout", "/idp/ext/Logout?client_id=LOCALTEST"] {
        assert!([200, 302, 303].contains(&foreign(Request::get(leave)).status), "{leave}");
    }
    for link in ["/", "/login", "/registration"] {
        assert_eq!(foreign(Request::get(link)).status, 200, "{link}");
    }
}

#[test]
fn a_name_that_is_not_the_providers_neither_reads_nor_writes() {
    let tester = Tester::start();
    let before = state(&tester);
    let port = tester.base_url.rsplit(':').next().unwrap();
    for host in [
        "evil.test".to_owned(),
        format!("evil.test:{port}"),
        format!("127.0.0.1.evil.test:{port}"),
        format!("0.0.0.0:{port}"),
    ] {
        let origin = format!("http://{host}");
        let send = |request: Request| {
            // To the browser the page is of the same origin.
            let request = request
                .header("Host", &host)
                .header("Origin", &origin)
                .header("Sec-Fetch-Site", "same-origin");
            request.header("X-Forwarded-Host", "localhost").send(&tester.base_url)
        };
        for path in ["/control/v1/people", "/control/v1/outbox"] {
            let reply = send(Request::get(path));
            assert_eq!(reply.status, 421, "{host}{path}");
            assert!(reply.json()["fix"].as_str().unwrap().contains("--allow-host"), "{}", reply.text());
        }
        for path in ["/", "/logs/sms", "/journal", "/rs/prns/7", "/aas/oauth2/ac?client_id=x", "/nowhere"] {
            let reply = send(Request::get(path));
            assert_eq!(reply.status, 421, "{host}{path}");
            assert!(reply.text().contains("--allow-host"), "{}", reply.text());
        }
        for (method, path, body) in ATTACKS {
            assert_eq!(
                send(Request::new(method, path).body("application/json", body)).status,
                421,
                "{host}{path}"
            );
        }
        assert_eq!(send(Request::new("DELETE", "/control/v1/faults")).status, 421);
        // An address in the request line is the name that counts.
        let absolute = Request::get(&format!("http://{host}/control/v1/people")).send(&tester.base_url);
        assert_eq!(absolute.status, 421, "{host}");
    }
    assert_eq!(state(&tester), before);
    for host in ["localhost", "LOCALHOST:1", "127.5.5.5:8085", "[::1]:8085"] {
        assert_eq!(
            Request::get("/control/v1/people").header("Host", host).send(&tester.base_url).status,
            200,
            "{host}"
        );
    }
}

#[test]
fn a_host_header_that_is_more_than_a_name_and_a_port_gets_into_no_link() {
    let tester = Tester::start();
    for host in [
        "localhost:x@evil.test",
        "localhost:@evil.test",
        "localhost:80/evil",
        "127.0.0.1:80@evil.test",
        "[::1]evil.test",
        "[::1].evil.test:80",
        "evil.test@r1.localhost",
        "user@localhost",
        // Not ASCII, so that it is no text to the server: not the same as no name at all.
        "ｌocalhost",
    ] {
        for path in ["/aas/oauth2/v2/ac?client_id=x", "/control/v1/people", "/journal"] {
            let reply = Request::get(path).header("Host", host).send(&tester.base_url);
            assert_eq!((reply.status, reply.header("location")), (421, None), "{host}{path}");
        }
    }
}

#[test]
fn a_name_that_was_allowed_is_served_with_its_own_links() {
    let access = Access { hosts: vec!["idp.test".parse().unwrap()], ..Access::default() };
    let idp = provider(access);
    let asked =
        Request::get("/control/v1/realms/default").header("Host", "idp.test:8085").send(&idp.base_url());
    assert_eq!(asked.json()["base_url"], "http://idp.test:8085");
    let own =
        Request::post("/login").form("a=b").header("Host", "idp.test").header("Origin", "http://idp.test");
    assert_ne!(own.send(&idp.base_url()).status, 403);
}

#[test]
fn a_named_origin_calls_the_control_api_and_reads_its_answers() {
    let origin = "http://tester.test:3000";
    let idp = provider(Access { origins: vec![origin.parse().unwrap()], ..Access::default() });
    let send = |request: Request, origin: &str| {
        let request = request.header("Origin", origin).header("Sec-Fetch-Site", "cross-site");
        request.send(&idp.base_url())
    };
    let preflight = |path: &str| {
        let request = Request::new("OPTIONS", path).header("Access-Control-Request-Method", "PUT");
        request.header("Access-Control-Request-Headers", "content-type")
    };
    let told = send(preflight("/control/v1/clock"), origin);
    assert_eq!(told.status, 204);
    assert_eq!(told.header("access-control-allow-origin"), Some(origin));
    assert_eq!(told.header("vary"), Some("Origin"));
    assert!(told.header("access-control-allow-methods").unwrap().contains("PUT"));
    assert!(told.header("access-control-allow-headers").unwrap().contains("Content-Type"));
    let put = json!({"now": "2018-12-01T00:00:00Z", "mode": "frozen"});
    let set = send(Request::new("PUT", "/control/v1/clock").json(&put), origin);
    assert_eq!(
        (set.status, set.header("access-control-allow-origin")),
        (200, Some(origin)),
        "{}",
        set.text()
    );
    // A refusal can be read too.
    let wrong = send(Request::new("PUT", "/control/v1/clock").json(&json!({"mode": 7})), origin);
    assert_eq!((wrong.status, wrong.header("access-control-allow-origin")), (400, Some(origin)));
    for (other, status) in [("http://tester.test", 403), ("http://tester.test:3000.evil.test", 403)] {
        let refused = send(preflight("/control/v1/clock"), other);
        assert_eq!(
            (refused.status, refused.header("access-control-allow-origin")),
            (status, None),
            "{other}"
        );
    }
    // Nothing else is shared with it.
    let page = send(Request::post("/login").form("a=b"), origin);
    assert_eq!((page.status, page.header("access-control-allow-origin")), (403, None));
    assert_eq!(send(Request::get("/logs/sms"), origin).header("access-control-allow-origin"), None);
}
