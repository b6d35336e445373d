//! Owns the console report: progress during the run, then each scenario in order, then the totals.

use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;

use crate::event::{Check, Exchange, Happening, Outcome, Part, Plan, RunEvent, Verdict};
use crate::report::Reporter;

/// How many of the last requests a failure shows.
const EXCHANGES_SHOWN: usize = 3;

/// Writes the report for people.
#[derive(Debug)]
pub struct Console<W> {
    out: W,
    plan: Option<Plan>,
    stories: HashMap<&'static str, Story>,
}

/// What is known of one scenario.
#[derive(Debug, Default)]
struct Story {
    happened: Vec<(Duration, Happening)>,
    outcome: Option<Outcome>,
}

impl<W: Write> Console<W> {
    /// A report that is written to `out`.
    pub fn new(out: W) -> Self {
        Self { out, plan: None, stories: HashMap::new() }
    }

    fn progress(&mut self, id: &str, outcome: &Outcome) -> io::Result<()> {
        let done = self.stories.values().filter(|story| story.outcome.is_some()).count();
        let all = self.plan.as_ref().map_or(0, |plan| plan.scenarios.len());
        let (mark, word) = (outcome.verdict.sign(), outcome.verdict.word());
        writeln!(self.out, "{mark} [{done}/{all}] {id}: {word}, {}", time(outcome.took))
    }

    fn finish(&mut self, took: Duration, interrupted: bool) -> io::Result<()> {
        let Some(plan) = self.plan.take() else {
            return Ok(());
        };
        for label in &plan.scenarios {
            if let Some(story) = self.stories.get(label.id) {
                write_story(&mut self.out, label.id, label.title, story)?;
            }
        }
        writeln!(self.out, "\n{:-<100}", "")?;
        for label in &plan.scenarios {
            let outcome = self.stories.get(label.id).and_then(|story| story.outcome.as_ref());
            match outcome {
                Some(outcome) => {
                    let (mark, word) = (outcome.verdict.sign(), outcome.verdict.word());
                    writeln!(self.out, "{mark} {:<32} {word:<14} {:>8}", label.id, time(outcome.took))?;
                }
                None => writeln!(self.out, "- {:<32} not run", label.id)?,
            }
        }
        let passed = self.count(Verdict::Passed);
        let all = plan.scenarios.len();
        let others =
            Verdict::ALL.iter().copied().skip(1).map(|verdict| (self.count(verdict), verdict.word()));
        let others: String =
            others.filter(|(count, _)| *count > 0).map(|(count, word)| format!(", {count} {word}")).collect();
        writeln!(
            self.out,
            "\n{passed} of {all} scenarios passed{others} in {} (seed {})",
            time(took),
            plan.seed
        )?;
        if interrupted {
            writeln!(self.out, "The run was interrupted: what is above is complete, the rest was not run.")?;
        }
        self.out.flush()
    }

    fn count(&self, verdict: Verdict) -> usize {
        let outcomes = self.stories.values().filter_map(|story| story.outcome.as_ref());
        outcomes.filter(|outcome| outcome.verdict == verdict).count()
    }
}

impl<W: Write> Reporter for Console<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::RunStarted(plan) => {
                let (count, jobs) = (plan.scenarios.len(), plan.jobs);
                writeln!(
                    self.out,
                    "scenarios: {count}, {jobs} at once, {} against {}",
                    plan.party, plan.idp
                )?;
                self.plan = Some(plan.clone());
                self.out.flush()
            }
            RunEvent::Kept { .. } => Ok(()),
            RunEvent::ScenarioStarted { id } => {
                self.stories.entry(id).or_default();
                Ok(())
            }
            RunEvent::Happened { id, at, what } => {
                self.stories.entry(id).or_default().happened.push((*at, what.clone()));
                Ok(())
            }
            RunEvent::ScenarioFinished { id, outcome } => {
                self.stories.entry(id).or_default().outcome = Some(outcome.clone());
                self.progress(id, outcome)?;
                self.out.flush()
            }
            RunEvent::RunFinished { took, interrupted } => self.finish(*took, *interrupted),
        }
    }
}

