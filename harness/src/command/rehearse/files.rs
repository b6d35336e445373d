//! Owns the files that a rehearsal leaves: the page, JSON, JUnit, lists of class teachers, letters to parents.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::civil::Date;
use rehearse::cause::Cause;
use rehearse::days::Days;
use rehearse::report::lists::ClassList;
use rehearse::report::{html, junit, letters};
use rehearse::told::Rehearsal;
use serde_json::json;

use crate::args::RehearseArguments;
use crate::command::failure::Failure;
use crate::lang::{self, Lang};
use crate::report::whole::replace_by;

/// The form of a capsule. A change that breaks readers makes it one more.
const FORMAT: u32 = 1;

/// Where the files go, and how.
pub(super) struct Files {
    folder: PathBuf,
    until: Date,
    pdf: bool,
    forecast_only: bool,
    /// The command that rehearses again.
    command: Vec<String>,
    pub(super) lang: Lang,
}

impl Files {
    pub(super) fn new(arguments: &RehearseArguments, days: &Days, command: Vec<String>) -> Self {
        let lang = arguments.lang.unwrap_or_else(lang::of_environment);
        let (folder, forecast_only) = (arguments.out.clone(), arguments.forecast_only);
        Self { folder, until: days.until, pdf: arguments.pdf, forecast_only, command, lang }
    }

    /// Writes them all.
    pub(super) fn write(&self, told: &Rehearsal) -> Result<(), Failure> {
        for folder in ["", "lists", "letters"] {
            std::fs::create_dir_all(self.folder.join(folder)).map_err(Failure::broken)?;
        }
        self.clear("lists", is_list);
        self.clear("letters", is_letter);
        self.clear("capsules", is_capsule);
        let page = html::page(told, self.lang, self.until).map_err(Failure::broken)?;
        self.keep("rehearsal.html", page.as_bytes())?;
        self.stream("rehearsal.json", |file| serde_json::to_writer(file, told).map_err(io::Error::from))?;
        self.stream("rehearsal.xml", |file| {
            junit::report(told, self.lang).serialize(file).map_err(io::Error::other)
        })?;
        self.lists(told)?;
        self.capsules(told)?;
        for (cause, letter) in letters::all(told, self.lang).map_err(Failure::broken)? {
            let name = format!("letters/{cause}.html");
            self.keep(&name, letter.as_bytes())?;
            // Once, when nothing more comes.
            if self.pdf && (self.forecast_only || told.proof.is_some()) {
                self.print(&name, &format!("letters/{cause}.pdf"));
            }
        }
        Ok(())
    }

    /// Takes away what a rehearsal before has left: a letter for a cause that is mended would be sent.
    fn clear(&self, folder: &str, is_ours: fn(&str) -> bool) {
        let files = std::fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
        for file in files.filter(|file| file.file_name().to_str().is_some_and(is_ours)) {
            // What cannot be taken away is written over, or stays.
            let _ = std::fs::remove_file(file.path());
        }
    }

    fn lists(&self, told: &Rehearsal) -> Result<(), Failure> {
        for list in ClassList::all(told, self.lang) {
            self.keep(&format!("lists/{}.csv", list.name), list.csv().as_bytes())?;
            let workbook = list.xlsx().map_err(Failure::broken)?;
            self.keep(&format!("lists/{}.xlsx", list.name), &workbook)?;
        }
        Ok(())
    }

    /// Everything that makes a disagreement again, one file each.
    fn capsules(&self, told: &Rehearsal) -> Result<(), Failure> {
        let all = told.proof.iter().flat_map(|proof| &proof.disagreements);
        let all: Vec<_> = all.filter_map(|one| Some((one, one.capsule.as_deref()?))).collect();
        if !all.is_empty() {
            std::fs::create_dir_all(self.folder.join("capsules")).map_err(Failure::broken)?;
        }
        for (one, name) in all {
            let command = self.command.iter().cloned().chain(["--row".to_owned(), one.row.to_string()]);
            let capsule = json!({
                "format": FORMAT,
                "policy": told.policy.id,
                "party": told.proof.as_ref().map(|proof| &proof.party),
                "seed": told.seed,
                "command": command.collect::<Vec<_>>(),
                "disagreement": one,
                "traffic": one.traffic,
            });
            self.keep(name, format!("{capsule:#}\n").as_bytes())?;
        }
        Ok(())
    }

    /// Each file is whole or not there: it is written aside and put in its place.
    fn keep(&self, name: &str, octets: &[u8]) -> Result<(), Failure> {
        self.stream(name, |file| file.write_all(octets))
    }

    /// As `keep`, for what is too large to be made in memory first.
    fn stream(
        &self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let path = self.folder.join(name);
        replace_by(&path, content).map_err(|error| Failure::Broken(format!("{}: {error}", path.display())))
    }

    /// Prints a page by a Chromium, where there is one; without it the page can be printed by hand.
    fn print(&self, page: &str, pdf: &str) {
        let Ok(folder) = self.folder.canonicalize() else { return };
        let target = format!("--print-to-pdf={}", folder.join(pdf).display());
        for program in ["chromium", "chromium-browser", "google-chrome"] {
            let mut command = Command::new(program);
            command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", &target]);
            command.arg(address(&folder.join(page))).stdout(Stdio::null()).stderr(Stdio::null());
            if command.status().is_ok() {
                return;
            }
        }
    }
}

/// Whether a file is named as lists are: the number of the class, and the class.
fn is_list(name: &str) -> bool {
    let number = name.split('-').next().unwrap_or_default();
    let is_numbered = number.len() >= 4 && number.chars().all(|digit| digit.is_ascii_digit());
    is_numbered && (name.ends_with(".csv") || name.ends_with(".xlsx"))
}

/// Whether a file is named as capsules are: by number and row.
fn is_capsule(name: &str) -> bool {
    let parts: Vec<&str> = name.strip_suffix(".json").unwrap_or_default().split('-').collect();
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
    matches!(parts.as_slice(), [number, "row", row] if is_number(number) && is_number(row))
}

/// Whether a file is named as a letter is: by a cause.
fn is_letter(name: &str) -> bool {
    let cause = name.strip_suffix(".html").or_else(|| name.strip_suffix(".pdf"));
    Cause::all().any(|told| Some(told.id) == cause)
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}
