//! Owns what each row of a file is: heading, title, person, or nothing that can be read.

use std::path::Path;

use crate::layout::{self, Block, Meaning, Title, class_of};
use crate::letters::is_letter;
use crate::person::Seat;
use crate::reading::list::Options;
use crate::refused::Refused;
use crate::source::{self, Form, Row, Trouble};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading, or a row before it.
    Heading,
    /// Between people.
    Title(Title),
    /// A heading that a page break repeated.
    Repeated,
    /// It could not be read.
    Unreadable,
    /// Its values have moved.
    Shifted,
    /// Somebody.
    People,
}

/// What takes the rows of a list.
pub(crate) trait Sink {
    /// The headings are known.
    fn begin(&mut self, block: &Block);
    /// The next row that is not blank.
    fn row(&mut self, row: &Row, kind: Kind) -> Result<(), Refused>;
}

/// What is known of a file after all its rows.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) form: Form,
    pub(crate) block: Block,
    pub(crate) heading_row: u32,
    pub(crate) skipped_rows: u32,
    pub(crate) unknown_columns: Vec<String>,
}

/// How many rows are looked at for headings.
const HEAD_ROWS: usize = 60;
/// From how many rows on the width of most of them is believed.
const WIDTHS_MIN: u32 = 5;

/// Hands all rows of a file to a sink.
pub(crate) fn walk(path: &Path, options: &Options, sink: &mut dyn Sink) -> Result<Walked, Refused> {
    let mut walker = Walker {
        options,
        sink,
        head: Vec::new(),
        block: None,
        heading: Heading::default(),
        widths: (0, 0),
        skipped: 0,
    };
    let form = source::rows(path, options.sheet.as_deref(), &options.limits, &mut |row| walker.take(row))?;
    walker.end(form)
}

#[derive(Default)]
struct Heading {
    row: u32,
    width: usize,
    texts: Vec<String>,
    unknown: Vec<String>,
}

impl Heading {
    /// A page break repeats the headings.
    fn is_repeated_by(&self, row: &Row) -> bool {
        let same =
            row.cells().zip(&self.texts).filter(|(cell, text)| !cell.is_empty() && cell == text).count();
        let filled = row.cells().filter(|cell| !cell.is_empty()).count();
        same >= 2 && same * 3 >= filled * 2
    }
}

struct Walker<'w> {
    options: &'w Options,
    sink: &'w mut dyn Sink,
    head: Vec<Row>,
    block: Option<Block>,
    heading: Heading,
    /// How many rows there were, and how many of them were as wide as the headings.
    widths: (u32, u32),
    skipped: u32,
}

