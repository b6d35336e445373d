//! Owns cookies as browsers keep them: by domain and path, shared by all ports.
//!
//! The crate `cookie_store` judges by the machine's clock, takes `Secure` cookies over plain HTTP, knows `localhost` without
//! the names below it, and bounds nothing: more code would stand around it than it replaces.

use std::net::IpAddr;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::Url;

pub(crate) use crate::bench::browser::site::Journey;

/// A cookie that a server gave.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    pub(crate) value: String,
    /// The host that gave it, or the domain that it is for, without a leading dot.
    pub(crate) host: String,
    /// Whether it goes to no host below that one.
    pub(crate) host_only: bool,
    pub(crate) path: String,
    /// Whether scripts are kept from it.
    pub http_only: bool,
    /// Whether it goes over HTTPS only.
    pub secure: bool,
    /// When it goes along with requests that come from another site.
    pub same_site: Option<String>,
    /// Whether it outlives the browser.
    pub persistent: bool,
    /// For how many seconds it lives, where it says so.
    pub(crate) max_age_s: Option<i64>,
    /// The moment until which it lives, by the clock of whoever gave it.
    pub(crate) expires: Option<Timestamp>,
    /// When it was given, as the answer's `Date` says.
    pub(crate) given: Option<Timestamp>,
}

/// The cookies of one browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jar(Vec<Cookie>);

impl Jar {
    /// How much of a cookie is kept, and how many cookies of one host: RFC 6265 section 6.1 asks for no more of a browser
    /// than 4096 octets each; Chromium keeps 180 of a host and forgets the oldest.
    const OCTETS_MAX: usize = 4_096;
    const OF_A_HOST_MAX: usize = 180;

    /// Takes what a `Set-Cookie` header says, as RFC 6265bis section 5.7 says; what browsers reject is ignored.
    pub(crate) fn take(&mut self, url: &Url, header: &str) {
        self.take_of(url, header, None);
    }

    /// The same of an answer with that `Date`.
    pub(crate) fn take_of(&mut self, url: &Url, header: &str, date: Option<&str>) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        if name.len() + value.len() > Self::OCTETS_MAX {
            return;
        }
        let mut cookie = Cookie {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            host_only: true,
            path: default_path(url),
            http_only: false,
            secure: false,
            same_site: None,
            persistent: false,
            max_age_s: None,
            expires: None,
            given: date.and_then(moment),
        };
        let (mut domain, mut max_age, mut expires) = (None, None, None);
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match name.to_ascii_lowercase().as_str() {
                "domain" => domain = Some(value.trim_start_matches('.').to_ascii_lowercase()),
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "httponly" => cookie.http_only = true,
                "secure" => cookie.secure = true,
                "samesite" => cookie.same_site = Some(value.to_owned()),
                "max-age" => max_age = value.parse::<i64>().ok(),
                "expires" => expires = Some(value),
                _ => {}
            }
        }
        cookie.persistent = max_age.is_some() || expires.is_some();
        cookie.max_age_s = max_age;
        cookie.expires = expires.and_then(moment);
        let is_over = max_age.map_or_else(|| expires.is_some_and(removes), |seconds| seconds <= 0);
        let is_taken = cookie.is_for(domain.filter(|domain| !domain.is_empty()))
            && (!cookie.secure || is_trustworthy(url))
            && cookie.keeps_its_site_rule()
            && cookie.keeps_its_prefix();
        match (is_taken, is_over) {
            (true, true) => self.0.retain(|known| !known.is_same_place(&cookie)),
            (true, false) => self.put(cookie),
            (false, _) => {}
        }
    }

    /// Keeps a cookie, in the place of the one that was there.
    pub(crate) fn put(&mut self, cookie: Cookie) {
        self.0.retain(|known| !known.is_same_place(&cookie));
        if self.0.iter().filter(|known| known.host == cookie.host).count() >= Self::OF_A_HOST_MAX
            && let Some(oldest) = self.0.iter().position(|known| known.host == cookie.host)
        {
            self.0.remove(oldest);
        }
        self.0.push(cookie);
    }

    /// The `Cookie` header of a request, the longest path first.
    pub(crate) fn header(&self, url: &Url, journey: Journey) -> Option<String> {
        let mut fitting: Vec<&Cookie> = self
            .0
            .iter()
            .filter(|cookie| cookie.goes_to(url) && journey.takes(cookie.same_site.as_deref()))
            .collect();
        fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<_> =
            fitting.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The cookie of that name that goes to an address.
    pub fn cookie(&self, url: &Url, name: &str) -> Option<&Cookie> {
        self.0.iter().find(|cookie| cookie.name == name && cookie.goes_to(url))
    }

    /// The cookies that go to an address.
    pub(crate) fn going_to(&self, url: &Url) -> impl Iterator<Item = &Cookie> {
        self.0.iter().filter(|cookie| cookie.goes_to(url))
    }

    /// Cookies that would go to an address, and are held back because the way there began on another site.
    pub(crate) fn withheld(&self, url: &Url, journey: Journey) -> impl Iterator<Item = &Cookie> {
        self.0.iter().filter(move |cookie| cookie.goes_to(url) && !journey.takes(cookie.same_site.as_deref()))
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Cookie] {
        &self.0
    }

    /// The same without the cookies of that name.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|cookie| cookie.name != name);
        self
    }

    /// Forgets what does not outlive the browser.
    pub(crate) fn close(&mut self) {
        self.0.retain(|cookie| cookie.persistent);
    }
}

