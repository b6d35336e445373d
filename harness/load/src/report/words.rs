//! Owns the sentences of the reports in both languages.

use crate::difference::{Change, Figure, Name, Unlike};
use crate::sides::Side;
use crate::told::{MissedTold, Part, Shape, Told};
use crate::trouble::{How, Kind};
use lang::Lang;

/// A number of so many decimals, with the comma or point of the language.
pub(crate) fn number(lang: Lang, value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if lang == Lang::Ru { text.replace('.', ",") } else { text }
}

/// A number with as many decimals as it needs to be read.
pub(crate) fn figure(lang: Lang, value: f64) -> String {
    let decimals = match value.abs() {
        value if value < 0.005 => 0,
        value if value < 1.0 => 2,
        value if value < 100.0 => 1,
        _ => 0,
    };
    number(lang, value, decimals)
}

/// A share in per cent.
pub(crate) fn percent(lang: Lang, share: f64) -> String {
    let gap = if lang == Lang::Ru { "\u{a0}" } else { "" };
    format!("{}{gap}%", figure(lang, share * 100.0))
}

/// Milliseconds, or seconds where there are many.
pub(crate) fn span_ms(lang: Lang, ms: f64) -> String {
    if ms < 2_000.0 {
        format!("{} {}", figure(lang, ms), lang.say("мс", "ms"))
    } else {
        format!("{} {}", figure(lang, ms / 1e3), lang.say("с", "s"))
    }
}

/// Who.
pub(crate) fn side(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::Party => lang.say("проверяемая система", "the relying party"),
        Side::Portal => lang.say("портал (симулятор)", "the portal (simulator)"),
        Side::Wire => lang.say("сеть между процессами", "the wire between them"),
        Side::Driver => lang.say("сам испытатель", "the driver itself"),
    }
}

/// How a failure shows.
pub(crate) fn how(lang: Lang, how: How) -> &'static str {
    match how {
        How::Refused => lang.say("соединение не принято", "the connection was refused"),
        How::Timeout => lang.say("ответа нет вовремя", "no answer in time"),
        How::Broken => lang.say("ответ оборвался", "the answer broke off"),
        How::Status => lang.say("код ответа", "the status"),
        How::Page => lang.say("не та страница", "not the page of a sign-in"),
        How::Bound => lang.say("предел испытателя", "a bound of the driver"),
    }
}

/// The line that is told before all others: what the simulator and the driver cost, so that neither is the bottleneck unseen.
pub fn first_line(told: &Told, lang: Lang) -> String {
    let part = &told.whole;
    let [portal, _] = part.cpu_of_sign_in();
    let portal_cpu =
        portal.map_or(lang.say("CPU не измерен", "CPU not measured").to_owned(), |seconds| {
            let share = part.share_of_machine(part.cpu.portal_s.unwrap_or_default(), told.cores);
            let ms = figure(lang, seconds * 1e3);
            match lang {
                Lang::Ru => format!("{ms} мс CPU на вход, {} машины", percent(lang, share)),
                Lang::En => format!("{ms} ms CPU a sign-in, {} of the machine", percent(lang, share)),
            }
        });
    let waiting = percent(lang, part.sides.share(Side::Portal));
    let us = figure(lang, part.driver_cpu_of_request() * 1e6);
    let driver = percent(lang, part.share_of_machine(part.cpu.driver_s, told.cores));
    match lang {
        Lang::Ru => format!(
            "Симулятор: {portal_cpu}, {waiting} ожидания. Испытатель: {us} мкс CPU на запрос, {driver} машины."
        ),
        Lang::En => format!(
            "Simulator: {portal_cpu}, {waiting} of the waiting. Driver: {us} µs CPU a request, {driver} of the machine."
        ),
    }
}

/// The sentence on top.
pub fn headline(told: &Told, lang: Lang) -> String {
    let rate = |rate: f64| figure(lang, rate);
    match (&told.knee, told.shape) {
        (Some(knee), _) => match (knee.good, knee.bad) {
            (Some(good), Some(bad)) => match lang {
                Lang::Ru => format!("Держит {} входов в секунду; при {} уже нет", rate(good), rate(bad)),
                Lang::En => format!("It bears {} sign-ins a second, and not {}", rate(good), rate(bad)),
            },
            (Some(good), None) => match lang {
                Lang::Ru => format!("Держит {} входов в секунду; больше не пробовали", rate(good)),
                Lang::En => format!("It bears {} sign-ins a second; no more were tried", rate(good)),
            },
            (None, bad) => match lang {
                Lang::Ru => format!("Не держит и {} входов в секунду", rate(bad.unwrap_or_default())),
                Lang::En => {
                    format!("It does not even bear {} sign-ins a second", rate(bad.unwrap_or_default()))
                }
            },
        },
        (None, shape) => {
            let due = figure(lang, told.whole.rate);
            let along = match shape {
                Shape::Curve => lang.say(" в среднем по кривой", " on the average of the curve"),
                Shape::Rate | Shape::Steps => "",
            };
            match (lang, told.kept) {
                (Lang::Ru, true) => format!("Цель выдержана: {due} входов в секунду{along}"),
                (Lang::Ru, false) => format!("Цель не выдержана: {due} входов в секунду{along}"),
                (Lang::En, true) => format!("The aim was kept at {due} sign-ins a second{along}"),
                (Lang::En, false) => format!("The aim was missed at {due} sign-ins a second{along}"),
            }
        }
    }
}

