//! Owns what a check gives away: forms that other programs read, and no names unless they are asked for.

use std::path::Path;

use lang::Lang;
use roster::check::{Policy, check};
use roster::finding::Kind;
use roster::output::{Summary, console, html, json, lists};
use roster::reading::{List, Options, read};

use crate::generated::TODAY;
use crate::scratch;

const LIST: &str = "Фамилия;Имя;Отчество;Класс;Дата рождения;СНИЛС;Телефон;Email\n\
    Канарейкин;Щегол;Чижович;=5А;05.05.2013;112-233-445 96;8912;kanar@mail.example\n\
    =Дроздов(1);Клёст;Стрижович;5А;06.06.2013;;;\n";

fn checked() -> (List, Vec<roster::finding::Finding>, Summary) {
    let list = read(&scratch::file("outputs.csv", LIST.as_bytes()), &Options::default()).unwrap();
    let findings = check(&list, &Policy::on(TODAY));
    let summary = Summary::of(&list, &findings);
    (list, findings, summary)
}

fn as_json(show_names: bool) -> String {
    let (list, findings, summary) = checked();
    let mut out = Vec::new();
    json(&list, &findings, &summary, show_names, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn names_and_numbers_are_shown_only_where_they_are_asked_for() {
    let (list, findings, summary) = checked();
    let mut texts: Vec<String> = vec![as_json(false)];
    for lang in [Lang::Ru, Lang::En] {
        texts.push(console(&list, &summary, lang));
        texts.push(html(&list, &summary, lang));
        texts.extend(lists(&list, &findings, lang, false).into_values());
    }
    texts.push(format!("{list:?}{findings:?}{summary:?}"));
    for canary in ["Канарейкин", "Щегол", "Чижович", "Дроздов", "112-233-445", "11223344596", "8912", "kanar"]
    {
        assert!(texts.iter().all(|text| !text.contains(canary)), "{canary}");
    }
    let shown: String = lists(&list, &findings, Lang::Ru, true).into_values().collect();
    assert!(shown.contains("Канарейкин Щегол Чижович") && as_json(true).contains("Канарейкин"));
}

#[test]
fn cells_of_lists_are_no_formulas() {
    let (list, findings, _) = checked();
    for text in lists(&list, &findings, Lang::Ru, true).into_values() {
        for cell in text.lines().skip(1).flat_map(|line| line.split(';')) {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}

/// The members of each object of the schema are those of the report.
#[test]
fn the_report_is_as_its_schema_says() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ROSTER.schema.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let report: serde_json::Value = serde_json::from_str(&as_json(true)).unwrap();
    fits(&report, &schema, &schema, "report");
    let wrong = serde_json::json!({ "schema": "esia-roster-check/1", "rows": "one" });
    assert!(std::panic::catch_unwind(|| fits(&wrong, &schema, &schema, "report")).is_err());
}

fn fits(value: &serde_json::Value, schema: &serde_json::Value, root: &serde_json::Value, at: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if let Some(object) = value.as_object() {
        for (name, member) in object {
            let known = &schema["properties"][name];
            assert!(known.is_object(), "{at}.{name} is not in the schema");
            fits(member, known, root, &format!("{at}.{name}"));
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
        }
    }
    for one in value.as_array().into_iter().flatten() {
        fits(one, &schema["items"], root, at);
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{at}: {value}");
    }
}

#[test]
fn the_page_needs_nothing_beside_it_and_names_every_kind() {
    let (list, _, summary) = checked();
    for lang in [Lang::Ru, Lang::En] {
        let page = html(&list, &summary, lang);
        assert!(!page.contains("src=") && !page.contains("href=") && page.contains(lang.tag()));
        assert!(summary.kinds.iter().all(|(kind, _)| page.contains(kind.what().in_(lang))));
    }
    assert!(Kind::ALL.len() >= 30);
}
