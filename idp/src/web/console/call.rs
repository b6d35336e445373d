//! A control call: as a form of the console stands for it, as it is sent, and as a command spells it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::web::pages::console::{Field, Form, Kind};
use crate::web::portal::multipart;

/// The field that names the method and the path.
const CALL: &str = "call";
/// The field of a form whose tick says that the tester is sure.
const WANTS_TICK: &str = "wants_tick";
/// The field that holds what of the body is not filled in.
const BODY: &str = "body";
/// The kind of fields whose content is the file of a certificate.
const PEM: &str = "pem.";

/// A call of the control API.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// The method.
    pub method: String,
    /// The path below the control API, with its query.
    pub path: String,
    /// The body.
    pub body: Option<Value>,
}

impl Call {
    /// A call without a body.
    pub fn new(method: &str, path: impl Into<String>) -> Self {
        Self { method: method.to_owned(), path: path.into(), body: None }
    }

    /// The same call with a body.
    #[must_use]
    pub fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// A form that stands for it, with fields that complete it.
    pub fn form(&self, id: &str, title: &str, button: &str, fields: Vec<Field>) -> Form {
        let mut hidden = vec![(CALL.to_owned(), format!("{} {}", self.method, self.path))];
        if fields.iter().any(|field| matches!(field.kind, Kind::Sure)) {
            hidden.push((WANTS_TICK.to_owned(), "true".to_owned()));
        }
        if let Some(body) = &self.body {
            hidden.push((BODY.to_owned(), body.to_string()));
        }
        Form {
            id: id.to_owned(),
            title: title.to_owned(),
            button: button.to_owned(),
            hidden,
            fields,
            ..Form::default()
        }
    }

    /// The call that a form stands for as long as nothing is filled in.
    pub fn of_form(form: &Form) -> Option<Self> {
        let filled = form.fields.iter().filter(|field| !matches!(field.kind, Kind::Tick | Kind::Sure));
        let filled = filled.map(|field| (field.name.clone(), field.value.clone()));
        Self::of(&form.hidden.iter().cloned().chain(filled).collect::<Vec<_>>())
    }

    /// The call of a form that was sent.
    pub fn of(fields: &[(String, String)]) -> Option<Self> {
        let value = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let (method, path) = value(CALL)?.split_once(' ')?;
        if !path.starts_with('/') {
            return None;
        }
        let mut path = path.to_owned();
        let mut body = value(BODY).and_then(|text| serde_json::from_str(text).ok());
        for (name, text) in fields {
            let text = text.trim();
            let Some((kind, name)) = name.split_once('.').filter(|_| !text.is_empty()) else { continue };
            if kind == "path" {
                path = path.replace(&format!("{{{name}}}"), &crate::protocol::params::encode(text));
                continue;
            }
            let Some(value) = typed(kind, text) else { continue };
            put(body.get_or_insert_with(|| json!({})), name, matches!(kind, "append" | "pem"), value);
        }
        Some(Self { method: method.to_owned(), path, body })
    }

    /// The command that makes this call.
    pub fn curl(&self, control_url: &str, has_token: bool) -> String {
        let method = if self.method == "GET" { String::new() } else { format!(" -X {}", self.method) };
        let mut text = format!("curl -sS{method} {}", quoted(&format!("{control_url}{}", self.path)));
        if has_token {
            text += " \\\n  -H \"Authorization: Bearer $(cat \"$ESIA_CONTROL_TOKEN_FILE\")\"";
        }
        if let Some(body) = &self.body {
            text +=
                &format!(" \\\n  -H 'Content-Type: application/json' \\\n  -d {}", quoted(&body.to_string()));
        }
        text
    }
}

/// The fields of a form that was sent, whether with a file or without.
pub fn fields(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let text = |content: Vec<u8>| String::from_utf8_lossy(&content).into_owned();
    let fields = multipart::fields(content_type, body).into_iter();
    let told = |field: multipart::Field| match field.name.starts_with(PEM) && is_der(&field.content) {
        true => (field.name, armoured(&field.content)),
        false => (field.name, text(field.content)),
    };
    fields.map(told).collect()
}

/// Whether the content of a file is DER: a sequence, not text.
fn is_der(content: &[u8]) -> bool {
    content.first() == Some(&0x30) && std::str::from_utf8(content).is_err()
}

/// A certificate in PEM.
fn armoured(der: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der))
}

