//! Owns cookies: by host and path, as browsers keep them, whatever the port.

use reqwest::Url;

/// A cookie that a server gave.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    pub(crate) value: String,
    pub(crate) host: String,
    pub(crate) path: String,
    /// Whether scripts are kept from it.
    pub http_only: bool,
    /// Whether it goes over HTTPS only.
    pub secure: bool,
    /// When it goes along with requests that come from another site.
    pub same_site: Option<String>,
    /// Whether it outlives the browser.
    pub persistent: bool,
}

/// The cookies of one browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jar(Vec<Cookie>);

impl Jar {
    /// How much of a cookie is kept, and how many cookies of one host: RFC 6265 section 6.1 asks for no more of a browser
    /// than 4096 octets each; Chromium keeps 180 of a host and forgets the oldest.
    const OCTETS_MAX: usize = 4_096;
    const OF_A_HOST_MAX: usize = 180;

    /// Takes what a `Set-Cookie` header says, as RFC 6265 section 5.3 tells.
    pub(crate) fn take(&mut self, url: &Url, header: &str) {
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
            path: default_path(url),
            http_only: false,
            secure: false,
            same_site: None,
            persistent: false,
        };
        let mut over = false;
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match name.to_ascii_lowercase().as_str() {
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "httponly" => cookie.http_only = true,
                "secure" => cookie.secure = true,
                "samesite" => cookie.same_site = Some(value.to_owned()),
                "max-age" => {
                    cookie.persistent = true;
                    over = value.parse::<i64>().is_ok_and(|seconds| seconds <= 0);
                }
                "expires" => cookie.persistent = true,
                _ => {}
            }
        }
        if over {
            self.0.retain(|known| !known.is_same_place(&cookie));
        } else {
            self.put(cookie);
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
    pub(crate) fn header(&self, url: &Url) -> Option<String> {
        let mut fitting: Vec<&Cookie> = self.0.iter().filter(|cookie| cookie.goes_to(url)).collect();
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

    /// All of them.
    pub(crate) fn all(&self) -> &[Cookie] {
        &self.0
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

    fn goes_to(&self, url: &Url) -> bool {
        let is_open = !self.secure || url.scheme() == "https";
        is_open && url.host_str() == Some(self.host.as_str()) && path_fits(&self.path, url.path())
    }
}

impl std::fmt::Debug for Cookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cookie({} at {}{})", self.name, self.host, self.path)
    }
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
        let sent = |address| jar.header(&url(address));
        assert_eq!(sent("http://127.0.0.1:8085/realms/a/x").as_deref(), Some("a=1; c=3; b=2"));
        assert_eq!(sent("http://127.0.0.1:9000/realms/ab").as_deref(), Some("b=2"));
        assert_eq!(sent("http://localhost:8085/realms/a"), None);
    }

    #[test]
    fn a_secure_cookie_goes_over_https_only() {
        let jar = jar(&["a=1; Path=/; Secure", "b=2; Path=/"]);
        let sent = |address| jar.header(&url(address));
        assert_eq!(sent("https://127.0.0.1:8085/").as_deref(), Some("a=1; b=2"));
        assert_eq!(sent("http://127.0.0.1:8085/").as_deref(), Some("b=2"));
    }

    #[test]
    fn a_cookie_is_replaced_removed_and_ends_with_the_browser() {
        let mut jar = jar(&["a=1; Path=/", "a=2; Path=/; Max-Age=60; HttpOnly; SameSite=Lax", "b=1; Path=/"]);
        let address = url("http://127.0.0.1/");
        assert_eq!(jar.header(&address).as_deref(), Some("a=2; b=1"));
        let kept = jar.cookie(&address, "a").unwrap();
        assert!(kept.http_only && kept.same_site.as_deref() == Some("Lax") && kept.persistent);
        jar.close();
        assert_eq!(jar.header(&address).as_deref(), Some("a=2"));
        jar.take(&address, "a=; Path=/; Max-Age=0");
        assert_eq!(jar.header(&address), None);
    }

    #[test]
    fn a_cookies_value_is_not_printed() {
        assert_eq!(format!("{:?}", jar(&["a=secret; Path=/"])), "Jar([Cookie(a at 127.0.0.1/)])");
    }
}
