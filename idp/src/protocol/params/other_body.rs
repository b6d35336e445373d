//! A body that is no form: what it is instead, and the relying party that it names.

/// A body that is no form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OtherBody {
    /// Its `Content-Type`, or what it looks like.
    pub(super) kind: String,
    /// The `client_id` inside.
    pub(super) client: Option<String>,
}

impl OtherBody {
    /// The body, when it is no form.
    pub(super) fn of(content_type: Option<&str>, body: &[u8]) -> Option<Self> {
        other_than_a_form(content_type, body).map(|kind| Self { kind, client: client_inside(body) })
    }
}

/// What is looked for in a body of JSON.
#[derive(serde::Deserialize)]
struct JsonBody {
    client_id: String,
}

/// What a body is that is no form (RFC 6749 section 4.1.3: `application/x-www-form-urlencoded`); nothing for a form and for no
/// body. A form that is sent as `text/plain` or without a `Content-Type` is one.
fn other_than_a_form(content_type: Option<&str>, body: &[u8]) -> Option<String> {
    let seen = content_type.unwrap_or_default();
    let kind = seen.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let looks = match body.trim_ascii_start() {
        [] => return None,
        [b'{' | b'[', ..] => Some("JSON"),
        [b'-', b'-', ..] => Some("multipart/form-data"),
        [b'<', ..] => Some("XML"),
        _ => None,
    };
    let is_named = kind.contains("json") || kind.contains("xml") || kind.starts_with("multipart/");
    match looks {
        _ if is_named => Some(kind),
        Some(looks) if seen.is_empty() => Some(format!("{looks} without a Content-Type")),
        Some(looks) => Some(format!("{looks} under the Content-Type {kind}")),
        None => None,
    }
}

/// The `client_id` of a body of JSON or of `multipart/form-data`.
fn client_inside(body: &[u8]) -> Option<String> {
    if let Ok(JsonBody { client_id }) = serde_json::from_slice(body) {
        return Some(client_id);
    }
    let text = std::str::from_utf8(body).ok()?;
    let (_, part) = text.split_once("name=\"client_id\"")?;
    let (_, value) = part.split_once("\r\n\r\n")?;
    let (value, _) = value.split_once("\r\n")?;
    Some(value.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::protocol::params::Params;

    #[test]
    fn a_body_that_is_no_form_is_named_and_searched_for_the_client() {
        let json = br#"{"client_id":"DIARY"}"#;
        let multipart =
            b"--b\r\nContent-Disposition: form-data; name=\"client_id\"\r\n\r\nDIARY\r\n--b--\r\n";
        for (kind, body, named) in [
            (Some("application/json; charset=utf-8"), &json[..], "application/json"),
            (Some("multipart/form-data; boundary=b"), &multipart[..], "multipart/form-data"),
            (None, &json[..], "JSON without a Content-Type"),
            (
                Some("application/x-www-form-urlencoded"),
                &json[..],
                "JSON under the Content-Type application/x-www-form-urlencoded",
            ),
        ] {
            let params = Params::read("", body).with_kind(kind, body);
            assert_eq!((params.other_body(), params.client()), (Some(named), Some("DIARY")), "{kind:?}");
        }
        for (kind, body) in [
            (Some("application/x-www-form-urlencoded"), "client_id=A"),
            (Some("text/plain"), "client_id=A"),
            (None, "client_id=A"),
            (Some("application/json"), ""),
        ] {
            let params = Params::read("", body.as_bytes()).with_kind(kind, body.as_bytes());
            assert_eq!(params.other_body(), None, "{kind:?}");
        }
    }
}
