//! The address at which a client reached the server: its own, or the one that a trusted proxy tells.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{FORWARDED, HOST, HeaderName};

use crate::web::request::access::Access;
use crate::web::request::names::Origin;

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The address of a request, as the client wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// `http` or `https`.
    pub scheme: String,
    /// Host and port.
    pub host: String,
    /// The address that links and redirects begin with, where one is configured.
    pub public_url: Option<Origin>,
}

impl Reached {
    /// Reads it. Forwarded headers count only when the peer is a trusted proxy, and of several values the last one, which is
    /// the one that this proxy added.
    pub fn of(access: &Access, request: &ServiceRequest) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip());
        let told = if access.trusts(peer) { Told::by(request) } else { Told::default() };
        let own_scheme = if request.app_config().secure() { "https" } else { "http" };
        Self {
            scheme: told.scheme.unwrap_or_else(|| own_scheme.to_owned()),
            host: told.host.unwrap_or_else(|| sent_host(request).to_owned()),
            public_url: access.public_url.clone(),
        }
    }

    /// The origin of the address.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.scheme, &self.host)
    }
}

/// The host of the connection itself. RFC 9112 section 3.2.2: an address in the request line counts more than `Host`.
pub fn sent_host(request: &ServiceRequest) -> &str {
    let in_line = request.uri().authority().map(|authority| authority.as_str());
    // One that is not text names nothing, rather than what a missing one does.
    let in_header = || request.headers().get(HOST).map(|host| host.to_str().unwrap_or_default());
    // Only HTTP/1.0 may leave it out, which no browser speaks.
    in_line.or_else(in_header).unwrap_or_else(|| request.app_config().host())
}

/// What a proxy tells of the client's request.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    scheme: Option<String>,
    host: Option<String>,
}

impl Told {
    /// Most proxies set the `X-` headers and hand `Forwarded` (RFC 7239) on as it came, so those count first.
    fn by(request: &ServiceRequest) -> Self {
        let last = |name: HeaderName| {
            let value = request.headers().get_all(name).next_back()?.to_str().ok()?;
            value.rsplit(',').next().map(str::trim)
        };
        let element = last(FORWARDED).unwrap_or_default();
        Self::read(last(FORWARDED_PROTO), last(FORWARDED_HOST), element)
    }

    fn read(proto: Option<&str>, host: Option<&str>, element: &str) -> Self {
        let pair = |name: &str| {
            let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
            let value = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?.1;
            Some(value.trim().trim_matches('"'))
        };
        let scheme = proto.or_else(|| pair("proto")).map(str::to_ascii_lowercase);
        let host = host.or_else(|| pair("host")).filter(|host| !host.is_empty());
        Self {
            scheme: scheme.filter(|scheme| ["http", "https"].contains(&scheme.as_str())),
            host: host.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_tells_scheme_and_host() {
        let cases = [
            (None, None, "", (None, None)),
            (Some("https"), Some("idp.test"), "", (Some("https"), Some("idp.test"))),
            (
                None,
                None,
                "for=192.0.2.1;proto=HTTPS;host=\"idp.test:444\"",
                (Some("https"), Some("idp.test:444")),
            ),
            (Some("http"), None, "proto=https;host=idp.test", (Some("http"), Some("idp.test"))),
            (Some("javascript"), Some(""), "", (None, None)),
        ];
        for (proto, host, element, (scheme, told)) in cases {
            let expected = Told { scheme: scheme.map(str::to_owned), host: told.map(str::to_owned) };
            assert_eq!(Told::read(proto, host, element), expected, "{proto:?} {host:?} {element}");
        }
    }
}
