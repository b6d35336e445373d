//! Owns what a rehearsal begins with: the list under pseudonyms, the policy twice, the model, the rehearsal before.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rehearse::readiness::Model;
use rehearse::told::Rehearsal;
use roster::layout::Wanted;
use roster::person::Roster;
use roster::pseudonym::{self, Key};
use roster::reading::{self, Options};
use roster::{check, generate};

use crate::args::RehearseArguments;
use crate::command::failure::Failure;
use crate::diary;

/// Five of a hundred rows of a made-up list have a defect.
const DEFECTS_PER_HUNDRED: u32 = 5;

/// What a rehearsal begins with.
pub(super) struct Input {
    /// The list itself, where names are to be joined.
    pub(super) real: Option<Roster>,
    /// How many findings the check of the list has.
    pub(super) findings: usize,
    pub(super) rows: u32,
    /// The policy as the forecast reads it.
    pub(super) policy: rehearse::Policy,
    /// The policy as the diary reads it.
    pub(super) of_diary: diary::Policy,
    pub(super) model: Model,
    pub(super) before: Option<Rehearsal>,
}

impl Input {
    /// The list under pseudonyms comes apart from the rest: it is large, and not needed to the end.
    pub(super) fn read(arguments: &RehearseArguments) -> Result<(Self, Roster), Failure> {
        let (file, text) = policy_text(arguments)?;
        let usage = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
        let policy = rehearse::Policy::parse(&file, &text).map_err(|error| usage(&error))?;
        let of_diary = diary::Policy::parse(&file, &text).map_err(|error| usage(&error))?;
        let before = arguments.compare.as_deref().map(read_before).transpose()?;
        let model = model(&arguments.readiness)?;
        let today = arguments.date.or_else(|| policy.target()).unwrap_or_else(|| Date::constant(2024, 9, 2));
        let path = list(arguments, today)?;
        let (options, key) = (options(arguments)?, key(arguments)?);
        let refused =
            |error: roster::refused::Refused| Failure::Usage(format!("{}: {error}", path.display()));
        // One after the other: two readings of a region at once would not fit into the memory that is promised.
        let findings = {
            let list = reading::read(&path, &options).map_err(refused)?;
            check::check(&list, &check::Policy::on(today)).len()
        };
        let under_pseudonyms = pseudonym::read(&path, &options, &key, today).map_err(refused)?;
        let real = arguments.show_names.then(|| reading::read(&path, &options).map(|list| list.roster));
        let people = under_pseudonyms.roster;
        let real = real.transpose().map_err(refused)?;
        Ok((Self { rows: people.rows(), real, findings, policy, of_diary, model, before }, people))
    }
}

/// The command that makes sign-ins of a rehearsal again, up to the row, word by word.
pub(super) fn command(arguments: &RehearseArguments) -> Vec<String> {
    let mut command = vec!["esia-harness".to_owned(), "rehearse".to_owned()];
    let shown = |path: &PathBuf| path.display().to_string();
    match (&arguments.roster, arguments.made_up) {
        (Some(path), _) => command.push(shown(path)),
        (None, rows) => command.extend(["--made-up".to_owned(), rows.unwrap_or_default().to_string()]),
    }
    let mut option = |name: &str, value: Option<String>| {
        command.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    };
    option("--policy", arguments.policy_file.is_none().then(|| arguments.policy.clone()));
    option("--policy-file", arguments.policy_file.as_ref().map(shown));
    option("--readiness", Some(arguments.readiness.clone()));
    option("--seed", Some(arguments.seed.to_string()));
    option("--date", arguments.date.map(|date| date.to_string()));
    option("--columns", arguments.columns.as_ref().map(shown));
    option("--sheet", arguments.sheet.clone());
    option("--key", arguments.key.as_ref().map(shown));
    option("--party", arguments.party.as_ref().map(shown));
    command
}

/// The same command as it is typed.
pub(super) fn replay(arguments: &RehearseArguments) -> String {
    let quoted = |word: String| if word.contains([' ', '\'', '"']) { format!("{word:?}") } else { word };
    command(arguments).into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn policy_text(arguments: &RehearseArguments) -> Result<(String, String), Failure> {
    if let Some(path) = &arguments.policy_file {
        return Ok((path.display().to_string(), read(path)?));
    }
    let text = diary::Policy::text(&arguments.policy);
    let (file, text) = text.ok_or_else(|| {
        let known: Vec<&str> = diary::Policy::names().collect();
        Failure::Usage(format!("there is no policy `{}`; take one of {}", arguments.policy, known.join(", ")))
    })?;
    Ok((file.to_owned(), text.to_owned()))
}

/// How the list is to be read.
fn options(arguments: &RehearseArguments) -> Result<Options, Failure> {
    let columns = arguments.columns.as_deref().map(read).transpose()?.unwrap_or_default();
    let columns = Wanted::parse(&columns).map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(Options { columns, sheet: arguments.sheet.clone(), ..Options::default() })
}

fn model(name: &str) -> Result<Model, Failure> {
    if let Some(model) = Model::named(name) {
        return Ok(model);
    }
    Model::parse(name, &read(Path::new(name))?).map_err(|error| Failure::Usage(error.to_string()))
}

fn read_before(path: &Path) -> Result<Rehearsal, Failure> {
    let unusable =
        |error| Failure::Usage(format!("{}: {error}; is it the JSON of a rehearsal?", path.display()));
    serde_json::from_str(&read(path)?).map_err(unusable)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

/// The list that was named, or a made-up one in the folder of the reports.
fn list(arguments: &RehearseArguments, today: Date) -> Result<PathBuf, Failure> {
    if let Some(path) = &arguments.roster {
        return Ok(path.clone());
    }
    std::fs::create_dir_all(&arguments.out).map_err(Failure::broken)?;
    let path = arguments.out.join("made-up.csv");
    let file = std::fs::File::create(&path).map_err(Failure::broken)?;
    let wanted = generate::Wanted {
        rows: arguments.made_up.unwrap_or_default(),
        defects_per_hundred: DEFECTS_PER_HUNDRED,
        seed: arguments.seed,
        today,
    };
    let mut out = std::io::BufWriter::new(file);
    generate::generate(&wanted, &mut out, std::io::sink()).map_err(Failure::broken)?;
    out.flush().map_err(Failure::broken)?;
    Ok(path)
}

/// The key of the pseudonyms; one that the seed makes is good for a rehearsal on one machine.
fn key(arguments: &RehearseArguments) -> Result<Key, Failure> {
    let octets = match &arguments.key {
        Some(path) => {
            std::fs::read(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?
        }
        None => format!("key of a rehearsal with the seed {}", arguments.seed).into_bytes(),
    };
    Key::new(&octets).map_err(|error| Failure::Usage(error.to_string()))
}
