//! Owns how the console tells one scenario: every step of it, and the requests before it was decided.

use std::io::{self, Write};
use std::time::Duration;

use crate::event::{Check, Exchange, Happening, Outcome, Part};
use crate::lang::Lang;
use crate::report::actors::actor;
use crate::report::phrase::phrase;
use crate::report::record::Story;
use crate::report::titles::title;
use crate::report::words;

/// How many of the last requests a failure shows.
const EXCHANGES_SHOWN: usize = 3;

/// One scenario from its beginning to its end.
pub(super) fn write_story(out: &mut impl Write, story: &Story, lang: Lang) -> io::Result<()> {
    writeln!(out, "\n{}: {}", story.label.id, title(&story.label, lang))?;
    for (at, happening) in &story.happened {
        match happening {
            Happening::Did { who, what } => {
                writeln!(out, "  {:>7}  {}: {}", time(*at), actor(who, lang), quoted_lines(what))?
            }
            Happening::Checked(check) => write_check(out, check, lang)?,
            Happening::Exchanged(_) | Happening::Asked(_) | Happening::Pictured(_) => {}
        }
    }
    match &story.outcome {
        Some(outcome) if outcome.verdict.is_trouble() => write_failure(out, story, outcome, lang),
        Some(Outcome { verdict, halt: Some(halt), .. }) => {
            writeln!(out, "           {}: {}", words::verdict(*verdict, lang), quoted_lines(halt))
        }
        Some(outcome) => {
            writeln!(out, "  {:>7}  {}", time(outcome.took), words::verdict(outcome.verdict, lang))
        }
        None => writeln!(out, "           {}", words::of(lang).story_broken_off),
    }
}

pub(super) fn write_check(out: &mut impl Write, check: &Check, lang: Lang) -> io::Result<()> {
    let mark = if check.holds { "✔" } else { check.grade.sign() };
    let w = words::of(lang);
    let control = if check.part == Part::Control { format!("{}: ", w.control) } else { String::new() };
    let [must, expected, seen] =
        [&check.must, &check.expected, &check.seen].map(|text| quoted_lines(&phrase(text, lang)));
    let clause = check.clause;
    if check.holds {
        return writeln!(out, "           {mark} {control}{must}: {expected}; {}: {seen} [{clause}]", w.seen);
    }
    writeln!(out, "           {mark} {control}{must} [{clause}]")?;
    writeln!(out, "               {}: {expected}", w.expected)?;
    writeln!(out, "               {}: {seen}", w.seen)
}

fn write_failure(out: &mut impl Write, story: &Story, outcome: &Outcome, lang: Lang) -> io::Result<()> {
    let w = words::of(lang);
    writeln!(out, "  {:>7}  {}", time(outcome.took), words::verdict(outcome.verdict, lang))?;
    if let Some(halt) = &outcome.halt {
        writeln!(out, "           {} {}", w.stopped, quoted_lines(&phrase(halt, lang)))?;
    }
    let exchanges: Vec<&Exchange> = exchanges_before_trouble(story);
    for exchange in exchanges.iter().skip(exchanges.len().saturating_sub(EXCHANGES_SHOWN)) {
        write_exchange(out, exchange, lang)?;
    }
    if !outcome.journal.is_empty() {
        writeln!(out, "           {}:", w.journal)?;
        for line in &outcome.journal {
            writeln!(out, "             {line}")?;
        }
    }
    if !outcome.party_said.is_empty() {
        writeln!(out, "           {}:", w.last_words)?;
        for line in &outcome.party_said {
            writeln!(out, "             | {line}")?;
        }
    }
    writeln!(out, "           {}: {}", w.again, outcome.replay)
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

pub(super) fn write_exchange(out: &mut impl Write, exchange: &Exchange, lang: Lang) -> io::Result<()> {
    writeln!(out, "           {}: {} {}", actor(&exchange.who, lang), exchange.method, exchange.url)?;
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
pub(super) fn quoted_lines(text: &str) -> String {
    let mut lines = text.trim_end().lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |output, line| {
        let bar = if line.trim_start().starts_with('|') { "" } else { "| " };
        output + "\n             " + bar + line
    })
}

pub(super) fn time(took: Duration) -> String {
    format!("{:.3} s", took.as_secs_f64())
}
