//! Owns the score of the generated lies: told, refused, believed, and what is left believed, the gravest first.

use std::io::{self, Write};

use crate::event::{Check, Happening, Part, RunEvent};
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::record::Record;

/// The scenarios whose checks are lies.
const FAMILY: &str = "hostile.lies.";

/// How grave it is to believe a lie, from the gravest; a check says it in brackets.
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

/// What came of the generated lies.
#[derive(Debug, Default)]
pub(crate) struct Lies {
    told: usize,
    refused: usize,
    /// Whether each was allowed is not counted: nobody gains by these.
    let_pass: usize,
    believed: Vec<Believed>,
}

/// Counts lies, and prints what came of them when the run is over.
#[derive(Debug)]
pub struct Score<W> {
    out: W,
    lang: Lang,
    lies: Lies,
}

/// A missing guard, and the lies that are believed without it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Believed {
    rank: usize,
    id: &'static str,
    clause: &'static str,
    why: String,
    lies: Vec<String>,
}

impl Lies {
    /// The lies of a run that is over.
    pub(crate) fn of(record: &Record) -> Self {
        let mut lies = Self::default();
        for story in &record.stories {
            story.checks().for_each(|check| lies.count(story.label.id, check));
        }
        lies
    }

    fn count(&mut self, id: &'static str, check: &Check) {
        if !id.starts_with(FAMILY) || check.part != Part::Verdict {
            return;
        }
        let is_in = check.seen.starts_with("in as ");
        match (check.holds, is_in) {
            (true, true) => self.let_pass += 1,
            (true, false) => self.refused += 1,
            (false, true) => self.believe(id, check),
            // That the party failed over a lie is told beside what came of the lie.
            (false, false) => return,
        }
        self.told += 1;
    }

    fn believe(&mut self, id: &'static str, check: &Check) {
        let why = check.seen.split_once(": ").map_or("", |(_, why)| why).to_owned();
        let lie = check.must.clone();
        if let Some(known) = self.believed.iter_mut().find(|known| known.id == id && known.why == why) {
            return known.lies.push(lie);
        }
        let rank = SEVERITIES.iter().position(|word| why.starts_with(&format!("[{word}]")));
        let rank = rank.unwrap_or(SEVERITIES.len());
        self.believed.push(Believed { rank, id, clause: check.clause, why, lies: vec![lie] });
    }

    /// The score in one line; nothing when no lie was told.
    pub(crate) fn summary(&self, lang: Lang) -> Option<String> {
        let Self { told, refused, let_pass, .. } = self;
        let believed: usize = self.believed.iter().map(|one| one.lies.len()).sum();
        (*told > 0).then(|| match lang {
            Lang::En => format!(
                "Lies of the portal: {told} told, {refused} refused, {let_pass} let pass without harm, {believed} believed"
            ),
            Lang::Ru => format!(
                "Ложные ответы портала: {told}; отвергнуто {refused}, пропущено без вреда {let_pass}, принято на веру {believed}"
            ),
        })
    }
}

impl<W: Write> Score<W> {
    /// A score that is printed to `out`.
    pub fn new(out: W, lang: Lang) -> Self {
        Self { out, lang, lies: Lies::default() }
    }

    fn print(&mut self) -> io::Result<()> {
        let Some(summary) = self.lies.summary(self.lang) else { return Ok(()) };
        self.lies.believed.sort_by(|one, other| (one.rank, one.id).cmp(&(other.rank, other.id)));
        writeln!(self.out, "{summary}")?;
        for Believed { id, clause, why, lies, .. } in &self.lies.believed {
            let first = lies.first().map(String::as_str).unwrap_or_default();
            let more = match (lies.len(), self.lang) {
                (1, _) => String::new(),
                (count, Lang::En) => format!(" and {} more", count - 1),
                (count, Lang::Ru) => format!(" и еще {}", count - 1),
            };
            writeln!(self.out, "  {why} [{clause}; {id}: {first}{more}]")?;
        }
        self.out.flush()
    }
}

impl<W: Write> Reporter for Score<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::Happened { id, what: Happening::Checked(check), .. } => self.lies.count(id, check),
            RunEvent::RunFinished { .. } => self.print()?,
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::event::Grade;

    fn checked(id: &'static str, must: &str, seen: &str, holds: bool) -> RunEvent {
        let check = Check {
            cause: None,
            clause: "MR-RP-10",
            must: must.to_owned(),
            expected: String::new(),
            seen: seen.to_owned(),
            holds,
            part: Part::Verdict,
            grade: Grade::Must,
        };
        RunEvent::Happened { id, at: Duration::ZERO, what: Happening::Checked(check) }
    }

    #[test]
    fn lies_are_counted_and_what_is_believed_is_told_by_what_somebody_gains() {
        let mut out = Vec::new();
        let mut score = Score::new(&mut out, Lang::En);
        for event in [
            checked("hostile.lies.id.kind", "sbt is access", "in as a: [medium] kind; passes", false),
            checked(
                "hostile.lies.id.audience",
                "aud is absent",
                "in as a: [critical] audience; anybody",
                false,
            ),
            checked(
                "hostile.lies.id.audience",
                "aud is null",
                "in as a: [critical] audience; anybody",
                false,
            ),
            checked("hostile.lies.id.audience", "aud is X", "nobody is in", true),
            checked("hostile.lies.id.audience", "aud is a list", "in as a", true),
            checked("hostile.lies.id.audience", "aud is odd: she reads", "an answer with status 500", false),
            checked("hostile.time.expiry", "measured", "60 seconds", true),
            RunEvent::RunFinished { took: Duration::ZERO, interrupted: false },
        ] {
            score.on_event(&event).unwrap();
        }
        let in_russian = score.lies.summary(Lang::Ru).unwrap();
        assert_eq!(
            in_russian,
            "Ложные ответы портала: 5; отвергнуто 1, пропущено без вреда 1, принято на веру 3"
        );
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Lies of the portal: 5 told, 1 refused, 1 let pass without harm, 3 believed\n  \
             [critical] audience; anybody [MR-RP-10; hostile.lies.id.audience: aud is absent and 1 more]\n  \
             [medium] kind; passes [MR-RP-10; hostile.lies.id.kind: sbt is access]\n"
        );
    }
}
