//! Owns what is known of a run so far: the one value that every written report is made from.

use std::cmp::Reverse;
use std::time::Duration;

use crate::cause::Cause;
use crate::event::{Check, Happening, Label, Outcome, Part, Plan, RunEvent, Verdict};
use crate::lang::Lang;
use crate::report::past::{Changes, Finding, Past};

/// A run as far as it is known.
#[derive(Debug, Default)]
pub struct Record {
    /// What it set out to do; nothing before it begins.
    pub plan: Option<Plan>,
    /// Its scenarios, in the order of the catalogue.
    pub stories: Vec<Story>,
    /// How long it took, once it is over.
    pub took: Duration,
    /// How scenarios went before this run.
    pub past: Past,
    /// In which language it is told.
    pub lang: Lang,
    /// Whether it was interrupted, or is still running while the report is written.
    pub interrupted: bool,
}

/// A scenario as far as it is known.
#[derive(Debug)]
pub struct Story {
    /// What it is called.
    pub label: Label,
    /// What happened, and how long after its beginning.
    pub happened: Vec<(Duration, Happening)>,
    /// How it went; nothing before it is over.
    pub outcome: Option<Outcome>,
}

impl Record {
    /// Takes in one more event.
    pub fn take(&mut self, event: &RunEvent) {
        match event {
            RunEvent::RunStarted(plan) => {
                let story =
                    |label: &Label| Story { label: label.clone(), happened: Vec::new(), outcome: None };
                self.stories = plan.scenarios.iter().map(story).collect();
                self.plan = Some(plan.clone());
                self.interrupted = true;
            }
            RunEvent::ScenarioStarted { .. } | RunEvent::Kept { .. } => {}
            RunEvent::Happened { id, at, what } => {
                self.story(id).into_iter().for_each(|story| story.happened.push((*at, what.clone())));
            }
            RunEvent::ScenarioFinished { id, outcome } => {
                self.story(id).into_iter().for_each(|story| story.outcome = Some(outcome.clone()));
            }
            RunEvent::RunFinished { took, interrupted } => {
                self.took = *took;
                self.interrupted = *interrupted;
            }
        }
    }

    /// How many scenarios went like that.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.stories.iter().filter(|story| story.verdict() == Some(verdict)).count()
    }

    /// The scenario of that id, as far as it is known.
    pub fn find(&self, id: &str) -> Option<&Story> {
        self.stories.iter().find(|story| story.label.id == id)
    }

    /// What has changed since the last run against the same party.
    pub fn changes(&self) -> Changes {
        self.past.changes(self.party(), &self.findings())
    }

    /// The past with this run in it.
    pub fn remembered(&self) -> Past {
        self.past.with(self.party(), &self.findings())
    }

    /// What the relying party is called.
    pub fn party(&self) -> &str {
        self.plan.as_ref().map(|plan| plan.party.as_str()).unwrap_or_default()
    }

    /// What was found out about the party; a bench that broke has found out nothing.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let finding = |story: &Story| {
            let verdict =
                story.verdict().filter(|one| !matches!(one, Verdict::Broken | Verdict::Interrupted))?;
            let took = story.outcome.as_ref()?.took;
            Some(Finding { id: story.label.id, verdict, took })
        };
        self.stories.iter().filter_map(finding).collect()
    }

    fn story(&mut self, id: &str) -> Option<&mut Story> {
        self.stories.iter_mut().find(|story| story.label.id == id)
    }
}

impl Story {
    /// The word on it, when it is over.
    pub fn verdict(&self) -> Option<Verdict> {
        self.outcome.as_ref().map(|outcome| outcome.verdict)
    }

    /// Whether anything is known of it.
    pub fn is_begun(&self) -> bool {
        self.outcome.is_some() || !self.happened.is_empty()
    }

    /// Its verdict as text; "not run" before it has one.
    pub fn word(&self) -> &'static str {
        self.verdict().map_or("not run", Verdict::word)
    }

    /// Its checks, in order.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.happened.iter().filter_map(|(_, what)| match what {
            Happening::Checked(check) => Some(check),
            _ => None,
        })
    }

    /// The check that decided a verdict that is trouble: the heaviest that does not hold, and of those the first.
    pub fn deciding(&self) -> Option<&Check> {
        self.verdict().filter(|verdict| verdict.is_trouble())?;
        self.checks().filter(|check| !check.holds).min_by_key(|check| Reverse(check.grade))
    }

    /// The guard that is missing, where the scenario knows.
    pub fn cause(&self) -> Option<&'static Cause> {
        let outcome = self.outcome.as_ref()?;
        let named = self.checks().filter(|check| !check.holds && check.cause.is_some());
        let named = named.min_by_key(|check| Reverse(check.grade)).and_then(|check| check.cause);
        self.deciding().and_then(|check| check.cause).or(named).or(outcome.halt_cause)
    }

    /// What went wrong, in one line; nothing when nothing did.
    pub fn trouble(&self) -> Option<String> {
        let outcome = self.outcome.as_ref().filter(|outcome| outcome.verdict.is_trouble())?;
        let broken = self.checks().filter(|check| !check.holds);
        let text = broken.map(|check| {
            let control = if check.part == Part::Control { "control: " } else { "" };
            let Check { must, expected, seen, clause, .. } = check;
            format!("{control}{must}: expected {expected}, seen {seen} [{clause}]")
        });
        let halt = outcome.halt.iter().map(|halt| format!("stopped because {halt}"));
        let all: Vec<_> = text.chain(halt).collect();
        Some(if all.is_empty() { outcome.verdict.word().to_owned() } else { all.join("; ") })
    }
}
