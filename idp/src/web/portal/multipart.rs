//! The fields of a form, whether it came as text or as `multipart/form-data` with a file (RFC 7578).

/// A field of a form.
#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// The fields of a body; what cannot be read is left out.
pub fn fields(content_type: &str, body: &[u8]) -> Vec<Field> {
    match boundary(content_type) {
        Some(boundary) => parts(body, &format!("--{boundary}")),
        None => plain(body),
    }
}

fn plain(body: &[u8]) -> Vec<Field> {
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(&String::from_utf8_lossy(body));
    let pairs = pairs.map(actix_web::web::Query::into_inner).unwrap_or_default();
    pairs.into_iter().map(|(name, text)| Field { name, content: text.into_bytes() }).collect()
}

fn boundary(content_type: &str) -> Option<String> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let (_, boundary) = rest.split_once("boundary=")?;
    let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
    (!boundary.is_empty()).then(|| boundary.to_owned())
}

fn parts(body: &[u8], delimiter: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = body;
    while let Some(start) = position(rest, delimiter.as_bytes()) {
        rest = rest.get(start + delimiter.len()..).unwrap_or_default();
        let Some(end) = position(rest, format!("\r\n{delimiter}").as_bytes()) else { break };
        fields.extend(rest.get(..end).and_then(field));
    }
    fields
}

/// One part: its head, an empty line, its content.
fn field(part: &[u8]) -> Option<Field> {
    let end = position(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(part.get(..end)?).ok()?;
    let (_, named) = head.split_once(" name=\"").or_else(|| head.split_once(";name=\""))?;
    let name = named.split('"').next()?.to_owned();
    Some(Field { name, content: part.get(end + 4..)?.to_vec() })
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: &[Field]) -> Vec<(&str, &[u8])> {
        fields.iter().map(|field| (field.name.as_str(), field.content.as_slice())).collect()
    }

    #[test]
    fn a_plain_form_is_read() {
        let read = fields("application/x-www-form-urlencoded", b"a=1&b=%D0%B0+%2B");
        assert_eq!(shown(&read), [("a", "1".as_bytes()), ("b", "а +".as_bytes())]);
    }

    #[test]
    fn a_form_with_a_file_is_read_byte_for_byte() {
        let body = b"--X\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n7\r\n--X\r\nContent-Disposition: \
            form-data; name=\"file\"; filename=\"a.p7s\"\r\nContent-Type: application/octet-stream\r\n\r\n\x30\x82\r\n\x00\r\n--X--\r\n";
        let read = fields("multipart/form-data; boundary=X", body);
        assert_eq!(shown(&read), [("id", b"7".as_slice()), ("file", b"\x30\x82\r\n\x00".as_slice())]);
    }

    #[test]
    fn noise_is_no_field() {
        assert!(fields("multipart/form-data; boundary=X", b"--X\r\nnothing").is_empty());
        assert!(fields("multipart/form-data; boundary=X", b"").is_empty());
    }
}
