//! One POST over HTTP or HTTPS. Only the status of the answer counts: no redirect is followed, no body is read.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::courier::allowed::{PushHost, Wanted, resolved};
use crate::domain::push::Address;
use crate::tls::TlsError;

/// How much of an answer's head is read before it is given up.
const HEAD_BYTES_MAX: usize = 16 * 1024;

/// Sends pushes.
pub(super) struct Sender {
    hosts: Vec<PushHost>,
    tls: Arc<ClientConfig>,
}

impl Sender {
    /// # Errors
    /// The file of roots cannot be used.
    pub(super) fn new(wanted: &Wanted) -> Result<Self, TlsError> {
        let mut roots = RootCertStore::empty();
        if let Some(file) = &wanted.ca {
            let told = |why: String| TlsError::content(file, why);
            for read in CertificateDer::pem_file_iter(file).map_err(|why| told(why.to_string()))? {
                let certificate = read.map_err(|why| told(why.to_string()))?;
                roots.add(certificate).map_err(|why| told(why.to_string()))?;
            }
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("invariant: ring speaks the versions of TLS that are built in")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { hosts: wanted.hosts.clone(), tls: Arc::new(config) })
    }

    /// Posts JSON; tells the status of the answer.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn send(&self, to: &Address, json: &str, timeout: Duration) -> Result<u16, String> {
        let mut clock = Deadline::of(timeout);
        let mut why = String::new();
        for socket in resolved(to, &self.hosts)? {
            match self.attempt(to, socket, json, &mut clock) {
                Ok(status) => return Ok(status),
                Err(error) => why = told(&error),
            }
        }
        Err(why)
    }

    fn attempt(&self, to: &Address, socket: SocketAddr, json: &str, clock: &mut Deadline) -> io::Result<u16> {
        let stream = Timed { stream: TcpStream::connect_timeout(&socket, clock.left()?)?, clock };
        if !to.is_https {
            return exchanged(stream, to, json);
        }
        let name = ServerName::try_from(to.host.clone()).map_err(io::Error::other)?;
        let connection = ClientConnection::new(Arc::clone(&self.tls), name).map_err(io::Error::other)?;
        exchanged(StreamOwned::new(connection, stream), to, json)
    }
}

/// Sends the request and reads the head of the answer.
fn exchanged(mut stream: impl Read + Write, to: &Address, json: &str) -> io::Result<u16> {
    let host = match to.host.contains(':') {
        true => format!("[{}]:{}", to.host, to.port),
        false => format!("{}:{}", to.host, to.port),
    };
    let request = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nUser-Agent: esia-idp\r\nConnection: close\r\n\r\n{json}",
        to.path,
        json.len()
    );
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    let (mut head, mut piece) = (Vec::new(), [0; 1024]);
    while head.len() < HEAD_BYTES_MAX && !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece)? {
            0 => break,
            count => head.extend_from_slice(piece.get(..count).unwrap_or_default()),
        }
    }
    status(&head).ok_or_else(|| io::Error::other("the answer is not HTTP"))
}

/// The status in the first line of an answer.
fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
    words.next()?.strip_prefix("HTTP/1.")?;
    words.next()?.parse().ok().filter(|status| (100..1000).contains(status))
}

fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => "no answer in time".to_owned(),
        _ => error.to_string(),
    }
}

/// Until when a try may last, by the machine's clock: it is the receiver's time that is limited.
struct Deadline(Instant);

impl Deadline {
    #[expect(clippy::disallowed_methods, reason = "a receiver's real time is meant, not the realm's")]
    fn of(timeout: Duration) -> Self {
        Self(Instant::now() + timeout)
    }

    #[expect(clippy::disallowed_methods, reason = "a receiver's real time is meant, not the realm's")]
    fn left(&self) -> io::Result<Duration> {
        let left = self.0.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

/// A connection of which each reading and writing is limited by what is left.
struct Timed<'c> {
    stream: TcpStream,
    clock: &'c mut Deadline,
}

impl Read for Timed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.clock.left()?))?;
        self.stream.read(into)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.clock.left()?))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_stands_in_the_first_line_of_http() {
        for (head, expected) in [
            (&b"HTTP/1.1 200 OK\r\n\r\n"[..], Some(200)),
            (b"HTTP/1.0 404\r\n", Some(404)),
            (b"HTTP/2 200\r\n", None),
            (b"hello\r\n\r\n", None),
            (b"HTTP/1.1 2x0\r\n", None),
            (b"HTTP/1.1 20\r\n", None),
            (b"", None),
        ] {
            assert_eq!(status(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
