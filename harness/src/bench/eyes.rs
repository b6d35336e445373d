//! Owns the passive eyes: what a relying party gives away in an answer that nobody asked it about.
//!
//! **Invariant:** what is found is about the party alone; pages and addresses of the portal are a part of the bench.

mod place;
mod printed;
mod traces;

use reqwest::Url;

use crate::bench::eyes::place::{Place, place_of};
use crate::bench::token::taken_apart;
use crate::cause::{self, Cause};
use crate::event::Grade;

/// Markup that comes back as markup only from a page that does not escape what it shows.
pub(crate) const CANARY: &str = "esiacanary'\"><esiacanary>";
const CANARY_MARKUP: &str = "<esiacanary>";
/// How the canary stands within quotes that it ends, and which quotes those are.
const CANARY_QUOTES: [(&str, char); 5] = [
    ("esiacanary'", '\''),
    ("esiacanary'\"", '"'),
    ("esiacanary&#39;\"", '"'),
    ("esiacanary&#x27;\"", '"'),
    ("esiacanary&apos;\"", '"'),
];

/// How an error of the portal begins that a page shows without escaping its quotes.
const PORTALS_JSON: [&str; 2] = ["\"error_description\":\"ESIA-", "\"error_description\": \"ESIA-"];

/// Shorter values are no secrets that could be told from other words.
const SECRET_CHARS_MIN: usize = 16;

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    /// The authorization code.
    Code,
    /// The signature of a request.
    Signature,
    /// An insurance number.
    Snils,
    /// A password.
    Password,
    /// The number of a session.
    Session,
}

/// An answer of a party, as it came.
#[derive(Debug)]
pub(crate) struct Sight<'s> {
    pub(crate) url: &'s Url,
    pub(crate) status: u16,
    pub(crate) location: Option<&'s Url>,
    pub(crate) set_cookies: Vec<String>,
    /// The body, empty where the answer leads on.
    pub(crate) body: &'s str,
    pub(crate) is_html: bool,
    pub(crate) cache_control: Option<String>,
    pub(crate) referrer_policy: Option<String>,
    /// What forbids other sites to show the page within theirs.
    pub(crate) framing: Option<String>,
    /// Which site's scripts may read the answer.
    pub(crate) readable_by: Option<String>,
    /// Names of cookies that the browser held back, because the way to this address began on another site.
    pub(crate) withheld: Vec<String>,
}

/// Something that must not have been there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) clause: &'static str,
    /// The guard that is missing, as a demand.
    pub(crate) must: &'static str,
    pub(crate) seen: String,
    pub(crate) grade: Grade,
    /// The same guard in the catalogue of causes.
    pub(crate) cause: &'static Cause,
}

impl Finding {
    fn new(cause: &'static Cause, clause: &'static str, must: &'static str, seen: String) -> Self {
        Self { clause, must, seen, grade: Grade::Must, cause }
    }
}

/// What is kept of an answer for stories that ask about it later.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) url: Url,
    pub(crate) cache_control: Option<String>,
    pub(crate) referrer_policy: Option<String>,
    pub(crate) framing: Option<String>,
    pub(crate) readable_by: Option<String>,
    pub(crate) withheld: Vec<String>,
    /// Sites from which the page loads something by itself.
    pub(crate) loads_from: Vec<String>,
}

/// The eyes of one story.
#[derive(Debug, Default)]
pub(crate) struct Eyes {
    secrets: Vec<(Secret, String)>,
    known: Vec<Finding>,
    seen: Vec<Seen>,
}

impl Eyes {
    /// Learns a value that a party may not give away.
    pub(crate) fn learn(&mut self, secret: Secret, value: &str) {
        let mut forms = vec![value.to_owned()];
        if secret == Secret::Snils {
            forms.extend([digits(value), value.replace(' ', "%20"), value.replace(' ', "+")]);
        } else if value.len() < SECRET_CHARS_MIN && secret != Secret::Password {
            return;
        }
        for form in forms {
            let own = (secret, form);
            if !own.1.is_empty() && !self.secrets.contains(&own) {
                self.secrets.push(own);
            }
        }
    }

