//! Owns the limits of a workbook: what its parts unfold to is counted before anything keeps it.
//!
//! A zip of a few kilobytes can hold gigabytes; the libraries behind this file unfold a part before they look at it.

use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::limits::Limits;
use crate::refused::Refused;

/// Which program's workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// Parts that are kept as a whole by a reader may be this large; sheets are read in pieces.
const KEPT_OCTETS: u64 = 100 << 20;
/// A table is never folded this well, unless it is small.
const RATIO_MAX: u64 = 250;
const SMALL_OCTETS: u64 = 8 << 20;
/// No element, attribute or text of a table is longer.
const PIECE_OCTETS: usize = 1 << 20;
const PARTS_MAX: usize = 20_000;

/// Looks at every part that will be read.
pub(super) fn look(file: &File, limits: &Limits) -> Result<Kind, Refused> {
    let mut zip = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(broken)?;
    if zip.len() > PARTS_MAX {
        return Err(Refused::TooLarge(limits.unfolded_octets));
    }
    let has = |name: &str| zip.index_for_name(name).is_some();
    let kind = if has("xl/workbook.xml") {
        Kind::Xlsx
    } else if has("content.xml") {
        Kind::Ods
    } else if has("word/document.xml") {
        return Err(Refused::Foreign("DOCX"));
    } else if has("xl/workbook.bin") {
        return Err(Refused::Foreign("XLSB"));
    } else {
        return Err(Refused::Foreign("ZIP"));
    };
    let mut left = limits.unfolded_octets;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let is_streamed = name.starts_with("xl/worksheets/") || name == "content.xml";
        let most = if is_streamed { left } else { left.min(KEPT_OCTETS) };
        let folded = part.compressed_size().max(1);
        let mut references = name.starts_with("xl/worksheets/").then(References::default);
        left -= unfold(part, most.min((folded * RATIO_MAX).max(SMALL_OCTETS)), limits, references.as_mut())?;
    }
    Ok(kind)
}

/// Unfolds a part and forgets it; how long it is.
fn unfold(
    mut part: impl Read,
    most: u64,
    limits: &Limits,
    mut references: Option<&mut References>,
) -> Result<u64, Refused> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut octets, mut piece) = (0_u64, 0_usize);
    loop {
        let count = part.read(&mut buffer).map_err(|error| Refused::Broken(error.to_string()))?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
            return Ok(octets);
        };
        octets += count as u64;
        if octets > most {
            return Err(Refused::TooLarge(most.min(limits.unfolded_octets)));
        }
        for octet in read {
            piece = if *octet == b'<' { 0 } else { piece + 1 };
            if piece > PIECE_OCTETS {
                return Err(Refused::TooLarge(PIECE_OCTETS as u64));
            }
        }
        if references.as_mut().is_some_and(|references| read.iter().any(|octet| references.is_beyond(*octet)))
        {
            return Err(Refused::Broken("a cell stands beyond every sheet".to_owned()));
        }
    }
}

/// The places of rows and cells (`r="AB12"`): the library reckons with them before it looks how large they are.
#[derive(Debug, Default)]
struct References {
    in_tag: bool,
    /// How much of ` r="` was read.
    begun: usize,
    letters: usize,
    digits: usize,
}

impl References {
    /// Takes the next octet of a sheet; whether it makes a place that no sheet has: XFD1048576 is the last one.
    fn is_beyond(&mut self, octet: u8) -> bool {
        const BEGINS: [&[u8]; 4] = [b" \t\r\n", b"r", b"=", b"\"'"];
        if matches!(octet, b'<' | b'>') {
            *self = Self { in_tag: octet == b'<', ..Self::default() };
            return false;
        }
        let Some(wanted) = BEGINS.get(self.begun) else {
            match octet {
                b'"' | b'\'' => *self = Self { in_tag: self.in_tag, ..Self::default() },
                b'0'..=b'9' => self.digits += 1,
                _ => self.letters += 1,
            }
            return self.letters > 3 || self.digits > 7;
        };
        let is_blank = octet.is_ascii_whitespace();
        self.begun = match self.begun {
            begun if self.in_tag && wanted.contains(&octet) => begun + 1,
            // ` r = "`.
            begun @ 2.. if is_blank => begun,
            _ => usize::from(self.in_tag && is_blank),
        };
        false
    }
}

/// A workbook whose zip does not hold together, or is behind a password.
pub(super) fn broken(error: ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refused::Locked,
        ZipError::Io(error) => Refused::Broken(error.to_string()),
        other => Refused::Broken(other.to_string()),
    }
}