/// Whether a part kept the aim, and what it missed.
pub fn kept(part: &Part, lang: Lang) -> String {
    if part.kept {
        return lang.say("да", "yes").to_owned();
    }
    let missed = part.missed.iter().map(|missed| match missed {
        MissedTold::Slow { percentile, seen_ms, limit_ms } => {
            let name = if *percentile == 100 { "max".to_owned() } else { format!("p{percentile}") };
            format!("{name} {} > {}", span_ms(lang, *seen_ms), span_ms(lang, *limit_ms))
        }
        MissedTold::Failing { seen, limit } => {
            let name = lang.say("отказов", "failed");
            format!("{name} {} > {}", percent(lang, *seen), percent(lang, *limit))
        }
        MissedTold::Nothing => lang.say("никто не вошёл", "nobody came through").to_owned(),
    });
    format!("{}: {}", lang.say("нет", "no"), missed.collect::<Vec<_>>().join(", "))
}

/// Who was slow, in a sentence.
pub(crate) fn slow(told: &Told, lang: Lang) -> String {
    let found = told.knee.as_ref().and_then(|knee| knee.slow);
    let slow = found.unwrap_or(told.whole.slow);
    let name = side(lang, slow);
    match found {
        Some(_) => format!("{}: {name}", lang.say("Что тормозит на пределе", "Slow at the limit")),
        None => format!("{}: {name}", lang.say("Дольше всего ждут", "Most of the waiting")),
    }
}

/// What a reader has to know before believing the figures.
pub(crate) fn remarks(told: &Told, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    if told.interrupted {
        remarks.push(
            lang.say(
                "Прогон прерван: отчёт о том, что было до этого.",
                "The run was broken off: this is what was until then.",
            )
            .to_owned(),
        );
    }
    if let Some(why) = &told.stopped {
        remarks.push(format!("{}: {why}", lang.say("Прогон остановился", "The run stopped")));
    }
    let parts = told.steps.iter().chain([&told.whole]);
    if let Some(full) = parts.into_iter().find(|part| part.full) {
        remarks.push(machine_is_full(told, full, lang));
    }
    let whole = &told.whole;
    if whole.sides.share(Side::Driver) > 0.2 {
        remarks.push(
            lang.say(
                "Испытатель сам заметно опаздывает: освободите процессор или увеличьте --sockets.",
                "The driver itself is noticeably late: leave it more CPU, or raise --sockets.",
            )
            .to_owned(),
        );
    }
    if whole.counts.not_new > 0 {
        let not_new = whole.counts.not_new;
        remarks.push(match lang {
            Lang::Ru => format!("Новых учётных записей не хватило: {not_new} граждан пришли как уже бывшие; --accounts даёт больше."),
            Lang::En => format!("There were not enough new accounts: {not_new} citizens came as returning ones; --accounts gives more."),
        });
    }
    remarks
}

fn machine_is_full(told: &Told, full: &Part, lang: Lang) -> String {
    let share = |used: f64| percent(lang, full.share_of_machine(used, told.cores));
    let [party, portal] = [full.cpu.party_s, full.cpu.portal_s].map(|used| share(used.unwrap_or_default()));
    let driver = share(full.cpu.driver_s);
    match lang {
        Lang::Ru => format!(
            "Машина занята целиком: проверяемая система {party}, симулятор {portal}, испытатель {driver}. \
             На отдельной машине система выдержит больше."
        ),
        Lang::En => format!(
            "The machine had no core left: the relying party {party}, the simulator {portal}, the driver {driver}. \
             On a machine of its own the party bears more."
        ),
    }
}

/// What broke first.
pub(crate) fn first_break(kind: &Kind, lang: Lang) -> String {
    let (at, rate) = (figure(lang, kind.first_at_s), figure(lang, kind.rate));
    let trouble = &kind.trouble;
    let what = format!(
        "{} — {}: {} ({})",
        side(lang, trouble.side),
        how(lang, trouble.how),
        trouble.what,
        trouble.request
    );
    match lang {
        Lang::Ru => format!("Первым сломалось на {at}-й секунде при {rate} в секунду: {what}"),
        Lang::En => format!("First to break, {at} s into the run at {rate} a second: {what}"),
    }
}

/// A compared figure.
pub(crate) fn compared(figure_: &Figure, lang: Lang) -> [String; 4] {
    let name = match figure_.name {
        Name::Knee => lang.say("предел, входов в секунду", "knee, sign-ins a second"),
        Name::P50Ms => lang.say("p50, мс", "p50, ms"),
        Name::P99Ms => lang.say("p99, мс", "p99, ms"),
        Name::FailingPercent => lang.say("отказов, %", "failed, %"),
        Name::PartyCpuMs => lang.say("CPU системы на вход, мс", "party CPU a sign-in, ms"),
        Name::PortalCpuMs => lang.say("CPU симулятора на вход, мс", "simulator CPU a sign-in, ms"),
    };
    let change = match figure_.change {
        Change::Better => lang.say("лучше", "better"),
        Change::Worse => lang.say("хуже", "worse"),
        Change::Same => lang.say("так же", "the same"),
    };
    [name.to_owned(), figure(lang, figure_.before), figure(lang, figure_.now), change.to_owned()]
}

/// A circumstance in which two runs differ.
pub(crate) fn unlike(unlike: Unlike, lang: Lang) -> &'static str {
    match unlike {
        Unlike::Party => lang.say("другая система", "another party"),
        Unlike::Machine => lang.say("другая машина", "another machine"),
        Unlike::Shape => lang.say("другой вид прогона", "another kind of run"),
        Unlike::Aim => lang.say("другая цель", "another aim"),
        Unlike::Rate => lang.say("другая частота", "another rate"),
    }
}
