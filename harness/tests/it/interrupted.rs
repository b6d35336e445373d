//! Owns the test of a run that somebody breaks off: whatever ran is in every report, and each is whole.
//! Needs the provider's program beside this one: `cargo build -p idp` makes it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

#[test]
fn a_run_that_is_broken_off_leaves_whole_reports_of_what_ran() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interrupted");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut harness = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .current_dir(&folder)
        .args(["run", "--jobs", "2", "--report-json", "r.json", "--report-junit", "r.xml"])
        .args(["--report-sarif", "r.sarif", "--report-html", "r.html", "diary.*", "hostile.*"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(harness.stdout.take().unwrap()).lines().map_while(Result::ok);
    let first = lines.find(|line| line.contains("[1/")).expect("a scenario ends");
    let told = Command::new("kill").args(["-TERM", &harness.id().to_string()]).status().unwrap();
    assert!(told.success());
    let rest: Vec<String> = lines.collect();
    assert_eq!(harness.wait().unwrap().code(), Some(3));
    assert!(rest.iter().any(|line| line.starts_with("The run was interrupted")), "{rest:?}");

    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let report: Value = serde_json::from_str(&read("r.json")).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/REPORT.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    crate::schema::assert_valid(&schema, &schema, &report, "$");
    assert_eq!(report["interrupted"], true);
    let scenarios = report["scenarios"].as_array().unwrap();
    let ended = |one: &&Value| first.contains(&format!(" {}: ", one["id"].as_str().unwrap()));
    let ended = scenarios.iter().find(ended).unwrap();
    assert_eq!(ended["verdict"], "passed", "{first}");
    assert!(!ended["happened"].as_array().unwrap().is_empty());
    assert!(scenarios.iter().any(|one| one["verdict"].is_null()), "the rest was not run");

    assert_eq!(crate::junit_form::fault(&read("r.xml")), None);
    crate::reports::assert_sarif(&serde_json::from_str(&read("r.sarif")).unwrap());
    assert!(
        read("r.html").contains("The run was broken off") && read("r.html").trim_end().ends_with("</html>")
    );
}
