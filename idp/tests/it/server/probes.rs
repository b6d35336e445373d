//! Probes: whether the process lives, whether it can serve, asked by whatever name and from the command line.

use serde_json::Value;

use crate::actors::{Program, Tester, until};
use crate::oauth::kit::http::Request;

fn status(base: &str, path: &str, host: &str) -> u16 {
    Request::get(path).header("Host", host).send(base).status
}

#[test]
fn a_probe_is_answered_under_any_host_name_and_nothing_else_is() {
    let tester = Tester::start();
    for host in ["10.0.0.7:8085", "idp.cluster.test", "127.0.0.1"] {
        assert_eq!(status(&tester.base_url, "/healthz", host), 200, "{host}");
        assert_eq!(status(&tester.base_url, "/readyz", host), 200, "{host}");
    }
    for path in ["/login", "/control/v1/clock", "/healthz/x"] {
        assert_eq!(status(&tester.base_url, path, "idp.cluster.test"), 421, "{path}");
    }
}

#[test]
fn readiness_is_that_of_the_realm_of_the_address() {
    let tester = Tester::start();
    let ready = tester.open("/readyz");
    assert_eq!((ready.status, &ready.json["realm"]), (200, &Value::from("default")));
    let other = tester.realm(serde_json::json!({"id": "other"}));
    assert_eq!(other.open("/readyz").json["realm"], "other");
    let unknown = tester.of_name("nobody").open("/readyz");
    assert_eq!((unknown.status, &unknown.json["ready"]), (503, &Value::from(false)), "{}", unknown.text);
    assert_eq!(tester.open("/healthz").status, 200);
}

fn health(address: &str) -> Option<i32> {
    Program::command(&["healthcheck", "--url", address]).output().unwrap().status.code()
}

#[test]
fn a_server_that_is_asked_to_end_says_so_while_it_still_serves() {
    let mut program = Program::serve(&["--drain", "PT1H"]);
    let base = program.base_url.clone();
    assert_eq!((status(&base, "/readyz", "probe"), health(&base)), (200, Some(0)));
    program.signal("TERM");
    until("unready", || status(&base, "/readyz", "probe") != 200);
    assert_eq!(status(&base, "/readyz", "probe"), 503);
    assert_eq!((health(&base), health(&format!("{base}/healthz"))), (Some(1), Some(0)));
    // What is asked of it is served as before.
    Tester::at(&base).get("/clock", &[]);
    program.signal("INT");
    assert_eq!(program.wait().0.code(), Some(0));
    assert_eq!(health(&base), Some(1), "nobody listens there any more");
    let misused = Program::command(&["healthcheck", "--url", "https://127.0.0.1:1"]).output().unwrap();
    assert_eq!(misused.status.code(), Some(2));
}