/// Whether a form that cannot be undone was sent without the tick that says one is sure.
pub fn lacks_tick(fields: &[(String, String)]) -> bool {
    let has = |name: &str| fields.iter().any(|(own, value)| own == name && value == "true");
    has(WANTS_TICK) && !has("sure")
}

/// A word as the shell reads it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What was typed into a field, by the kind that its name begins with.
fn typed(kind: &str, text: &str) -> Option<Value> {
    match kind {
        "text" | "append" | "pem" => Some(text.into()),
        // What is no number goes as it was typed, and the call says what is wrong with it.
        "number" => Some(text.parse::<i64>().map_or_else(|_| text.into(), Value::from)),
        "flag" => Some((text == "true").into()),
        "list" => {
            let parts = text.split(|one: char| one.is_whitespace() || one == ',');
            Some(parts.filter(|part| !part.is_empty()).collect())
        }
        _ => None,
    }
}

/// Puts a value at a place of a body, such as `clock.now`.
fn put(body: &mut Value, name: &str, is_added: bool, value: Value) {
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let Some(members) = body.as_object_mut() else { return };
    match rest {
        Some(rest) => {
            let below = members.entry(first).or_insert_with(|| Value::Object(Map::new()));
            put(below, rest, is_added, value);
        }
        None if is_added => {
            if let Some(all) = members.entry(first).or_insert_with(|| json!([])).as_array_mut() {
                all.push(value);
            }
        }
        None => {
            members.insert(first.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: &str) -> Call {
        Call::of(&fields("application/x-www-form-urlencoded", body.as_bytes())).unwrap()
    }

    #[test]
    fn a_form_stands_for_a_call() {
        let call = sent(
            "call=PUT+%2Fclients%2F%7Bmnemonic%7D&path.mnemonic=A%2FB&body=%7B%22signature_check%22%3A%22off%22%7D&\
             text.name=%D0%90+%27&list.scopes=openid%2C+snils&number.lifetimes.code=60&flag.x=true&text.empty=+",
        );
        assert_eq!((call.method.as_str(), call.path.as_str()), ("PUT", "/clients/A%2FB"));
        let body = json!({
            "signature_check": "off", "name": "А '", "scopes": ["openid", "snils"], "lifetimes": {"code": 60}, "x": true,
        });
        assert_eq!(call.body, Some(body));
        let added = sent("call=PUT+%2Fc&body=%7B%22all%22%3A%5B%22a%22%5D%7D&append.all=b");
        assert_eq!(added.body, Some(json!({ "all": ["a", "b"] })));
    }

    #[test]
    fn the_file_of_a_certificate_is_sent_as_pem() {
        let file = |content: &[u8]| {
            let head = "--x\r\nContent-Disposition: form-data; name=\"call\"\r\n\r\nPUT /c\r\n--x\r\n\
                Content-Disposition: form-data; name=\"pem.certificates\"; filename=\"a.cer\"\r\n\r\n";
            let body = [head.as_bytes(), content, b"\r\n--x--\r\n"].concat();
            Call::of(&fields("multipart/form-data; boundary=x", &body)).unwrap().body
        };
        let pem = |text: &str| Some(json!({ "certificates": [text] }));
        let der = [0x30, 0x82, 0xff, 0x0d];
        assert_eq!(file(&der), pem("-----BEGIN CERTIFICATE-----\nMIL/DQ==\n-----END CERTIFICATE-----"));
        assert_eq!(file(b"-----BEGIN X-----\n"), pem("-----BEGIN X-----"));
        assert_eq!(file(b""), None, "no file was chosen");
    }

    #[test]
    fn a_command_is_safe_in_a_shell() {
        let call = Call::new("POST", "/people").with(json!({ "last_name": "О'Нил" }));
        let curl = call.curl("http://127.0.0.1:1/control/v1", false);
        assert_eq!(
            curl,
            "curl -sS -X POST 'http://127.0.0.1:1/control/v1/people' \\\n  -H 'Content-Type: application/json' \\\n  \
             -d '{\"last_name\":\"О'\\''Нил\"}'"
        );
        assert!(call.curl("http://x", true).contains("$ESIA_CONTROL_TOKEN_FILE"));
        assert_eq!(Call::new("GET", "/clock").curl("http://x", false), "curl -sS 'http://x/clock'");
    }

    #[test]
    fn what_names_no_call_is_none() {
        for body in ["", "call=POST", "call=POST+people", "text.a=b"] {
            assert!(
                Call::of(&fields("application/x-www-form-urlencoded", body.as_bytes())).is_none(),
                "{body}"
            );
        }
    }
}
