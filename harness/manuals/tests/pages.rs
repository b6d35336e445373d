//! Compares the manual pages and completions that are kept with those that the command lines give.

use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("pages")
}

#[test]
fn the_pages_are_those_of_the_command_lines() {
    let made = manuals::pages();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::remove_dir_all(folder()).unwrap();
        std::fs::create_dir(folder()).unwrap();
        made.iter().for_each(|page| std::fs::write(folder().join(&page.name), &page.text).unwrap());
    }
    let other = made
        .iter()
        .filter(|page| std::fs::read_to_string(folder().join(&page.name)).ok().as_ref() != Some(&page.text));
    let other: Vec<_> = other.map(|page| &page.name).collect();
    assert!(other.is_empty(), "UPDATE=1 cargo test -p manuals rewrites {other:?}");
    let kept =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let known: BTreeSet<_> = made.into_iter().map(|page| page.name).collect();
    assert_eq!(kept.collect::<BTreeSet<_>>(), known);
}

#[test]
fn every_command_that_people_see_has_a_page() {
    let pages = manuals::pages();
    let has = |name: &str| pages.iter().any(|page| page.name == name);
    for name in [
        "esia-idp.1",
        "esia-idp-serve.1",
        "esia-idp-exec.1",
        "esia-harness.1",
        "esia-harness-run.1",
        "esia-harness-diary.1",
    ] {
        assert!(has(name), "{name}");
    }
    assert!(!pages.iter().any(|page| page.name.contains("guard") || page.name.contains("supervise")));
}

#[test]
fn a_page_tells_every_option_with_its_variable() {
    let pages = manuals::pages();
    let serve = &pages.iter().find(|page| page.name == "esia-idp-serve.1").unwrap().text;
    for word in ["ESIA_LISTEN", "ESIA_STORE", "ESIA_CONTROL_TOKEN_FILE", "127.0.0.1:8085"] {
        assert!(serve.contains(word), "{word}");
    }
}

#[test]
fn bash_knows_every_command_by_the_label_that_it_is_given() {
    let pages = manuals::pages();
    for name in ["esia-idp.bash", "esia-harness.bash"] {
        let script = &pages.iter().find(|page| page.name == name).unwrap().text;
        let given = script.lines().filter_map(|line| line.trim().strip_prefix("cmd=\"")?.strip_suffix('"'));
        let given: BTreeSet<_> = given.filter(|label| !label.is_empty()).collect();
        assert!(given.len() > 4, "{given:?}");
        let asked: BTreeSet<_> = script.lines().filter_map(|line| line.trim().strip_suffix(')')).collect();
        assert!(given.is_subset(&asked), "{name}: {:?}", given.difference(&asked).collect::<Vec<_>>());
    }
}
