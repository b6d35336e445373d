//! Owns broken and hostile files: each ends in a clear message or in findings, never in a crash, and costs little memory.

use std::io::{Cursor, Write as _};

use lang::Lang;
use roster::check::{Policy, check};
use roster::reading::{List, Options, read};
use roster::refused::Refused;
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::generated::TODAY;
use crate::scratch;

const HEAD: &str = "Фамилия;Имя;Отчество;Класс;Дата рождения;СНИЛС\n";
const GOOD: &str = "Примерова;Анна;Ильинична;4А;14.03.2014;901-000-101 92\n";

fn opened(name: &str, octets: &[u8]) -> Result<List, Refused> {
    read(&scratch::file(name, octets), &Options::default())
}

/// What a file comes to: a word of the refusal, or how many people and which findings.
fn outcome(name: &str, octets: &[u8]) -> String {
    match opened(name, octets) {
        Err(refused) => {
            let [ru, en] = [Lang::Ru, Lang::En].map(|lang| refused.told(lang));
            assert!(ru.len() > 15 && en.len() > 10, "{name}: {ru}");
            format!("{refused:?}").split(['(', '{', ' ']).next().unwrap().to_owned()
        }
        Ok(list) => {
            let mut kinds: Vec<_> =
                check(&list, &Policy::on(TODAY)).iter().map(|finding| finding.kind.word()).collect();
            kinds.retain(|kind| {
                ["row-", "cell-", "name-", "snils-"].iter().any(|part| kind.starts_with(part))
            });
            format!("{} {}", list.roster.len(), kinds.join(" ")).trim().to_owned()
        }
    }
}

