//! Owns how a measurement is told: tables of figures, ratios, and what went wrong.

use std::fmt;
use std::time::Duration;

use harness::load::machine;

use crate::args::Arguments;
use crate::contest::{EVEN_SHARE, Results, Round, median};
use crate::limit::{SignatureLimit, version_of};
use crate::peers;

/// The result of a measurement; `Display` prints it.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    text: String,
    /// What went wrong, one line each; empty after a clean run.
    pub(crate) troubles: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Report {
    pub(crate) fn new(arguments: &Arguments, limit: Option<SignatureLimit>, standings: Vec<Results>) -> Self {
        let troubles: Vec<String> = standings.iter().filter_map(trouble_of).collect();
        let measured: Vec<&Results> =
            standings.iter().filter(|standing| !standing.rounds.is_empty()).collect();
        let mut sections = vec![
            conditions(arguments, limit),
            throughput(&measured, limit),
            memory(&measured),
            even_arrivals(&measured),
            ratios(&measured),
        ];
        if !troubles.is_empty() {
            sections.push(format!("Not measured, or not to the end:\n{}", indented(&troubles)));
        }
        sections.retain(|section| !section.is_empty());
        Self { text: sections.join("\n"), troubles }
    }
}

fn trouble_of(standing: &Results) -> Option<String> {
    let name = &standing.card.name;
    if let Some(trouble) = &standing.trouble {
        return Some(format!("{name}: {trouble}"));
    }
    let tallies = || {
        standing.rounds.iter().map(|round| &round.tally).chain(standing.even.iter().map(|(_, tally)| tally))
    };
    let failed: u64 = tallies().map(|tally| tally.failed).sum();
    let quoted = tallies().find_map(|tally| tally.failures.first());
    quoted.map(|failure| format!("{name}: {failed} sign-ins failed, the first: {failure}"))
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn conditions(arguments: &Arguments, limit: Option<SignatureLimit>) -> String {
    let node = peers::node_program(&arguments.peers.join("node"));
    let versions = [
        version_of(&node.to_string_lossy(), "--version").map(|version| format!("Node.js {version}")),
        version_of("rustc", "--version"),
        version_of("openssl", "version"),
    ];
    let versions: Vec<_> = versions.into_iter().flatten().collect();
    let limit = limit.map_or("not measured: there is no openssl".to_owned(), |limit| {
        format!("{:.0} a second on one core, {:.0} on all (openssl speed)", limit.one_core, limit.all_cores)
    });
    let Arguments { users, rounds, starts, .. } = arguments;
    format!(
        "Machine: {}\nVersions: {}\nRSA-2048 signatures: {limit}\n\
         {users} users at once over kept connections, {rounds} rounds of {:.1} s each in turn after a warm-up; \
         the driver shares the cores. {starts} starts each.\n",
        machine::description(),
        versions.join(", "),
        arguments.round().as_secs_f64(),
    )
}

fn throughput(measured: &[&Results], limit: Option<SignatureLimit>) -> String {
    let head = [
        "",
        "ready ms",
        "sign-ins/s",
        "(min-max)",
        "p50 ms",
        "p99 ms",
        "max ms",
        "request p50",
        "p99",
        "CPU ms each",
        "driver's",
        "RSA signatures",
        "of limit",
    ];
    let rows = measured.iter().map(|standing| throughput_row(standing, limit)).collect();
    let legend: String = measured
        .iter()
        .map(|standing| format!("  {}: {}\n", standing.card.name, standing.card.sign_in))
        .collect();
    format!(
        "Complete sign-ins, one after another (medians of the rounds):\n{}One sign-in is:\n{legend}",
        table(&head, rows)
    )
}

fn throughput_row(standing: &Results, limit: Option<SignatureLimit>) -> Vec<String> {
    let rates: Vec<f64> = standing.rounds.iter().map(|round| round.tally.per_second()).collect();
    let rate = median(rates.clone());
    let (least, most) =
        rates.iter().fold((f64::MAX, 0.0_f64), |(least, most), rate| (least.min(*rate), most.max(*rate)));
    let worst = standing.rounds.iter().map(|round| round.tally.sign_ins.longest()).max().unwrap_or_default();
    let signatures = f64::from(standing.card.signatures);
    vec![
        standing.card.name.clone(),
        format!("{:.1}", median(standing.starts.iter().map(|start| ms(*start)).collect())),
        format!("{rate:.0}"),
        format!("({least:.0}-{most:.0})"),
        format!("{:.1}", standing.median(|round| ms(round.tally.sign_ins.percentile(50)))),
        format!("{:.1}", standing.median(|round| ms(round.tally.sign_ins.percentile(99)))),
        format!("{:.1}", ms(worst)),
        format!("{:.2}", standing.median(|round| ms(round.tally.requests.percentile(50)))),
        format!("{:.2}", standing.median(|round| ms(round.tally.requests.percentile(99)))),
        format!("{:.2}", standing.median(|round| each(round, round.cpu_seconds))),
        format!("{:.2}", standing.median(|round| each(round, round.driver_seconds))),
        format!("{signatures:.0}"),
        limit
            .filter(|_| signatures > 0.0)
            .map_or("-".to_owned(), |limit| format!("{:.0} %", 100.0 * rate * signatures / limit.all_cores)),
    ]
}

/// Milliseconds of a sign-in, out of the seconds of a round.
fn each(round: &Round, seconds: f64) -> f64 {
    seconds * 1e3 / round.tally.sign_ins.total() as f64
}

fn memory(measured: &[&Results]) -> String {
    let rows = measured.iter().map(|standing| {
        let after: Vec<_> = standing.rounds.iter().map(|round| format!("{:.1}", round.resident_mb)).collect();
        let sign_ins: u64 = standing.rounds.iter().map(|round| round.tally.sign_ins.total()).sum();
        let (idle, filled) = (format!("{:.1}", standing.idle_mb), format!("{:.1}", standing.filled_mb));
        vec![standing.card.name.clone(), idle, filled, after.join(" "), sign_ins.to_string()]
    });
    let head = ["", "idle", "filled", "behind each round", "sign-ins"];
    format!(
        "Resident memory, MB (the simulator's clock goes on by a day before each round):\n{}",
        table(&head, rows.collect())
    )
}

fn even_arrivals(measured: &[&Results]) -> String {
    let row = |standing: &&Results| {
        let (rate, tally) = standing.even.as_ref()?;
        let times = [tally.sign_ins.percentile(50), tally.sign_ins.percentile(99), tally.sign_ins.longest()];
        let mut row =
            vec![standing.card.name.clone(), format!("{rate:.0}"), format!("{:.0}", tally.per_second())];
        row.extend(times.map(|time| format!("{:.1}", ms(time))));
        Some(row)
    };
    let head = ["", "arrivals/s", "sign-ins/s", "p50 ms", "p99 ms", "max ms"];
    format!(
        "Even arrivals at {:.0} % of each one's own rate, timed from the moment they were due:\n{}",
        EVEN_SHARE * 100.0,
        table(&head, measured.iter().filter_map(row).collect())
    )
}

/// How the first contestant stands to each other one.
fn ratios(measured: &[&Results]) -> String {
    let Some((first, others)) = measured.split_first().filter(|(_, others)| !others.is_empty()) else {
        return String::new();
    };
    let rate = |standing: &Results| standing.median(|round| round.tally.per_second());
    let p99 = |standing: &Results| standing.median(|round| ms(round.tally.sign_ins.percentile(99)));
    let ready = |standing: &Results| median(standing.starts.iter().map(|start| ms(*start)).collect());
    let ratio = |mine: f64, theirs: f64| format!("x {:.2}", mine / theirs);
    let rows = others.iter().map(|other| {
        vec![
            other.card.name.clone(),
            ratio(rate(first), rate(other)),
            ratio(p99(first), p99(other)),
            ratio(ready(first), ready(other)),
            ratio(first.idle_mb, other.idle_mb),
        ]
    });
    let head = ["", "sign-ins/s", "p99", "ready", "idle MB"];
    format!("{} against each other one:\n{}", first.card.name, table(&head, rows.collect()))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Columns as wide as their widest cell; the first to the left, the others to the right.
fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut lines = vec![head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()];
    lines.extend(rows);
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        text.push_str(&format!("  {:<width$}", line[0], width = widths[0]));
        for (cell, width) in line.iter().zip(&widths).skip(1) {
            text.push_str(&format!("  {cell:>width$}"));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
