//! Owns the console report: progress during the run, then what did not pass, grouped by cause, then a summary of a screen.

mod story;

use std::io::{self, Write};

use crate::event::{Outcome, Plan, RunEvent, Verdict};
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::console::story::{quoted_lines, time, write_check, write_exchange, write_story};
use crate::report::groups::{Findings, Group, proof};
use crate::report::phrase::phrase;
use crate::report::record::{Record, Story};
use crate::report::titles::title;
use crate::report::words::{self, Words, verdict};

/// How many causes the summary names, so that it fits a screen.
const CAUSES_MAX: usize = 12;
/// How many scenarios of a cause are named.
const STORIES_MAX: usize = 6;

/// Writes the report for people.
#[derive(Debug)]
pub struct Console<W> {
    out: W,
    record: Record,
    is_verbose: bool,
    is_live: bool,
}

impl<W: Write> Console<W> {
    /// A report in English that is written to `out`.
    pub fn new(out: W) -> Self {
        Self { out, record: Record::default(), is_verbose: false, is_live: false }
    }

    /// In another language.
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.record.lang = lang;
        self
    }

    /// With every step of every scenario.
    pub fn verbose(mut self, is_verbose: bool) -> Self {
        self.is_verbose = is_verbose;
        self
    }

    /// Beside a live line, which tells how far the run is.
    pub fn beside_live(mut self, is_live: bool) -> Self {
        self.is_live = is_live;
        self
    }

    fn begun(&mut self, plan: &Plan) -> io::Result<()> {
        let w = self.words();
        let (count, jobs) = (plan.scenarios.len(), plan.jobs);
        let (scenarios, at_once, against) = (w.console_scenarios, w.at_once, w.console_against);
        let (party, idp) = (phrase(&plan.party, self.record.lang), &plan.idp);
        writeln!(self.out, "{scenarios}: {count}, {jobs} {at_once}, {party} {against} {idp}")?;
        self.out.flush()
    }

    /// A line for each scenario where there is no live line; beside one, for those that did not pass.
    fn progress(&mut self, id: &str, outcome: &Outcome) -> io::Result<()> {
        if self.is_live && !outcome.verdict.is_trouble() {
            return Ok(());
        }
        let done = self.record.stories.iter().filter(|story| story.outcome.is_some()).count();
        let all = self.record.stories.len();
        let (mark, word) = (outcome.verdict.sign(), verdict(outcome.verdict, self.record.lang));
        writeln!(self.out, "{mark} [{done}/{all}] {id}: {word}, {}", time(outcome.took))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        let w = self.words();
        let findings = Findings::of(&self.record);
        if self.is_verbose {
            for story in self.record.stories.iter().filter(|story| story.is_begun()) {
                write_story(&mut self.out, story, self.record.lang)?;
            }
        }
        let parts = [&findings.failed, &findings.unjudged, &findings.warned];
        for (heading, groups) in [w.failures, w.not_judged, w.warnings].into_iter().zip(parts) {
            if !groups.is_empty() {
                writeln!(self.out, "\n{heading}")?;
            }
            for group in groups {
                write_group(&mut self.out, group, self.record.lang)?;
            }
        }
        writeln!(self.out, "\n{:-<100}", "")?;
        let all: Vec<&Group<'_>> = parts.into_iter().flatten().collect();
        for group in all.iter().take(CAUSES_MAX) {
            write_summary(&mut self.out, group, self.record.lang)?;
        }
        if let Some(more @ 1..) = all.len().checked_sub(CAUSES_MAX) {
            writeln!(self.out, "  … {} {more}", w.console_more)?;
        }
        self.totals(w)?;
        self.out.flush()
    }

    fn totals(&mut self, w: &Words) -> io::Result<()> {
        let record = &self.record;
        let others = Verdict::ALL.iter().skip(1).map(|one| (record.count(*one), verdict(*one, record.lang)));
        let others: String = others
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| match record.lang {
                Lang::En => format!(", {count} {word}"),
                Lang::Ru => format!(", {word}: {count}"),
            })
            .collect();
        let (passed, all, took) = (record.count(Verdict::Passed), record.stories.len(), time(record.took));
        let seed = record.plan.as_ref().map_or(0, |plan| plan.seed);
        match record.lang {
            Lang::En => {
                writeln!(self.out, "\n{passed} of {all} scenarios passed{others} in {took} (seed {seed})")?
            }
            Lang::Ru => writeln!(
                self.out,
                "\nПройдено сценариев: {passed} из {all}{others}; {took} ({} {seed})",
                w.seed
            )?,
        }
        if !self.is_verbose {
            writeln!(self.out, "{}", w.console_verbose)?;
        }
        if self.record.interrupted {
            writeln!(self.out, "{}", w.console_interrupted)?;
        }
        Ok(())
    }

    fn words(&self) -> &'static Words {
        words::of(self.record.lang)
    }
}

