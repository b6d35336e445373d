//! The citizen's way back: reading a `redirect_uri`, comparing two, adding the answer.

use crate::protocol::params::encode;

/// The parts of a redirect address that rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http` or `https`, lower case.
    pub scheme: String,
    /// Host, lower case.
    pub host: String,
    /// Port: the written one, or the scheme's own.
    pub port: Option<u16>,
    /// Path without query and fragment.
    pub path: String,
}

/// Reads an absolute http(s) address; nothing when it is another thing.
pub fn read(uri: &str) -> Option<Address> {
    let (scheme, rest) = uri.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https")
        || uri.chars().any(|c| c.is_control() || c == '\\' || c == ' ')
    {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end)?;
    // Credentials in an address only serve to disguise the host.
    if authority.is_empty() || authority.contains('@') {
        return None;
    }
    let (host, port) = split_port(authority)?;
    if !is_host(host) {
        return None;
    }
    let port = port.or(Some(if scheme == "https" { 443 } else { 80 }));
    let path = tail.split(['?', '#']).next().unwrap_or_default();
    let path = if path.is_empty() { "/" } else { path };
    Some(Address { scheme, host: host.to_ascii_lowercase(), port, path: path.to_owned() })
}

/// The site that an address is on, as a link to its front page.
pub fn site(uri: &str) -> Option<String> {
    let Address { scheme, host, port, .. } = read(uri)?;
    let usual = if scheme == "https" { 443 } else { 80 };
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{port}/"))
}

/// A browser reads a host with other characters in ways of its own: percent signs decoded, letters folded.
fn is_host(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match bare {
        Some(address) => address.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.')),
        None => host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')),
    }
}

fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        Some((host, _)) if host.starts_with('[') && !host.ends_with(']') => Some((authority, None)),
        Some((host, port)) if !host.is_empty() => Some((host, Some(port.parse().ok()?))),
        Some(_) => None,
        None => Some((authority, None)),
    }
}

/// Whether two addresses name the same place; the query is left out, since some clients send the callback's
/// own query back with it.
pub fn same_place(one: &str, other: &str) -> bool {
    one == other || matches!((read(one), read(other)), (Some(one), Some(other)) if one == other)
}

/// Whether the path of an address is the beginning of another's, by whole segments, at the same host.
pub fn is_above(short: &str, long: &str) -> bool {
    let (Some(short), Some(long)) = (read(short), read(long)) else { return false };
    let rest = long.path.strip_prefix(short.path.trim_end_matches('/'));
    let same_host = Address { path: long.path.clone(), ..short.clone() } == long;
    same_host && short.path.len() < long.path.len() && rest.is_some_and(|rest| rest.starts_with('/'))
}

/// The address with the answer's parameters behind it, whatever query it already has.
pub fn with_query(uri: &str, answer: &[(&str, &str)]) -> String {
    let (base, fragment) = uri.split_once('#').map_or((uri, None), |(base, fragment)| (base, Some(fragment)));
    let mut out = base.to_owned();
    for (name, value) in answer {
        let joint = match out.find('?') {
            None => "?",
            Some(_) if out.ends_with(['?', '&']) => "",
            Some(_) => "&",
        };
        out.push_str(joint);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_added_to_an_existing_query() {
        assert_eq!(
            with_query("http://a/b?data=1", &[("code", "x.y"), ("state", "s")]),
            "http://a/b?data=1&code=x.y&state=s"
        );
        assert_eq!(with_query("http://a/b", &[("error", "access_denied")]), "http://a/b?error=access_denied");
        assert_eq!(with_query("http://a/b?#top", &[("code", "1")]), "http://a/b?code=1#top");
    }

    #[test]
    fn the_site_of_an_address_is_its_front_page() {
        assert_eq!(site("http://A.example:8090/esia/back?x=1#y").as_deref(), Some("http://a.example:8090/"));
        assert_eq!(site("https://a.example:443/esia").as_deref(), Some("https://a.example/"));
        assert_eq!(site("javascript:alert(1)"), None);
    }

    #[test]
    fn the_same_place_is_compared_without_the_query() {
        assert!(same_place("http://a.example/cb", "http://A.example/cb?code=1&state=2"));
        assert!(!same_place("http://a.example/cb", "http://a.example/other"));
        assert!(!same_place("http://a.example/cb", "https://a.example/cb"));
        assert!(same_place("http://a.example/cb", "http://a.example:80/cb"));
        assert!(!same_place("https://a.example/cb", "https://a.example:80/cb"));
    }

    #[test]
    fn an_address_is_above_those_whose_path_goes_on_after_a_slash() {
        let long = "http://a.example:8090/esia/back/x?y=1";
        for short in
            ["http://a.example:8090", "http://A.example:8090/esia", "http://a.example:8090/esia/back/"]
        {
            assert!(is_above(short, long), "{short}");
        }
        for other in [
            long,
            "http://a.example:8090/esia/back/x/y",
            "http://a.example:8090/es",
            "http://a.example/esia",
            "https://a.example:8090/esia",
            "http://b.example:8090/esia",
            "/esia",
        ] {
            assert!(!is_above(other, long), "{other}");
        }
    }

    #[test]
    fn only_plain_web_addresses_are_read() {
        for uri in [
            "javascript:alert(1)",
            "//host/x",
            "http://",
            "http://user@host/",
            "ftp://host/",
            "http://a\\b/",
            "http://:80/",
            "http://evil.example%2f.host/",
            "http://evil.example\u{ff0f}.host/",
            "http://evil.example;host/",
        ] {
            assert_eq!(read(uri), None, "{uri}");
        }
        assert_eq!(
            read("HTTP://Host:8080").map(|a| (a.host, a.port, a.path)),
            Some(("host".into(), Some(8080), "/".into()))
        );
    }
}
