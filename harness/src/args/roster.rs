//! Owns the options of `esia-harness roster`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::lang::Lang;

/// What to do with a list of a diary's users.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Print a template of the list with an example, or of a --columns file
    Template(TemplateArguments),
    /// Check a list: what is wrong in which row, who mends it, how. The file is only read
    #[command(after_help = "Exit codes:
  0  nothing in the list locks anybody out
  1  something does
  2  the command line is wrong, or the file is no list that can be read
  3  a report cannot be written")]
    Check(Box<CheckArguments>),
    /// Write the list with a made-up person in place of everybody: the same rows, the same mistakes
    Pseudonymise(PseudonymiseArguments),
    /// Make up a school or a region, with planted mistakes and the answer key to them
    Generate(GenerateArguments),
}

/// Which template.
#[derive(Debug, Args)]
pub struct TemplateArguments {
    /// `people`: one row a person; `families`: one row a pupil, parents in columns; `columns`: a --columns file
    #[arg(value_name = "TEMPLATE", default_value = "people")]
    pub template: Template,
}

/// A template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Template {
    /// One row a person
    People,
    /// One row a pupil
    Families,
    /// A `--columns` file
    Columns,
}

/// How to read a list.
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// The list: CSV, XLSX or ODS
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The file that says what columns mean that are not recognised; `roster template columns` prints an example
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,
    /// The sheet of a workbook [default: the first that is visible]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The day of the check [default: today]
    #[arg(long, value_name = "DAY")]
    pub date: Option<Date>,
}

/// How to check.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The list
    #[command(flatten)]
    pub read: ReadArguments,
    /// The file with what the letters leave open: when a missing patronymic is a defect, and the like
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// The language [default: Russian where the locale is Russian, otherwise English]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
    /// Write the check as JSON, as docs/ROSTER.schema.json describes it
    #[arg(long, value_name = "FILE")]
    pub report_json: Option<PathBuf>,
    /// Write the check as one self-contained HTML file
    #[arg(long, value_name = "FILE")]
    pub report_html: Option<PathBuf>,
    /// Write the findings of each class into a CSV file of its own in this folder
    #[arg(long, value_name = "FOLDER")]
    pub lists: Option<PathBuf>,
    /// Write names into JSON and lists; without it there are row numbers only
    #[arg(long)]
    pub show_names: bool,
}

/// How to pseudonymise.
#[derive(Debug, Args)]
pub struct PseudonymiseArguments {
    /// The list
    #[command(flatten)]
    pub read: ReadArguments,
    /// The file with the key, 16 octets at least: the same key makes the same people
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The CSV file to write; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// What to make up.
#[derive(Debug, Args)]
pub struct GenerateArguments {
    /// The CSV file to write; an existing file is not overwritten
    #[arg(value_name = "FILE")]
    pub out: PathBuf,
    /// How many rows: a school has 2700, a region a million
    #[arg(long, value_name = "N", default_value_t = 2700)]
    pub rows: u32,
    /// In how many of a hundred rows a mistake is planted
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub defects: u32,
    /// The answer key to write
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// The day on which ages are right
    #[arg(long, value_name = "DAY", default_value = "2024-09-02")]
    pub date: Date,
    /// The seed: the same one makes the same list
    #[arg(long, value_name = "N", default_value_t = 2024)]
    pub seed: u64,
}
