//! The fuzz targets' way in.

mod entries;

/// Gives bytes to a parser.
pub fn enter(name: &str, bytes: &[u8]) {
    let (_, entry) = entries::ENTRIES.iter().find(|(own, _)| *own == name).expect("the name of a parser");
    entry(bytes);
}