impl Cookie {
    fn is_same_place(&self, other: &Cookie) -> bool {
        self.name == other.name && self.host == other.host && self.path == other.path
    }

    /// Takes the domain that the header names; whether browsers let that host name it. Names of one label are public
    /// suffixes, of which a host may name itself only.
    fn is_for(&mut self, domain: Option<String>) -> bool {
        match domain {
            None => true,
            Some(domain) if domain == self.host => {
                self.host_only = !domain.contains('.') || address(&domain).is_some();
                true
            }
            Some(domain)
                if domain.contains('.') && address(&self.host).is_none() && is_below(&self.host, &domain) =>
            {
                (self.host, self.host_only) = (domain, false);
                true
            }
            Some(_) => false,
        }
    }

    /// RFC 6265bis section 4.1.3: what a name promises of its cookie.
    fn keeps_its_prefix(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let is_own = self.host_only && self.path == "/";
        let needs_secure = name.starts_with("__secure-") || name.starts_with("__host-");
        (!needs_secure || self.secure) && (!name.starts_with("__host-") || is_own)
    }

    /// RFC 6265bis section 5.7: `SameSite=None` is taken together with `Secure` only.
    fn keeps_its_site_rule(&self) -> bool {
        self.secure || !self.same_site.as_deref().is_some_and(|rule| rule.eq_ignore_ascii_case("none"))
    }

    fn goes_to(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let is_its_host = host == self.host || (!self.host_only && is_below(host, &self.host));
        (!self.secure || is_trustworthy(url)) && is_its_host && path_fits(&self.path, url.path())
    }
}

impl std::fmt::Debug for Cookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cookie({} at {}{})", self.name, self.host, self.path)
    }
}

/// Where browsers take and send `Secure` cookies: over HTTPS, and on the machine itself (Secure Contexts, 3.1).
fn is_trustworthy(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let is_here = address(host).is_some_and(|address| address.is_loopback());
    url.scheme() == "https" || is_here || host == "localhost" || is_below(host, "localhost")
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_matches(['[', ']']).parse().ok()
}

/// Whether `Expires` takes a cookie away: a moment before any scenario. Later ones are left to the servers, whose clock is
/// the simulated one.
fn removes(expires: &str) -> bool {
    rfc2822::parse(&expires.replace('-', " ")).is_ok_and(|moment| moment.year() < 2000)
}

fn moment(date: &str) -> Option<Timestamp> {
    rfc2822::parse(&date.replace('-', " ")).ok().map(|moment| moment.timestamp())
}

/// RFC 6265 section 5.1.4: the folder of the address that gave it.
fn default_path(url: &Url) -> String {
    match url.path().rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder.to_owned(),
        _ => "/".to_owned(),
    }
}

