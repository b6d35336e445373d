//! Names of hosts and origins of pages, in the one form in which they are compared.

use std::net::IpAddr;
use std::str::FromStr;

use actix_web::http::Uri;

/// A host name or an IP address without a port, in lower case; an IPv6 address without brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName(String);

/// The text is not a host name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a host name without scheme, port and path, such as idp.test")]
pub struct BadHostName;

/// An origin (RFC 6454): scheme, host and port of a page, written as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// The text is not an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected scheme, host and port without a path, such as http://127.0.0.1:3000")]
pub struct BadOrigin;

/// The host of `host:port`; an IPv6 address loses its brackets. Empty when something else follows the host than a port:
/// `localhost:x@evil.test` in a link leads to `evil.test`.
pub fn host_of(authority: &str) -> &str {
    let bracketed = authority.strip_prefix('[').and_then(|text| text.split_once(']'));
    let (host, rest) = bracketed.unwrap_or_else(|| {
        let end = authority.find(':').unwrap_or(authority.len());
        authority.split_at(end)
    });
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let is_port =
        rest.is_empty() || (rest.len() > port.len() && port.bytes().all(|byte| byte.is_ascii_digit()));
    if is_port { host } else { "" }
}

impl HostName {
    /// The name, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a host, as [`host_of`] returns it, is this one.
    pub fn is(&self, host: &str) -> bool {
        self.0.eq_ignore_ascii_case(host)
    }
}

impl FromStr for HostName {
    type Err = BadHostName;

    fn from_str(text: &str) -> Result<Self, BadHostName> {
        let bracketed = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let address: Result<IpAddr, _> = bracketed.unwrap_or(text).parse();
        if let Ok(address) = address {
            return Ok(Self(address.to_string()));
        }
        let is_name = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
            && !text.starts_with(['.', '-']);
        if is_name { Ok(Self(text.to_ascii_lowercase())) } else { Err(BadHostName) }
    }
}

impl Origin {
    /// The origin of an address: letter case does not matter in it, and a scheme's own port is left out.
    pub fn of(scheme: &str, authority: &str) -> Self {
        let own_port = if scheme == "https" { ":443" } else { ":80" };
        let authority = authority.strip_suffix(own_port).unwrap_or(authority);
        Self(format!("{scheme}://{authority}").to_ascii_lowercase())
    }

    /// The text, as `Origin` carries it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host in it.
    pub fn host(&self) -> &str {
        host_of(self.0.split_once("://").map_or("", |(_, authority)| authority))
    }
}

impl FromStr for Origin {
    type Err = BadOrigin;

    fn from_str(text: &str) -> Result<Self, BadOrigin> {
        let uri: Uri = text.parse().map_err(|_| BadOrigin)?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme));
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let bare = uri.path() == "/" && uri.query().is_none() && !text.contains('#');
        match (scheme, authority) {
            (Some(scheme), Some(authority)) if bare => Ok(Self::of(scheme, authority.as_str())),
            _ => Err(BadOrigin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_has_neither_scheme_nor_port() {
        for (text, host) in
            [("Idp.Test", "idp.test"), ("[::1]", "::1"), ("10.0.0.7", "10.0.0.7"), ("esia", "ESIA")]
        {
            assert!(text.parse::<HostName>().unwrap().is(host), "{text}");
        }
        for text in
            ["", "http://idp.test", "idp.test:8085", "idp.test/", "*.test", "два.рф", "-a", ".test", "[x]"]
        {
            assert_eq!(text.parse::<HostName>(), Err(BadHostName), "{text:?}");
        }
    }

    #[test]
    fn an_origin_has_one_form() {
        let cases = [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("HTTP://Idp.Test/", "http://idp.test"),
            ("http://idp.test:80", "http://idp.test"),
            ("https://idp.test:443", "https://idp.test"),
            ("https://idp.test:80", "https://idp.test:80"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ];
        for (text, origin) in cases {
            assert_eq!(text.parse::<Origin>().as_ref().map(Origin::as_str), Ok(origin), "{text}");
        }
        for text in [
            "",
            "null",
            "*",
            "idp.test",
            "http://idp.test/x",
            "http://idp.test?x",
            "ftp://idp.test",
            "http://a@b",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(BadOrigin), "{text:?}");
        }
        assert_eq!("http://[::1]:3000".parse::<Origin>().unwrap().host(), "::1");
    }

    #[test]
    fn a_host_is_what_stands_before_the_port() {
        for (authority, host) in
            [("a:1", "a"), ("a", "a"), ("[::1]:8085", "::1"), ("[::1]", "::1"), ("", ""), ("a:", "a")]
        {
            assert_eq!(host_of(authority), host, "{authority}");
        }
        for authority in [
            "a:x@b",
            "a:1@b",
            "a:1/b",
            "a:1:b",
            "a:b",
            "[::1]b",
            "[::1].b:1",
            "[::1]:b",
            "[::1]1",
            "::1",
            "[::1",
        ] {
            assert!(!host_of(authority).contains(['a', '1']), "{authority}");
        }
    }
}
