//! Owns the campaign: the sound party first, then the faults, several at once, and the page at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use proof::{Dialect, Fault, Faults, Judgement, Outcome, People, Report, Results, Stand, Trial, judge, page};

use crate::arguments::{Arguments, Which};
use crate::earlier::Earlier;
use crate::kept::Kept;

/// Runs it; whether the harness is as good as it must be.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, String> {
    let list = Faults::read(&arguments.party.join("faults.toml"))?;
    let chosen = chosen(&list, arguments)?;
    let stand = stand(arguments)?;
    let dialects = arguments.dialects();
    let at_once =
        arguments.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(2, usize::from) + 1);

    let kept = Kept::open(arguments.keep.as_deref())?;
    let known = kept.faults()?;

    let sound = sound(&stand, &kept, &ways(&chosen, &dialects), at_once)?;
    let wanted: Vec<(&Fault, Dialect)> = dialects
        .iter()
        .flat_map(|dialect| chosen.iter().map(move |fault| (*fault, *dialect)))
        .filter(|(fault, dialect)| fault.dialects.contains(dialect))
        .collect();
    let earlier = Earlier::read(&arguments.earlier);
    let trying =
        Trying { stand: &stand, list: &list, which: arguments.scenarios, earlier: &earlier, sound: &sound };
    let judged = at_once_over(&wanted, at_once, |(fault, dialect)| {
        let key = (fault.name.clone(), *dialect);
        if let Some(known) = known.get(&key) {
            return Ok((key, known.clone()));
        }
        let judgement = trying.tried(fault, *dialect)?;
        kept.add(&fault.name, *dialect, &judgement)?;
        say(&format!(
            "{} {}: {} {}",
            dialect.name(),
            fault.name,
            judgement.outcome.word(),
            judgement.scenario
        ));
        Ok((key, judgement))
    })?;
    let results = Results { faults: judged.into_iter().collect(), sound };
    if let Some(file) = &arguments.write {
        let text = page(&list, &results);
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(told(&chosen, &results, &dialects, arguments.at_least))
}

fn chosen<'l>(list: &'l Faults, arguments: &Arguments) -> Result<Vec<&'l Fault>, String> {
    if let Some(unknown) = arguments.faults.iter().find(|name| list.named(name).is_none()) {
        return Err(format!("there is no fault `{unknown}`"));
    }
    let by_name = |fault: &&Fault| arguments.faults.is_empty() || arguments.faults.contains(&fault.name);
    let by_class = |fault: &&Fault| arguments.class.is_empty() || arguments.class.contains(&fault.class);
    let chosen: Vec<_> = list.faults.iter().filter(by_name).filter(by_class).collect();
    if chosen.is_empty() {
        return Err("no fault is chosen".to_owned());
    }
    let step = arguments.sample.map_or(1, |sample| chosen.len().div_ceil(usize::from(sample)));
    Ok(chosen.into_iter().step_by(step).collect())
}

fn stand(arguments: &Arguments) -> Result<Stand, String> {
    let broken = |error: std::io::Error| error.to_string();
    let beside = || std::env::current_exe().map(|own| own.with_file_name("esia-harness"));
    let harness = arguments.harness.clone().map_or_else(beside, Ok).map_err(broken)?;
    let party = arguments.party.canonicalize();
    let party = party.map_err(|error| format!("{}: {error}", arguments.party.display()))?;
    Ok(Stand { harness: absolute(harness)?, party, work: std::env::temp_dir(), jobs: 1 })
}

fn absolute(program: PathBuf) -> Result<PathBuf, String> {
    program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))
}

/// The dialects and ways that a chosen fault needs.
fn ways(chosen: &[&Fault], dialects: &[Dialect]) -> Vec<(Dialect, People)> {
    let all = dialects.iter().flat_map(|dialect| People::ALL.map(|people| (*dialect, people)));
    all.filter(|(dialect, people)| {
        chosen.iter().any(|fault| fault.people == *people && fault.dialects.contains(dialect))
    })
    .collect()
}

/// All scenarios about the sound party.
fn sound(
    stand: &Stand,
    kept: &Kept,
    ways: &[(Dialect, People)],
    at_once: usize,
) -> Result<BTreeMap<(Dialect, People), Report>, String> {
    let reports = at_once_over(ways, at_once, |(dialect, people)| {
        let file = kept.sound(*dialect, *people);
        let keep = file.as_deref();
        let (dialect, people) = (*dialect, *people);
        let trial = Trial { fault: None, dialect, people, scenarios: &[], fail_fast: false, keep };
        let report = match keep.filter(|file| file.exists()) {
            Some(file) => Report::read(file)?,
            None => stand.run(&trial)?,
        };
        say(&format!("{} sound, {people:?}", dialect.name()));
        Ok(((dialect, people), report))
    })?;
    Ok(reports.into_iter().collect())
}

