//! Owns the tests' HTTP: requests byte for byte as told, answers exactly as they came.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

/// A request, written as it stands: nothing is normalised on the way.
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn get(target: &str) -> Self {
        Self::new("GET", target)
    }

    pub(crate) fn post(target: &str) -> Self {
        Self::new("POST", target)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("Content-Type", kind)
    }

    pub(crate) fn form(self, encoded: &str) -> Self {
        self.body("application/x-www-form-urlencoded", encoded)
    }

    pub(crate) fn json(self, value: &serde_json::Value) -> Self {
        self.body("application/json", value.to_string())
    }

    /// Sends it to a server (`http://host:port`, with or without a realm's path behind).
    pub(crate) fn send(self, base: &str) -> Reply {
        self.send_over(base, None)
    }

    /// The same to a server that may speak HTTPS, with the roots that it is verified against.
    pub(crate) fn send_over(self, base: &str, tls: Option<&Arc<ClientConfig>>) -> Reply {
        let (scheme, rest) = base.split_once("://").expect("an address");
        let (host, prefix) =
            rest.split_once('/').map_or((rest, String::new()), |(h, p)| (h, format!("/{p}")));
        let target = match self.target.strip_prefix(&format!("{scheme}://{host}")) {
            Some(own) => own.to_owned(),
            None => format!("{prefix}{}", self.target),
        };
        let mut head = format!("{} {target} HTTP/1.1\r\nConnection: close\r\n", self.method);
        if !self.headers.iter().any(|(name, _)| name == "Host") {
            head.push_str(&format!("Host: {host}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.body.is_empty() || self.method == "POST" {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        // RFC 6761 section 6.3: hosts below localhost are the machine itself; not every resolver knows that.
        let place =
            host.split_once(".localhost:").map_or(host.to_owned(), |(_, port)| format!("127.0.0.1:{port}"));
        let stream = TcpStream::connect(place).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut stream: Box<dyn Stream> = match scheme {
            "https" => Box::new(secured(stream, host, tls.expect("roots for HTTPS"))),
            _ => Box::new(stream),
        };
        // A server that refuses a body may close before it has read all of it; what it answered counts.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&self.body));
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        assert!(!bytes.is_empty(), "{} {target}: no answer ({read:?})", self.method);
        Reply::parse(&bytes)
    }
}

/// A connection, plain or secured.
trait Stream: Read + Write {}
impl<S: Read + Write> Stream for S {}

fn secured(
    stream: TcpStream,
    host: &str,
    tls: &Arc<ClientConfig>,
) -> StreamOwned<ClientConnection, TcpStream> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    let connection = ClientConnection::new(Arc::clone(tls), ServerName::try_from(name).unwrap());
    StreamOwned::new(connection.unwrap(), stream)
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an HTTP head");
        let head = String::from_utf8(bytes.iter().copied().take(end).collect()).expect("a head in UTF-8");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned()));
        let (headers, body) = (headers.collect(), bytes.iter().copied().skip(end + 4).collect());
        let mut reply = Self { status: status.expect("a status line"), headers, body };
        if reply.header("transfer-encoding") == Some("chunked") {
            reply.body = unchunked(&reply.body);
        }
        reply
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// Every header of a name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| &**value)
    }

    pub(crate) fn cookies(&self) -> impl Iterator<Item = &str> {
        self.all("set-cookie")
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("a redirect, not {}: {}", self.status, self.text()))
    }

    pub(crate) fn kind(&self) -> &str {
        self.header("content-type").unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|why| panic!("{why}: {} {}", self.status, self.text()))
    }
}

fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let (size, tail) = rest.split_at(end);
        let size = usize::from_str_radix(std::str::from_utf8(size).unwrap(), 16).expect("a chunk's size");
        let tail = tail.get(2..).unwrap_or_default();
        out.extend(tail.iter().take(size));
        rest = tail.get(size + 2..).unwrap_or_default();
        if size == 0 {
            break;
        }
    }
    out
}

/// The parameters behind an address's `?`, decoded, in their order.
pub(crate) fn query_of(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(n, v)| (decode(n), decode(v)))
        .collect()
}

/// One parameter behind an address's `?`.
pub(crate) fn query_value(address: &str, name: &str) -> Option<String> {
    query_of(address).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn decode(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digits: Vec<u8> = bytes.by_ref().take(2).collect();
                out.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).expect("an escape"));
            }
            other => out.push(other),
        }
    }
    String::from_utf8(out).expect("UTF-8")
}

/// Percent-encodes everything but letters and digits, so that no value depends on what a server lets pass.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
