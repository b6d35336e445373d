//! Owns the events of a run: the one stream from which every report is made.

mod printable;

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use strum::VariantArray as _;

use crate::cause::Cause;

/// Something a report may want to know. Everything in it is masked already.
#[derive(Debug, Clone, PartialEq)]
pub enum RunEvent {
    /// The run begins.
    RunStarted(Plan),
    /// A scenario begins.
    ScenarioStarted {
        /// The scenario.
        id: &'static str,
    },
    /// Something happened within a scenario.
    Happened {
        /// The scenario.
        id: &'static str,
        /// How long after its beginning.
        at: Duration,
        /// What it was.
        what: Happening,
    },
    /// A scenario has ended.
    ScenarioFinished {
        /// The scenario.
        id: &'static str,
        /// How it went.
        outcome: Outcome,
    },
    /// The evidence of a scenario that did not pass, sent before its end.
    Kept {
        /// The scenario.
        id: &'static str,
        /// What is left.
        evidence: Evidence,
    },
    /// The run has ended or was interrupted: the last event.
    RunFinished {
        /// How long it took.
        took: Duration,
        /// Whether it was interrupted.
        interrupted: bool,
    },
}

/// The provider's side of a scenario, as it stood when the scenario stopped.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The seed of the scenario's own chance.
    pub seed: u64,
    /// The policy that the relying party followed.
    pub policy: String,
    /// What the realm's clock showed, and whether it stood.
    pub clock: Value,
    /// Everything that was asked of the realm, and why it was refused.
    pub journal: Value,
    /// The realm's people, relying parties and registers: its fixtures and what became of them.
    pub fixtures: Value,
}

/// What a run sets out to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// The seed of all random values in the run.
    pub seed: u64,
    /// How many scenarios run at once.
    pub jobs: usize,
    /// The address of the provider under the scenarios.
    pub idp: String,
    /// What the relying party is called.
    pub party: String,
    /// The scenarios, in the order of the catalogue.
    pub scenarios: Vec<Label>,
    /// The policies that the scenarios rest on, with their dates.
    pub policies: Vec<PolicyDates>,
}

/// What a policy demands from which day on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyDates {
    /// Its name.
    pub id: String,
    /// What it says, in a line.
    pub title: String,
    /// Its stretches of time, one after another.
    pub phases: Vec<PhaseDates>,
}

/// A stretch of time under a policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseDates {
    /// Its first day; none for the first stretch.
    pub from: Option<String>,
    /// What the old password opens, for whoever it opens most: `open`, `marks-hidden`, `closed`.
    pub password: &'static str,
    /// The lowest level that comes in through the portal: `simplified`, `standard`, `confirmed`.
    pub portal: &'static str,
}

/// What a scenario is called, and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Label {
    /// Its id.
    pub id: &'static str,
    /// What it shows, in a sentence.
    pub title: &'static str,
    /// What kind of scenario it is, in a word.
    pub kind: &'static str,
    /// The letters or clauses it rests on.
    pub clauses: &'static [&'static str],
    /// The policy that the relying party follows.
    pub policy: &'static str,
    /// The moment at which it begins, in RFC 3339.
    pub begins: &'static str,
}

/// Something that happened within a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happening {
    /// Someone did something.
    Did {
        /// Who.
        who: String,
        /// What, as a sentence without its subject.
        what: String,
    },
    /// A browser asked and was answered.
    Exchanged(Exchange),
    /// The relying party asked the provider itself, past every browser, and was answered.
    Asked(Exchange),
    /// A condition was looked at.
    Checked(Check),
    /// A picture was taken of the page that a browser shows.
    Pictured(Picture),
}

/// A request of a browser and its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// Whose browser it was.
    pub who: String,
    /// `GET` or `POST`.
    pub method: String,
    /// The address.
    pub url: String,
    /// The fields of the form that was sent.
    pub fields: Vec<(String, String)>,
    /// The status of the answer.
    pub status: u16,
    /// Where the answer sends the browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The text that a reader of the answer sees, cut short.
    pub text: String,
    /// The tokens that went by, taken apart: header and claims.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<String>,
}

