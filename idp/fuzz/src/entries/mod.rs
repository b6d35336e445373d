//! Owns the list of parsers that meet outside bytes, each as a function of bytes: the fuzz targets and the tests' own
//! mutations come in here.

mod armour;
mod files;
mod served;
mod values;
mod wire;

/// A parser that takes any bytes.
pub(crate) type Entry = fn(&[u8]);

/// Every parser, by its name, which is also that of its corpus.
pub(crate) const ENTRIES: [(&str, Entry); 14] = [
    ("cms", armour::cms_message),
    ("raw", armour::bare_signature),
    ("secret", armour::client_secret),
    ("certificate", armour::certificate),
    ("key", armour::key),
    ("pem", armour::pem),
    ("params", wire::params),
    ("token", wire::token),
    ("texts", wire::texts),
    ("permissions", wire::permissions),
    ("multipart", wire::multipart),
    ("values", values::values),
    ("fixtures", files::fixtures),
    ("requests", served::request),
];

/// Bytes as the text a request would make of them.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
