//! Owns the check as JSON, as `docs/ROSTER.schema.json` describes it.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Finding, Kind};
use crate::output::summary::Summary;
use crate::person::Seat;
use crate::reading::List;
use lang::Lang;

#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    file: File<'r>,
    rows: u32,
    people: serde_json::Map<String, serde_json::Value>,
    kinds: Vec<KindTold>,
    findings: Vec<One>,
}

#[derive(Serialize)]
struct File<'r> {
    kind: &'r str,
    encoding: Option<&'r str>,
    separator: Option<char>,
    sheet: Option<&'r str>,
    sheets_not_read: &'r [String],
    heading_row: u32,
    skipped_rows: u32,
    unknown_columns: &'r [String],
}

#[derive(Serialize)]
struct KindTold {
    kind: &'static str,
    severity: &'static str,
    mender: &'static str,
    count: u32,
    what: Both,
    how: Both,
}

#[derive(Serialize)]
struct Both {
    ru: String,
    en: String,
}

#[derive(Serialize)]
struct One {
    row: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<String>,
    kind: &'static str,
    field: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// Writes the check.
///
/// # Errors
/// When it cannot be written.
pub fn json(
    list: &List,
    findings: &[Finding],
    summary: &Summary,
    show_names: bool,
    out: impl Write,
) -> io::Result<()> {
    let people =
        summary.people.iter().map(|(role, count)| (role.word().to_owned(), (*count).into())).collect();
    let form = &list.form;
    let report = Report {
        schema: "esia-roster-check/1",
        file: File {
            kind: form.kind,
            encoding: form.encoding,
            separator: form.separator,
            sheet: form.sheet.as_deref(),
            sheets_not_read: &form.other_sheets,
            heading_row: list.heading_row,
            skipped_rows: list.skipped_rows,
            unknown_columns: &list.unknown_columns,
        },
        rows: summary.rows,
        people,
        kinds: summary.kinds.iter().map(|(kind, count)| told(*kind, count.count)).collect(),
        findings: findings.iter().map(|finding| one(list, finding, show_names)).collect(),
    };
    serde_json::to_writer_pretty(out, &report).map_err(io::Error::from)
}

fn told(kind: Kind, count: u32) -> KindTold {
    let both =
        |said: lang::Said| Both { ru: said.in_(Lang::Ru).to_owned(), en: said.in_(Lang::En).to_owned() };
    KindTold {
        kind: kind.word(),
        severity: kind.severity().word(),
        mender: kind.mender().word(),
        count,
        what: both(kind.what()),
        how: both(kind.how()),
    }
}

fn one(list: &List, finding: &Finding, show_names: bool) -> One {
    let person = finding.person.filter(|_| show_names).map(|id| list.roster.person(id));
    One {
        row: finding.row,
        seat: seat(finding.seat),
        kind: finding.kind.word(),
        field: finding.field.word(),
        other_row: finding.other,
        on: finding.on.map(|on| on.to_string()),
        name: person.map(|person| {
            [person.last_name(), person.first_name(), person.middle_name()].join(" ").trim().to_owned()
        }),
    }
}

fn seat(seat: Seat) -> Option<String> {
    match seat {
        Seat::Own => None,
        Seat::Mother => Some("mother".to_owned()),
        Seat::Father => Some("father".to_owned()),
        Seat::Parent(number) => Some(format!("parent-{number}")),
    }
}