/// What trying a fault needs.
struct Trying<'c> {
    stand: &'c Stand,
    list: &'c Faults,
    which: Which,
    earlier: &'c Earlier,
    sound: &'c BTreeMap<(Dialect, People), Report>,
}

impl Trying<'_> {
    /// A fault in a dialect: what is likely to tell it first, and no scenario after the one that does.
    fn tried(&self, fault: &Fault, dialect: Dialect) -> Result<Judgement, String> {
        let usual = &self.sound[&(dialect, fault.people)];
        let mut best = Judgement::nothing();
        for mut left in self.rounds(fault, usual) {
            while !left.is_empty() && best.outcome != Outcome::Caught {
                let (name, people) = (Some(fault.name.as_str()), fault.people);
                let trial =
                    Trial { fault: name, dialect, people, scenarios: &left, fail_fast: true, keep: None };
                let report = self.stand.run(&trial);
                let report = report.map_err(|error| format!("{} {}: {error}", dialect.name(), fault.name))?;
                let judgement = judge(fault, &report, usual);
                if judgement.outcome < best.outcome {
                    best = judgement;
                }
                let is_left =
                    |id: &String| report.scenarios.iter().any(|one| one.id == *id && one.verdict.is_none());
                left.retain(is_left);
            }
        }
        Ok(best)
    }

    /// The scenarios that are tried, each once, in rounds: the one that told the fault before, a few that speak of the
    /// guard, the rest of its class, all others. Within a round the harness takes them in the order of its catalogue.
    fn rounds(&self, fault: &Fault, usual: &Report) -> Vec<Vec<String>> {
        let class = self.list.class_of(fault).map(|class| class.scenarios.clone()).unwrap_or_default();
        let of_class = usual.named_by(&class, &fault.guard);
        let everything = usual.named_by(&["*".to_owned()], &fault.guard);
        let told = self.earlier.scenario(&fault.name).map(str::to_owned);
        let told = told.filter(|id| usual.scenarios.iter().any(|one| one.id == *id));
        let (few, others) = of_class.split_at(of_class.len().min(FEW));
        let rounds = match self.which {
            Which::Class => vec![told.into_iter().collect(), few.to_vec(), others.to_vec()],
            Which::All => vec![everything],
            Which::Ladder => vec![told.into_iter().collect(), few.to_vec(), others.to_vec(), everything],
        };
        let mut seen = BTreeSet::new();
        let once = |round: Vec<String>| round.into_iter().filter(|id| seen.insert(id.clone())).collect();
        rounds.into_iter().map(once).collect()
    }
}

/// How many scenarios that speak of the guard are tried first.
const FEW: usize = 3;

/// Does something for each, several at once; the first mistake ends it.
fn at_once_over<T: Sync, R: Send>(
    all: &[T],
    at_once: usize,
    work: impl Fn(&T) -> Result<R, String> + Sync,
) -> Result<Vec<R>, String> {
    let waiting = Mutex::new(all.iter());
    let done = Mutex::new(Ok(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..at_once.max(1) {
            scope.spawn(|| {
                while let Some(one) = next(&waiting, &done) {
                    let result = work(one);
                    let mut done = done.lock().expect("invariant: no worker panics");
                    match (&mut *done, result) {
                        (Ok(all), Ok(one)) => all.push(one),
                        (Ok(_), Err(error)) => *done = Err(error),
                        (Err(_), _) => {}
                    }
                }
            });
        }
    });
    done.into_inner().expect("invariant: no worker panics")
}

/// The next that waits; none after a mistake.
fn next<'a, T, R>(
    waiting: &Mutex<std::slice::Iter<'a, T>>,
    done: &Mutex<Result<Vec<R>, String>>,
) -> Option<&'a T> {
    if done.lock().expect("invariant: no worker panics").is_err() {
        return None;
    }
    waiting.lock().expect("invariant: no worker panics").next()
}

/// Says the figures; whether they are good enough.
fn told(chosen: &[&Fault], results: &Results, dialects: &[Dialect], at_least: usize) -> bool {
    let mut is_good = true;
    for dialect in dialects {
        let (caught, tried) = results.rate(chosen.iter().copied(), *dialect);
        say(&format!("{}: {caught} of {tried} caught", dialect.title()));
        is_good &= caught * 100 >= tried * at_least;
    }
    for (dialect, one) in results.false_alarms() {
        say(&format!("{}: false alarm of {}", dialect.title(), one.id));
        is_good = false;
    }
    is_good
}

#[expect(clippy::print_stdout, reason = "it is the program's output")]
fn say(line: &str) {
    println!("{line}");
}