    /// Looks at an address that a browser is sent to or goes to: codes and signatures are learned from it.
    pub(crate) fn learn_from(&mut self, url: &Url) {
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "code" => self.learn(Secret::Code, &value),
                "client_secret" => self.learn(Secret::Signature, &value),
                _ => {}
            }
        }
    }

    /// What is wrong with an answer of the party, each thing once in a story.
    pub(crate) fn look(&mut self, sight: &Sight<'_>, portal: &str) -> Vec<Finding> {
        let body = without_addresses_of(sight.body, portal);
        let mut found = Vec::new();
        found.extend(self.in_body(&body, sight));
        // An answer that sends the browser to the very address that it asked for tells nobody anything.
        let onward = sight.location.filter(|to| *to != sight.url);
        let onward = onward.filter(|to| to.origin().ascii_serialization() != portal);
        found.extend(onward.into_iter().flat_map(|to| self.in_address(to)));
        found.extend(self.in_cookies(&sight.set_cookies));
        if sight.readable_by.as_deref().is_some_and(|site| site.contains("phishing.example")) {
            let must = "scripts of other sites do not read the party's answers (CORS):";
            let seen = format!("{} allows it", sight.url.path());
            found.push(Finding::new(&cause::OTHER_SCRIPTS, "OWASP ASVS 3.4.2", must, seen));
        }
        self.seen.push(Seen {
            url: sight.url.clone(),
            cache_control: sight.cache_control.clone(),
            referrer_policy: sight.referrer_policy.clone(),
            framing: sight.framing.clone(),
            readable_by: sight.readable_by.clone(),
            withheld: sight.withheld.clone(),
            loads_from: place::loaded_from(sight.body, sight.url, portal),
        });
        found.retain(|one| !self.known.iter().any(|known| known.must == one.must));
        found.dedup_by(|one, other| one.must == other.must);
        self.known.extend(found.iter().cloned());
        found
    }

    /// What was seen of the party so far.
    pub(crate) fn seen(&self) -> &[Seen] {
        &self.seen
    }

    /// What a line that the party printed gives away. Nearly every server keeps a log of the addresses that were asked for,
    /// and with them codes that are spent; anything else is printed on purpose.
    pub(crate) fn in_line(&self, line: &str) -> Option<Finding> {
        let line = place::without_codes_of_addresses(line);
        let plain = printed::unescaped(&line);
        let must = "what the party prints (its log) holds no token, no signature, no password, no number of a session and no insurance number:";
        let holds = |wanted: Secret| {
            let stands = |value: &str| line.contains(value) || plain.contains(value);
            self.secrets.iter().any(|(kind, value)| *kind == wanted && stands(value))
        };
        let what = match () {
            () if holds(Secret::Snils) => "an insurance number",
            () if holds(Secret::Password) => "a password",
            () if holds(Secret::Signature) || printed::signature(&line) => "the `client_secret` of a request",
            () if holds(Secret::Session) => "the number of a session",
            () if holds(Secret::Code) => "an authorization code",
            () if portals_token(&line) => "a token of the portal",
            () => return None,
        };
        Some(Finding::new(&cause::LOG, "OWASP ASVS 16.2.5", must, format!("{what} in a line of its output")))
    }

    fn in_body(&self, body: &str, sight: &Sight<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        let at = sight.url.path();
        if let Some(trace) = traces::found(body) {
            let must = "an error page shows nothing of the program's inside";
            let seen = format!("«{trace}» on {at}, status {}", sight.status);
            found.push(Finding::new(&cause::INSIDES, "OWASP ASVS 16.5.1", must, seen));
        }
        if sight.is_html && reflects(body) {
            let must = "what came from outside is escaped before a page shows it";
            let seen = format!("markup came back as markup on {at}");
            found.push(Finding::new(&cause::ESCAPING, "OWASP ASVS 1.2.1", must, seen));
        }
        if sight.is_html && PORTALS_JSON.iter().any(|words| body.contains(words)) {
            let must = "what the portal answered is escaped before a page shows it (markup)";
            let seen = format!("the answer stands on {at} as it came");
            found.push(Finding::new(&cause::ESCAPING, "OWASP ASVS 1.2.1", must, seen));
        }
        if let Some(digest) = traces::digest(body) {
            let must = "no answer holds the digest of a password";
            let seen = format!("«{digest}…» at {at}");
            found.push(Finding::new(&cause::DIGESTS, "OWASP ASVS 14.2.6", must, seen));
        }
        if portals_token(body) {
            let must = "no page holds a token or a code of the portal";
            let seen = format!("one is in the page {at}");
            found.push(Finding::new(&cause::SECRET_LEAK, "RFC 9700, 4.3", must, seen));
        }
        for (kind, value) in self.secrets.iter().filter(|(_, value)| body.contains(value.as_str())) {
            let (cause, must, what) = match kind {
                Secret::Code => {
                    (&cause::SECRET_LEAK, "no page holds a token or a code of the portal", "the code")
                }
                Secret::Signature => {
                    (&cause::SECRET_LEAK, "no page holds the party's own signature", "the `client_secret`")
                }
                Secret::Session => (
                    &cause::SECRET_LEAK,
                    "no page holds the number of a session, which scripts would read there",
                    "the number",
                ),
                Secret::Snils if is_hidden(body, value) => (
                    &cause::PERSON_LEAK,
                    "no page holds an insurance number where its reader does not see it",
                    "an insurance number",
                ),
                Secret::Snils | Secret::Password => continue,
            };
            found.push(Finding::new(cause, "RFC 9700, 4.3", must, format!("{what} is in the page {at}")));
        }
        found
    }

    /// An address that the party sends a browser to.
    fn in_address(&self, url: &Url) -> Vec<Finding> {
        let mut found = Vec::new();
        let pairs: Vec<String> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
        let mut texts: Vec<&str> = pairs.iter().map(String::as_str).collect();
        texts.extend([url.path(), url.fragment().unwrap_or_default()]);
        let at = url.path();
        for text in texts {
            let known = self.secrets.iter().find(|(_, value)| text.contains(value.as_str()));
            let kind = known.map(|(kind, _)| *kind);
            if portals_token(text) || matches!(kind, Some(Secret::Code | Secret::Signature | Secret::Session))
            {
                let must = "no address of the party carries a token, a code, a signature or the number of a session further";
                let seen = format!("the redirect to {at} does");
                found.push(Finding::new(&cause::SECRET_LEAK, "RFC 9700, 4.2.4", must, seen));
            }
            if kind == Some(Secret::Snils) {
                let must = "no address of the party carries an insurance number";
                let seen = format!("the redirect to {at} does");
                found.push(Finding::new(&cause::PERSON_LEAK, "OWASP ASVS 14.2.1", must, seen));
            }
        }
        found
    }

    fn in_cookies(&self, headers: &[String]) -> Vec<Finding> {
        let given = headers.iter().filter_map(|header| {
            let (name, rest) = header.split_once('=')?;
            let value = rest.split(';').next().unwrap_or_default();
            let plain = value.replace("%20", " ").replace('+', " ") + " " + &place::decoded(value);
            Some((name.trim().to_owned(), plain, value.to_owned()))
        });
        let mut found = Vec::new();
        for (name, plain, raw) in given {
            // A cookie is where the number of a session belongs.
            let holds = |(kind, value): &&(Secret, String)| {
                *kind != Secret::Session && (raw.contains(value.as_str()) || plain.contains(value.as_str()))
            };
            let is_none = headers.iter().any(|header| {
                let lower = header.to_ascii_lowercase();
                lower.starts_with(&format!("{}=", name.to_ascii_lowercase()))
                    && lower.contains("samesite=none")
                    && !lower.contains("secure")
            });
            if is_none {
                let must = "no cookie says SameSite=None without Secure, which browsers do not keep:";
                let seen = format!("the cookie `{name}` does");
                found.push(Finding::new(&cause::COOKIE_FLAGS, "RFC 6265bis, 5.7", must, seen));
            }
            if portals_token(&raw)
                || portals_token(&plain)
                || self.secrets.iter().any(|secret| holds(&secret))
            {
                let must = "no cookie holds a token, a code or an insurance number";
                let seen = format!("the cookie `{name}` does");
                found.push(Finding::new(&cause::SECRET_LEAK, "OWASP ASVS 14.3.3", must, seen));
            }
        }
        found
    }
}

