//! Owns the page of conformity: each requirement of the official documents, how it went, and what is left to be asked.

use crate::cause::{Cause, suspected};
use crate::event::Verdict;
use crate::report::record::{Record, Story};
use crate::report::requirements::{Known, REQUIREMENTS, Requirement};

/// A requirement as the page tells it.
#[derive(Debug)]
pub(super) struct Row<'r> {
    /// Its id.
    pub(super) id: &'static str,
    /// What it asks.
    pub(super) text: &'static str,
    /// The worst of its scenarios; nothing when it is asked, or none was tried.
    pub(super) verdict: Option<Verdict>,
    /// Whether its owner has to answer.
    pub(super) is_asked: bool,
    /// The scenarios that tried it and did not pass, then how many there are.
    pub(super) troubled: Vec<&'r str>,
    /// How many scenarios tried it.
    pub(super) tried: usize,
}

/// The rows of the appendix, and those of the other duties.
pub(super) fn rows(record: &Record) -> [Vec<Row<'_>>; 2] {
    let (of_it, others): (Vec<_>, Vec<_>) = REQUIREMENTS.iter().partition(|one| one.is_of_the_appendix());
    [of_it, others].map(|part| part.into_iter().map(|one| row(one, record)).collect())
}

fn row<'r>(requirement: &'static Requirement, record: &'r Record) -> Row<'r> {
    let is_tried = |story: &&Story| story.verdict().is_some_and(|one| one != Verdict::NotApplicable);
    let about = record.stories.iter().filter(is_tried).filter(|story| requirement.is_tried_by(story));
    // A scenario that failed for another reason says nothing about this requirement.
    let counts = |story: &&Story| {
        let tried = suspected(story.label.id);
        let is_other = |cause: &Cause| tried.is_some_and(|tried| tried != cause);
        let is_elsewhere =
            story.cause().is_some_and(|cause| !cause.requirements.is_empty() || is_other(cause));
        !is_elsewhere || requirement.is_named_by(story)
    };
    let about: Vec<&Story> = about.filter(counts).collect();
    let troubled = about.iter().filter(|story| story.verdict().is_some_and(Verdict::is_trouble));
    Row {
        id: requirement.id,
        text: requirement.text.in_(record.lang),
        verdict: about.iter().filter_map(|story| story.verdict()).max_by_key(|one| weight(*one)),
        is_asked: requirement.known != Known::Seen,
        troubled: troubled.map(|story| story.label.id).collect(),
        tried: about.len(),
    }
}

/// How bad a verdict is: failed is worse than what says nothing.
fn weight(verdict: Verdict) -> usize {
    let by = |one: &Verdict| *one == verdict;
    if verdict == Verdict::Failed { usize::MAX } else { Verdict::ALL.iter().position(by).unwrap_or_default() }
}
