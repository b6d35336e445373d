//! Owns where in a page's source something stands, and what the page loads by itself.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Url;

/// Where a character of the source stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A reader sees it, or it stands in a field that shows it.
    Seen,
    /// In a comment, a script, a hidden field or an attribute for programs.
    Unseen,
}

/// Where the character at this place of the source stands.
pub(super) fn place_of(body: &str, at: usize) -> Place {
    let before = body.get(..at).unwrap_or_default();
    let is_open = |open: &str, close: &str| before.rfind(open) > before.rfind(close);
    if is_open("<!--", "-->") || is_open("<script", "</script") {
        return Place::Unseen;
    }
    match tag_around(body, at) {
        Some(tag)
            if ["hidden", " data-", "href=", "action=", "src="].iter().any(|word| tag.contains(word)) =>
        {
            Place::Unseen
        }
        _ => Place::Seen,
    }
}

/// The quote within which a character of the source stands, where it stands in a tag.
pub(super) fn quote_around(body: &str, at: usize) -> Option<char> {
    tag_around(body, at)?;
    let before = body.get(..at)?;
    let start = before.rfind('<')?;
    let mut open = None;
    for c in before.get(start..)?.chars() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), c) if quote == c => open = None,
            _ => {}
        }
    }
    open
}

/// The tag within which a character of the source stands.
fn tag_around(body: &str, at: usize) -> Option<&str> {
    let (before, after) = (body.get(..at)?, body.get(at..)?);
    let start = before.rfind('<')?;
    if before.rfind('>').is_some_and(|end| end > start) {
        return None;
    }
    body.get(start..at + after.find('>')?)
}

/// What a value holds in base64, where it does.
pub(super) fn decoded(value: &str) -> String {
    let value = value.trim_matches('"').replace("%3D", "=");
    let octets =
        STANDARD.decode(value.as_bytes()).or_else(|_| URL_SAFE_NO_PAD.decode(value.trim_end_matches('=')));
    octets.map(|octets| String::from_utf8_lossy(&octets).into_owned()).unwrap_or_default()
}

/// A line without the codes in the addresses that it names.
pub(super) fn without_codes_of_addresses(line: &str) -> String {
    let mut left = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = ["?code=", "&code="].iter().filter_map(|name| rest.find(name)).min() {
        let (before, after) = rest.split_at(at + "?code=".len());
        left.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || matches!(c, '&' | '"' | '\'' | '#' | ')' | ','));
        rest = after.split_at(end.unwrap_or(after.len())).1;
    }
    left + rest
}

/// What browsers load by themselves, with the attribute that names it. Styles and fonts of a public library run nothing and
/// learn the host alone; a canonical address is not loaded at all.
const LOADING: [(&str, &str); 4] = [("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src")];

/// The sites, beside the party's own and the portal's, from which a page loads something by itself.
pub(super) fn loaded_from(body: &str, page: &Url, portal: &str) -> Vec<String> {
    if !body.contains("//") {
        return Vec::new();
    }
    let mut sites: Vec<String> = Vec::new();
    for (element, attribute) in LOADING {
        // What is pinned by its digest is what the party's makers have seen.
        for tag in tags(body, element).filter(|tag| !tag.contains("integrity=")) {
            let Some(address) = value_of(tag, attribute).and_then(|value| page.join(value).ok()) else {
                continue;
            };
            let site = address.origin().ascii_serialization();
            let is_foreign = address.has_host() && address.origin() != page.origin() && site != portal;
            if is_foreign && !sites.contains(&site) {
                sites.push(site);
            }
        }
    }
    sites
}

fn tags<'b>(body: &'b str, element: &str) -> impl Iterator<Item = &'b str> {
    let open = format!("<{element} ");
    let starts: Vec<usize> = body.match_indices(&open).map(|(at, _)| at).collect();
    starts.into_iter().filter_map(|at| {
        let rest = body.get(at..)?;
        rest.get(..rest.find('>')?)
    })
}

fn value_of<'t>(tag: &'t str, attribute: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!("{attribute}="))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => rest.get(1..)?.split(quote).next(),
        None => rest.split_whitespace().next(),
    }
}
