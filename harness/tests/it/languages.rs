//! Owns tests of the languages of the reports: nothing is told in one only.

use harness::lang::Lang;
use harness::report::actors::ACTORS;
use harness::report::record::Record;
use harness::report::{annotations, html, junit, titles};
use harness::scenario::catalog::CATALOG;

#[test]
fn every_scenario_has_a_russian_title() {
    let lacking: Vec<_> =
        CATALOG.iter().map(|one| one.id).filter(|id| titles::russian(id).is_none()).collect();
    assert!(
        lacking.is_empty(),
        "add a line with the id and a Russian title to the fitting file in harness/src/report/titles for: {lacking:#?}"
    );
}

#[test]
fn no_title_is_of_a_scenario_that_is_gone() {
    let gone: Vec<_> =
        titles::ids().filter(|id| !CATALOG.iter().any(|scenario| scenario.id == *id)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// The texts that follow a word of the sources up to the next quotation mark.
fn quoted_after<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = &'t str> {
    text.split(word).skip(1).filter_map(|rest| rest.split_once('"')).map(|(quoted, _)| quoted)
}

#[test]
fn everybody_who_acts_in_a_scenario_has_a_russian_name() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario");
    let mut folders = vec![folder];
    let (mut named, mut lacking) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for who in ["browser(\"", "who: \"", ".did(\""].iter().flat_map(|word| quoted_after(&text, word))
            {
                named += 1;
                if !ACTORS.iter().any(|(known, _)| *known == who) {
                    lacking.push(who.to_owned());
                }
            }
        }
    }
    assert!(named > 100, "{named} are named");
    assert!(lacking.is_empty(), "add them to harness/src/report/actors.rs: {lacking:#?}");
}

fn in_russian(mut record: Record) -> Record {
    record.lang = Lang::Ru;
    record
}

#[test]
fn the_page_speaks_russian_where_it_is_asked_to() {
    let page = html::render(&in_russian(crate::reports::recorded()));
    crate::golden::compare("report.ru.html", &page);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ru\">"));
    for words in [
        "Пройдено сценариев: 1 из 8",
        "Можно ли включать этот дневник?",
        "Соответствие приложению Д",
        "сеанс дневника: mother",
        "Чтобы увидеть снова",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for words in ["scenarios passed", "Findings", "What follows", "Missing guard", "not applicable</"] {
        assert!(!page.contains(words), "{words}");
    }
}

#[test]
fn remarks_and_guards_are_told_in_the_language_of_the_run() {
    let causes = [("b.fails", &harness::cause::ID_TOKEN_AUDIENCE)];
    let record = in_russian(crate::reports::recorded_with(&causes));
    let (remarks, junit) = (annotations::github(&record), junit::render(&record));
    for words in ["Не хватает защиты: получатель маркера идентификации", "чтобы увидеть снова"]
    {
        assert!(remarks.contains(words), "{remarks}");
    }
    assert!(junit.contains("Сравнивайте aud с мнемоникой дневника"), "{junit}");
    assert!(junit.contains("MR-RP-10"), "{junit}");
}
