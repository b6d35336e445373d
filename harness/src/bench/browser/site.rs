//! Owns which sites are one to a browser, and which cookies go along from one site to another.

use reqwest::Url;

/// How a request came about, as far as cookies are concerned (RFC 6265bis, 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Journey {
    /// Someone typed the address, or a page of the same site led there.
    Own,
    /// A page of another site led there.
    Visit,
    /// A page of another site sent a form there.
    Form,
}

impl Journey {
    /// How a browser gets from a page to an address; without a page somebody typed it.
    ///
    /// The portal is another site than every relying party, whatever both are called on this machine: outside it
    /// their names always differ.
    pub(crate) fn between(from: Option<&Url>, to: &Url, portal: Option<&str>, is_form: bool) -> Self {
        let is_portals = |url: &Url| portal == Some(url.origin().ascii_serialization().as_str());
        match from {
            Some(from) if is_portals(from) != is_portals(to) || !is_one_site(from, to) => {
                if is_form {
                    Journey::Form
                } else {
                    Journey::Visit
                }
            }
            _ => Journey::Own,
        }
    }

    /// Whether a cookie with this `SameSite` goes along. Browsers treat a cookie without one as `Lax`.
    pub(crate) fn takes(self, same_site: Option<&str>) -> bool {
        let rule = same_site.unwrap_or_default();
        match self {
            Journey::Own => true,
            Journey::Visit => !rule.eq_ignore_ascii_case("strict"),
            Journey::Form => rule.eq_ignore_ascii_case("none"),
        }
    }
}

/// Names that end in the same two labels belong together; an address of numbers belongs to itself.
fn is_one_site(from: &Url, to: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let is_name = url.domain().is_some();
        let labels: Vec<&str> = host.rsplitn(3, '.').take(2).collect();
        if is_name { labels.into_iter().rev().collect::<Vec<_>>().join(".") } else { host }
    };
    from.scheme() == to.scheme() && site(from) == site(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    const PORTAL: &str = "http://127.0.0.1:8085";

    #[test]
    fn the_portal_is_another_site_than_a_party_on_the_same_machine() {
        let between =
            |from: &str, to: &str| Journey::between(Some(&url(from)), &url(to), Some(PORTAL), false);
        assert_eq!(between("http://127.0.0.1:8085/login", "http://127.0.0.1:9000/back"), Journey::Visit);
        assert_eq!(between("http://127.0.0.1:9000/", "http://127.0.0.1:9001/back"), Journey::Own);
        assert_eq!(between("http://a.school.test/", "http://b.school.test/"), Journey::Own);
        assert_eq!(between("http://school.test/", "http://phishing.test/"), Journey::Visit);
        let typed = Journey::between(None, &url("http://127.0.0.1:9000/"), Some(PORTAL), true);
        assert_eq!(typed, Journey::Own);
    }
}
