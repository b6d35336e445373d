//! What the operator of the server allowed on the command line.

use std::net::IpAddr;

use crate::web::request::names::{HostName, Origin, host_of};
use crate::web::request::network::Network;
use crate::web::request::token::ControlToken;

/// Who may reach what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Host names of the server besides those of the loopback.
    pub hosts: Vec<HostName>,
    /// Origins whose pages may call the control API.
    pub origins: Vec<Origin>,
    /// Peers whose forwarded headers are believed.
    pub proxies: Vec<Network>,
    /// The address in links and redirects; the address of the request when there is none.
    pub public_url: Option<Origin>,
    /// What callers of the control API show; nothing when there is none.
    pub token: Option<ControlToken>,
}

impl Access {
    /// Whether the server that listens on `listen` has this name: one of the loopback, its own IP address, or a name
    /// that was allowed. Behind any other name may be a page that had its name resolved to the server (DNS rebinding).
    pub fn serves(&self, authority: &str, listen: IpAddr) -> bool {
        let host = host_of(authority);
        if is_localhost(host) {
            return true;
        }
        let listen = listen.to_canonical();
        if let Ok(address) = host.parse::<IpAddr>() {
            let address = address.to_canonical();
            // Every address of the machine is its own when it listens on all of them, and an address is no name that
            // could be resolved to another.
            let own = address.is_loopback() || address == listen;
            if own || (listen.is_unspecified() && !address.is_unspecified()) {
                return true;
            }
        }
        let is_public =
            self.public_url.as_ref().is_some_and(|public| public.host().eq_ignore_ascii_case(host));
        is_public || self.hosts.iter().any(|name| name.is(host))
    }

    /// Whether forwarded headers of a peer are believed.
    pub fn trusts(&self, peer: Option<IpAddr>) -> bool {
        peer.is_some_and(|peer| self.proxies.iter().any(|proxies| proxies.contains(peer)))
    }

    /// Whether pages of an origin may call the control API.
    pub fn names(&self, origin: &str) -> bool {
        self.origins.iter().any(|named| named.as_str() == origin)
    }
}

/// RFC 6761 section 6.3: `localhost` and every name below it are the machine itself.
fn is_localhost(host: &str) -> bool {
    let end = "localhost";
    let Some((before, tail)) = host.len().checked_sub(end.len()).and_then(|at| host.split_at_checked(at))
    else {
        return false;
    };
    let is_name =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    tail.eq_ignore_ascii_case(end) && (before.is_empty() || before.ends_with('.')) && is_name(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_the_names_of_the_loopback_its_own_address_and_those_that_were_allowed() {
        let allowed = Access {
            hosts: vec!["idp.test".parse().unwrap(), "198.51.100.1".parse().unwrap()],
            public_url: Some("https://public.test".parse().unwrap()),
            ..Access::default()
        };
        let cases = [
            ("127.0.0.1", "127.0.0.1:8085", true),
            ("127.0.0.1", "127.8.9.10:8085", true),
            ("127.0.0.1", "localhost:8085", true),
            ("127.0.0.1", "LocalHost", true),
            ("127.0.0.1", "r1.localhost:8085", true),
            ("127.0.0.1", "[::1]:8085", true),
            ("127.0.0.1", "[::ffff:127.0.0.1]:8085", true),
            ("127.0.0.1", "IDP.test:8085", true),
            ("127.0.0.1", "public.test", true),
            ("127.0.0.1", "198.51.100.1:80", true),
            ("127.0.0.1", "evil.test:8085", false),
            ("127.0.0.1", "0.0.0.0:8085", false),
            ("127.0.0.1", "192.0.2.1:8085", false),
            ("127.0.0.1", "evillocalhost", false),
            ("127.0.0.1", "localhost.evil.test", false),
            ("127.0.0.1", "127.0.0.1.evil.test", false),
            ("127.0.0.1", "localhost.", false),
            ("127.0.0.1", "", false),
            ("127.0.0.1", "evil.test:8085@localhost", false),
            ("127.0.0.1", "localhost:8085@evil.test", false),
            ("127.0.0.1", "localhost:x@evil.test", false),
            ("127.0.0.1", "localhost:8085/evil", false),
            ("127.0.0.1", "[::1]evil.test", false),
            ("127.0.0.1", "evil.test@r1.localhost", false),
            ("192.0.2.1", "192.0.2.1:8085", true),
            ("192.0.2.1", "192.0.2.2:8085", false),
            ("0.0.0.0", "192.0.2.2:8085", true),
            ("0.0.0.0", "0.0.0.0:8085", true),
            ("0.0.0.0", "evil.test", false),
            ("::", "192.0.2.2", true),
        ];
        for (listen, authority, served) in cases {
            assert_eq!(allowed.serves(authority, listen.parse().unwrap()), served, "{listen} {authority}");
        }
    }
}
