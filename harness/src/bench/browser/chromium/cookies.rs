//! Owns Chromium's cookies as a jar, for requests past the page, and a jar as Chromium's cookies.

use reqwest::Url;
use serde_json::{Value, json};

use crate::bench::browser::jar::{Cookie, Jar};
use crate::bench::chromedriver::session::{Refused, Session};

/// Later than any test: the year 2100. The servers decide when a session is over.
const PERSISTENT_UNTIL_S: u64 = 4_102_444_800;

/// All cookies.
pub(crate) fn read(session: &Session) -> Result<Jar, Refused> {
    let output = session.chromium("Network.getAllCookies", json!({}))?;
    let mut jar = Jar::default();
    output["cookies"].as_array().into_iter().flatten().for_each(|cookie| jar.put(from(cookie)));
    Ok(jar)
}

/// These cookies and no others.
pub(crate) fn write(session: &Session, jar: &Jar) -> Result<(), Refused> {
    session.chromium("Network.clearBrowserCookies", json!({}))?;
    for cookie in jar.all() {
        let mut wanted = json!({
            "name": cookie.name, "value": cookie.value, "url": address(cookie), "path": cookie.path,
            "httpOnly": cookie.http_only, "secure": cookie.secure,
        });
        if !cookie.host_only {
            wanted["domain"] = json!(cookie.host);
        }
        if let Some(same_site) = &cookie.same_site {
            wanted["sameSite"] = json!(same_site);
        }
        if cookie.persistent {
            wanted["expires"] = json!(PERSISTENT_UNTIL_S);
        }
        session.chromium("Network.setCookie", wanted)?;
    }
    Ok(())
}

fn from(cookie: &Value) -> Cookie {
    let text = |name: &str| cookie[name].as_str().unwrap_or_default().to_owned();
    Cookie {
        name: text("name"),
        value: text("value"),
        host: text("domain").trim_start_matches('.').to_owned(),
        host_only: !text("domain").starts_with('.'),
        path: text("path"),
        http_only: cookie["httpOnly"] == true,
        secure: cookie["secure"] == true,
        same_site: cookie["sameSite"].as_str().map(str::to_owned),
        persistent: cookie["session"] != true,
        // Chromium bounds how long it keeps cookies, and tells its own bound.
        max_age_s: None,
        expires: None,
        given: None,
    }
}

fn address(cookie: &Cookie) -> Option<String> {
    let scheme = if cookie.secure { "https" } else { "http" };
    Url::parse(&format!("{scheme}://{}{}", cookie.host, cookie.path)).ok().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::browser::site::Journey;

    #[test]
    fn a_cookie_of_chromium_goes_where_it_went_before() {
        let output = json!({
            "name": "ctx_id", "value": "1", "domain": "127.0.0.1", "path": "/realms/a", "httpOnly": true,
            "sameSite": "Lax", "session": true,
        });
        let cookie = from(&output);
        assert!(cookie.http_only && !cookie.persistent && cookie.same_site.as_deref() == Some("Lax"));
        assert_eq!(address(&cookie).as_deref(), Some("http://127.0.0.1/realms/a"));
        let mut jar = Jar::default();
        jar.put(cookie);
        let sent = |address: &str| jar.header(&Url::parse(address).unwrap(), Journey::Own);
        assert_eq!(sent("http://127.0.0.1:8085/realms/a/login").as_deref(), Some("ctx_id=1"));
        assert_eq!(sent("http://127.0.0.1:8085/"), None);
    }
}
