//! Owns which findings stand together: those with one cause, the gravest first.

use std::cmp::Reverse;

use crate::cause::{Cause, Severity};
use crate::event::{Exchange, Happening, Verdict};
use crate::report::record::{Record, Story};

/// How much of a text a group is called by.
const NAME_CHARS_MAX: usize = 160;

/// Scenarios that found the same.
#[derive(Debug)]
pub struct Group<'r> {
    /// The guard that is missing, where the scenarios know.
    pub cause: Option<&'static Cause>,
    /// What did not hold, in the first scenario's own words.
    pub words: String,
    /// The scenarios, in the order of the catalogue; never none.
    pub stories: Vec<&'r Story>,
}

/// The parts of a report, in the order in which they are read.
#[derive(Debug)]
pub struct Findings<'r> {
    /// What the relying party fails.
    pub failed: Vec<Group<'r>>,
    /// What says nothing about it, because a control did not hold or the bench broke.
    pub unjudged: Vec<Group<'r>>,
    /// What it should do otherwise, or a person has to judge.
    pub warned: Vec<Group<'r>>,
    /// What it passes.
    pub passed: Vec<&'r Story>,
    /// What was not tried to the end.
    pub aside: Vec<&'r Story>,
}

impl<'r> Findings<'r> {
    /// The findings of a run.
    pub fn of(record: &'r Record) -> Self {
        let with = |wanted: &'static [Verdict]| {
            let fitting = move |story: &&'r Story| story.verdict().is_some_and(|one| wanted.contains(&one));
            record.stories.iter().filter(fitting)
        };
        let aside = |story: &&Story| story.verdict().is_none_or(|one| one == Verdict::NotApplicable);
        Self {
            failed: grouped(with(&[Verdict::Failed])),
            unjudged: grouped(with(&[Verdict::Invalid, Verdict::Broken, Verdict::Interrupted])),
            warned: grouped(with(&[Verdict::Warned, Verdict::Look])),
            passed: with(&[Verdict::Passed]).collect(),
            aside: record.stories.iter().filter(aside).collect(),
        }
    }
}

impl Group<'_> {
    /// How grave it is, where that is known.
    pub fn severity(&self) -> Option<Severity> {
        self.cause.map(|cause| cause.severity)
    }
}

/// The request that was answered last before the check that decided; the last of all when the scenario just stopped.
pub fn proof(story: &Story) -> Option<&Exchange> {
    let mut last = None;
    for (_, what) in &story.happened {
        match what {
            Happening::Exchanged(exchange) => last = Some(exchange),
            Happening::Checked(check) if story.deciding().is_some_and(|one| std::ptr::eq(one, check)) => {
                break;
            }
            _ => {}
        }
    }
    last
}

fn grouped<'r>(stories: impl Iterator<Item = &'r Story>) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'r>> = Vec::new();
    for story in stories {
        let (cause, words) = (story.cause(), words_of(story));
        let is_same = |group: &&mut Group<'r>| match (group.cause, cause) {
            (Some(one), Some(other)) => one.key == other.key,
            (None, None) => group.words == words,
            _ => false,
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.stories.push(story),
            None => groups.push(Group { cause, words, stories: vec![story] }),
        }
    }
    // An unknown cause may be grave: it comes before those that are known to be harmless.
    groups.sort_by_key(|group| (group.severity().unwrap_or(Severity::High), Reverse(group.stories.len())));
    groups
}

/// What did not hold, short enough for a heading.
pub fn words_of(story: &Story) -> String {
    let check =
        story.deciding().map(|check| format!("{}: {}", check.must.trim_end_matches(':'), check.expected));
    let halt = story.outcome.as_ref().and_then(|outcome| outcome.halt.clone());
    let text = check.or(halt).unwrap_or_else(|| story.word().to_owned());
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(NAME_CHARS_MAX).collect();
    if cut.len() < line.len() { cut + "…" } else { cut }
}
