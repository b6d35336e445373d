//! Owns what is wrong with the carriage itself: methods, sizes, bytes that are no HTTP.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use super::still_signs_in;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::World;

#[test]
fn a_method_that_te_does_not_take_is_refused_by_name() {
    let world = World::start();
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let query = world.party.signs(world.party.redeems("openid", "x")).encoded();
        let reply = world.send(Request::new(method, &format!("/aas/oauth2/te?{query}")));
        assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")), "{method}");
        let told = reply.json();
        assert_eq!(told["error"], json!("invalid_request"), "{told}");
        assert!(told["error_description"].as_str().unwrap().starts_with("ESIA-007003: "));
        assert_eq!(world.refused("ESIA-007003", "method")["method"], json!(method));
    }
    let reply = world.send(Request::new("DELETE", "/aas/oauth2/ac"));
    assert_eq!((reply.status, reply.kind()), (405, "text/html; charset=utf-8"));
    assert_eq!(world.newest()["why"]["reason"], json!("method"));
    still_signs_in(&world);
}

#[test]
fn a_body_of_two_mebibytes_is_refused_by_name_and_the_server_goes_on() {
    let world = World::start();
    let body = "a".repeat(2 * 1024 * 1024);
    let reply = world.send(Request::post("/aas/oauth2/te").form(&body));
    assert_eq!((reply.status, &reply.json()["error"]), (413, &json!("invalid_request")));
    world.refused("ESIA-007003", "body-too-large");
    let reply = world.send(Request::post("/aas/oauth2/ac").form(&body));
    assert_eq!(reply.status, 413);
    let reply = world.send(Request::post("/login").form(&format!("login={body}")));
    assert_eq!((reply.status, reply.kind()), (413, "text/html; charset=utf-8"));
    still_signs_in(&world);
}

#[test]
fn bytes_that_are_no_http_end_one_connection_only() {
    let world = World::start();
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(200_000));
    let heads = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(300_000));
    let broken: [&[u8]; 9] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x00\xff\r\n\r\n",
        b"POST /aas/oauth2/te HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /aas/oauth2/te HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        long.as_bytes(),
        heads.as_bytes(),
    ];
    for bytes in broken {
        let mut stream = TcpStream::connect(world.base.strip_prefix("http://").unwrap()).unwrap();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let status = String::from_utf8_lossy(&answer).into_owned();
        assert!(!status.starts_with("HTTP/1.1 5"), "{status}");
        assert_eq!(world.get("/").status, 200, "afterwards");
    }
    still_signs_in(&world);
}

#[test]
fn paths_full_of_tricks_lead_nowhere() {
    let world = World::start();
    for path in
        ["/..%2f..%2fetc/passwd", "/../../etc/passwd", "/public/..%2f..%2fCargo.toml", "/%00", "/rs/prns/%FF"]
    {
        let reply = world.get(path);
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
    }
    still_signs_in(&world);
}
