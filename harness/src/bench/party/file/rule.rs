//! Owns the rules that many fields of a party's file share: paths, selectors, blanks, words from a list.

use std::ops::Range;

use scraper::Selector;
use toml::Spanned;

use crate::bench::party::blanks::names;
use crate::diary::{Mistake, Source};

/// The text is a CSS selector.
pub(super) fn selector(source: &Source<'_>, wanted: &Spanned<String>) -> Result<(), Mistake> {
    match Selector::parse(wanted.get_ref()) {
        Ok(_) => Ok(()),
        Err(_) => Err(source.fault(
            wanted.span(),
            "selector",
            format!("`{}` is no CSS selector; write it like `#who` or `.user > b`", wanted.get_ref()),
        )),
    }
}

/// The text is a path of the party.
pub(super) fn path(source: &Source<'_>, path: &Spanned<String>, field: &str) -> Result<(), Mistake> {
    if path.get_ref().starts_with('/') {
        return Ok(());
    }
    Err(source.fault(path.span(), field, not_a_path(path.get_ref())))
}

/// What is said of a text that is no path.
pub(super) fn not_a_path(text: &str) -> String {
    format!("`{text}` is no path of the party; write it from its first slash on, like `/cabinet`")
}

/// The value is one of these words.
pub(super) fn one_of(
    source: &Source<'_>,
    value: &Spanned<String>,
    field: &str,
    words: &[&str],
) -> Result<(), Mistake> {
    if words.contains(&value.get_ref().as_str()) {
        return Ok(());
    }
    let why = format!("`{}` is not known; take one of {}", value.get_ref(), words.join(", "));
    Err(source.fault(value.span(), field, why))
}

/// A field names no blank beyond those of the lists.
pub(super) fn known(
    source: &Source<'_>,
    text: &Spanned<String>,
    field: &str,
    lists: &[&[&str]],
) -> Result<(), Mistake> {
    blanks_of(source, text.get_ref(), text.span(), field, lists)
}

/// A text names no blank beyond those of the lists.
pub(super) fn blanks_of(
    source: &Source<'_>,
    text: &str,
    span: Range<usize>,
    field: &str,
    lists: &[&[&str]],
) -> Result<(), Mistake> {
    let Some(unknown) = names(text).find(|name| !lists.iter().any(|list| list.contains(name))) else {
        return Ok(());
    };
    let there: Vec<_> = lists.iter().flat_map(|list| list.iter()).map(|name| format!("{{{name}}}")).collect();
    Err(source.fault(span, field, format!("there is no blank {{{unknown}}}; there are {}", there.join(", "))))
}