fn compare(cases: &[(&str, Vec<u8>, &str)], extension: &str) {
    let seen = cases
        .iter()
        .map(|(name, octets, wanted)| (name, outcome(&format!("{name}.{extension}"), octets), wanted));
    let other: Vec<_> = seen.filter(|(_, seen, wanted)| seen != *wanted).collect();
    assert!(other.is_empty(), "file, seen, wanted: {other:#?}");
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Лист\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_row(cells: &[&str], attributes: &str) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>"))
        .collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

fn xlsx(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn xlsx_rows(rows: &[&str]) -> Vec<u8> {
    xlsx(|sheet| {
        for (row, line) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(line.trim_end().split(';')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    })
}

/// A workbook of one sheet with headings, written by hand.
fn workbook(before: &str, rows: &str) -> Vec<u8> {
    let (main, of) = ("http://schemas.openxmlformats.org", "officeDocument/2006/relationships");
    let heads = HEAD
        .trim_end()
        .split(';')
        .zip('A'..)
        .map(|(head, column)| format!("<c r=\"{column}1\" t=\"inlineStr\"><is><t>{head}</t></is></c>"));
    let sheet = format!(
        "{before}<worksheet xmlns=\"{main}/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{}</row>{rows}</sheetData></worksheet>",
        heads.collect::<String>()
    );
    let book = format!(
        "<workbook xmlns=\"{main}/spreadsheetml/2006/main\" xmlns:r=\"{main}/{of}\"><sheets><sheet name=\"x\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let related = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{main}/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{main}/{of}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    zipped(&[
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A workbook with one good row, and one cell that says to stand elsewhere.
fn referred(place: &str) -> Vec<u8> {
    let good = GOOD
        .trim_end()
        .split(';')
        .zip('A'..)
        .map(|(cell, column)| format!("<c r=\"{column}2\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
    let rows =
        format!("<row r=\"2\">{}</row><row><c r=\"{place}\"><v>1</v></c></row>", good.collect::<String>());
    workbook("", &rows)
}

fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn text_files_of_every_kind_end_clearly() {
    let text = format!("{HEAD}{GOOD}");
    let wide = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let many = |count: usize| ";".repeat(count);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", vec![], "Empty"),
        ("blank", b" \n\r\n\t \n".to_vec(), "Empty"),
        ("only-bom", "\u{feff}".into(), "Empty"),
        ("headings-only", HEAD.into(), "Nobody"),
        ("no-headings", "1;2;3\n4;5;6\n".into(), "NoHeadings"),
        ("prose", "Уважаемые родители!\nПросим зарегистрироваться.\n".into(), "NoHeadings"),
        ("binary", vec![0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 0, 0, 0, 3], "Binary"),
        ("zeros", vec![0; 5000], "Binary"),
        ("noise", (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), "Binary"),
        ("pdf", b"%PDF-1.7\n".to_vec(), "Foreign"),
        ("rtf", b"{\\rtf1 x}".to_vec(), "Foreign"),
        ("html", b"<html><table><tr><td>x</td></tr></table></html>".to_vec(), "Foreign"),
        ("xml", b"<?xml version=\"1.0\"?><list/>".to_vec(), "Foreign"),
        ("json", b"[{\"name\": 1}]".to_vec(), "Foreign"),
        ("gzip", b"\x1f\x8b\x08\0\0\0".to_vec(), "Foreign"),
        ("png", b"\x89PNG\r\n\x1a\n".to_vec(), "Foreign"),
        ("sqlite", b"SQLite format 3\0".to_vec(), "Foreign"),
        ("old-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), "Foreign"),
        ("utf8-bom", format!("\u{feff}{text}").into(), "1"),
        ("cp1251", encoded(encoding_rs::WINDOWS_1251, &text), "1"),
        ("koi8-r", encoded(encoding_rs::KOI8_R, &text), "1"),
        ("cp866", encoded(encoding_rs::IBM866, &text), "1"),
        ("utf16-le", wide(false), "1"),
        ("utf16-be", wide(true), "1"),
        ("utf16-cut", wide(false).split_last().unwrap().1.to_vec(), "0 row-unreadable"),
        (
            "broken-octet",
            [text.as_bytes(), &text.as_bytes()[HEAD.len()..HEAD.len() + 5], &[0xff, 0xfe, b'\n']].concat(),
            "1 row-unreadable",
        ),
        (
            "two-encodings",
            [text.as_bytes(), &encoded(encoding_rs::WINDOWS_1251, GOOD)].concat(),
            "1 row-unreadable",
        ),
        ("mixed-separators", format!("{text}{}", GOOD.replace(';', ",")).into(), "1 row-shifted"),
        ("open-quote", format!("{HEAD}\"Иванов;Пётр\n{}", GOOD).into(), "1 row-unreadable"),
        ("open-quote-at-the-end", format!("{text}\"Иванов;Пётр").into(), "1 row-unreadable"),
        ("zero-octet", format!("{text}Ива\0нов;Пётр;Ильич;4А;14.03.2014;\n").into(), "Binary"),
        ("million-columns", format!("{HEAD}{}\n{GOOD}", many(1_000_000)).into(), "1 row-shifted"),
        (
            "million-headings",
            format!("{}{}\n{GOOD}", HEAD.trim_end(), many(1_000_000)).into(),
            "TooManyColumns",
        ),
        ("endless-line", format!("{HEAD}{}\n{GOOD}", "я".repeat(3_000_000)).into(), "1 row-unreadable"),
        (
            "huge-cell",
            format!("{HEAD}{};Анна;Ильинична;4А;14.03.2014;901-000-101 92\n", "Я".repeat(60_000)).into(),
            "1 name-case",
        ),
        (
            "formulas",
            format!("{HEAD}=cmd|' /C calc'!A0;Анна;Ильинична;4А;=1+1;@SUM(A1)\n").into(),
            "1 cell-formula cell-formula cell-formula",
        ),
        ("carriage-returns", text.replace('\n', "\r").into(), "1"),
        ("blank-lines", text.replace('\n', "\n\n\n;;;;;\n").into(), "1"),
        ("no-columns-of-names", "Класс;СНИЛС;Телефон\n4А;1;2\n".into(), "NoHeadings"),
        (
            "octets-of-control",
            format!("{HEAD}Ива\u{1b}[31mнов\u{7};Анна;Ильинична;4А;14.03.2014;901-000-101 92\n").into(),
            "1 name-latin name-symbols",
        ),
        ("written-from-the-right", format!("{HEAD}\u{202e}{GOOD}").into(), "1 name-invisible"),
        ("look-alikes-in-headings", text.replace("Фамилия", "Фaмилия").replace("СНИЛС", "CHИЛC").into(), "1"),
        ("separator-told", format!("sep=;\n{text}").into(), "1"),
        ("half-a-row", format!("{HEAD}{}Иванов;Пётр\n", GOOD.repeat(6)).into(), "6 row-shifted"),
    ];
    compare(&cases, "csv");
    assert!(cases.len() >= 40);
}

#[test]
fn workbooks_of_every_kind_end_clearly() {
    let spaces = vec![b' '; 24 << 20];
    let bomb = [b"<office:document-content>".as_slice(), &spaces].concat();
    let heads = HEAD.trim_end().split(';').collect::<Vec<_>>();
    let goods = GOOD.trim_end().split(';').collect::<Vec<_>>();
    let people = format!("{}{}", ods_row(&heads, ""), ods_row(&goods, ""));
    let empty_rest = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let mut cut = xlsx_rows(&[HEAD, GOOD]);
    cut.truncate(cut.len() / 2);
    let many_elements: String = "<table:table-row/>".repeat(400_000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("good.xlsx", xlsx_rows(&[HEAD, GOOD]), "1"),
        ("cut.xlsx", cut, "Broken"),
        ("far-column.xlsx", referred("ZZZZZZZZ2"), "Broken"),
        ("far-row.xlsx", referred("A99999999999"), "Broken"),
        ("row-of-nought.xlsx", referred("A0"), "Broken"),
        ("no-place.xlsx", referred(""), "Broken"),
        ("last-place.xlsx", referred("XFD1048576"), "1"),
        (
            "entities.xlsx",
            workbook(
                "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/hosts\">]>",
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&a;&b;</t></is></c></row>",
            ),
            "Broken",
        ),
        ("zip.zip", zipped(&[("a.txt", b"x")]), "Foreign"),
        ("text.docx", zipped(&[("word/document.xml", b"<x/>")]), "Foreign"),
        ("empty.xlsx", zipped(&[("xl/workbook.xml", b"")]), "Broken"),
        (
            "no-sheets.ods",
            zipped(&[("content.xml", b"<office:document-content></office:document-content>")]),
            "NoSheet",
        ),
        (
            "not-xml.ods",
            zipped(&[("content.xml", b"<table:table table:name='x'><table:table-row></table:tab")]),
            "Broken",
        ),
        ("bomb.ods", zipped(&[("content.xml", &bomb)]), "TooLarge"),
        (
            "bomb.xlsx",
            zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &bomb)]),
            "TooLarge",
        ),
        ("good.ods", ods(&people), "1"),
        ("repeated-empty.ods", ods(&format!("{people}{empty_rest}")), "1"),
        (
            "repeated-filled.ods",
            ods(&format!(
                "{}{}",
                ods_row(&heads, ""),
                ods_row(&goods, "table:number-rows-repeated=\"1000000\"")
            )),
            "1",
        ),
        (
            "wide.ods",
            ods(&format!(
                "{people}<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\"><text:p>x</text:p></table:table-cell></table:table-row>"
            )),
            "1 row-shifted",
        ),
        ("many-elements.ods", ods(&format!("{people}{many_elements}")), "1"),
        (
            "far-cell.xlsx",
            xlsx(|sheet| {
                for (row, line) in [HEAD, GOOD].iter().enumerate() {
                    line.trim_end().split(';').enumerate().for_each(|(column, cell)| {
                        sheet.write_string(row as u32, column as u16, cell).unwrap();
                    });
                }
                sheet.write_string(1_048_575, 16_383, "далеко").unwrap();
            }),
            "1",
        ),
        (
            "merged.xlsx",
            xlsx(|sheet| {
                let plain = rust_xlsxwriter::Format::new();
                sheet.merge_range(0, 0, 0, 5, "Список 4 «А» класса", &plain).unwrap();
                for (row, line) in (1..).zip([HEAD, GOOD]) {
                    line.trim_end().split(';').enumerate().for_each(|(column, cell)| {
                        sheet.write_string(row, column as u16, cell).unwrap();
                    });
                }
                sheet.set_row_hidden(2).unwrap();
            }),
            "1",
        ),
        (
            "typed.xlsx",
            xlsx(|sheet| {
                HEAD.trim_end().split(';').enumerate().for_each(|(column, cell)| {
                    sheet.write_string(0, column as u16, cell).unwrap();
                });
                ["Примерова", "Анна", "Ильинична", "4А"].iter().enumerate().for_each(|(column, cell)| {
                    sheet.write_string(1, column as u16, *cell).unwrap();
                });
                let day = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
                sheet.write_number_with_format(1, 4, 41_712, &day).unwrap();
                sheet.write_number(1, 5, 90_100_010_192_f64).unwrap();
            }),
            "1",
        ),
    ];
    compare(&cases, "");
    let typed = read(&scratch::file("typed.xlsx", &cases.last().unwrap().1), &Options::default()).unwrap();
    let person = typed.roster.mentions().next().unwrap();
    assert_eq!(person.birth().unwrap().to_string(), "2014-03-14");
    assert_eq!(person.snils().unwrap().number(), 90_100_010_192);
    let missing = Options { sheet: Some("Другой".to_owned()), ..Options::default() };
    assert!(matches!(read(&scratch::file("good.xlsx", &cases[0].1), &missing), Err(Refused::NoSheet(_))));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let folder = read(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")), &Options::default()).unwrap_err();
    assert_eq!(folder, Refused::NoFile);
    // Nobody would ever write into it: it must not even be opened.
    let pipe = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipe.csv");
    let _ = std::fs::remove_file(&pipe);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(read(&pipe, &Options::default()).unwrap_err(), Refused::NoFile);
    let refused = read(std::path::Path::new("no-such-list.csv"), &Options::default()).unwrap_err();
    assert!(matches!(refused, Refused::Io(_)));
}
