use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use super::*;

/// A server that answers each connection with the given answers in turn, then closes it, and hands back what it was asked.
fn serving(connections: Vec<Vec<&'static str>>) -> (SocketAddr, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let asked = std::thread::spawn(move || {
        let mut asked = String::new();
        for answers in connections {
            let (mut stream, _) = listener.accept().unwrap();
            for answer in answers {
                let mut piece = [0; 4096];
                let count = stream.read(&mut piece).unwrap();
                asked.push_str(&String::from_utf8_lossy(&piece[..count]));
                stream.write_all(answer.as_bytes()).unwrap();
            }
        }
        asked
    });
    (address, asked)
}

fn line(address: SocketAddr) -> Line {
    Line::to(address, Duration::from_secs(10))
}

#[test]
fn lengths_and_chunks_are_read_over_one_connection() {
    let (address, asked) = serving(vec![vec![
        "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nшк",
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /next\r\n\r\n",
    ]]);
    let mut line = line(address);
    let first = line.send(&Request::of("/one")).unwrap();
    let second = line.send(&Request::form("/two", "a=b")).unwrap();
    let third = line.send(&Request { bearer: Some("t"), ..Request::of("/three") }).unwrap();
    assert_eq!((first.status, first.body.as_str()), (200, "шк"));
    assert_eq!((second.status, second.body.as_str()), (201, "abcde"));
    assert_eq!((third.status, third.location.as_deref()), (302, Some("/next")));
    assert_eq!(line.times.total(), 3);
    let asked = asked.join().unwrap();
    assert!(asked.starts_with("GET /one HTTP/1.1\r\nHost: 127.0.0.1:"), "{asked}");
    assert!(
        asked.contains("Content-Length: 3\r\n\r\na=b") && asked.contains("Authorization: Bearer t\r\n"),
        "{asked}"
    );
}

#[test]
fn cookies_are_kept_sent_and_dropped() {
    let (address, asked) = serving(vec![vec![
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\ncontent-length: 0\r\n\r\n",
    ]]);
    let mut line = line(address);
    line.send(&Request::of("/")).unwrap();
    line.send(&Request::of("/")).unwrap();
    assert_eq!(line.cookies, [("b".to_owned(), "2".to_owned())]);
    line.forget();
    assert!(line.cookies.is_empty());
    assert!(asked.join().unwrap().contains("\r\nCookie: a=1; b=2\r\n"));
}

#[test]
fn a_closed_idle_connection_is_opened_again() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let (address, asked) = serving(vec![vec![answer], vec![answer]]);
    let mut line = line(address);
    line.send(&Request::of("/1")).unwrap();
    assert_eq!(line.send(&Request::of("/2")).unwrap().status, 200);
    assert!(asked.join().unwrap().contains("GET /2 "));
}

#[test]
fn an_unexpected_status_says_what_was_asked_and_answered() {
    let (address, _asked) = serving(vec![vec!["HTTP/1.1 400 Bad Request\r\ncontent-length: 4\r\n\r\nmild"]]);
    let error = line(address).expect(&Request::of("/x"), &[200]).unwrap_err();
    assert_eq!(error, "GET /x was answered 400 (location None): mild");
}
