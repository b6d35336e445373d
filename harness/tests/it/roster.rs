//! Owns tests of `esia-harness roster`: exit codes, what is printed, what is written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of a test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roster-command").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn roster(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .arg("roster")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[test]
fn a_template_is_checked_without_a_complaint() {
    let folder = folder("template");
    for template in ["people", "families"] {
        let printed = roster(&folder, &["template", template]);
        std::fs::write(folder.join("list.csv"), printed.stdout).unwrap();
        let checked = roster(&folder, &["check", "list.csv", "--date", "2024-09-02", "--lang", "ru"]);
        assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
        assert!(text(&checked.stdout).contains("Замечаний нет."), "{}", text(&checked.stdout));
    }
    let columns = roster(&folder, &["template", "columns"]);
    assert!(text(&columns.stdout).contains("[[column]]"));
}

#[test]
fn a_made_up_list_is_checked_pseudonymised_and_never_overwritten() {
    let folder = folder("made-up");
    let made = roster(&folder, &["generate", "list.csv", "--rows", "600", "--answers", "answers.csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let check = [
        "check",
        "list.csv",
        "--date",
        "2024-09-02",
        "--report-json",
        "a.json",
        "--report-html",
        "a.html",
        "--lists",
        "lists",
    ];
    let checked = roster(&folder, &check);
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stderr));
    assert!(text(&checked.stdout).contains("Rows with findings: locked out"), "{}", text(&checked.stdout));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let before: serde_json::Value = serde_json::from_str(&read("a.json")).unwrap();
    let answers = read("answers.csv").lines().count() - 1;
    assert_eq!(before["findings"].as_array().unwrap().len(), answers);
    assert!(read("a.html").contains("</html>"));
    assert!(std::fs::read_dir(folder.join("lists")).unwrap().count() > 10);

    std::fs::write(folder.join("key.txt"), "0123456789abcdef0123456789abcdef").unwrap();
    let pseudonymise =
        ["pseudonymise", "list.csv", "--key", "key.txt", "--out", "out.csv", "--date", "2024-09-02"];
    let done = roster(&folder, &pseudonymise);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let again = ["check", "out.csv", "--date", "2024-09-02", "--report-json", "b.json"];
    assert_eq!(roster(&folder, &again).status.code(), Some(1));
    let after: serde_json::Value = serde_json::from_str(&read("b.json")).unwrap();
    assert_eq!(before["findings"], after["findings"]);
    assert_eq!(roster(&folder, &pseudonymise).status.code(), Some(2), "an existing file is not overwritten");
    assert_eq!(roster(&folder, &["generate", "list.csv"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_read_ends_with_two_and_says_why() {
    let folder = folder("refused");
    std::fs::write(folder.join("empty.csv"), "").unwrap();
    std::fs::write(folder.join("list.csv"), "Фамилия;Имя\nПримерова;Анна\n").unwrap();
    std::fs::write(folder.join("wrong.toml"), "[[column]]\nmeans = \"height\"\nplace = 1\n").unwrap();
    std::fs::write(folder.join("short.txt"), "key").unwrap();
    for (arguments, why) in [
        (&["check", "no-such.csv"][..], "no-such.csv: "),
        (&["check", "empty.csv", "--lang", "ru"], "файл пуст"),
        (&["check", "list.csv", "--columns", "wrong.toml"], "wrong.toml: the --columns file"),
        (&["check", "list.csv", "--settings", "wrong.toml"], "wrong.toml: "),
        (&["check", "list.csv", "--sheet", "Лист1"], "no sheet"),
        (&["pseudonymise", "list.csv", "--key", "short.txt", "--out", "x.csv"], "shorter than 16 octets"),
        (&["pseudonymise", "empty.csv", "--key", "wrong.toml", "--out", "x.csv"], "the file is empty"),
        (&["check"], "FILE"),
    ] {
        let ended = roster(&folder, arguments);
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {}", text(&ended.stderr));
        assert!(text(&ended.stderr).contains(why), "{arguments:?}: {}", text(&ended.stderr));
    }
    assert!(!folder.join("x.csv").exists(), "half a file is left");
}
