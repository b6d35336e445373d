//! Owns the comparison of the catalogue of reasons with the code that gives them.

use std::collections::BTreeSet;

use idp::domain::journal::reason::{CATALOGUE, Reason};
use idp::protocol::{oauth, rs};

use crate::source::{Source, sources};

fn is_catalogue(source: &Source) -> bool {
    source.path.starts_with("domain/journal")
}

fn reasons() -> impl Iterator<Item = &'static Reason> {
    CATALOGUE.iter().flat_map(|(_, reasons)| *reasons)
}

/// The name of a constant whose reason is called so.
fn constant(reason: &Reason) -> String {
    reason.id.replace('-', "_").to_uppercase()
}

/// The constants that a text names.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_';
    text.split("reason::").skip(1).filter_map(move |rest| rest.split(ends).next())
}

#[test]
fn each_reason_of_the_catalogue_is_given_somewhere() {
    let sources = sources("idp/src");
    let given: BTreeSet<_> = sources
        .iter()
        .filter(|source| !is_catalogue(source))
        .flat_map(|source| named(source.production()))
        .collect();
    let unused: Vec<_> = reasons().map(constant).filter(|name| !given.contains(name.as_str())).collect();
    assert!(unused.is_empty(), "nothing gives {unused:?}");
}

#[test]
fn each_reason_has_a_name_of_its_own_and_is_listed() {
    let listed: BTreeSet<_> = reasons().map(constant).collect();
    assert_eq!(listed.len(), reasons().count(), "two reasons have one name");
    let files = sources("idp/src/domain/journal");
    let declared: BTreeSet<_> = files
        .iter()
        .flat_map(|source| source.text.split("pub(crate) const ").skip(1))
        .filter_map(|rest| rest.split_once(": Reason").map(|(name, _)| name.to_owned()))
        .collect();
    assert_eq!(declared, listed);
}

#[test]
fn the_journal_takes_its_reasons_from_the_catalogue_only() {
    let makes = |line: &str| {
        let line = line.trim_start();
        let literal = line.contains("Why {") && !line.contains("-> Why {") && !line.starts_with("let Why {");
        literal && !line.contains("page::Why {") || line.contains("Why::new(\"") || line.contains("Reason {")
    };
    for source in sources("idp/src") {
        if is_catalogue(&source) || !source.production().contains("domain::journal") {
            continue;
        }
        let made = source.production().lines().find(|line| makes(line));
        assert_eq!(made, None, "idp/src/{}: a reason beside the catalogue", source.path);
    }
}

#[test]
fn each_code_of_a_reason_is_one_that_the_wire_knows() {
    let oauth = oauth::error::CATALOGUE
        .iter()
        .chain(oauth::error::OF_API_KEY)
        .map(|error| format!("ESIA-{}", error.code));
    let known: BTreeSet<_> = oauth
        .chain(
            rs::error::CATALOGUE
                .iter()
                .chain(rs::error::CONSENTS)
                .chain(rs::error::ORGANISATIONS)
                .map(|error| error.code.to_owned()),
        )
        .collect();
    for reason in reasons() {
        let unknown: Vec<_> = reason.codes.iter().filter(|code| !known.contains(**code)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", reason.id);
    }
}
