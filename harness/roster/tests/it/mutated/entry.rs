//! Owns the readers of lists as a function of any bytes: a text file, and the sheet of a workbook. The fuzz target `roster` comes in
//! here too.

use std::io::{Cursor, Write as _};
use std::path::Path;

use jiff::civil::date;
use roster::check::{Policy, check};
use roster::pseudonym::{self, Key};
use roster::reading::{Options, read};

/// Reads, checks and pseudonymises whatever the bytes are; `folder` is for the file that they become.
pub(crate) fn enter(bytes: &[u8], folder: &Path) {
    let policy = Policy::on(date(2026, 9, 1));
    for (name, octets) in
        [("list.csv", bytes.to_vec()), ("list.ods", of_open_document(bytes)), ("list.xlsx", of_sheet(bytes))]
    {
        let path = folder.join(name);
        std::fs::write(&path, octets).expect("a folder that takes files");
        match read(&path, &Options::default()) {
            Ok(list) => drop(check(&list, &policy)),
            Err(refused) => drop(refused.to_string()),
        }
        if name == "list.csv" {
            let key = Key::new(b"a key of tests, sixteen").expect("it is long enough");
            let _ = pseudonym::read(&path, &Options::default(), &key, policy.today);
        }
    }
}

fn of_open_document(content: &[u8]) -> Vec<u8> {
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

fn of_sheet(sheet: &[u8]) -> Vec<u8> {
    let related = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"x\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    zipped(&[
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// Nothing is folded: whoever mutates the parts must reach what reads them.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, stored).expect("a part begins");
        zip.write_all(content).expect("memory takes a part");
    }
    zip.finish().expect("a zip in memory").into_inner()
}
