//! Owns who takes pushes in the tests, plain or over HTTPS, and what the tester sees of them.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use super::kit::{OGRN, register};
use crate::oauth::kit::world::World;

/// Somebody who takes pushes and answers each with the status that is next, with 200 when none is.
pub(super) struct Diary {
    pub(super) url: String,
    came: Receiver<String>,
    pub(super) answers: Sender<&'static str>,
}

impl Diary {
    pub(super) fn listen() -> Self {
        Self::at("http", Ipv4Addr::LOCALHOST, |stream| Box::new(stream))
    }

    /// The same over HTTPS.
    pub(super) fn secured(config: ServerConfig, at: Ipv4Addr) -> Self {
        let config = Arc::new(config);
        Self::at("https", at, move |stream| {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            Box::new(StreamOwned::new(connection, stream))
        })
    }

    fn at(scheme: &str, at: Ipv4Addr, open: impl Fn(TcpStream) -> Box<dyn Stream> + Send + 'static) -> Self {
        let listener = TcpListener::bind((at, 0)).expect("a port");
        let url = format!("{scheme}://{}/pushes", listener.local_addr().expect("an address"));
        let ((tell, came), (answers, next)) = (channel(), channel());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let mut stream = open(stream);
                // Who does not trust the certificate sends nothing.
                let Some(body) = read(&mut *stream) else { continue };
                let status = next.try_recv().unwrap_or("200 OK");
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.flush());
                if tell.send(body).is_err() {
                    return;
                }
            }
        });
        Self { url, came, answers }
    }

    /// The body of the next push, as it came.
    pub(super) fn next_text(&self) -> String {
        // A limit, not a measurement: a delivery takes milliseconds.
        self.came.recv_timeout(Duration::from_secs(60)).expect("a push")
    }

    pub(super) fn next(&self) -> Value {
        let text = self.next_text();
        serde_json::from_str(&text).unwrap_or_else(|why| panic!("{why}: {text}"))
    }

    pub(super) fn has_none(&self) -> bool {
        self.came.try_recv().is_err()
    }
}

/// A connection, plain or secured.
trait Stream: Read + Write {}
impl<S: Read + Write> Stream for S {}

/// The body of a request; nothing where none came.
fn read(stream: &mut dyn Stream) -> Option<String> {
    let (mut all, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            assert!(
                head.starts_with("POST /pushes HTTP/1.1\r\n") && head.contains("application/json"),
                "{head}"
            );
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            if body.len() >= length.expect("a length").parse::<usize>().expect("a number") {
                return Some(body.to_owned());
            }
        }
        let count = stream.read(&mut piece).ok().filter(|count| *count > 0)?;
        all.extend_from_slice(&piece[..count]);
    }
}

/// Says where pushes to the organisation go.
pub(super) fn tell(world: &World, url: &str) {
    register(world, &json!({"owner": {"ogrn": OGRN, "push_url": url}}));
}

/// The pushes as the tester sees them.
pub(super) fn listed(world: &World) -> Vec<Value> {
    world.get("/control/v1/pushes").json()["pushes"].as_array().expect("a list").clone()
}

/// The pushes once so many are in none but these states; a delivery is kept a moment after it was answered.
pub(super) fn settled(world: &World, states: &[&str]) -> Vec<Value> {
    for _ in 0..100_000 {
        let all = listed(world);
        if all.iter().map(|one| one["state"].as_str().unwrap()).eq(states.iter().copied()) {
            return all;
        }
        std::thread::yield_now();
    }
    panic!("{states:?}, not {:?}", listed(world));
}

/// The operation that a push names, without its prefix.
pub(super) fn operation(push: &Value) -> String {
    push["opType"].as_str().unwrap().strip_prefix("PermissionOperationEnum.").unwrap().to_owned()
}
