//! Owns what a rehearsal prints: the headline, the causes, how far it was proven, how long it took.

use std::io::{Result, Write, stdout};
use std::path::Path;
use std::time::Duration;

use rehearse::report::{self, Lang};
use rehearse::told::Rehearsal;

use crate::command::rehearse::input::Input;

/// How many causes and disagreements are printed; the page has them all.
const LINES_MAX: usize = 12;

/// How long it took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Took {
    /// Reading and checking the list.
    pub(super) read: Duration,
    /// The forecast.
    pub(super) forecast: Duration,
    pub(super) whole: Duration,
}

/// Prints the sentence on top, before anybody signs in.
pub(super) fn headline(told: &Rehearsal, lang: Lang) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{}", report::headline(told, lang).replace('\u{a0}', " "))?;
    out.flush()
}

/// Prints the rest.
pub(super) fn print(told: &Rehearsal, input: &Input, took: Took, lang: Lang, folder: &Path) -> Result<()> {
    let mut out = stdout().lock();
    let t = |ru: &'static str, en: &'static str| if lang == Lang::Ru { ru } else { en };
    for cause in told.causes.iter().take(LINES_MAX) {
        let mender = cause.mender.said().in_(lang);
        writeln!(out, "  {:>7}  {} ({mender})", cause.people, cause.title.in_(lang))?;
    }
    for step in told.ladder.iter().take(LINES_MAX) {
        writeln!(out, "  {} {}: {}", t("мера:", "measure:"), step.title.in_(lang), step.left)?;
    }
    if let Some(compared) = &told.compared {
        let (ready, fallen) = (compared.ready.len(), compared.fallen.len());
        writeln!(
            out,
            "{}: {ready}; {}: {fallen}",
            t("Стали готовы", "Became ready"),
            t("выбыли", "fell out")
        )?;
    }
    if let Some(proof) = &told.proof {
        let (people, sign_ins, agreed) = (proof.people, proof.sign_ins, proof.agreed);
        let words = t("людей; входов; как в прогнозе", "people; sign-ins; as forecast");
        writeln!(out, "{words}: {people}; {sign_ins}; {agreed} ({:.1} s)", proof.seconds)?;
        if let Some(interval) = proof.interval {
            let words = t("доля ошибок прогноза, 95 %", "share of wrong forecasts, 95%");
            writeln!(out, "{words}: {:.4}–{:.4}", interval.low, interval.high)?;
        }
        for one in proof.disagreements.iter().take(LINES_MAX) {
            let (row, day, way) = (one.row, &one.day, &one.way);
            writeln!(out, "  ! {} {row}, {day}, {way}: {} / {}", t("строка", "row"), one.expected, one.seen)?;
            let capsule = one
                .capsule
                .as_ref()
                .map(|name| format!("esia-harness replay {}", folder.join(name).display()));
            writeln!(out, "    {}", capsule.as_ref().unwrap_or(&one.replay))?;
        }
        if proof.interrupted {
            writeln!(out, "{}", t("Репетиция прервана.", "The rehearsal was interrupted."))?;
        }
    }
    let (rows, findings) = (input.rows, input.findings);
    writeln!(
        out,
        "{} {rows}; {} {findings}; {:.1} s + {:.1} s, {} {:.1} s; {} MB",
        t("строк:", "rows:"),
        t("замечаний проверки списка:", "findings of the list's check:"),
        took.read.as_secs_f64(),
        took.forecast.as_secs_f64(),
        t("всего", "in all"),
        took.whole.as_secs_f64(),
        most_memory_mb().unwrap_or_default(),
    )?;
    writeln!(out, "{} {}", t("отчёты:", "reports:"), folder.join("rehearsal.html").display())
}

/// proc(5): the most memory that this process has had.
fn most_memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1000)
}