impl<W: Write> Reporter for Console<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        match event {
            RunEvent::RunStarted(plan) => self.begun(plan),
            RunEvent::ScenarioFinished { id, outcome } => self.progress(id, outcome),
            RunEvent::RunFinished { .. } => self.finish(),
            RunEvent::Kept { .. } | RunEvent::ScenarioStarted { .. } | RunEvent::Happened { .. } => Ok(()),
        }
    }
}

/// What is missing, what follows, what proves it, and the command that shows it again.
fn write_group(out: &mut impl Write, group: &Group<'_>, lang: Lang) -> io::Result<()> {
    let w = words::of(lang);
    match group.cause {
        Some(cause) => {
            let severity = cause.severity.word().in_(lang);
            writeln!(out, "\n  {}: {} ({severity})", w.missing_guard, cause.guard(lang))?;
            writeln!(out, "    {}", cause.consequence.in_(lang))?;
            writeln!(out, "    {}: {}", w.fix, cause.fix.in_(lang))?;
            if !cause.requirements.is_empty() {
                writeln!(out, "    {}: {}", w.requirements, cause.requirements.join(", "))?;
            }
        }
        None => writeln!(out, "\n  {}: {}", w.unknown_guard, quoted_lines(&phrase(&group.words, lang)))?,
    }
    for story in group.stories.iter().take(STORIES_MAX) {
        let mark = story.verdict().map_or("–", Verdict::sign);
        writeln!(out, "    {mark} {}: {}", story.label.id, title(&story.label, lang))?;
    }
    if let Some(more @ 1..) = group.stories.len().checked_sub(STORIES_MAX) {
        writeln!(out, "      … {} {more}", w.console_more)?;
    }
    group.stories.first().map_or(Ok(()), |story| write_deciding(out, story, lang))
}

/// The few steps that decided a scenario.
fn write_deciding(out: &mut impl Write, story: &Story, lang: Lang) -> io::Result<()> {
    let w = words::of(lang);
    if let Some(asked) = proof(story) {
        write_exchange(out, asked, lang)?;
    }
    if let Some(check) = story.deciding() {
        write_check(out, check, lang)?;
    }
    let Some(outcome) = &story.outcome else { return Ok(()) };
    if let Some(halt) = &outcome.halt {
        writeln!(out, "           {} {}", w.stopped, quoted_lines(&phrase(halt, lang)))?;
    }
    for line in outcome.journal.iter().take(1) {
        writeln!(out, "           {}: {}", w.provider, quoted_lines(line))?;
    }
    if let Some(line) = outcome.party_said.last() {
        writeln!(out, "           {}: {}", w.last_words, quoted_lines(line))?;
    }
    writeln!(out, "    {}: {}", w.again, outcome.replay)
}

/// A cause in one line.
fn write_summary(out: &mut impl Write, group: &Group<'_>, lang: Lang) -> io::Result<()> {
    let w = words::of(lang);
    let mark = group.stories.first().and_then(|story| story.verdict()).map_or("–", Verdict::sign);
    let name = group.cause.map_or(group.words.as_str(), |cause| cause.guard(lang));
    let severity = group.severity().map(|one| format!(", {}", one.word().in_(lang))).unwrap_or_default();
    let name: String = name.chars().take(70).collect();
    writeln!(out, "{mark} {} — {}: {}{severity}", quoted_lines(&name), w.stories, group.stories.len())
}
