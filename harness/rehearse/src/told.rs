//! Owns what a rehearsal comes to, as JSON keeps it and every report tells it; docs/REHEARSAL.schema.json is its form.

mod who;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cause::{Cause, Mender};
use crate::interval::Interval;
use crate::member::Role;

pub use crate::told::who::Who;

/// The version of the form.
pub const SCHEMA: u32 = 1;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

/// A whole rehearsal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// The version of the form.
    pub schema: u32,
    /// The policy.
    pub policy: PolicyTold,
    /// The readiness model.
    pub model: String,
    /// The seed of everything that is drawn.
    pub seed: u64,
    /// The day that counts.
    pub target: String,
    /// Users by role, and how many of them are out.
    pub people: BTreeMap<Role, Counted>,
    /// All of them.
    pub all: Counted,
    /// What each phase comes to.
    pub phases: Vec<PhaseTold>,
    /// Why people are out on the day that counts; the commonest first.
    pub causes: Vec<CauseTold>,
    /// How many are out from each day on.
    pub timeline: Vec<Point>,
    /// By class.
    pub classes: Vec<ClassTold>,
    /// What each measure would do alone.
    pub measures: Vec<Step>,
    /// What they would do one after another.
    pub ladder: Vec<Step>,
    /// Everybody who is out on the day that counts.
    pub rows: Vec<Row>,
    /// The sign-ins that were made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The difference to the rehearsal before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
}

/// The policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyTold {
    /// Its name.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// In a line.
    pub title: String,
}

/// So many, and so many of them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counted {
    /// How many.
    pub people: usize,
    /// How many are out.
    pub out: usize,
}

/// What a phase comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseTold {
    /// Its name.
    pub name: String,
    /// The day that was looked at.
    pub day: String,
    /// In through the portal.
    pub portal: usize,
    /// In with the password alone.
    pub password: usize,
    /// In with the password, without marks.
    pub hidden: usize,
    /// Out.
    pub out: usize,
}

/// A cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseTold {
    /// Its word.
    pub id: Cause,
    /// In a line.
    pub title: Text,
    /// Who mends it.
    pub mender: Mender,
    /// How many are out by it.
    pub people: usize,
    /// By role.
    pub roles: BTreeMap<Role, usize>,
}

/// A day and how many are out from it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub day: String,
    /// How many.
    pub out: usize,
}

/// A class with its pupils and their parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassTold {
    /// The school; empty in the list of one.
    pub school: String,
    /// The class; empty for staff.
    pub class: String,
    /// How many, and how many of them out.
    #[serde(flatten)]
    pub counted: Counted,
    /// The school as the list has it, joined on this machine where that was asked for.
    #[serde(skip)]
    pub known_as: Option<String>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its word.
    pub id: String,
    /// In a line.
    pub title: Text,
    /// How many more get in.
    pub saved: usize,
    /// How many stay out.
    pub left: usize,
}

/// Somebody who is out, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row of the list.
    pub row: u32,
    /// The role.
    pub role: Role,
    /// The number of the class in `classes`.
    pub class: u32,
    /// Why.
    pub cause: Cause,
    /// The same person in another rehearsal with the same key, whatever the row.
    pub who: Who,
    /// The name, joined on this machine where that was asked for; never in a file that was not asked for it.
    #[serde(skip)]
    pub name: Option<Box<str>>,
}

/// The sign-ins that were made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// Against which diary.
    pub party: String,
    /// How many people were signed in.
    pub people: usize,
    /// How many of them were chosen by chance alone.
    pub by_chance: usize,
    /// Cells of cause, role and phase.
    pub cells: usize,
    /// How many sign-ins there were, by whatever way.
    pub sign_ins: usize,
    /// How many of them were as forecast.
    pub agreed: usize,
    /// How long they took, in seconds.
    pub seconds: f64,
    /// In which the share of people lies about whom forecast and diary disagree; none when everybody was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Whether the rehearsal was broken off.
    pub interrupted: bool,
    /// Where forecast and diary differ.
    pub disagreements: Vec<Disagreement>,
}

/// What is wrong about a disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// It lets in whom the letter keeps out.
    LetsIn,
    /// It keeps out whom the letter lets in.
    KeepsOut,
    /// It lets in as somebody else.
    AsAnother,
    /// It shows other pupils than the school allowed.
    OtherPupils,
    /// It refuses, with another reason.
    OtherReason,
    /// It failed to answer.
    Crashed,
}

/// Where forecast and diary differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The row of the list.
    pub row: u32,
    /// The role.
    pub role: Role,
    /// The day.
    pub day: String,
    /// `portal` or `password`.
    pub way: String,
    /// What is wrong.
    pub wrong: Wrong,
    /// What was forecast.
    pub expected: String,
    /// What was seen.
    pub seen: String,
    /// The command that makes this sign-in again.
    pub replay: String,
    /// The capsule, in the folder of the reports; of many disagreements the first have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capsule: Option<String>,
    /// What was asked and answered: the capsule has it.
    #[serde(skip)]
    pub traffic: Vec<serde_json::Value>,
}

/// The difference to the rehearsal before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// How many were out then.
    pub out_before: usize,
    /// Rows of now of those who became ready are unknown: they are in the list by whatever row; these are the rows of then.
    pub ready: Vec<u32>,
    /// Rows of those who are out now and were not then.
    pub fallen: Vec<u32>,
    /// How many were out then and are out now.
    pub still: usize,
}

impl ClassTold {
    /// The school as it is shown.
    pub fn school_shown(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.school)
    }

    /// School and class.
    pub fn name(&self) -> String {
        [self.school_shown(), self.class.as_str()].join(" ").trim().to_owned()
    }
}

impl Proof {
    /// A proof that was broken off before anybody signed in.
    pub fn broken_off(party: &str) -> Self {
        Self {
            party: party.to_owned(),
            people: 0,
            by_chance: 0,
            cells: 0,
            sign_ins: 0,
            agreed: 0,
            seconds: 0.0,
            interval: None,
            interrupted: true,
            disagreements: Vec::new(),
        }
    }
}

impl From<lang::Said> for Text {
    fn from(said: lang::Said) -> Self {
        Self { ru: said.ru.to_owned(), en: said.en.to_owned() }
    }
}

impl Text {
    /// In a language.
    pub fn in_(&self, lang: lang::Lang) -> &str {
        match lang {
            lang::Lang::Ru => &self.ru,
            lang::Lang::En => &self.en,
        }
    }
}

impl Rehearsal {
    /// Compares with a rehearsal before.
    pub fn compare(&mut self, before: &Self) {
        let who = |rehearsal: &Self| -> BTreeMap<Who, u32> {
            rehearsal.rows.iter().map(|row| (row.who, row.row)).collect()
        };
        let (then, now) = (who(before), who(self));
        let only = |one: &BTreeMap<Who, u32>, other: &BTreeMap<Who, u32>| -> Vec<u32> {
            let mut rows: Vec<u32> =
                one.iter().filter(|(who, _)| !other.contains_key(*who)).map(|(_, row)| *row).collect();
            rows.sort_unstable();
            rows
        };
        self.compared = Some(Compared {
            out_before: before.rows.len(),
            ready: only(&then, &now),
            fallen: only(&now, &then),
            still: now.keys().filter(|who| then.contains_key(*who)).count(),
        });
    }

    /// Whether no sign-in was otherwise than forecast.
    pub fn is_proven(&self) -> bool {
        self.proof.as_ref().is_none_or(|proof| proof.disagreements.is_empty())
    }
}
