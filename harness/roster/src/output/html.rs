//! Owns the check as one HTML file that needs nothing beside it.

use std::fmt::Write as _;

use crate::finding::Severity;
use crate::output::console::named;
use crate::output::summary::Summary;
use crate::person::Role;
use crate::reading::List;
use lang::{Lang, Said};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b;background:#fff}\
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}\
th,td{border-bottom:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}th{background:#f2f2f2}\
td.n{text-align:right;font-variant-numeric:tabular-nums}.blocks{border-left:.4rem solid #b3261e}.look{border-left:.4rem solid #a66a00}\
.note{border-left:.4rem solid #3a6ea5}.cards{display:flex;gap:1rem;flex-wrap:wrap}.cards p{margin:0;padding:.6rem 1rem;background:#f7f7f7}\
.cards b{display:block;font-size:1.5rem}small{color:#555}@media print{body{margin:0}}@media(max-width:40rem){table{font-size:.85rem}}";

/// The page: figures, kinds with their first rows, schools and classes.
pub fn html(list: &List, summary: &Summary, lang: Lang) -> String {
    let say = |ru, en| Said { ru, en }.in_(lang);
    let mut out = String::with_capacity(32 * 1024);
    let title = say("Проверка списка", "The check of a list");
    let _ = write!(
        out,
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>",
        lang.tag()
    );
    cards(&mut out, summary, lang);
    let unknown = list.unknown_columns.iter().map(|heading| escaped(heading)).collect::<Vec<_>>().join(", ");
    if !unknown.is_empty() {
        let _ = write!(
            out,
            "<p>{}: {unknown}</p>",
            say("Колонки не распознаны и не использованы", "Columns not recognised and not used")
        );
    }
    kinds(&mut out, summary, lang);
    classes(&mut out, summary, lang);
    let foot = say(
        "В отчёте нет имён и номеров: строки названы по номерам в файле.",
        "The report holds no names and no numbers of people: rows are named by their place in the file.",
    );
    let _ = writeln!(out, "<p><small>{foot}</small></p></body></html>");
    out
}

fn cards(out: &mut String, summary: &Summary, lang: Lang) {
    out.push_str("<div class=\"cards\">");
    let mut card = |number: u32, name: &str, class: &str| {
        let _ = write!(out, "<p class=\"{class}\"><b>{number}</b>{name}</p>");
    };
    card(summary.rows, Said { ru: "строк прочитано", en: "rows read" }.in_(lang), "");
    for role in Role::ALL {
        if let Some(count) = summary.people.get(&role) {
            card(*count, named(role).in_(lang), "");
        }
    }
    for severity in [Severity::Blocks, Severity::Look, Severity::Note] {
        let name = match lang {
            Lang::Ru => format!("строк: {}", severity.named().in_(lang)),
            Lang::En => format!("rows: {}", severity.named().in_(lang)),
        };
        card(summary.rows_of(severity), &name, severity.word());
    }
    out.push_str("</div>");
}

fn kinds(out: &mut String, summary: &Summary, lang: Lang) {
    let say = |ru, en| Said { ru, en }.in_(lang);
    if summary.kinds.is_empty() {
        let _ = write!(out, "<p>{}</p>", say("Замечаний нет.", "Nothing was found."));
        return;
    }
    let _ = write!(
        out,
        "<h2>{}</h2><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>",
        say("Что найдено", "What was found"),
        say("Сколько", "How many"),
        say("Что", "What"),
        say("Первые строки", "First rows"),
        say("Кто исправляет", "Who mends it"),
        say("Как", "How")
    );
    for (kind, count) in &summary.kinds {
        let rows: Vec<String> = count.rows.iter().map(u32::to_string).collect();
        let more = if count.count as usize > rows.len() { ", …" } else { "" };
        let _ = write!(
            out,
            "<tr class=\"{}\"><td class=\"n\">{}</td><td>{}</td><td>{}{more}</td><td>{}</td><td>{}</td></tr>",
            kind.severity().word(),
            count.count,
            kind.what().in_(lang),
            rows.join(", "),
            kind.mender().named().in_(lang),
            kind.how().in_(lang)
        );
    }
    out.push_str("</tbody></table>");
}

fn classes(out: &mut String, summary: &Summary, lang: Lang) {
    let say = |ru, en| Said { ru, en }.in_(lang);
    if summary.classes.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<h2>{}</h2><table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>",
        say("Школы и классы", "Schools and classes"),
        say("Школа", "School"),
        say("Класс", "Class"),
        say("Замечаний", "Findings")
    );
    let mut classes: Vec<_> = summary.classes.iter().collect();
    classes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for ((school, class), count) in classes.into_iter().take(300) {
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"n\">{count}</td></tr>",
            escaped(school),
            escaped(class)
        );
    }
    out.push_str("</tbody></table>");
}

/// A text that is no markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
