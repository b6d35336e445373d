//! Owns the pseudonyms of a row: each cell by what its column says; what no column says is left out.

use jiff::civil::Date;

use crate::layout::{Block, Meaning, class_of};
use crate::letters::lowered;
use crate::pseudonym::day::day;
use crate::pseudonym::distinct::Distinct;
use crate::pseudonym::key::Key;
use crate::pseudonym::numbers::{Numbers, malformed};
use crate::pseudonym::word::Words;
use crate::reading::{Kind, Sink, hash};
use crate::refused::Refused;
use crate::source::Row;
use crate::value;

/// Hands out rows with pseudonyms in place of people.
pub(super) struct Mapped<'m> {
    key: &'m Key,
    today: Date,
    to: &'m mut dyn Sink,
    block: Block,
    words: Words,
    numbers: Numbers,
    labels: Labels,
    row: Row,
}

/// Schools and keys of rows, numbered by the key.
#[derive(Default)]
struct Labels(Distinct);

impl Labels {
    fn label(&mut self, key: &Key, text: &str, begins: &str) -> String {
        let folded = lowered(text);
        let number = self.0.of(hash(&folded), key.chance("label", &folded), 10_000_000, 90_000_000);
        format!("{begins}{number}")
    }
}

impl<'m> Mapped<'m> {
    pub(super) fn new(key: &'m Key, today: Date, to: &'m mut dyn Sink) -> Self {
        Self {
            key,
            today,
            to,
            block: Block::default(),
            words: Words::default(),
            numbers: Numbers::default(),
            labels: Labels::default(),
            row: Row::default(),
        }
    }

    fn cell(&mut self, meaning: Meaning, written: &str) -> String {
        if written.is_empty() || is_formula(written) {
            return malformed_formula(self.key, written);
        }
        match meaning {
            Meaning::LastName | Meaning::FirstName | Meaning::MiddleName | Meaning::FullName => {
                self.words.text(self.key, written)
            }
            Meaning::Snils => self.numbers.snils(self.key, written),
            Meaning::Phone => self.numbers.phones(self.key, written),
            Meaning::Mail => self.numbers.mails(self.key, written),
            Meaning::Birth => day(self.key, written, self.today),
            Meaning::School => self.labels.label(self.key, written, "Школа "),
            Meaning::Key => self.labels.label(self.key, written, "к"),
            Meaning::Children | Meaning::Parents => self.kin(written),
            Meaning::Class | Meaning::Grade | Meaning::Letter => class(self.key, written),
            Meaning::Gender => known(value::gender(written).is_some(), written),
            Meaning::Joined => known(value::birth(written).is_some(), written),
            Meaning::Kinship => known(value::kinship(written).is_some(), written),
            Meaning::Role => known(!value::roles(written).is_empty(), written),
            Meaning::Readiness => {
                known(value::readiness(written, crate::person::Readiness::Some).is_some(), written)
            }
            Meaning::Post => post(written),
            Meaning::Ignored => String::new(),
        }
    }

    /// Keys and names that refer to other rows.
    fn kin(&mut self, written: &str) -> String {
        let mut out = String::new();
        for piece in written.split_inclusive([',', ';', '/', '\n']) {
            let (name, separator) = match piece.chars().last().filter(|c| matches!(c, ',' | ';' | '/' | '\n'))
            {
                Some(c) => (piece.get(..piece.len() - c.len_utf8()).unwrap_or_default(), Some(c)),
                None => (piece, None),
            };
            let bare = name.trim();
            let is_name =
                bare.contains(' ') && !bare.chars().any(|c| c.is_ascii_digit() && !bare.contains(' '));
            if !bare.is_empty() {
                out.push_str(&if is_name {
                    self.named(bare)
                } else {
                    self.labels.label(self.key, bare, "к")
                });
            }
            out.extend(separator);
            out.push_str(if separator.is_some() { " " } else { "" });
        }
        out
    }

    /// «Иванов Пётр (5А)»: the class stays.
    fn named(&mut self, name: &str) -> String {
        let cut = name.trim_end_matches(')').rfind(['(', ' ']);
        let class = cut
            .and_then(|at| name.get(at..))
            .filter(|tail| class_of(tail.trim_matches(['(', ')', ' '])).is_some());
        match class {
            Some(tail) => self.words.text(self.key, name.strip_suffix(tail).unwrap_or(name)) + tail,
            None => self.words.text(self.key, name),
        }
    }
}

impl Sink for Mapped<'_> {
    fn begin(&mut self, block: &Block) {
        self.block = block.clone();
        self.to.begin(block);
    }

    fn row(&mut self, row: &Row, kind: Kind) -> Result<(), Refused> {
        let mut made = std::mem::take(&mut self.row);
        made.begin(row.number);
        (made.lines, made.is_text, made.trouble) = (row.lines, row.is_text, row.trouble);
        match &kind {
            Kind::People | Kind::Shifted => {
                for place in 0..row.len() {
                    let column = self.block.columns.at.get(place).copied().flatten();
                    let cell = match column {
                        Some(column) if kind == Kind::People => self.cell(column.meaning, row.cell(place)),
                        // Where values have moved, nobody knows what a cell holds; that it is filled is enough.
                        _ if row.cell(place).is_empty() || (kind == Kind::People && column.is_none()) => {
                            String::new()
                        }
                        _ => "х".to_owned(),
                    };
                    made.push(&cell);
                }
            }
            // Headings say nothing of people; titles, repeated headings and what cannot be read are told by their kind.
            Kind::Heading if self.is_of_columns(row) => {
                (0..row.len()).for_each(|place| made.push(self.heading(row, place)))
            }
            Kind::Heading | Kind::Title(_) | Kind::Repeated | Kind::Unreadable => {}
        }
        let done = self.to.row(&made, kind);
        self.row = made;
        done
    }
}

impl Mapped<'_> {
    /// Whether a row is one of the headings rather than a title above them.
    fn is_of_columns(&self, row: &Row) -> bool {
        let known = (0..row.len()).filter(|place| !self.heading(row, *place).is_empty()).count();
        known >= 2 || self.block.columns.at.iter().flatten().count() == 1
    }

    /// The heading of a column that is known, or of a group.
    fn heading<'r>(&self, row: &'r Row, place: usize) -> &'r str {
        let is_known = self.block.columns.at.get(place).is_some_and(Option::is_some);
        if is_known { row.cell(place) } else { "" }
    }
}

fn is_formula(written: &str) -> bool {
    written.starts_with('=') && !written.starts_with("=\"")
}

/// A formula that says nothing and stays one.
fn malformed_formula(key: &Key, written: &str) -> String {
    if written.is_empty() {
        String::new()
    } else {
        format!("={}", key.chance("formula", written).below(1_000_000))
    }
}

fn class(key: &Key, written: &str) -> String {
    let is_short = written.chars().count() <= 12;
    if is_short { written.to_owned() } else { malformed(key, written) }
}

/// A word of a few meanings stays; any other becomes a word that means nothing.
fn known(is_known: bool, written: &str) -> String {
    if is_known { written.to_owned() } else { "?".to_owned() }
}

fn post(written: &str) -> String {
    use crate::person::Role;
    match value::of_post(written) {
        Some(Role::Teacher) => "учитель".to_owned(),
        Some(Role::Admin) => "администратор".to_owned(),
        _ => "сотрудник".to_owned(),
    }
}