/// A picture of a page. Nothing in it is masked: people in scenarios are made up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Whose browser it was.
    pub who: String,
    /// What the page is called.
    pub title: String,
    /// Under which name it is kept, in the folder of pictures.
    pub file: String,
    /// The picture itself, as WebP.
    #[serde(skip)]
    pub image: Image,
}

/// The octets of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Image(pub Arc<[u8]>);

impl std::fmt::Debug for Image {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Image({} octets)", self.0.len())
    }
}

/// A condition with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// The letter or clause it rests on.
    pub clause: &'static str,
    /// What must be, as a sentence.
    pub must: String,
    /// What was expected.
    pub expected: String,
    /// What was seen.
    pub seen: String,
    /// Whether the two agree.
    pub holds: bool,
    /// What the check is for.
    pub part: Part,
    /// How much it weighs when it does not hold.
    pub grade: Grade,
    /// The guard that is missing when it does not hold, where the scenario knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static Cause>,
}

/// How much a condition weighs when it does not hold, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Only a person can judge it, for instance a page with other words.
    Look,
    /// The clause recommends it, or a correct party does it anyway.
    Should,
    /// The letter or the clause demands it.
    Must,
}

/// What a check is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// It shows that the scenario can detect a failure.
    Control,
    /// It is what the scenario is about.
    Verdict,
}

impl Grade {
    /// The sign of a condition of this weight that does not hold.
    pub fn sign(self) -> &'static str {
        match self {
            Grade::Look => Verdict::Look.sign(),
            Grade::Should => Verdict::Warned.sign(),
            Grade::Must => Verdict::Failed.sign(),
        }
    }
}

/// How a scenario went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// In one word.
    pub verdict: Verdict,
    /// How long it took.
    #[serde(serialize_with = "seconds")]
    pub took: Duration,
    /// Why it could not go on, when it could not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub halt: Option<String>,
    /// The guard that is missing because it could not go on, where the scenario knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub halt_cause: Option<&'static Cause>,
    /// What the provider itself wrote down about the requests that it refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub journal: Vec<String>,
    /// What the relying party's own process said last, where the harness started it and the scenario did not pass.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub party_said: Vec<String>,
    /// The command that runs this scenario again in the same way.
    pub replay: String,
}

/// The word on a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::VariantArray)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every check held.
    Passed,
    /// The relying party does not offer what it tests, so it was not finished. It never counts as passed.
    NotApplicable,
    /// All mandatory checks hold; others need a person's judgement.
    #[serde(rename = "needs-a-look")]
    Look,
    /// All mandatory checks hold; a recommended one does not.
    #[serde(rename = "warning")]
    Warned,
    /// A check did not hold, or a page was not as the letters describe.
    Failed,
    /// A control did not hold, so the scenario proves nothing. It is never counted as passed.
    Invalid,
    /// The bench broke: the provider, the network or the harness itself.
    Broken,
    /// The run was broken off first.
    Interrupted,
}

impl Verdict {
    /// All of them, from the best to the worst.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Whether there are details beside the verdict.
    pub fn is_trouble(self) -> bool {
        !matches!(self, Verdict::Passed | Verdict::NotApplicable)
    }

    /// A sign that distinguishes it without colours.
    pub fn sign(self) -> &'static str {
        match self {
            Verdict::Passed => "✔",
            Verdict::NotApplicable => "–",
            Verdict::Look => "?",
            Verdict::Warned => "▲",
            Verdict::Failed => "✘",
            Verdict::Invalid | Verdict::Broken | Verdict::Interrupted => "!",
        }
    }

    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::NotApplicable => "not applicable",
            Verdict::Look => "needs a look",
            Verdict::Warned => "warning",
            Verdict::Failed => "failed",
            Verdict::Invalid => "invalid",
            Verdict::Broken => "broken",
            Verdict::Interrupted => "interrupted",
        }
    }
}

/// Durations are written as seconds with a fraction.
pub(crate) fn seconds<S: serde::Serializer>(took: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((took.as_secs_f64() * 1000.0).round() / 1000.0)
}
