//! Owns the page of the proof: kill rates, every fault with the scenario that tells it, the survivors, false alarms.

use std::collections::BTreeMap;

use crate::dialect::Dialect;
use crate::faults::{Fault, Faults, People};
use crate::judgement::{Judgement, Outcome};
use crate::report::{Report, Scenario, Verdict};

const HEAD: &str = "<!-- Made by `make proof`; do not edit. -->

# Proof

How good a judge the harness is. [harness/foreign](../harness/foreign) is a small school diary in Python that shares no code with this repository. It is
sound, and `DIARY_FAULT` switches on one planted fault at a time. A fault is *caught* when a scenario fails that does not fail with the sound diary, and
its cause names the missing guard; an invalid scenario, a warning, or a sign-in that the fault breaks does not count.
Diaries and faults of others: [STRANGERS.md](STRANGERS.md).
";

/// How long a reason may be in a table.
const REASON_CHARS: usize = 160;

/// What was found.
#[derive(Debug, Default)]
pub struct Results {
    /// Each fault in each dialect.
    pub faults: BTreeMap<(String, Dialect), Judgement>,
    /// The sound party.
    pub sound: BTreeMap<(Dialect, People), Report>,
}

impl Results {
    fn of<'r>(&'r self, fault: &Fault, dialect: Dialect) -> Option<&'r Judgement> {
        self.faults.get(&(fault.name.clone(), dialect))
    }

    /// Caught, and tried, of the faults that can be seen.
    pub fn rate<'f>(&self, faults: impl Iterator<Item = &'f Fault>, dialect: Dialect) -> (usize, usize) {
        let seen = faults.filter(|fault| fault.invisible.is_none());
        let tried: Vec<_> = seen.filter_map(|fault| self.of(fault, dialect)).collect();
        (tried.iter().filter(|one| one.outcome == Outcome::Caught).count(), tried.len())
    }

    /// Scenarios that say something bad of the sound party.
    pub fn false_alarms(&self) -> Vec<(Dialect, &Scenario)> {
        let is_bad = |one: &&Scenario| {
            one.verdict.is_none_or(|verdict| !matches!(verdict, Verdict::Passed | Verdict::NotApplicable))
        };
        let runs = self.sound.iter();
        runs.flat_map(|((dialect, _), report)| {
            report.scenarios.iter().filter(is_bad).map(move |one| (*dialect, one))
        })
        .collect()
    }
}