/// One scenario from its beginning to its end.
fn write_story(out: &mut impl Write, id: &str, title: &str, story: &Story) -> io::Result<()> {
    writeln!(out, "\n{id}: {title}")?;
    for (at, happening) in &story.happened {
        match happening {
            Happening::Did { who, what } => {
                writeln!(out, "  {:>7}  {who}: {}", time(*at), quoted_lines(what))?
            }
            Happening::Checked(check) => write_check(out, check)?,
            Happening::Exchanged(_) | Happening::Asked(_) | Happening::Pictured(_) => {}
        }
    }
    match &story.outcome {
        Some(outcome) if outcome.verdict.is_trouble() => write_failure(out, story, outcome),
        Some(Outcome { verdict, halt: Some(halt), .. }) => {
            writeln!(out, "           {}: {}", verdict.word(), quoted_lines(halt))
        }
        Some(outcome) => writeln!(out, "  {:>7}  {}", time(outcome.took), outcome.verdict.word()),
        None => writeln!(out, "           broken off"),
    }
}

fn write_check(out: &mut impl Write, check: &Check) -> io::Result<()> {
    let mark = if check.holds { "✔" } else { check.grade.sign() };
    let control = if check.part == Part::Control { "control: " } else { "" };
    let Check { must, clause, .. } = check;
    let (expected, seen) = (quoted_lines(&check.expected), quoted_lines(&check.seen));
    if check.holds {
        return writeln!(out, "           {mark} {control}{must}: {expected}; seen: {seen} [{clause}]");
    }
    writeln!(out, "           {mark} {control}{must} [{clause}]")?;
    writeln!(out, "               expected: {expected}")?;
    writeln!(out, "               seen:     {seen}")
}

fn write_failure(out: &mut impl Write, story: &Story, outcome: &Outcome) -> io::Result<()> {
    writeln!(out, "  {:>7}  {}", time(outcome.took), outcome.verdict.word())?;
    if let Some(halt) = &outcome.halt {
        writeln!(out, "           stopped because {}", quoted_lines(halt))?;
    }
    let exchanges: Vec<&Exchange> = exchanges_before_trouble(story);
    for exchange in exchanges.iter().skip(exchanges.len().saturating_sub(EXCHANGES_SHOWN)) {
        write_exchange(out, exchange)?;
    }
    if !outcome.journal.is_empty() {
        writeln!(out, "           the provider's journal says:")?;
        for line in &outcome.journal {
            writeln!(out, "             {line}")?;
        }
    }
    if !outcome.party_said.is_empty() {
        writeln!(out, "           the party's own last words:")?;
        for line in &outcome.party_said {
            writeln!(out, "             | {line}")?;
        }
    }
    writeln!(out, "           to see it again: {}", outcome.replay)
}

/// The requests up to the first check that did not hold; all of them when the scenario just stopped.
fn exchanges_before_trouble(story: &Story) -> Vec<&Exchange> {
    let mut exchanges = Vec::new();
    for (_, happening) in &story.happened {
        match happening {
            Happening::Exchanged(exchange) => exchanges.push(exchange),
            Happening::Checked(check) if !check.holds => break,
            _ => {}
        }
    }
    exchanges
}

fn write_exchange(out: &mut impl Write, exchange: &Exchange) -> io::Result<()> {
    writeln!(out, "           {}: {} {}", exchange.who, exchange.method, exchange.url)?;
    for (name, value) in &exchange.fields {
        writeln!(out, "             > {} = {}", quoted_lines(name), quoted_lines(value))?;
    }
    writeln!(out, "             < {}", exchange.status)?;
    if let Some(location) = &exchange.location {
        writeln!(out, "             < to {location}")?;
    }
    if !exchange.text.is_empty() {
        writeln!(out, "             < {}", quoted_lines(&exchange.text))?;
    }
    Ok(())
}

/// A text whose further lines cannot be taken for lines of the report, nor by a build server for its own commands.
fn quoted_lines(text: &str) -> String {
    let mut lines = text.trim_end().lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |output, line| {
        let bar = if line.trim_start().starts_with('|') { "" } else { "| " };
        output + "\n             " + bar + line
    })
}

fn time(took: Duration) -> String {
    format!("{:.3} s", took.as_secs_f64())
}
