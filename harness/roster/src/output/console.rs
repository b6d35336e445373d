//! Owns the summary on the console.

use std::fmt::Write as _;

use crate::finding::Severity;
use crate::output::summary::Summary;
use crate::person::Role;
use crate::reading::List;
use lang::{Lang, Said};

/// The summary as lines of text.
pub fn console(list: &List, summary: &Summary, lang: Lang) -> String {
    let mut out = String::new();
    let form =
        [Some(list.form.kind), list.form.encoding].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let people: u32 = summary.people.values().sum();
    let head = match lang {
        Lang::Ru => format!("Прочитано ({form}): строк {}, людей {people}", summary.rows),
        Lang::En => format!("Read ({form}): {} rows, {people} people", summary.rows),
    };
    let roles = Role::ALL.into_iter().filter_map(|role| Some((role, summary.people.get(&role)?)));
    let roles: Vec<String> =
        roles.map(|(role, count)| format!("{} {count}", named(role).in_(lang))).collect();
    let _ = writeln!(out, "{head}: {}", roles.join(", "));
    for (title, names) in [
        (
            Said {
                ru: "Колонки не распознаны и не использованы", en: "Columns not recognised and not used"
            },
            &list.unknown_columns,
        ),
        (Said { ru: "Не прочитаны листы", en: "Sheets not read" }, &list.form.other_sheets),
    ] {
        if !names.is_empty() {
            let _ = writeln!(out, "{}: {}", title.in_(lang), names.join(" | "));
        }
    }
    if summary.kinds.is_empty() {
        let _ = writeln!(out, "{}", Said { ru: "Замечаний нет.", en: "Nothing was found." }.in_(lang));
        return out;
    }
    let line = match lang {
        Lang::Ru => "Строк с замечаниями",
        Lang::En => "Rows with findings",
    };
    let worst = [Severity::Blocks, Severity::Look, Severity::Note];
    let worst = worst.map(|severity| format!("{} {}", severity.named().in_(lang), summary.rows_of(severity)));
    let _ = writeln!(out, "{line}: {}\n", worst.join(", "));
    for (kind, count) in &summary.kinds {
        let rows: Vec<String> = count.rows.iter().map(u32::to_string).collect();
        let more = if count.count as usize > rows.len() { ", …" } else { "" };
        let (what, rows_word, mender) =
            (kind.what().in_(lang), row_word(lang), kind.mender().named().in_(lang));
        let _ = writeln!(out, "{:>7}  {what}", count.count);
        let _ = writeln!(out, "         {rows_word}: {}{more}", rows.join(", "));
        let _ = writeln!(out, "         {mender}: {}", kind.how().in_(lang));
    }
    out
}

const fn row_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "строки",
        Lang::En => "rows",
    }
}

/// A role on pages.
pub(super) const fn named(role: Role) -> Said {
    match role {
        Role::Pupil => Said { ru: "учеников", en: "pupils" },
        Role::Parent => Said { ru: "родителей", en: "parents" },
        Role::Teacher => Said { ru: "учителей", en: "teachers" },
        Role::Admin => Said { ru: "администраторов", en: "administrators" },
        Role::Staff => Said { ru: "сотрудников", en: "staff" },
    }
}
