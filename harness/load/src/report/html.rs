//! Owns the page: everything in one file, with nothing loaded from elsewhere.

use askama::Template;

use crate::report::charts::{self, Line};
use crate::report::words;
use crate::sides::{Side, Sides};
use crate::timeline::{Cell, Usage};
use crate::told::Told;
use crate::trouble::Kind;
use lang::Lang;

#[derive(Template)]
#[template(path = "load.html")]
struct Page<'p> {
    lang: Lang,
    told: &'p Told,
    first_line: String,
    headline: String,
    slow: String,
    first_break: Option<String>,
    remarks: Vec<String>,
    rates: String,
    heat: String,
    sides: String,
    cores: String,
    memory: String,
    steps: Vec<[String; 8]>,
    compared: Vec<[String; 4]>,
    unlike: Vec<&'static str>,
    style: &'static str,
}

/// The page in a language.
///
/// # Errors
/// When the template cannot be filled, which no run makes happen.
pub fn page(told: &Told, lang: Lang) -> Result<String, askama::Error> {
    let compared = told.compared.iter();
    let page = Page {
        lang,
        told,
        first_line: words::first_line(told, lang),
        headline: words::headline(told, lang),
        slow: words::slow(told, lang),
        first_break: told.troubles.first().map(|kind| words::first_break(kind, lang)),
        remarks: words::remarks(told, lang),
        rates: rates(told, lang),
        heat: charts::heat(
            lang,
            lang.say("Ожидание входа по секундам", "Waiting of sign-ins over time"),
            &told.timeline,
            told.cell_seconds,
        ),
        sides: charts::sides(
            lang,
            lang.say("Кто сколько ждал", "Who made a sign-in wait"),
            &bars(told, lang),
        ),
        cores: usage(told, lang, [lang.say("Занято ядер", "Cores in use"), lang.say("ядра", "cores")], cores),
        memory: usage(told, lang, [lang.say("Память, МБ", "Memory, MB"), lang.say("МБ", "MB")], memory),
        steps: told.steps.iter().map(|step| row(step, lang)).collect(),
        compared: compared
            .clone()
            .flat_map(|one| &one.figures)
            .map(|figure| words::compared(figure, lang))
            .collect(),
        unlike: compared.flat_map(|one| &one.unlike).map(|one| words::unlike(*one, lang)).collect(),
        style: include_str!("../../templates/load.css"),
    };
    page.render()
}

impl Page<'_> {
    fn t(&self, ru: &'static str, en: &'static str) -> &'static str {
        self.lang.say(ru, en)
    }

    fn f(&self, value: &f64) -> String {
        words::figure(self.lang, *value)
    }

    fn title(&self) -> &str {
        let [ru, en] = &self.told.title;
        if self.lang == Lang::Ru { ru } else { en }
    }

    fn failing(&self) -> String {
        words::percent(self.lang, self.told.whole.failing())
    }

    fn legend(&self) -> [(&'static str, &'static str); 4] {
        Side::ALL.map(|side| (charts::class(side), words::side(self.lang, side)))
    }

    fn trouble(&self, kind: &Kind) -> String {
        let trouble = &kind.trouble;
        let (side, how) = (words::side(self.lang, trouble.side), words::how(self.lang, trouble.how));
        format!("{side} — {how}: {}", trouble.what)
    }
}

fn rates(told: &Told, lang: Lang) -> String {
    let seconds = f64::from(told.cell_seconds.max(1));
    let line = |kind, words: &str, of: fn(&Cell) -> u32| Line {
        kind,
        words: words.to_owned(),
        values: told.timeline.iter().map(|cell| Some(f64::from(of(cell)) / seconds)).collect(),
    };
    let lines = [
        line("due", lang.say("должны прийти", "due"), |cell| cell.due),
        line("through", lang.say("вошли", "signed in"), |cell| cell.through),
        line("failed", lang.say("не вошли", "failed or cut off"), |cell| cell.failed),
    ];
    charts::lines(lang, lang.say("Входов в секунду", "Sign-ins a second"), "1/s", &lines, told.cell_seconds)
}

/// The figures of party, portal and driver; nothing for those that have none.
type Of = fn(&Usage) -> [Option<f64>; 3];

fn cores(usage: &Usage) -> [Option<f64>; 3] {
    [usage.party_cores, usage.portal_cores, usage.driver_cores].map(Some)
}

fn memory(usage: &Usage) -> [Option<f64>; 3] {
    [Some(usage.party_mb), Some(usage.portal_mb), None]
}

fn usage(told: &Told, lang: Lang, [label, unit]: [&str; 2], of: Of) -> String {
    let kinds = [Side::Party, Side::Portal, Side::Driver];
    let lines = kinds.iter().enumerate().map(|(place, side)| Line {
        kind: charts::class(*side),
        words: words::side(lang, *side).to_owned(),
        values: told.timeline.iter().map(|cell| of(cell.usage.as_ref()?)[place]).collect(),
    });
    let lines: Vec<_> = lines.filter(|line| line.values.iter().any(Option::is_some)).collect();
    charts::lines(lang, label, unit, &lines, told.cell_seconds)
}

fn bars(told: &Told, lang: Lang) -> Vec<(String, Sides)> {
    let rest = told.rest.iter().map(|rest| (lang.say("в покое", "at rest").to_owned(), rest.sides));
    let steps = told.steps.iter().map(|step| (format!("{}/s", words::figure(lang, step.rate)), step.sides));
    let whole = (told.steps.is_empty()).then(|| (lang.say("прогон", "run").to_owned(), told.whole.sides));
    rest.chain(steps).chain(whole).collect()
}

fn row(step: &crate::told::Part, lang: Lang) -> [String; 8] {
    let ms = step.sign_in_ms;
    let [p50, p95, p99] = [ms.p50, ms.p95, ms.p99].map(|ms| words::span_ms(lang, ms));
    [
        words::figure(lang, step.rate),
        words::figure(lang, step.per_second),
        p50,
        p95,
        p99,
        words::percent(lang, step.failing()),
        words::side(lang, step.slow).to_owned(),
        words::kept(step, lang),
    ]
}