fn path_fits(cookie: &str, asked: &str) -> bool {
    match asked.strip_prefix(cookie) {
        Some(rest) => rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    fn jar(headers: &[&str]) -> Jar {
        let mut jar = Jar::default();
        headers.iter().for_each(|header| jar.take(&url("http://127.0.0.1:8085/realms/a/login"), header));
        jar
    }

    #[test]
    fn a_cookie_goes_to_its_host_and_path_on_every_port() {
        let jar = jar(&["a=1; Path=/realms/a", "b=2; Path=/", "c=3"]);
        let sent = |address| jar.header(&url(address), Journey::Own);
        assert_eq!(sent("http://127.0.0.1:8085/realms/a/x").as_deref(), Some("a=1; c=3; b=2"));
        assert_eq!(sent("http://127.0.0.1:9000/realms/ab").as_deref(), Some("b=2"));
        assert_eq!(sent("http://localhost:8085/realms/a"), None);
    }

    fn sent_after(from: &str, header: &str, to: &str) -> Option<String> {
        let mut jar = Jar::default();
        jar.take(&url(from), header);
        jar.header(&url(to), Journey::Own)
    }

    #[test]
    fn a_secure_cookie_goes_over_https_and_on_the_machine_itself_only() {
        for (from, to, is_sent) in [
            ("https://diary.test/", "https://diary.test/", true),
            ("https://diary.test/", "http://diary.test/", false),
            ("http://diary.test/", "https://diary.test/", false),
            ("http://127.0.0.1:8090/", "http://127.0.0.1:8085/", true),
            ("http://a.localhost:8085/", "http://a.localhost:8085/", true),
            ("http://[::1]:8085/", "http://[::1]:8085/", true),
        ] {
            assert_eq!(sent_after(from, "a=1; Path=/; Secure", to).is_some(), is_sent, "{from} {to}");
        }
    }

    #[test]
    fn a_cookie_goes_to_the_hosts_of_its_domain() {
        for (from, domain, to, is_sent) in [
            ("http://a.diary.test/", "diary.test", "http://b.diary.test/", true),
            ("http://a.diary.test/", ".diary.test", "http://diary.test/", true),
            ("http://diary.test/", "diary.test", "http://a.diary.test/", true),
            ("http://a.diary.test/", "", "http://b.diary.test/", false),
            ("http://diary.test/", "", "http://a.diary.test/", false),
            ("http://a.diary.test/", "b.diary.test", "http://b.diary.test/", false),
            ("http://mydiary.test/", "diary.test", "http://diary.test/", false),
            ("http://diary.test/", "test", "http://other.test/", false),
            ("http://a.localhost/", "localhost", "http://a.localhost/", false),
            ("http://localhost/", "localhost", "http://a.localhost/", false),
            ("http://127.0.0.1/", "127.0.0.1", "http://127.0.0.1:9/", true),
            ("http://127.0.0.1/", "0.0.1", "http://127.0.0.1/", false),
        ] {
            let header = format!("a=1; Path=/; Domain={domain}");
            assert_eq!(sent_after(from, &header, to).is_some(), is_sent, "{from} {domain} {to}");
        }
    }

    #[test]
    fn a_name_keeps_what_its_prefix_promises() {
        let is_taken =
            |header| sent_after("https://a.diary.test/x/", header, "https://a.diary.test/x/").is_some();
        assert!(is_taken("__Secure-a=1; Secure") && is_taken("__Host-a=1; Secure; Path=/"));
        assert!(!is_taken("__Secure-a=1") && !is_taken("__Host-a=1; Secure"));
        assert!(!is_taken("__Host-a=1; Secure; Path=/; Domain=a.diary.test"));
    }

    #[test]
    fn a_moment_before_any_story_removes_a_cookie_and_a_simulated_one_does_not() {
        let mut jar = jar(&["a=1; Path=/", "b=1; Path=/; Expires=Tue, 20 Nov 2018 09:00:00 GMT"]);
        let address = url("http://127.0.0.1/");
        assert_eq!(jar.header(&address, Journey::Own).as_deref(), Some("a=1; b=1"));
        jar.take(&address, "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        jar.take(&address, "b=; Path=/; Expires=Thu, 01-Jan-1970 00:00:00 GMT");
        assert_eq!(jar.header(&address, Journey::Own), None);
    }

    #[test]
    fn a_cookie_is_replaced_removed_and_ends_with_the_browser() {
        let mut jar = jar(&["a=1; Path=/", "a=2; Path=/; Max-Age=60; HttpOnly; SameSite=Lax", "b=1; Path=/"]);
        let address = url("http://127.0.0.1/");
        assert_eq!(jar.header(&address, Journey::Own).as_deref(), Some("a=2; b=1"));
        let kept = jar.cookie(&address, "a").unwrap();
        assert!(kept.http_only && kept.same_site.as_deref() == Some("Lax") && kept.persistent);
        jar.close();
        assert_eq!(jar.header(&address, Journey::Own).as_deref(), Some("a=2"));
        jar.take(&address, "a=; Path=/; Max-Age=0");
        assert_eq!(jar.header(&address, Journey::Own), None);
    }

    #[test]
    fn a_cookies_value_is_not_printed() {
        assert_eq!(format!("{:?}", jar(&["a=secret; Path=/"])), "Jar([Cookie(a at 127.0.0.1/)])");
    }

    #[test]
    fn a_cookie_goes_along_as_its_rule_says() {
        let mut jar = Jar::default();
        let home = url("https://school.test/");
        let headers = [
            "s=1; SameSite=Strict",
            "l=1; SameSite=Lax",
            "n=1; SameSite=None; Secure",
            "d=1",
            "x=1; SameSite=None",
        ];
        headers.iter().for_each(|header| jar.take(&home, header));
        let sent = |journey| jar.header(&home, journey).unwrap_or_default();
        assert_eq!(sent(Journey::Own), "s=1; l=1; n=1; d=1", "browsers do not keep `None` without `Secure`");
        assert_eq!(sent(Journey::Visit), "l=1; n=1; d=1");
        assert_eq!(sent(Journey::Form), "n=1");
    }
}
