//! Owns the lines that a run prints: progress second by second, and the summary.

use crate::report::words::{self, figure, percent, span_ms};
use crate::seen::Seen;
use crate::sides::Side;
use crate::told::{Part, Told};
use lang::Lang;

/// How many kinds of failures are told.
const TROUBLES_MAX: usize = 5;

/// How far a run is, in one line.
pub fn progress(lang: Lang, at_s: f64, rate: f64, seen: &Seen, under_way: u64, sockets: u64) -> String {
    let [p50, p99] =
        [50, 99].map(|percent| span_ms(lang, seen.sign_ins.percentile(percent).as_secs_f64() * 1e3));
    let (at, rate) = (figure(lang, at_s), figure(lang, rate));
    let (through, failed) = (seen.counts.through, seen.counts.failed);
    match lang {
        Lang::Ru => format!(
            "{at} с: {rate}/с, вошли {through}, p50 {p50}, p99 {p99}, отказов {failed}, в пути {under_way}, соединений {sockets}"
        ),
        Lang::En => format!(
            "{at} s: {rate}/s due, {through} in, p50 {p50}, p99 {p99}, {failed} failed, {under_way} under way, {sockets} sockets"
        ),
    }
}

/// A step of a search that is over, in one line.
pub fn step(part: &Part, lang: Lang) -> String {
    let rate = figure(lang, part.rate);
    let name = lang.say("входов/с", "sign-ins/s");
    let [p50, p99] = [part.sign_in_ms.p50, part.sign_in_ms.p99].map(|ms| span_ms(lang, ms));
    let aim = lang.say("цель", "aim");
    format!("{rate:>7} {name}  p50 {p50:>8}  p99 {p99:>8}  {aim}: {}", words::kept(part, lang))
}

/// The summary.
pub fn summary(told: &Told, lang: Lang) -> String {
    let mut lines = vec![words::first_line(told, lang), words::headline(told, lang)];
    lines.push(words::slow(told, lang));
    lines.push(sides(told, lang));
    let whole = &told.whole;
    let times = whole.sign_in_ms;
    let [p50, p95, p99, max] = [times.p50, times.p95, times.p99, times.max].map(|ms| span_ms(lang, ms));
    lines.push(match lang {
        Lang::Ru => format!(
            "Пришли {}, вошли {}, передумали {}, отказов {} ({}), не дождались {}. Ожидание входа: p50 {p50}, p95 {p95}, p99 {p99}, максимум {max}.",
            whole.counts.begun, whole.counts.through, whole.counts.abandoned, whole.counts.failed, percent(lang, whole.failing()), whole.counts.cut_off,
        ),
        Lang::En => format!(
            "{} came, {} signed in, {} gave up, {} failed ({}), {} were cut off. Waiting of a sign-in: p50 {p50}, p95 {p95}, p99 {p99}, longest {max}.",
            whole.counts.begun, whole.counts.through, whole.counts.abandoned, whole.counts.failed, percent(lang, whole.failing()), whole.counts.cut_off,
        ),
    });
    if let Some(first) = told.troubles.first() {
        lines.push(words::first_break(first, lang));
    }
    for kind in told.troubles.iter().take(TROUBLES_MAX) {
        let trouble = &kind.trouble;
        let how = words::how(lang, trouble.how);
        lines.push(format!("  {:>6} × {how}: {} ({})", kind.count, trouble.what, trouble.request));
    }
    lines.extend(compared(told, lang));
    lines.extend(words::remarks(told, lang));
    let sockets = told.bounds.sockets;
    lines.push(match lang {
        Lang::Ru => format!(
            "Соединений не больше {sockets}, занято было до {}; цель: {}.",
            whole.counts.sockets_max, told.aim
        ),
        Lang::En => {
            format!(
                "At most {sockets} sockets, up to {} were in use; aim: {}.",
                whole.counts.sockets_max, told.aim
            )
        }
    });
    lines.join("\n") + "\n"
}

fn sides(told: &Told, lang: Lang) -> String {
    let part = told.steps.iter().find(|step| !step.kept).unwrap_or(&told.whole);
    let each = Side::ALL.map(|side| {
        let ms = span_ms(lang, part.sides.of(side) * 1e3);
        format!("{} {ms} ({})", words::side(lang, side), percent(lang, part.sides.share(side)))
    });
    format!("{}: {}", lang.say("Ожидание одного входа", "Waiting of one sign-in"), each.join(", "))
}

fn compared(told: &Told, lang: Lang) -> Vec<String> {
    let Some(compared) = &told.compared else { return Vec::new() };
    let mut lines: Vec<String> = compared
        .figures
        .iter()
        .map(|figure| {
            let [name, before, now, change] = words::compared(figure, lang);
            format!("  {name}: {before} → {now} ({change})")
        })
        .collect();
    lines
        .insert(0, lang.say("По сравнению с прошлым прогоном:", "Compared with the earlier run:").to_owned());
    let unlike: Vec<_> = compared.unlike.iter().map(|one| words::unlike(*one, lang)).collect();
    if !unlike.is_empty() {
        lines.push(format!("  {}: {}", lang.say("сравнимо не всё", "not alike"), unlike.join(", ")));
    }
    lines
}