/// The page, in Markdown.
pub fn page(list: &Faults, results: &Results) -> String {
    [
        HEAD.to_owned(),
        rates(list, results),
        alarms(results),
        caught(list, results),
        missed(list, results),
        unseen(list),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

fn rates(list: &Faults, results: &Results) -> String {
    let mut text = row(["class", "faults"].into_iter().chain(Dialect::ALL.map(Dialect::title)));
    text.push_str("|---|---|---|---|\n");
    let mut line = |title: &str, faults: &[&Fault]| {
        let rates = Dialect::ALL.map(|dialect| match results.rate(faults.iter().copied(), dialect) {
            (_, 0) => "–".to_owned(),
            (caught, tried) => format!("{caught} of {tried} ({} %)", caught * 100 / tried),
        });
        let cells = [title.to_owned(), faults.len().to_string()].into_iter().chain(rates);
        text.push_str(&row(cells));
    };
    for class in &list.classes {
        let faults: Vec<_> = list.faults.iter().filter(|fault| fault.class == class.name).collect();
        line(&class.title, &faults);
    }
    line("**all**", &list.faults.iter().collect::<Vec<_>>());
    format!("## Kill rate\n\nCaught, of the faults that can be seen from outside.\n\n{text}")
}

fn alarms(results: &Results) -> String {
    let alarms = results.false_alarms();
    if alarms.is_empty() {
        return "## False alarms\n\nNone: nothing failed, nothing warned with the sound diary.\n".to_owned();
    }
    let mut text =
        "## False alarms\n\n| dialect | scenario | verdict | what it says |\n|---|---|---|---|\n".to_owned();
    for (dialect, one) in alarms {
        let verdict = one.verdict.map_or("none".to_owned(), |verdict| format!("{verdict:?}").to_lowercase());
        let reason = one.reasons().first().cloned().unwrap_or_default();
        text.push_str(&row([dialect.title(), &format!("`{}`", one.id), &verdict, &cell(&reason)]));
    }
    text
}

fn caught(list: &Faults, results: &Results) -> String {
    let mut text =
        "## Caught\n\n| fault | what is wrong | dialect | scenario | reason |\n|---|---|---|---|---|\n"
            .to_owned();
    for (fault, dialects, judgement) in told(list, results) {
        if judgement.outcome == Outcome::Caught {
            let more = match judgement.others.len() {
                0 => String::new(),
                others => format!(" and {others} more"),
            };
            let scenario = format!("`{}`{more}", judgement.scenario);
            let name = format!("`{}`", fault.name);
            text.push_str(&row([&name, &cell(&fault.wrong), &dialects, &scenario, &cell(&judgement.reason)]));
        }
    }
    text
}

fn missed(list: &Faults, results: &Results) -> String {
    let missed = told(list, results)
        .filter(|(fault, _, judgement)| judgement.outcome != Outcome::Caught && fault.invisible.is_none());
    let mut text = String::new();
    for (fault, dialects, judgement) in missed {
        let scenario = match judgement.scenario.as_str() {
            "" => String::new(),
            id => format!("`{id}`"),
        };
        let name = format!("`{}`", fault.name);
        let outcome = judgement.outcome.word();
        text.push_str(&row([
            &name,
            &cell(&fault.wrong),
            &cell(&fault.consequence),
            &dialects,
            outcome,
            &scenario,
        ]));
    }
    if text.is_empty() {
        return String::new();
    }
    format!(
        "## Missed\n\n*Other cause*: a scenario failed, and does not name the guard.\n\n\
         | fault | what is wrong | consequence | dialect | outcome | scenario |\n|---|---|---|---|---|---|\n{text}"
    )
}

fn unseen(list: &Faults) -> String {
    let mut text =
        "## Not to be told from soundness\n\n| fault | what is wrong | why |\n|---|---|---|\n".to_owned();
    for fault in &list.faults {
        if let Some(why) = &fault.invisible {
            text.push_str(&row([&format!("`{}`", fault.name), &cell(&fault.wrong), &cell(why)]));
        }
    }
    text
}

/// Each fault with its dialects: one line where both came to the same by the same scenario.
fn told<'f>(
    list: &'f Faults,
    results: &'f Results,
) -> impl Iterator<Item = (&'f Fault, String, &'f Judgement)> {
    list.faults.iter().flat_map(|fault| {
        let found: Vec<_> = Dialect::ALL
            .iter()
            .filter_map(|dialect| results.of(fault, *dialect).map(|one| (*dialect, one)))
            .collect();
        match found.as_slice() {
            [(_, one), (_, other)] if (one.outcome, &one.scenario) == (other.outcome, &other.scenario) => {
                vec![(fault, "both".to_owned(), *one)]
            }
            all => all.iter().map(|(dialect, one)| (fault, dialect.title().to_owned(), *one)).collect(),
        }
    })
}

fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| cell.as_ref().to_owned()).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A text as one cell: one line, no bars, nothing that changes from run to run.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().map(steady).collect::<Vec<_>>().join(" ").replace('|', "\\|");
    let mut letters = line.chars();
    let short: String = letters.by_ref().take(REASON_CHARS).collect();
    if letters.next().is_some() { format!("{short}…") } else { short }
}

/// A word without the port of the loopback, which is another each time.
fn steady(word: &str) -> String {
    let Some((before, after)) = word.split_once("127.0.0.1:") else { return word.to_owned() };
    format!("{before}127.0.0.1{}", after.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}
