use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;

const PORTAL: &str = "http://127.0.0.1:8085";
const SNILS: &str = "901-000-001 23";

fn token(claims: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2lnbmF0dXJl", part(r#"{"alg":"RS256"}"#), part(claims))
}

fn portals() -> String {
    token(r#"{"urn:esia:sbj_id":1000}"#)
}

fn eyes() -> Eyes {
    let mut eyes = Eyes::default();
    eyes.learn(Secret::Snils, SNILS);
    eyes.learn(Secret::Code, "a-code-that-is-long-enough");
    eyes.learn(Secret::Signature, "a-signature-that-is-long-enough");
    eyes
}

fn found(
    address: &str,
    status: u16,
    body: &str,
    cookies: &[&str],
    location: Option<&str>,
) -> Vec<&'static str> {
    let url = Url::parse(address).unwrap();
    let location = location.map(|to| url.join(to).unwrap());
    let sight = Sight {
        url: &url,
        status,
        location: location.as_ref(),
        set_cookies: cookies.iter().map(|cookie| (*cookie).to_owned()).collect(),
        body,
        is_html: true,
        cache_control: None,
        referrer_policy: None,
        framing: None,
        readable_by: None,
        withheld: Vec::new(),
    };
    eyes().look(&sight, PORTAL).into_iter().map(|finding| finding.clause).collect()
}

const HOME: &str = "http://127.0.0.1:9000/me";

#[test]
fn a_sound_page_gives_nothing_away() {
    let link =
        format!("<a href=\"{PORTAL}/ac?client_secret=a-signature-that-is-long-enough&amp;x=1\">in</a>");
    let own = token(r#"{"sub":"1","iss":"the diary"}"#);
    let escaped = "<p>esiacanary&#39;&quot;&gt;&lt;esiacanary&gt;</p><input value=\"esiacanary&#39;&quot;\">";
    for body in [link.as_str(), own.as_str(), escaped, "esiacanary'\" in a text", "<p>901-000-001 23</p>"] {
        assert_eq!(found(HOME, 200, body, &[], None), [] as [&str; 0], "{body}");
    }
    let cookie = format!("session={own}; HttpOnly");
    assert!(found(HOME, 302, "", &[cookie.as_str()], Some("/cabinet")).is_empty());
    let answer = "http://127.0.0.1:9000/back?code=a-code-that-is-long-enough&state=1";
    assert!(found(answer, 302, "", &[], Some("/me")).is_empty(), "the portal's answer is carried by right");
    assert!(found(answer, 302, "", &[], Some("")).is_empty(), "to itself the answer carries nothing further");
}

/// Address, status, body, cookies that are set, where the answer leads.
type Case<'a> = (&'a str, u16, &'a str, &'a [&'a str], Option<&'a str>);

#[test]
fn each_kind_of_leak_is_found_where_it_stands() {
    let portals = portals();
    let cookie = format!("s={portals}");
    let address = format!("{HOME}?t={portals}");
    let cases: [Case<'_>; 14] = [
        (HOME, 200, portals.as_str(), &[], None),
        (HOME, 200, "<pre>a-signature-that-is-long-enough</pre>", &[], None),
        (HOME, 200, "<!-- a-code-that-is-long-enough -->", &[], None),
        (HOME, 200, "<!-- 901-000-001 23 -->", &[], None),
        (HOME, 200, "<input type=\"hidden\" value=\"90100000123\">", &[], None),
        (HOME, 200, "<p>esiacanary'\"><esiacanary></p>", &[], None),
        (HOME, 200, "<input value=\"esiacanary'\" x>", &[], None),
        (HOME, 500, "Traceback (most recent call last)", &[], None),
        (HOME, 200, "at diary.js (Diary.java:77)", &[], None),
        (HOME, 302, "", &[], Some(address.as_str())),
        (HOME, 200, "<a href=\"/me?snils=901-000-001%2023\">", &[], None),
        (HOME, 302, "", &[], Some("/me?code=a-code-that-is-long-enough&state=1")),
        (HOME, 302, "", &[], Some("/me?snils=901-000-001%2023")),
        (HOME, 200, "", &[cookie.as_str()], None),
    ];
    for (address, status, body, cookies, location) in cases {
        assert_eq!(found(address, status, body, cookies, location).len(), 1, "{body} {location:?}");
    }
}

#[test]
fn an_access_log_with_spent_codes_is_usual_and_a_printed_secret_is_not() {
    let eyes = eyes();
    assert_eq!(eyes.in_line("\"GET /back?code=a-code-that-is-long-enough&state=1 HTTP/1.1\" 302"), None);
    assert_eq!(eyes.in_line(&format!("GET /back?state=1&code={} 302", portals())), None);
    assert_eq!(eyes.in_line("GET /me 200"), None);
    let printed = ["the code is a-code-that-is-long-enough", "sent a-signature-that-is-long-enough", SNILS];
    for line in printed.map(str::to_owned).into_iter().chain([portals()]) {
        assert!(eyes.in_line(&line).is_some(), "{line}");
    }
}

#[test]
fn a_printed_signature_is_found_escaped_or_by_its_name_and_a_mask_is_not() {
    let mut eyes = Eyes::default();
    eyes.learn(Secret::Signature, "a/signature+that is long enough==");
    let address =
        "redirect to http://127.0.0.1:8085/ac?client_secret=a%2Fsignature%2Bthat%20is%20long%20enough%3D%3D";
    assert!(eyes.in_line(address).is_some());
    let unknown = "MIIG".repeat(20);
    for line in [format!("POST /te client_secret={unknown}"), format!("{{\"client_secret\": \"{unknown}\"}}")]
    {
        assert!(eyes.in_line(&line).is_some(), "{line}");
    }
    for line in
        ["client_secret=***", "client_secret=MIIGxQYJKoZIhvcN...", "POST /te without client_secret 100%"]
    {
        assert_eq!(eyes.in_line(line), None, "{line}");
    }
}

#[test]
fn an_error_of_the_portal_on_a_page_is_found_unless_its_quotes_are_escaped() {
    let shown = r#"<p>{"error":"invalid_grant","error_description":"ESIA-007011: no"}</p>"#;
    assert_eq!(found(HOME, 502, shown, &[], None), ["OWASP ASVS 1.2.1"]);
    assert!(found(HOME, 502, &shown.replace('"', "&quot;"), &[], None).is_empty());
}

#[test]
fn what_a_page_loads_from_elsewhere_is_named_by_its_site() {
    let page = Url::parse(HOME).unwrap();
    let body = "<link href=\"/own.css\"><script src='https://counter.example/a.js'></script>\
                <img src=//pictures.example/1.png alt=''>";
    let sites = place::loaded_from(body, &page, PORTAL);
    assert_eq!(sites, ["https://counter.example", "http://pictures.example"]);
}
