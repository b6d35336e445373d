//! Owns the encoding of an answer: by byte order mark, header or `meta`, as browsers find it, and what was wrong with it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// HTML standard, "prescan a byte stream": how far into a page its encoding is looked for.
const PRESCAN_OCTETS: usize = 1_024;

/// An answer's body as text.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// In which its forms are sent.
    pub(crate) encoding: &'static Encoding,
    /// What a reader should know who does not find something on the page.
    pub(crate) remark: Option<String>,
}

/// Reads a body.
pub(crate) fn decode(octets: &[u8], content_type: &str) -> Result<Decoded, String> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !octets.is_empty() && !is_text(&kind) {
        return Err(format!("the answer is not text ({kind})"));
    }
    let mark = Encoding::for_bom(octets).map(|(encoding, _)| encoding);
    let label = parameter(content_type, "charset").or_else(|| declared(octets));
    let named = label.as_deref().map(|label| (Encoding::for_label(label.as_bytes()), label));
    let encoding = match (mark, named) {
        (Some(mark), _) => mark,
        (None, Some((Some(named), _))) => named,
        // What a browser takes that speaks Russian.
        _ if std::str::from_utf8(octets).is_err() => WINDOWS_1251,
        _ => UTF_8,
    };
    if ![UTF_16LE, UTF_16BE].contains(&encoding)
        && let Some(at) = octets.iter().position(|octet| *octet == 0)
    {
        return Err(format!("the answer is not text (binary: byte {at} is zero)"));
    }
    let (text, _, is_faulty) = encoding.decode(octets);
    let remark = match named {
        Some((None, label)) => Some(format!("the page names the unknown encoding `{label}`")),
        _ if is_faulty => {
            Some(format!("the page is declared as {} and is not written in it", encoding.name()))
        }
        _ => None,
    };
    Ok(Decoded { text: text.into_owned(), encoding, remark })
}

/// Types that browsers show as text, and no type at all.
fn is_text(kind: &str) -> bool {
    let (whole, part) = kind.split_once('/').unwrap_or((kind, ""));
    let structured = ["json", "xml", "javascript", "x-www-form-urlencoded"];
    kind.is_empty() || whole == "text" || structured.iter().any(|form| part.ends_with(form))
}

/// A parameter of a header such as `text/html; charset="windows-1251"`, cut to the length of a name.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut parameters = header.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
    Some(value.trim().trim_matches(['"', '\'']).chars().take(40).collect())
}

/// What the beginning of a page says of its encoding: `<meta charset=…>`, or `charset=` in a `meta` of the content type.
fn declared(octets: &[u8]) -> Option<String> {
    let beginning = octets.get(..PRESCAN_OCTETS).unwrap_or(octets);
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let label = text.split("<meta").skip(1).find_map(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        let (_, value) = tag.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/');
        value
            .split(ends)
            .next()
            .filter(|label| !label.is_empty())
            .map(|label| label.chars().take(40).collect())
    });
    // HTML standard, the same place: a page whose `meta` could be read is not in UTF-16.
    label.map(|label: String| if label.starts_with("utf-16") { "utf-8".to_owned() } else { label })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(octets: &[u8], content_type: &str) -> (String, &'static str, Option<String>) {
        let decoded = decode(octets, content_type).unwrap();
        (decoded.text, decoded.encoding.name(), decoded.remark)
    }

    #[test]
    fn an_encoding_is_found_as_browsers_find_it() {
        let in_1251 = b"\xc2\xee\xe9\xf2\xe8".as_slice();
        let in_koi8 = b"\xf7\xcf\xca\xd4\xc9".as_slice();
        let (in_16le, in_16be) = (b"\xff\xfe\x12\x04".as_slice(), b"\xfe\xff\x04\x12".as_slice());
        let meta = |label: &str, octets: &[u8]| [format!("<meta {label}>").as_bytes(), octets].concat();
        let cases = [
            (in_1251.to_vec(), "text/html; charset=windows-1251", "windows-1251"),
            (in_1251.to_vec(), "text/html; Charset=\"CP1251\"", "windows-1251"),
            (in_koi8.to_vec(), "text/html;charset=koi8-r", "KOI8-R"),
            (meta("charset='windows-1251'", in_1251), "text/html", "windows-1251"),
            (meta("http-equiv=Content-Type content=\"text/html; charset=koi8-r\"", in_koi8), "", "KOI8-R"),
            (in_1251.to_vec(), "text/html", "windows-1251"),
            ("Войти".as_bytes().to_vec(), "text/html", "UTF-8"),
            (meta("charset=utf-16", "Войти".as_bytes()), "", "UTF-8"),
        ];
        for (octets, content_type, encoding) in cases {
            let (text, used, remark) = read(&octets, content_type);
            assert!(
                text.ends_with("Войти") && used == encoding && remark.is_none(),
                "{text} {used} {remark:?}"
            );
        }
        for octets in [in_16le, in_16be] {
            assert_eq!(
                read(octets, "text/html; charset=utf-8").0,
                "В",
                "the mark counts more than the header"
            );
        }
        assert_eq!(read(b"\x04\x12", "text/html; charset=utf-16be").0, "В");
    }

    #[test]
    fn what_is_wrong_with_an_encoding_is_named() {
        let (_, used, remark) = read("Войти".as_bytes(), "text/html; charset=x-mac-mars");
        assert_eq!(
            (used, remark.as_deref()),
            ("UTF-8", Some("the page names the unknown encoding `x-mac-mars`"))
        );
        let remark = read(b"\xc2\xee\xe9", "text/html; charset=utf-8").2;
        assert_eq!(remark.as_deref(), Some("the page is declared as UTF-8 and is not written in it"));
        for (octets, content_type) in
            [(b"GIF89a".as_slice(), "image/gif"), (b"a\0b", "text/html"), (b"%PDF", "application/pdf")]
        {
            let why = decode(octets, content_type).unwrap_err();
            assert!(why.starts_with("the answer is not text ("), "{why}");
        }
        assert!(decode(b"", "image/gif").is_ok() && decode(b"{}", "application/problem+json").is_ok());
    }
}
