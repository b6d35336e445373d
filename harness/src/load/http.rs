//! Owns one keep-alive HTTP/1.1 connection with its cookies: cheap enough to load a server from the same two cores.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use crate::load::latency::Latency;
use crate::load::watch::Watch;

/// What is asked of a server.
#[derive(Debug, Default, Clone)]
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT`.
    pub method: &'a str,
    /// The path with its query.
    pub target: &'a str,
    /// A bearer token to show.
    pub bearer: Option<&'a str>,
    /// The body and its media type.
    pub body: Option<(&'a str, &'a str)>,
}

impl<'a> Request<'a> {
    /// A `GET` without more.
    pub fn of(target: &'a str) -> Self {
        Self { method: "GET", target, ..Self::default() }
    }

    /// A form, sent.
    pub fn form(target: &'a str, form: &'a str) -> Self {
        Self {
            method: "POST",
            target,
            body: Some(("application/x-www-form-urlencoded", form)),
            ..Self::default()
        }
    }
}

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Where it sends the browser.
    pub location: Option<String>,
    /// The body as text.
    pub body: String,
}

/// A server: where it listens, and how it is verified when it speaks HTTPS.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where it listens.
    pub address: SocketAddr,
    /// The roots it is verified against; nothing for plain HTTP.
    pub tls: Option<Arc<ClientConfig>>,
}

impl From<SocketAddr> for Place {
    fn from(address: SocketAddr) -> Self {
        Self { address, tls: None }
    }
}

/// A connection.
#[derive(Debug)]
enum Stream {
    Plain(TcpStream),
    Secured(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// One browser: a connection, its cookies and the times of its requests.
#[derive(Debug)]
pub struct Line {
    place: Place,
    patience: Duration,
    stream: Option<Stream>,
    cookies: Vec<(String, String)>,
    outgoing: Vec<u8>,
    /// How long each request took.
    pub times: Latency,
}

impl Line {
    /// A line to a server; it connects with the first request.
    pub fn to(place: impl Into<Place>, patience: Duration) -> Self {
        let place = place.into();
        let (cookies, outgoing, times) = (Vec::new(), Vec::new(), Latency::new());
        Self { place, patience, stream: None, cookies, outgoing, times }
    }

    /// Forgets the cookies: another person sits down. The connection stays.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Sends a request and reads its answer.
    pub fn send(&mut self, request: &Request<'_>) -> Result<Answer, String> {
        let watch = Watch::start();
        self.spell(request);
        let reused = self.stream.is_some();
        // RFC 9112 section 9.3.1: a server may close an idle connection at any time, so a reused one gets a second chance.
        let head_and_body = match self.exchange() {
            Err(_) if reused => self.exchange(),
            other => other,
        };
        let (head, body) =
            head_and_body.map_err(|error| format!("{} {}: {error}", request.method, request.target))?;
        self.times.count(watch.elapsed());
        Ok(self.take_in(&head, body))
    }

    /// Sends a request that must be answered with `status`.
    pub fn expect(&mut self, request: &Request<'_>, status: &[u16]) -> Result<Answer, String> {
        let answer = self.send(request)?;
        if status.contains(&answer.status) {
            return Ok(answer);
        }
        let start: String = answer.body.chars().take(300).collect();
        Err(format!(
            "{} {} was answered {} (location {:?}): {start}",
            request.method, request.target, answer.status, answer.location
        ))
    }

    fn spell(&mut self, request: &Request<'_>) {
        let out = &mut self.outgoing;
        out.clear();
        let mut add = |parts: &[&str]| parts.iter().for_each(|part| out.extend_from_slice(part.as_bytes()));
        add(&[
            request.method,
            " ",
            request.target,
            " HTTP/1.1\r\nHost: ",
            &self.place.address.to_string(),
            "\r\n",
        ]);
        if let Some(token) = request.bearer {
            add(&["Authorization: Bearer ", token, "\r\n"]);
        }
        for (number, (name, value)) in self.cookies.iter().enumerate() {
            add(&[if number == 0 { "Cookie: " } else { "; " }, name, "=", value]);
        }
        if !self.cookies.is_empty() {
            add(&["\r\n"]);
        }
        if let Some((media_type, body)) = request.body {
            add(&[
                "Content-Type: ",
                media_type,
                "\r\nContent-Length: ",
                &body.len().to_string(),
                "\r\n\r\n",
                body,
            ]);
        } else {
            add(&["\r\n"]);
        }
    }

    fn exchange(&mut self) -> Result<(String, Vec<u8>), String> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(&self.place, self.patience)?,
        };
        stream.write_all(&self.outgoing).map_err(|error| error.to_string())?;
        let (head, body) = read_answer(&mut stream)?;
        if header(&head, "connection").is_none_or(|value| !value.eq_ignore_ascii_case("close")) {
            self.stream = Some(stream);
        }
        Ok((head, body))
    }

    fn take_in(&mut self, head: &str, body: Vec<u8>) -> Answer {
        for (_, line) in headers(head).filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            self.keep_cookie(line);
        }
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let location = header(head, "location").map(str::to_owned);
        Answer { status, location, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Paths and domains of cookies are not looked at: a line talks to one server, and one sign-in at a time.
    fn keep_cookie(&mut self, line: &str) {
        let Some((name, value)) = line.split(';').next().and_then(|pair| pair.trim().split_once('=')) else {
            return;
        };
        let gone = value.is_empty() || line.contains("01 Jan 1970") || line.contains("Max-Age=0");
        self.cookies.retain(|(known, _)| known != name);
        if !gone {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

fn connect(place: &Place, patience: Duration) -> Result<Stream, String> {
    let stream = TcpStream::connect(place.address).map_err(|error| format!("cannot connect: {error}"))?;
    let set = || {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))
    };
    set().map_err(|error| error.to_string())?;
    let Some(tls) = &place.tls else {
        return Ok(Stream::Plain(stream));
    };
    let connection = ClientConnection::new(Arc::clone(tls), ServerName::from(place.address.ip()));
    let connection = connection.map_err(|error| error.to_string())?;
    Ok(Stream::Secured(Box::new(StreamOwned::new(connection, stream))))
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(into),
            Self::Secured(stream) => stream.read(into),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(octets),
            Self::Secured(stream) => stream.write(octets),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Secured(stream) => stream.flush(),
        }
    }
}

fn headers(head: &str) -> impl Iterator<Item = (&str, &str)> {
    head.lines().skip(1).filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim()))
}

fn header<'a>(head: &'a str, wanted: &str) -> Option<&'a str> {
    headers(head).find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
}

fn read_answer(stream: &mut impl Read) -> Result<(String, Vec<u8>), String> {
    let mut input = Input { stream, bytes: Vec::with_capacity(4096) };
    let head_end = input.until(b"\r\n\r\n", 0)?;
    let head = String::from_utf8_lossy(&input.bytes[..head_end]).into_owned();
    let body = if header(&head, "transfer-encoding").is_some() {
        input.chunks(head_end)?
    } else {
        let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        input.fill_to(head_end + length)?;
        input.bytes[head_end..head_end + length].to_vec()
    };
    Ok((head, body))
}

struct Input<'a, R> {
    stream: &'a mut R,
    bytes: Vec<u8>,
}

impl<R: Read> Input<'_, R> {
    fn more(&mut self) -> Result<(), String> {
        let mut piece = [0; 8192];
        match self.stream.read(&mut piece) {
            Ok(0) => Err("the server closed the connection".to_owned()),
            Ok(count) => {
                self.bytes.extend_from_slice(&piece[..count]);
                Ok(())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn fill_to(&mut self, length: usize) -> Result<(), String> {
        while self.bytes.len() < length {
            self.more()?;
        }
        Ok(())
    }

    /// The place just behind the next `mark` from `start`.
    fn until(&mut self, mark: &[u8], start: usize) -> Result<usize, String> {
        let mut from = start;
        loop {
            if let Some(at) = self.bytes[from..].windows(mark.len()).position(|window| window == mark) {
                return Ok(from + at + mark.len());
            }
            from = self.bytes.len().saturating_sub(mark.len()).max(start);
            self.more()?;
        }
    }

    fn chunks(&mut self, start: usize) -> Result<Vec<u8>, String> {
        let (mut body, mut at) = (Vec::new(), start);
        loop {
            let line_end = self.until(b"\r\n", at)?;
            let line = String::from_utf8_lossy(&self.bytes[at..line_end]).into_owned();
            let length = usize::from_str_radix(line.trim().split(';').next().unwrap_or_default(), 16)
                .map_err(|_| format!("not a chunk length: {line:?}"))?;
            self.fill_to(line_end + length + 2)?;
            body.extend_from_slice(&self.bytes[line_end..line_end + length]);
            at = line_end + length + 2;
            if length == 0 {
                return Ok(body);
            }
        }
    }
}

#[cfg(test)]
mod tests;
