//! `healthcheck`: asks a server whether it can serve, for containers that have no other program to ask with.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::str::FromStr;
use std::time::Duration;

/// A server that takes longer is not ready.
const PATIENCE: Duration = Duration::from_secs(3);
/// The status line is all that counts.
const ANSWER_BYTES_MAX: u64 = 4 * 1024;

/// What is asked: an address of plain HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Host and port.
    authority: String,
    /// Path and query.
    target: String,
}

/// The text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected an address such as http://127.0.0.1:8085/readyz; HTTPS is not asked, probe another way there"
)]
pub struct NotAsked;

impl FromStr for Asked {
    type Err = NotAsked;

    fn from_str(text: &str) -> Result<Self, NotAsked> {
        let rest = text.strip_prefix("http://").ok_or(NotAsked)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_graphic() && c != '@');
        if authority.is_empty() || !is_plain(authority) || !is_plain(path) {
            return Err(NotAsked);
        }
        let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let authority = if has_port { authority.to_owned() } else { format!("{authority}:80") };
        let path = if path.is_empty() { "readyz" } else { path };
        Ok(Self { authority, target: format!("/{path}") })
    }
}

impl Asked {
    /// Whether the server that listens at an address can serve.
    pub fn of_listening(listen: SocketAddr) -> Self {
        let ip = match listen.ip() {
            ip if !ip.is_unspecified() => ip,
            // Whoever listens everywhere is reached on the loopback.
            std::net::IpAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            std::net::IpAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        Self { authority: SocketAddr::new(ip, listen.port()).to_string(), target: "/readyz".to_owned() }
    }
}

/// Asks; the error says why the server is not ready.
///
/// # Errors
/// It does not answer, or not with a status of success.
pub fn ask(asked: &Asked) -> Result<(), String> {
    let Asked { authority, target } = asked;
    let told = |why: std::io::Error| format!("{authority}: {why}");
    let address = authority.to_socket_addrs().map_err(told)?.next();
    let address = address.ok_or_else(|| format!("{authority}: no such host"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(told)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(told)?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(told)?;
    let request = format!("GET {target} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(told)?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).map_err(told)?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.lines().next().unwrap_or_default();
    let is_success = status.strip_prefix("HTTP/1.1 2").is_some();
    let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default().trim();
    if is_success { Ok(()) } else { Err(format!("{authority}{target}: {status} {body}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_for_readiness_unless_it_says_more() {
        let asked = |text: &str| text.parse::<Asked>().map(|one| format!("{}{}", one.authority, one.target));
        assert_eq!(asked("http://127.0.0.1:8085").as_deref(), Ok("127.0.0.1:8085/readyz"));
        assert_eq!(asked("http://idp/healthz").as_deref(), Ok("idp:80/healthz"));
        assert_eq!(asked("http://[::1]:9/").as_deref(), Ok("[::1]:9/readyz"));
        for wrong in ["https://127.0.0.1:1", "127.0.0.1:1", "http://", "http://a b/", "http://u@h/"] {
            assert_eq!(asked(wrong), Err(NotAsked), "{wrong}");
        }
        let everywhere = Asked::of_listening("0.0.0.0:8085".parse().unwrap());
        assert_eq!(everywhere.authority, "127.0.0.1:8085");
    }
}
