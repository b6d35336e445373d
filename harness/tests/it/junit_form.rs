//! Owns the form of JUnit XML as build servers read it: which element may stand in which, with which attributes.
//!
//! The rows follow the schema that Jenkins publishes for its JUnit plugin, as far as a report of ours may use them; cases
//! have properties of their own, as many writers give them.

/// An element: its name, the attributes it must have, those it may have, and what may stand in it.
type Row = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const FORM: &[Row] = &[
    ("", &[], &[], &["testsuites"]),
    ("testsuites", &[], &["name", "time", "tests", "failures", "errors", "disabled"], &["testsuite"]),
    (
        "testsuite",
        &["name", "tests"],
        &["failures", "errors", "disabled", "skipped", "time", "timestamp", "hostname", "id", "package"],
        &["properties", "testcase", "system-out", "system-err"],
    ),
    (
        "testcase",
        &["name"],
        &["classname", "time", "timestamp", "assertions", "status", "file", "line"],
        &["properties", "skipped", "error", "failure", "system-out", "system-err"],
    ),
    ("properties", &[], &[], &["property"]),
    ("property", &["name", "value"], &[], &[]),
    ("skipped", &[], &["message", "type"], &["#text"]),
    ("error", &[], &["message", "type"], &["#text"]),
    ("failure", &[], &["message", "type"], &["#text"]),
    ("system-out", &[], &[], &["#text"]),
    ("system-err", &[], &[], &["#text"]),
];

/// What in a text is not as the form says; nothing when all is.
pub(crate) fn fault(text: &str) -> Option<String> {
    let mut open: Vec<&str> = vec![""];
    let mut rest = text.split_once("?>").map_or(text, |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        let within = row(open.last()?);
        if !before.trim().is_empty() && !within.3.contains(&"#text") {
            return Some(format!("text within <{}>: {before}", within.0));
        }
        if before.contains('&') && !is_escaped(before) {
            return Some(format!("a bare ampersand: {before}"));
        }
        let Some((tag, later)) = after.split_once('>') else {
            return Some("a tag without end".to_owned());
        };
        rest = later;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> ends something else"));
            }
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split_whitespace().next().unwrap_or_default();
        if !within.3.contains(&name) {
            return Some(format!("<{name}> within <{}>", within.0));
        }
        let wrong = attributes(name, tag.trim_start_matches(name));
        if wrong.is_some() {
            return wrong;
        }
        if !is_empty {
            open.push(name);
        }
    }
    (open.len() != 1).then(|| format!("not ended: {open:?}"))
}

fn row(name: &str) -> &'static Row {
    FORM.iter().find(|row| row.0 == name).expect("only elements of the form are opened")
}

fn attributes(name: &str, text: &str) -> Option<String> {
    let (_, required, allowed, _) = row(name);
    let mut seen = Vec::new();
    let mut rest = text.trim();
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let Some((value, later)) = after.split_once('"') else {
            return Some(format!("<{name}>: `{attribute}` has no end"));
        };
        if !required.contains(&attribute) && !allowed.contains(&attribute) {
            return Some(format!("<{name}> has `{attribute}`"));
        }
        if value.contains('<') || !is_escaped(value) {
            return Some(format!("<{name}>: `{attribute}` is not escaped: {value}"));
        }
        seen.push(attribute);
        rest = later.trim_start();
    }
    required.iter().find(|wanted| !seen.contains(wanted)).map(|wanted| format!("<{name}> has no `{wanted}`"))
}

fn is_escaped(text: &str) -> bool {
    text.split('&').skip(1).all(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#')
        })
    })
}

#[test]
fn what_is_not_of_the_form_is_named() {
    let good = r#"<?xml version="1.0"?><testsuites><testsuite name="a" tests="1"><testcase name="b&amp;c"/></testsuite></testsuites>"#;
    assert_eq!(fault(good), None);
    let wrong = [
        ("<testcase name=\"b&amp;c\"/>", "<warning/>", "<warning> within <testsuite>"),
        ("name=\"b&amp;c\"", "", "<testcase> has no `name`"),
        ("name=\"b&amp;c\"", "name=\"b\" grade=\"c\"", "<testcase> has `grade`"),
        ("b&amp;c", "b&c", "`name` is not escaped"),
        ("</testsuite></", "</", "</testsuites> ends something else"),
        ("tests=\"1\">", "tests=\"1\">words", "text within <testsuite>"),
    ];
    for (right, wrong, complaint) in wrong {
        let said = fault(&good.replacen(right, wrong, 1)).unwrap();
        assert!(said.contains(complaint), "{said}");
    }
}
