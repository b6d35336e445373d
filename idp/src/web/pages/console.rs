//! A page of the console: a heading, and blocks of a few kinds, each spelled the same everywhere.

use askama::Template;

#[cfg(test)]
mod samples;

/// A page of the console.
#[derive(Clone, Template)]
#[template(path = "console/page.html")]
pub struct Page {
    /// The frame around it.
    pub shell: Shell,
    /// Its heading.
    pub title: String,
    /// What it is for, in one sentence; empty says nothing.
    pub lead: String,
    /// What the form that was sent has come to.
    pub outcome: Option<Outcome>,
    /// What it shows.
    pub blocks: Vec<Block>,
}

/// What stands around every page of the console.
#[derive(Clone, Default)]
pub struct Shell {
    /// Whether it speaks Russian; English otherwise.
    pub is_russian: bool,
    /// The prefix of every link.
    pub base: String,
    /// The realm's name.
    pub realm: String,
    /// The realm's time, to be read.
    pub now: String,
    /// The sections.
    pub sections: Vec<Section>,
    /// This page, without a language.
    pub here: String,
    /// This page in the other language.
    pub other_language: String,
    /// Whether the page shows what may change by itself.
    pub is_live: bool,
    /// Where the events of the realm are told.
    pub events: String,
}

/// A section of the console.
#[derive(Clone)]
pub struct Section {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub text: &'static str,
    /// Whether this page belongs to it.
    pub is_here: bool,
}

/// What a form has come to.
#[derive(Clone)]
pub struct Outcome {
    /// Whether it was done.
    pub is_done: bool,
    /// One sentence.
    pub sentence: String,
    /// Names and values that the answer has.
    pub facts: Vec<(String, String)>,
    /// The command that does the same.
    pub curl: String,
    /// The whole answer.
    pub answer: String,
}

/// A part of a page.
#[derive(Clone)]
pub enum Block {
    /// A heading below the page's own, with the id that links lead to.
    Heading(String, String),
    /// A paragraph.
    Text(String),
    /// Names and values.
    Facts(Vec<(String, Vec<Cell>)>),
    /// A table.
    Table(Table),
    /// Messages, each on a card.
    Cards(Vec<Card>),
    /// A form.
    Form(Box<Form>),
    /// Small forms beside each other.
    Row(Vec<Form>),
    /// A text to be copied, under its name.
    Pre(String, String),
    /// The same, folded.
    Folded(String, String),
    /// Links to the parts before and after this one.
    Pager(Vec<(String, String)>),
    /// Steps or checks, each with a mark.
    Checks(Vec<Check>),
}

/// A step that was looked at.
#[derive(Clone)]
pub struct Check {
    /// `good`, `bad` or `skipped`.
    pub tone: &'static str,
    /// The tone in a word.
    pub word: &'static str,
    /// What was looked at.
    pub what: String,
    /// The clause that asks for it.
    pub clause: String,
    /// What was seen.
    pub seen: String,
}

/// A message.
#[derive(Clone)]
pub struct Card {
    /// What stands above it, in small letters.
    pub above: Vec<Cell>,
    /// The text.
    pub text: String,
    /// The code in it; empty when there is none.
    pub code: String,
    /// What can be folded out, by its name.
    pub more: Vec<(String, String)>,
}

/// A table.
#[derive(Clone, Default)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub caption: String,
    /// The names of its columns.
    pub head: Vec<&'static str>,
    /// Its rows, as long as the head.
    pub rows: Vec<Vec<Vec<Cell>>>,
    /// What is said when there are no rows.
    pub empty: String,
}

/// A part of a line.
#[derive(Clone)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A text in the letters of programs.
    Code(String),
    /// A link: address, text.
    Link(String, String),
    /// A moment, which stays on one line; a link where the address is not empty.
    Moment(String, String),
    /// A link to a file to keep: address, text, its name.
    File(String, String, String),
    /// A text with a tone, `good`, `bad` or `plain`.
    Mark(&'static str, String),
    /// A form of one button.
    Act(Box<Form>),
}

/// A form. One that changes something is sent to its own page.
#[derive(Clone, Default)]
pub struct Form {
    /// What is done, above the fields; empty for a form of one button.
    pub title: String,
    /// Names its fields apart from those of other forms of the page.
    pub id: String,
    /// Whether it only asks.
    pub asks: bool,
    /// Where it goes.
    pub action: String,
    /// What is sent along.
    pub hidden: Vec<(String, String)>,
    /// What is filled in.
    pub fields: Vec<Field>,
    /// The button.
    pub button: String,
    /// What the button is about, for those who hear it alone; empty when the button says all.
    pub about: String,
    /// Whether what it does cannot be undone.
    pub is_danger: bool,
    /// The command that does the same, as the form stands.
    pub curl: String,
}

/// A field of a form.
#[derive(Clone, Default)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What is in it.
    pub value: String,
    /// An example, or what is meant; empty says nothing.
    pub hint: String,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of fields.
#[derive(Clone, Default)]
pub enum Kind {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// A file.
    File,
    /// One of these: value, text.
    Choice(Vec<(String, String)>),
    /// Yes or no.
    Tick,
    /// It must be ticked before the form goes.
    Sure,
}

impl Outcome {
    /// Nothing was done, and why.
    pub fn refused(sentence: &str) -> Self {
        let [curl, answer] = [const { String::new() }; 2];
        Self { is_done: false, sentence: sentence.to_owned(), facts: Vec::new(), curl, answer }
    }
}

impl Form {
    /// Whether it sends a file.
    fn sends_file(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, Kind::File))
    }
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A text in the letters of programs.
    pub fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }
}

impl Field {
    /// A line.
    pub fn line(name: &str, label: &str, value: &str, hint: &str) -> Self {
        let [name, label, value, hint] = [name, label, value, hint].map(str::to_owned);
        Self { name, label, value, hint, kind: Kind::Line }
    }

    /// Several lines.
    pub fn lines(name: &str, label: &str, hint: &str) -> Self {
        Self { kind: Kind::Lines, ..Self::line(name, label, "", hint) }
    }

    /// A file.
    pub fn file(name: &str, label: &str, hint: &str) -> Self {
        Self { kind: Kind::File, ..Self::line(name, label, "", hint) }
    }

    /// One of several values.
    pub fn choice(name: &str, label: &str, chosen: &str, options: &[(&str, &str)]) -> Self {
        let options = options.iter().map(|(value, text)| ((*value).to_owned(), (*text).to_owned()));
        Self { kind: Kind::Choice(options.collect()), ..Self::line(name, label, chosen, "") }
    }

    /// Yes or no.
    pub fn tick(name: &str, label: &str) -> Self {
        Self { kind: Kind::Tick, ..Self::line(name, label, "true", "") }
    }

    /// What must be ticked before the form goes.
    pub fn sure(label: &str) -> Self {
        Self { kind: Kind::Sure, ..Self::line("sure", label, "true", "") }
    }
}
