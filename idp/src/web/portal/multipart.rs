//! The fields of a form, whether it came as text or as `multipart/form-data` with a file (RFC 7578).

/// The longest boundary (RFC 2046 section 5.1.1).
const BOUNDARY_LENGTH_MAX: usize = 70;
/// The most fields that are read; the longest form of these pages has about thirty.
const FIELDS_MAX: usize = 100;

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
    match content_type.strip_prefix("multipart/form-data") {
        Some(rest) => boundary(rest).map(|named| parts(body, &format!("--{named}"))).unwrap_or_default(),
        None => plain(body),
    }
}

fn plain(body: &[u8]) -> Vec<Field> {
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(&String::from_utf8_lossy(body));
    let pairs = pairs.map(actix_web::web::Query::into_inner).unwrap_or_default();
    pairs
        .into_iter()
        .take(FIELDS_MAX)
        .map(|(name, text)| Field { name, content: text.into_bytes() })
        .collect()
}

fn boundary(parameters: &str) -> Option<String> {
    let (_, boundary) = parameters.split_once("boundary=")?;
    let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
    (1..=BOUNDARY_LENGTH_MAX).contains(&boundary.len()).then(|| boundary.to_owned())
}

fn parts(body: &[u8], delimiter: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = body;
    while fields.len() < FIELDS_MAX
        && let Some(start) = position(rest, delimiter.as_bytes())
    {
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
    fn a_form_of_too_many_fields_is_read_so_far() {
        let part = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n7\r\n";
        let body = format!("{}--X--\r\n", part.repeat(500));
        assert_eq!(fields("multipart/form-data; boundary=X", body.as_bytes()).len(), FIELDS_MAX);
        assert_eq!(
            fields("application/x-www-form-urlencoded", "a=7&".repeat(500).as_bytes()).len(),
            FIELDS_MAX
        );
        let boundary = "X".repeat(71);
        let body = body.replace("--X", &format!("--{boundary}"));
        assert!(fields(&format!("multipart/form-data; boundary={boundary}"), body.as_bytes()).is_empty());
    }

    #[test]
    fn noise_is_no_field() {
        assert!(fields("multipart/form-data; boundary=X", b"--X\r\nnothing").is_empty());
        assert!(fields("multipart/form-data; boundary=X", b"").is_empty());
    }
}
