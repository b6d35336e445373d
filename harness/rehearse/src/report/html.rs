//! Owns the page: everything in one file, readable on a phone, with nothing loaded from elsewhere.

use std::borrow::Borrow;

use askama::Template;
use jiff::civil::Date;
use lang::Lang;

use crate::report::charts::{self, Bar};
use crate::report::heat::Heat;
use crate::report::lists::are_too_many;
use crate::report::spelling::{headline, number, percent, role, roles, short_day};
use crate::told::{CauseTold, Rehearsal, Row};

/// How many rows of people the page shows; the lists have them all.
const ROWS_MAX: usize = 500;
/// How many classes the table shows, the worst first.
const CLASSES_MAX: usize = 300;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'p> {
    lang: Lang,
    of: &'p Rehearsal,
    headline: String,
    waterfall: String,
    timeline: String,
    ladder: String,
    heat: Heat,
    classes: Vec<&'p crate::told::ClassTold>,
    rows: Vec<&'p Row>,
    style: &'static str,
    script: &'static str,
}

/// The page in a language.
///
/// # Errors
/// When the template cannot be filled, which no rehearsal makes happen.
pub fn page(of: &Rehearsal, lang: Lang, until: Date) -> Result<String, askama::Error> {
    let mut classes: Vec<_> = of.classes.iter().filter(|class| class.counted.out > 0).collect();
    classes.sort_by_key(|class| std::cmp::Reverse(class.counted.out));
    classes.truncate(CLASSES_MAX);
    let words = |ru: &'static str, en: &'static str| if lang == Lang::Ru { ru } else { en };
    let page = Page {
        lang,
        headline: headline(lang, &of.target, of.all.out, of.all.people),
        waterfall: charts::bars(words("Каскад причин", "Waterfall of causes"), &waterfall(of, lang)),
        timeline: charts::line(
            lang,
            words("Сколько людей не войдут, по дням", "How many are out, day by day"),
            &of.timeline,
            &of.phases,
            until,
        ),
        ladder: charts::bars(words("Лестница мер", "Ladder of measures"), &ladder(of, lang)),
        heat: Heat::of(&of.classes),
        classes,
        rows: of.rows.iter().take(ROWS_MAX).collect(),
        style: include_str!("../../templates/report.css"),
        script: include_str!("../../templates/report.js"),
        of,
    };
    page.render()
}

fn waterfall(of: &Rehearsal, lang: Lang) -> Vec<Bar> {
    let said = |ru: &'static str, en: &'static str| if lang == Lang::Ru { ru } else { en };
    let words = |length: usize, what: &str| format!("{} · {what}", number(lang, length));
    let mut left = of.all.people;
    let whole = words(left, said("Всего в списке", "On the list"));
    let mut bars = vec![Bar { words: whole, from: 0, length: left, kind: "whole" }];
    for cause in &of.causes {
        left -= cause.people;
        let words = words(cause.people, cause.title.in_(lang));
        bars.push(Bar { words, from: left, length: cause.people, kind: "lost" });
    }
    bars.push(Bar {
        words: words(left, said("Войдут", "Get in")), from: 0, length: left, kind: "left"
    });
    bars
}

fn ladder(of: &Rehearsal, lang: Lang) -> Vec<Bar> {
    let (now, left) = if lang == Lang::Ru {
        ("Сейчас не войдут", "останется")
    } else {
        ("Out as it is", "left")
    };
    let words = format!("{now}: {}", number(lang, of.all.out));
    let mut bars = vec![Bar { words, from: 0, length: of.all.out, kind: "lost" }];
    for (place, step) in (1..).zip(&of.ladder) {
        let words = format!("{place}. {} — {left} {}", step.title.in_(lang), number(lang, step.left));
        bars.push(Bar { words, from: 0, length: step.left, kind: "lost" });
    }
    bars
}

impl Page<'_> {
    fn t<'t>(&self, ru: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::Ru { ru } else { en }
    }

    fn text<'t>(&self, text: &'t crate::told::Text) -> &'t str {
        text.in_(self.lang)
    }

    fn said(&self, said: &lang::Said) -> &'static str {
        said.in_(self.lang)
    }

    fn n(&self, count: impl Borrow<usize>) -> String {
        number(self.lang, *count.borrow())
    }

    fn short(&self, text: &str) -> String {
        short_day(self.lang, text)
    }

    fn share(&self, part: &usize, whole: &usize) -> String {
        percent(self.lang, *part, *whole)
    }

    fn role(&self, one: &crate::member::Role) -> &'static str {
        role(self.lang, *one)
    }

    fn roles(&self, one: &crate::member::Role) -> &'static str {
        roles(self.lang, *one)
    }

    fn mender(&self, cause: &CauseTold) -> &'static str {
        cause.mender.said().in_(self.lang)
    }

    fn cause(&self, row: &Row) -> &'static str {
        row.cause.told().title.in_(self.lang)
    }

    fn class(&self, row: &Row) -> String {
        let Some(class) = self.of.classes.get(row.class as usize) else { return String::new() };
        class.name()
    }

    /// How the line ends, where it does not stay as it is on the day that counts.
    fn later(&self) -> Option<String> {
        let (last, out) = (self.of.timeline.last()?, self.of.all.out);
        let differs = last.out.abs_diff(out);
        if differs == 0 {
            return None;
        }
        let (then, differs) = (number(self.lang, last.out), number(self.lang, differs));
        let is_more = last.out > out;
        Some(match self.lang {
            Lang::Ru => {
                let how = if is_more { "больше" } else { "меньше" };
                format!(
                    "К концу учебного года не войдут {then}: на {differs} {how}, потому что ученикам исполняется 14 или 18 лет."
                )
            }
            Lang::En => {
                let how = if is_more { "more" } else { "fewer" };
                format!(
                    "By the end of the school year {then} are out, {differs} {how}: pupils turn 14 or 18."
                )
            }
        })
    }

    fn limits(&self) -> Option<String> {
        let interval = self.of.proof.as_ref()?.interval?;
        let shown = |share: f64| {
            let text = format!("{:.2}", share * 100.0);
            if self.lang == Lang::Ru { text.replace('.', ",") } else { text }
        };
        Some(format!("{}–{} %", shown(interval.low), shown(interval.high)))
    }

    fn has_lists(&self) -> bool {
        !are_too_many(self.of)
    }

    fn rows_left_out(&self) -> usize {
        self.of.rows.len().saturating_sub(self.rows.len())
    }
}
