//! Owns files as rows of cells, whatever program wrote them.
//!
//! **Invariant:** a file is opened for reading only; rows come one at a time, and what a row costs is bounded by [`Limits`].

mod csv;
mod encoding;
mod form;
mod lines;
mod ods;
mod row;
mod sheet;
mod unfolded;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::limits::Limits;
use crate::refused::Refused;

pub use crate::source::csv::{Separator, split};
pub use crate::source::form::{Form, Take};
pub use crate::source::row::{Row, Trouble};

/// Hands every row of a file to `take`, in order.
///
/// # Errors
/// When the file as a whole is not a list, or `take` has enough.
pub fn rows(path: &Path, sheet: Option<&str>, limits: &Limits, take: &mut Take<'_>) -> Result<Form, Refused> {
    // A pipe without a writer is never opened, and one with a writer cannot be read twice.
    if !std::fs::metadata(path)?.is_file() {
        return Err(Refused::NoFile);
    }
    let mut file = File::open(path)?;
    let mut sample = Vec::with_capacity(encoding::SAMPLE_OCTETS);
    file.by_ref().take(encoding::SAMPLE_OCTETS as u64).read_to_end(&mut sample)?;
    file.seek(SeekFrom::Start(0))?;
    if sample.iter().all(|octet| octet.is_ascii_whitespace()) && sample.len() < encoding::SAMPLE_OCTETS {
        return Err(Refused::Empty);
    }
    if sample.starts_with(b"PK\x03\x04") {
        return workbook(file, sheet, limits, take);
    }
    if let Some(refused) = foreign(&sample) {
        return Err(refused);
    }
    if let Some(name) = sheet {
        return Err(Refused::NoSheet(name.to_owned()));
    }
    let encoding = encoding::detect(&sample).ok_or(Refused::Binary)?;
    let (text, _, _) = encoding.decode(&sample);
    let dialect = csv::Dialect::of(&text);
    let lines = lines::Lines::new(
        BufReader::with_capacity(256 * 1024, encoding::Transcoder::new(file, encoding)),
        dialect.line_end,
        limits.line_octets,
    );
    csv::rows(lines, dialect, limits, take)?;
    Ok(Form {
        kind: "CSV",
        encoding: Some(encoding.name()),
        separator: Some(dialect.separator.char()),
        ..Form::default()
    })
}

fn workbook(file: File, sheet: Option<&str>, limits: &Limits, take: &mut Take<'_>) -> Result<Form, Refused> {
    match unfolded::look(&file, limits)? {
        unfolded::Kind::Xlsx => sheet::rows(BufReader::new(file), sheet, limits, take),
        unfolded::Kind::Ods => ods::rows(&file, sheet, limits, take),
    }
}

/// Files of other programs, by their first octets.
fn foreign(sample: &[u8]) -> Option<Refused> {
    let signs: [(&[u8], &str); 12] = [
        (b"%PDF", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf", "7-Zip"),
        (b"Rar!", "RAR"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"SQLite format 3", "SQLite"),
        (b"<!DOCTYPE", "HTML"),
        (b"<html", "HTML"),
        (b"<table", "HTML"),
        (b"<?xml", "XML"),
    ];
    if sample.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // A compound file: an old workbook, or a new one behind a password.
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = sample.windows(encrypted.len()).any(|window| window == encrypted);
        return Some(if is_locked { Refused::Locked } else { Refused::Foreign("XLS (Excel 97–2003)") });
    }
    let text = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
    let begins = |sign: &[u8]| text.get(..sign.len()).is_some_and(|head| head.eq_ignore_ascii_case(sign));
    let known = signs.iter().find(|(sign, _)| begins(sign)).map(|(_, name)| Refused::Foreign(name));
    known.or_else(|| json(text).then_some(Refused::Foreign("JSON")))
}

fn json(text: &[u8]) -> bool {
    let mut seen = text.iter().filter(|octet| !octet.is_ascii_whitespace());
    matches!((seen.next(), seen.next()), (Some(b'{' | b'['), Some(b'"' | b'{')))
}