impl Walker<'_> {
    fn take(&mut self, row: &Row) -> Result<(), Refused> {
        if row.trouble.is_none() && row.is_blank() {
            return Ok(());
        }
        if let Some(block) = self.block.take() {
            let kind = self.kind(row, &block);
            self.skipped += u32::from(matches!(kind, Kind::Title(_) | Kind::Repeated));
            self.block = Some(block);
            return self.sink.row(row, kind);
        }
        self.head.push(row.clone());
        if self.head.len() >= HEAD_ROWS { self.begin() } else { Ok(()) }
    }

    /// Finds the headings among the rows seen so far, and goes on with those below.
    fn begin(&mut self) -> Result<(), Refused> {
        let head = std::mem::take(&mut self.head);
        let block = layout::find(&head, &self.options.columns).ok_or_else(|| no_headings(&head))?;
        let (first, last) = block.rows;
        let headings = head.get(first..=last).unwrap_or_default();
        self.heading.row = headings.last().map_or(0, |row| row.number);
        self.heading.width = headings.iter().map(|row| row.len()).max().unwrap_or_default();
        if headings.iter().any(|row| row.trouble == Some(Trouble::Cells)) {
            return Err(Refused::TooManyColumns(self.options.limits.cells));
        }
        let is_known = |place: usize| block.columns.at.get(place).is_some_and(Option::is_some);
        let unknown = (0..self.heading.width).filter(|place| !is_known(*place));
        let named = unknown.filter_map(|place| {
            let mut said = headings.iter().rev().map(|row| row.cell(place));
            // The row that numbers the columns names none.
            said.find(|cell| cell.chars().any(is_letter))
        });
        self.heading.unknown = named.map(|heading| heading.chars().take(60).collect()).collect();
        self.heading.texts = headings
            .iter()
            .max_by_key(|row| row.cells().filter(|cell| !cell.is_empty()).count())
            .map_or_else(Vec::new, |row| row.cells().map(str::to_owned).collect());
        self.sink.begin(&block);
        self.block = Some(block);
        // A title above the headings may name the class of everybody: «Список 5 «А» класса».
        for row in head.get(..first).unwrap_or_default() {
            let filled: Vec<&str> = row.cells().filter(|cell| !cell.is_empty()).collect();
            let title =
                filled.first().filter(|_| filled.len() == 1).and_then(|text| layout::title(text, true));
            let title = title.filter(|title| matches!(title, Title::Class(_)));
            self.sink.row(row, title.map_or(Kind::Heading, Kind::Title))?;
        }
        for row in headings {
            self.sink.row(row, Kind::Heading)?;
        }
        head.get(last + 1..).unwrap_or_default().iter().try_for_each(|row| self.take(row))
    }

    fn kind(&mut self, row: &Row, block: &Block) -> Kind {
        if matches!(row.trouble, Some(Trouble::Quote | Trouble::Long | Trouble::Characters)) {
            return Kind::Unreadable;
        }
        if row.trouble == Some(Trouble::Cells) || self.has_foreign_separators(row) {
            return Kind::Shifted;
        }
        let filled: Vec<usize> = (0..row.len()).filter(|place| !row.cell(*place).is_empty()).collect();
        let Some(first) = filled.first().copied() else { return Kind::Title(Title::Nothing) };
        let is_alone = filled.len() == 1;
        if let Some(title) = layout::title(row.cell(first), is_alone) {
            let may_be_person = title == Title::Nothing && is_alone && is_name(row.cell(first), first, block);
            let is_class_cell =
                is_alone && is_class_column(first, block) && class_of(row.cell(first)).is_some();
            if !may_be_person || is_class_cell {
                return Kind::Title(title);
            }
        }
        if self.heading.is_repeated_by(row) {
            return Kind::Repeated;
        }
        if self.is_shifted(row, &filled) {
            return Kind::Shifted;
        }
        Kind::People
    }

    /// One cell in which another separator stands as often as between all columns.
    fn has_foreign_separators(&self, row: &Row) -> bool {
        let most = |text: &str| {
            [';', ',', '\t', '|'].map(|separator| text.matches(separator).count()).into_iter().max()
        };
        let width = self.heading.width;
        row.len() == 1 && width > 2 && most(row.cell(0)).is_some_and(|count| count >= 2 && count * 2 >= width)
    }

    /// In a CSV file whose rows are as wide as its headings, a row that is not has lost or gained a separator.
    fn is_shifted(&mut self, row: &Row, filled: &[usize]) -> bool {
        let last = filled.last().map_or(0, |last| last + 1);
        let is_wide = row.len() == self.heading.width;
        let (rows, wide) = self.widths;
        let mostly_wide = rows >= WIDTHS_MIN && wide * 10 >= rows * 9;
        self.widths = (rows + 1, wide + u32::from(is_wide));
        // A workbook's rows end with their last filled cell, so nothing follows from a short one.
        last > self.heading.width || (row.is_text && mostly_wide && row.len() < self.heading.width)
    }

    fn end(mut self, form: Form) -> Result<Walked, Refused> {
        if self.block.is_none() {
            self.begin()?;
        }
        let block = self.block.expect("invariant: begin() found the headings or failed");
        let Heading { row, unknown, .. } = self.heading;
        Ok(Walked { form, block, heading_row: row, skipped_rows: self.skipped, unknown_columns: unknown })
    }
}

fn no_headings(head: &[Row]) -> Refused {
    let Some(row) = head.iter().max_by_key(|row| row.len()) else { return Refused::Empty };
    // What the cells hold may be people; the form of the cells is enough to see what went wrong.
    let shown = |cell: &str| -> String {
        let masked = cell.chars().take(12).map(|c| match c {
            c if c.is_numeric() => '0',
            c if c.is_uppercase() => 'Х',
            c if is_letter(c) => 'х',
            c => c,
        });
        masked.collect()
    };
    Refused::NoHeadings(row.cells().take(8).map(shown).collect())
}

/// Whether a cell that stands alone in its row may be a person of whom nothing else is known.
fn is_name(text: &str, place: usize, block: &Block) -> bool {
    let column = block.columns.at.get(place).copied().flatten();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| is_letter(c) || c == '-' || c == '\'')
    };
    match column.map(|column| (column.seat, column.meaning)) {
        Some((Seat::Own, Meaning::FullName)) => (2..=4).contains(&words.len()) && words.iter().all(is_word),
        Some((Seat::Own, Meaning::LastName)) => words.len() == 1 && words.iter().all(is_word),
        // Parents alone in a row belong to the pupil above.
        Some((seat, Meaning::FullName | Meaning::LastName)) => seat != Seat::Own,
        _ => false,
    }
}

fn is_class_column(place: usize, block: &Block) -> bool {
    block.columns.at.get(place).copied().flatten().is_some_and(|column| column.meaning == Meaning::Class)
}
