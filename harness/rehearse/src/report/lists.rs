//! Owns the lists of class teachers: who of a class does not get in, why, who mends it, what to do; as CSV and as a workbook.
//!
//! **Invariant:** no cell begins as a formula does: what a list says is never run.

use lang::Lang;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::report::spelling::role;
use crate::told::{Rehearsal, Row};

/// The list of a class.
#[derive(Debug)]
pub struct ClassList<'r> {
    /// A name for its file: the number of the class in the list, the school where there are several, and the class.
    pub name: String,
    /// The class in words.
    pub title: String,
    rows: Vec<&'r Row>,
    lang: Lang,
}

/// Characters with which a spreadsheet begins a formula.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Of more classes no lists are made: nobody reads ten thousand files.
const CLASSES_MAX: usize = 1_000;

/// Whether a rehearsal has more classes than anybody looks at one by one.
pub(super) fn are_too_many(of: &Rehearsal) -> bool {
    of.classes.iter().filter(|class| class.counted.out > 0).count() > CLASSES_MAX
}

impl<'r> ClassList<'r> {
    /// The lists of all classes in which somebody is out; none where there are too many classes.
    pub fn all(of: &'r Rehearsal, lang: Lang) -> Vec<Self> {
        if are_too_many(of) {
            return Vec::new();
        }
        let mut by_class: Vec<Vec<&Row>> = vec![Vec::new(); of.classes.len()];
        for row in &of.rows {
            by_class[row.class as usize].push(row);
        }
        let has_schools = of.classes.iter().any(|class| class.school != of.classes[0].school);
        let numbered = by_class.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty());
        let made = |(number, rows): (usize, Vec<&'r Row>)| {
            let class = &of.classes[number];
            let staff = if lang == Lang::Ru { "сотрудники" } else { "staff" };
            let short = if class.class.is_empty() { staff } else { class.class.as_str() };
            let title = [class.school_shown(), short].join(" ").trim().to_owned();
            let school = if has_schools { for_a_file(class.school_shown()) + "-" } else { String::new() };
            let name = format!("{:04}-{school}{}", number + 1, for_a_file(short));
            Self { name, title, rows, lang }
        };
        numbered.map(made).collect()
    }

    fn headings(&self) -> [&'static str; 5] {
        match self.lang {
            Lang::Ru => ["Строка", "Кто", "Причина", "Кто устраняет", "Что сделать"],
            Lang::En => ["Row", "Who", "Cause", "Who mends it", "What to do"],
        }
    }

    fn cells(&self, row: &Row) -> [String; 5] {
        let told = row.cause.told();
        let steps: Vec<&str> = told.steps.iter().map(|step| step.in_(self.lang)).collect();
        let who = row.name.as_ref().map_or_else(|| row.row.to_string(), |name| format!("{} {name}", row.row));
        [
            who,
            role(self.lang, row.role).to_owned(),
            told.title.in_(self.lang).to_owned(),
            told.mender.said().in_(self.lang).to_owned(),
            steps.join(" "),
        ]
    }

    /// As CSV with semicolons and the mark of UTF-8, which spreadsheet programs open by themselves.
    pub fn csv(&self) -> String {
        let mut out = String::from("\u{feff}");
        let line =
            |cells: Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";") + "\r\n";
        out.push_str(&line(self.headings().map(str::to_owned).to_vec()));
        for row in &self.rows {
            out.push_str(&line(self.cells(row).to_vec()));
        }
        out
    }

    /// As a workbook.
    ///
    /// # Errors
    /// When the workbook cannot be made.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let (bold, wrapped) =
            (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
        for (column, (heading, width)) in
            (0_u16..).zip(self.headings().into_iter().zip([10.0, 14.0, 44.0, 24.0, 90.0]))
        {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, heading, &bold)?;
        }
        for (number, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(self.cells(row)) {
                sheet.write_string_with_format(number, column, harmless(&cell), &wrapped)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        workbook.save_to_buffer()
    }
}

/// A text that no program runs.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULAS) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    let text = harmless(text);
    if text.contains([';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Letters, digits and dashes only.
fn for_a_file(text: &str) -> String {
    let kept: String = text.chars().map(|one| if one.is_alphanumeric() { one } else { '-' }).collect();
    kept.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+7", "-1", "@SUM", "\t=1"] {
            assert!(quoted(text).trim_start_matches('"').starts_with('\''), "{text}");
        }
        assert_eq!(quoted("а;б"), "\"а;б\"");
        assert_eq!(quoted("Иванов"), "Иванов");
    }
}
