//! Owns the options of `esia-harness rehearse`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use rehearse::sample::Size;

use crate::lang::Lang;

/// How to rehearse.
#[derive(Debug, Args)]
pub struct RehearseArguments {
    /// The list of users: CSV, XLSX or ODS
    #[arg(value_name = "ROSTER", required_unless_present = "made_up")]
    pub roster: Option<PathBuf>,
    /// Rehearse a made-up list of so many rows instead, five defects in each hundred
    #[arg(long, value_name = "ROWS", conflicts_with = "roster")]
    pub made_up: Option<u32>,
    /// The file that says what columns mean that are not recognised; `roster template columns` prints an example
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,
    /// The sheet of a workbook [default: the first that is visible]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The policy of a letter, by its name
    #[arg(long, value_name = "NAME", default_value = "national-2024")]
    pub policy: String,
    /// The policy's file; docs/guides/policies.md says how to write one
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    pub policy_file: Option<PathBuf>,
    /// The file that describes your diary, with a hook that takes people in [default: the built-in diary]
    #[arg(long, value_name = "FILE")]
    pub party: Option<PathBuf>,
    /// What people have on the portal: `spring`, `eve`, or a model's file; a survey column of the list goes before it
    #[arg(long, value_name = "MODEL", default_value = "spring")]
    pub readiness: String,
    /// Whose sign-ins are made: `all`, or so many people of every kind
    #[arg(long, value_name = "HOW-MANY", default_value = "all")]
    pub sample: Size,
    /// Make the sign-ins of these rows only
    #[arg(long, value_name = "ROW")]
    pub row: Vec<u32>,
    /// Make no sign-ins
    #[arg(long)]
    pub forecast_only: bool,
    /// Try what each measure would change
    #[arg(long)]
    pub what_if: bool,
    /// The JSON of the rehearsal before
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// The day that counts [default: the first day of the policy's last phase]
    #[arg(long, value_name = "DAY")]
    pub date: Option<Date>,
    /// Write names into the page, the lists and the letters, joined on this machine; JSON and JUnit have rows only
    #[arg(long)]
    pub show_names: bool,
    /// The file with the key of the pseudonyms; with the same key people are the same in the next rehearsal
    /// [default: one that the seed makes]
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// The seed of everything that is drawn
    #[arg(long, value_name = "N", default_value_t = 2024)]
    pub seed: u64,
    /// Where to write the reports
    #[arg(long, value_name = "FOLDER", default_value = "reports/rehearsal")]
    pub out: PathBuf,
    /// Print the letters as PDF too, where there is a Chromium
    #[arg(long)]
    pub pdf: bool,
    /// The provider's program [default: `esia-idp` beside this program]
    #[arg(long, value_name = "PATH")]
    pub idp_bin: Option<PathBuf>,
    /// The language of console and reports [default: Russian where the locale is Russian, otherwise English]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
}
