//! Measures a list from its file to everything that is told of it: time of each part and the most memory that was held.
//! `cargo run --release -p rehearse --example figures -- FILE fixtures/policies/national-2024.toml`.

use std::io::Write as _;
use std::path::PathBuf;

use rehearse::days::Days;
use rehearse::policy::Spelling;
use rehearse::readiness::{self, Model};
use rehearse::table::Table;
use rehearse::telling::Telling;
use rehearse::{Forecast, Policy, School};
use roster::check::{self, check};
use roster::pseudonym::{self, Key};
use roster::reading::{Options, read};

const SEED: u64 = 2024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(list), Some(policy)) = (arguments.next().map(PathBuf::from), arguments.next()) else {
        return Err("a list and a policy's file are wanted".into());
    };
    #[expect(clippy::disallowed_methods, reason = "an example that measures")]
    let begun = std::time::Instant::now();
    let mut out = std::io::stdout().lock();
    let mut say =
        |what: &str| writeln!(out, "{:>8} ms {:>4} MB  {what}", begun.elapsed().as_millis(), held("VmHWM"));
    let policy = Policy::parse(&policy, &std::fs::read_to_string(&policy)?)?;
    let days = Days::of(&policy, None)?;
    let (options, key) = (Options::default(), Key::new(b"a key of figures, sixteen")?);
    let read = read(&list, &options)?;
    say("read")?;
    let findings = check(&read, &check::Policy::on(days.target)).len();
    drop(read);
    say(&format!("checked: {findings} findings"))?;
    let people = pseudonym::read(&list, &options, &key, days.target)?.roster;
    say("read under pseudonyms")?;
    let school = School::of(&people, Spelling::default(), days.phases[0]);
    let model = Model::named("spring").ok_or("no model")?;
    let accounts = readiness::population(&school, &model, SEED, days.phases[0]);
    say("population")?;
    let forecast = Forecast::new(&school, &policy, &accounts, days.phases[0]);
    let table = Table::of(&forecast, &days);
    say("forecast")?;
    let telling = Telling {
        school: &school,
        policy: &policy,
        accounts: &accounts,
        days: &days,
        table: &table,
        model: &model.id,
        seed: SEED,
        what_if: true,
    };
    let told = telling.told();
    say(&format!("told: {} of {} out", told.all.out, told.all.people))?;
    Ok(())
}

/// The most megabytes of memory that were held so far, by the kernel's own account.
fn held(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|one| one.strip_prefix(line)?.split_whitespace().nth(1));
    kilobytes.and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() / 1024
}
