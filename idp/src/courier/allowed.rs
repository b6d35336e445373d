//! Where pushes may go: to this machine, and to hosts that the operator named.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;
use std::str::FromStr;

use crate::domain::push::Address;

/// A host that pushes may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushHost(String);

/// What the operator wants of deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Hosts beside this machine.
    pub hosts: Vec<PushHost>,
    /// The roots that HTTPS receivers are verified against; without them no HTTPS receiver is trusted: a PEM file.
    pub ca: Option<PathBuf>,
}

impl FromStr for PushHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let host = text.trim().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
        let sound = !host.is_empty() && host.len() <= 253 && host.chars().all(allowed);
        sound.then_some(Self(host)).ok_or_else(|| "expected a host name or an IP address".to_owned())
    }
}

/// The addresses of a receiver, each of which may be connected to. They are resolved once, and the connection is made
/// to what was judged here: a name that answers differently a moment later changes nothing.
///
/// # Errors
/// The host does not resolve, or is none that pushes may go to.
pub(super) fn resolved(address: &Address, hosts: &[PushHost]) -> Result<Vec<SocketAddr>, String> {
    let is_named = hosts.iter().any(|host| host.0 == address.host);
    let found = (address.host.as_str(), address.port).to_socket_addrs();
    let all: Vec<_> = found.map_err(|why| format!("cannot resolve {}: {why}", address.host))?.collect();
    let refused = |ip: IpAddr| !may_go_to(ip, is_named);
    match all.iter().map(SocketAddr::ip).find(|ip| refused(*ip)) {
        Some(ip) if !is_named => Err(format!(
            "{} is {ip}, which is not this machine: name the host with --push-host",
            address.host
        )),
        Some(ip) => Err(format!("{} is {ip}, where nothing is sent", address.host)),
        None if all.is_empty() => Err(format!("{} has no address", address.host)),
        None => Ok(all),
    }
}

fn may_go_to(ip: IpAddr, is_named: bool) -> bool {
    let ip = ip.to_canonical();
    let is_special = ip.is_unspecified()
        || ip.is_multicast()
        || match ip {
            // Link-local addresses lead to services of the machine's surroundings, such as metadata of clouds.
            IpAddr::V4(four) => four.is_link_local() || four.is_broadcast(),
            IpAddr::V6(six) => six.is_unicast_link_local(),
        };
    !is_special && (ip.is_loopback() || is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pushes_go_to_this_machine_and_to_hosts_that_were_named() {
        let told = |url: &str, hosts: &[&str]| {
            let hosts: Vec<PushHost> = hosts.iter().map(|host| host.parse().unwrap()).collect();
            resolved(&url.parse().unwrap(), &hosts).is_ok()
        };
        for (url, hosts, expected) in [
            ("http://127.0.0.1:1/", &[][..], true),
            ("http://[::1]:1/", &[], true),
            ("http://localhost:1/", &[], true),
            ("http://192.0.2.1/", &[], false),
            ("http://192.0.2.1/", &["192.0.2.1"], true),
            ("http://192.0.2.1/", &["192.0.2.2"], false),
            ("http://[::ffff:192.0.2.1]/", &[], false),
            ("http://169.254.169.254/", &["169.254.169.254"], false),
            ("http://0.0.0.0/", &["0.0.0.0"], false),
        ] {
            assert_eq!(told(url, hosts), expected, "{url} {hosts:?}");
        }
        assert!("a b".parse::<PushHost>().is_err() && "".parse::<PushHost>().is_err());
    }
}
