//! Owns `esia-harness roster`: templates, the check of a list, pseudonyms, made-up lists.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write, sink, stdout};
use std::path::Path;

use ::roster::check::{Policy, check};
use ::roster::finding::Severity;
use ::roster::generate::{Wanted, generate};
use ::roster::layout;
use ::roster::output::{Summary, console, html, json, lists};
use ::roster::pseudonym::{Key, write};
use ::roster::reading::{Options, read};
use ::roster::{refused::Refused, template};
use jiff::civil::Date;

use crate::args::roster::{
    CheckArguments, GenerateArguments, PseudonymiseArguments, ReadArguments, RosterCommand, Template,
};
use crate::args::{EXIT_GREEN, EXIT_RED};
use crate::command::failure::Failure;
use crate::lang;
use crate::stopwatch;

/// Does what was asked.
pub(super) fn execute(command: &RosterCommand) -> Result<u8, Failure> {
    match command {
        RosterCommand::Template(arguments) => {
            let text = match arguments.template {
                Template::People => template::PEOPLE,
                Template::Families => template::FAMILIES,
                Template::Columns => template::COLUMNS,
            };
            stdout().lock().write_all(text.as_bytes()).map_err(Failure::written)?;
            Ok(EXIT_GREEN)
        }
        RosterCommand::Check(arguments) => checked(arguments),
        RosterCommand::Pseudonymise(arguments) => pseudonymised(arguments),
        RosterCommand::Generate(arguments) => generated(arguments),
    }
}

fn checked(arguments: &CheckArguments) -> Result<u8, Failure> {
    let lang = arguments.lang.unwrap_or_else(lang::of_environment);
    let today = today(&arguments.read)?;
    let policy = match &arguments.settings {
        Some(file) => Policy::parse(&text(file)?, today).map_err(|error| at(file, error))?,
        None => Policy::on(today),
    };
    let refused = |refused: Refused| at(&arguments.read.file, refused.told(lang));
    let list = read(&arguments.read.file, &options(&arguments.read)?).map_err(refused)?;
    let findings = check(&list, &policy);
    let summary = Summary::of(&list, &findings);
    if let Some(file) = &arguments.report_json {
        let out = BufWriter::new(File::create(file).map_err(|error| broken(file, error))?);
        json(&list, &findings, &summary, arguments.show_names, out).map_err(|error| broken(file, error))?;
    }
    if let Some(file) = &arguments.report_html {
        std::fs::write(file, html(&list, &summary, lang)).map_err(|error| broken(file, error))?;
    }
    if let Some(folder) = &arguments.lists {
        std::fs::create_dir_all(folder).map_err(|error| broken(folder, error))?;
        for (name, text) in lists(&list, &findings, lang, arguments.show_names) {
            let file = folder.join(name);
            std::fs::write(&file, text).map_err(|error| broken(&file, error))?;
        }
    }
    stdout().lock().write_all(console(&list, &summary, lang).as_bytes()).map_err(Failure::written)?;
    Ok(if summary.rows_of(Severity::Blocks) > 0 { EXIT_RED } else { EXIT_GREEN })
}

fn pseudonymised(arguments: &PseudonymiseArguments) -> Result<u8, Failure> {
    let key = std::fs::read(&arguments.key).map_err(|error| at(&arguments.key, error))?;
    let key = Key::new(&key).map_err(|error| at(&arguments.key, error))?;
    let (options, today) = (options(&arguments.read)?, today(&arguments.read)?);
    let out = BufWriter::new(new_file(&arguments.out)?);
    let people = write(&arguments.read.file, &options, &key, today, out).map_err(|refused| {
        // Half a file would be taken for the whole one.
        let removed = std::fs::remove_file(&arguments.out);
        let left =
            removed.err().map_or_else(String::new, |error| format!("; {}: {error}", arguments.out.display()));
        at(&arguments.read.file, format!("{refused}{left}"))
    })?;
    writeln!(stdout().lock(), "{people}").map_err(Failure::written)?;
    Ok(EXIT_GREEN)
}

fn generated(arguments: &GenerateArguments) -> Result<u8, Failure> {
    let wanted = Wanted {
        rows: arguments.rows,
        defects_per_hundred: arguments.defects,
        seed: arguments.seed,
        today: arguments.date,
    };
    let list = BufWriter::new(new_file(&arguments.out)?);
    let made = match &arguments.answers {
        Some(file) => generate(&wanted, list, BufWriter::new(new_file(file)?)),
        None => generate(&wanted, list, sink()),
    };
    let made = made.map_err(|error| broken(&arguments.out, error))?;
    let mut out = stdout().lock();
    writeln!(
        out,
        "{} rows, {} planted mistakes, {} expected findings",
        made.rows, made.planted, made.expected
    )
    .map_err(Failure::written)?;
    Ok(EXIT_GREEN)
}

fn options(arguments: &ReadArguments) -> Result<Options, Failure> {
    let columns = match &arguments.columns {
        Some(file) => layout::Wanted::parse(&text(file)?).map_err(|error| at(file, error))?,
        None => layout::Wanted::default(),
    };
    Ok(Options { columns, sheet: arguments.sheet.clone(), ..Options::default() })
}

fn today(arguments: &ReadArguments) -> Result<Date, Failure> {
    match arguments.date {
        Some(date) => Ok(date),
        None => {
            stopwatch::today().ok_or_else(|| Failure::Broken("the machine's clock is not set".to_owned()))
        }
    }
}

/// An existing file is never overwritten: it may be the list.
fn new_file(path: &Path) -> Result<File, Failure> {
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| at(path, error))
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| at(path, error))
}

fn at(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::Usage(format!("{}: {why}", path.display()))
}

fn broken(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::Broken(format!("{}: {why}", path.display()))
}