/// Whether a text holds a token or a code that the portal made. A party may have tokens of its own.
fn portals_token(text: &str) -> bool {
    text.contains("eyJ")
        && taken_apart(text).iter().any(|(header, claims)| {
            let names = claims.as_object().into_iter().flatten();
            let mut names = names.map(|(name, _)| name.as_str());
            header["sbt"].is_string()
                || names.any(|name| name.starts_with("urn:esia:"))
                || claims["iss"].as_str().is_some_and(|issuer| issuer.contains("esia"))
        })
}

/// Whether the canary is on the page as markup, or broke out of an attribute.
fn reflects(body: &str) -> bool {
    let breaks_out = |(quoted, quote): &(&str, char)| {
        let mut places = body.match_indices(*quoted).map(|(at, _)| at);
        places.any(|at| place::quote_around(body, at) == Some(*quote))
    };
    body.contains(CANARY_MARKUP) || CANARY_QUOTES.iter().any(breaks_out)
}

/// Whether a value stands where a reader of the page does not see it.
fn is_hidden(body: &str, value: &str) -> bool {
    body.match_indices(value).any(|(at, _)| matches!(place_of(body, at), Place::Unseen))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The text without addresses of the portal, which hold a signature and a state by right.
fn without_addresses_of(body: &str, portal: &str) -> String {
    let mut left = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once(portal) {
        left.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`'));
        rest = end.and_then(|end| after.get(end..)).unwrap_or_default();
    }
    left + rest
}

#[cfg(test)]
mod tests;
