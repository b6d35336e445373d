//! What of an address is shown. Only what is known to be harmless is: a part that a route calls by another name, and a
//! parameter that is not listed, are gaps.

/// Parts of paths that are neither secret nor personal, by the names the routes give them. An `oid` is a number of the
/// simulator.
const OPEN_PARTS: [&str; 11] =
    ["card", "client", "file", "kind", "mnemonic", "oid", "part", "person", "seq", "type", "version"];
/// Parameters that are neither.
const OPEN_PARAMETERS: [&str; 14] = [
    "access_type",
    "after",
    "before",
    "client_id",
    "embed",
    "grant_type",
    "kind",
    "limit",
    "outcome",
    "response_type",
    "scope",
    "token_type",
    "type",
    "wait",
];
/// Longer texts are no names of ours.
const NAME_CHARS_MAX: usize = 64;
/// A number as long as a SNILS may be one, wherever it stands.
const DIGITS_MAX: usize = 10;

/// A path, given the pattern of its route; without one only its first part is shown.
pub(crate) fn path(path: &str, pattern: Option<&str>) -> String {
    let Some(pattern) = pattern else {
        let mut parts = path.split('/').skip(1);
        let first = parts.next().map(|first| open(first).unwrap_or("…")).unwrap_or_default();
        return if parts.next().is_some() { format!("/{first}/…") } else { format!("/{first}") };
    };
    let parts = pattern.split('/').zip(path.split('/').map(Some).chain(std::iter::repeat(None)));
    let shown =
        parts.map(|(known, sent)| match known.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            None => known.to_owned(),
            Some(name) => {
                let name = name.split(':').next().unwrap_or_default();
                let sent = sent.filter(|_| OPEN_PARTS.contains(&name)).and_then(open);
                sent.map_or_else(|| format!("{{{name}}}"), str::to_owned)
            }
        });
    shown.collect::<Vec<_>>().join("/")
}

/// Parameters; of those that are not known to be harmless only the name is shown.
pub(crate) fn query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let shown = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = open(name).unwrap_or("…");
        let is_open = OPEN_PARAMETERS.contains(&name) && !has_number(value);
        let value =
            if is_open && value.len() <= 4 * NAME_CHARS_MAX && value.is_ascii() { value } else { "…" };
        format!("{name}={value}")
    });
    shown.collect::<Vec<_>>().join("&")
}

/// A name, as it is; nothing when it may be something else.
fn open(part: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (part.len() <= NAME_CHARS_MAX && part.chars().all(is_plain) && !has_number(part)).then_some(part)
}

/// Whether a text has a number as long as those of documents; separators between digits do not count.
fn has_number(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        match c {
            '0'..='9' => digits += 1,
            '-' | '_' | '.' | ' ' | '+' => {}
            _ => digits = 0,
        }
        digits > DIGITS_MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_shows_what_its_route_calls_by_a_harmless_name() {
        let cases = [
            (
                "/control/v1/people/1000/addresses/PTA",
                Some("/control/v1/people/{oid}/addresses/{type}"),
                "/control/v1/people/1000/addresses/PTA",
            ),
            (
                "/control/v1/registers/pension-fund/000-000-600 77",
                Some("/control/v1/registers/pension-fund/{snils}"),
                "/control/v1/registers/pension-fund/{snils}",
            ),
            (
                "/esia-rs/api/public/v1/orgs/ext-app/secret/tkn",
                Some("/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn"),
                "/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn",
            ),
            // Whoever writes a SNILS where a number of an account belongs.
            ("/rs/prns/90100000000", Some("/rs/prns/{oid:[0-9]+}"), "/rs/prns/{oid}"),
            ("/rs/prns/901-000-000 00", Some("/rs/prns/{oid}"), "/rs/prns/{oid}"),
            ("/nothing/here/at/all", None, "/nothing/…"),
            ("/901-000-000-00", None, "/…"),
            ("/", None, "/"),
        ];
        for (sent, pattern, shown) in cases {
            assert_eq!(path(sent, pattern), shown, "{sent}");
        }
    }

    #[test]
    fn a_query_shows_values_of_harmless_parameters_only() {
        assert_eq!(
            query("client_id=DIARY&client_secret=AAAA&code=x&scope=openid+fullname"),
            "client_id=DIARY&client_secret=…&code=…&scope=openid+fullname"
        );
        assert_eq!(query("to=%2B7(000)1234567&wait=PT10S"), "to=…&wait=PT10S");
        // A value in the wrong place, and a name that is a value.
        assert_eq!(query("scope=901-000-000+00&90100000000=1"), "scope=…&…=…");
        assert_eq!(query(""), "");
    }
}
