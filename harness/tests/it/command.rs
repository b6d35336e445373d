//! Owns tests of the program itself: what it prints and with which code it ends.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use harness::scenario::catalog::CATALOG;
use serde_json::json;

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(arguments)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_list_names_every_scenario() {
    let listed = harness(&["list"]);
    assert_eq!(listed.status.code(), Some(0));
    let listed = text(&listed.stdout);
    assert_eq!(listed.lines().count(), CATALOG.len());
    assert!(CATALOG.iter().all(|scenario| listed.contains(scenario.id) && listed.contains(scenario.title)));
}

#[test]
fn a_reader_who_goes_away_hears_no_complaint() {
    let run = ["run", "hostile.*", "--mutations", "quick"];
    for arguments in [&["list"][..], &["roster", "template", "people"], &run] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ended = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
            .args(arguments)
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!((ended.status.code(), text(&ended.stderr)), (Some(3), String::new()), "{arguments:?}");
    }
}

#[test]
fn the_help_tells_what_exit_codes_mean() {
    for arguments in [&["--help"][..], &["run", "--help"]] {
        let help = harness(arguments);
        assert_eq!(help.status.code(), Some(0));
        assert!(text(&help.stdout).contains("3  the bench broke or the run was interrupted"));
    }
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let wrong: [&[&str]; 9] = [
        &["walk"],
        &["run", "--jobs", "many"],
        &["run", "dairy.*"],
        &["run", "--idp", "http://127.0.0.1:1", "--idp-bin", "x"],
        &["diary", "--idp", "http://127.0.0.1:1", "--portal-key", "no-such-file"],
        &["run", "--dialect", "v4"],
        &["run", "--dialect", "v3", "--algorithm", "rsa"],
        &["diary", "--idp", "http://127.0.0.1:1", "--dialect", "v2", "--algorithm", "rsa"],
        &["run", "--party", "my.toml", "--dialect", "v3"],
    ];
    for arguments in wrong {
        let ended = harness(arguments);
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {}", text(&ended.stderr));
    }
    let lost = text(&harness(&["run", "dairy.*"]).stderr);
    assert!(lost.contains("no scenario is called `dairy.*`"), "{lost}");
    let refused = text(&harness(wrong[6]).stderr);
    assert!(refused.contains("takes version v3 signed with gost256 or gost512 only"), "{refused}");
}

#[test]
fn a_mistake_in_a_policy_of_ones_own_is_named_by_file_line_and_field() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("my-region.toml");
    let key = Path::new(env!("CARGO_TARGET_TMPDIR")).join("portal.pem");
    std::fs::write(&key, crate::portal::Portal::certificate()).unwrap();
    let policy = include_str!("../../../fixtures/policies/bratsk-2018.toml");
    std::fs::write(&file, policy.replacen("offered = true", "offerd = true", 1)).unwrap();
    let [file, key] = [file, key].map(|path| path.display().to_string());
    let ended =
        harness(&["diary", "--idp", "http://127.0.0.1:1", "--portal-key", &key, "--policy-file", &file]);
    assert_eq!(ended.status.code(), Some(2));
    let complaint = text(&ended.stderr);
    assert!(complaint.contains(&format!("{file}, line 15, field `offerd`: unknown field")), "{complaint}");
}

#[test]
fn a_bench_without_a_provider_ends_with_three_and_says_what_to_do() {
    let ended = harness(&["run", "--idp-bin", "no-such-program"]);
    assert_eq!(ended.status.code(), Some(3));
    assert!(text(&ended.stderr).contains("cargo build -p idp"), "{}", text(&ended.stderr));

    let ended = harness(&["run", "--idp", "http://127.0.0.1:1", "diary.bind.memo"]);
    assert_eq!(ended.status.code(), Some(3));
    let shown = text(&ended.stdout);
    assert!(shown.contains("! [1/1] diary.bind.memo: broken"), "{shown}");
    assert!(
        shown.contains("esia-harness run --seed 2018 --idp http://127.0.0.1:1 diary.bind.memo"),
        "{shown}"
    );
}

#[test]
fn a_capsule_is_replayed_against_the_provider_of_then_and_compared_with_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replayed");
    let folder = folder.to_str().unwrap();
    let run = ["run", "--idp", "http://127.0.0.1:1", "--seed", "5", "--capsules", folder, "diary.bind.memo"];
    let shown = text(&harness(&run).stdout);
    let capsule = format!("{folder}/diary.bind.memo.json");
    assert!(shown.contains(&format!("capsule: esia-harness replay {capsule}")), "{shown}");

    let again = harness(&["replay", &capsule]);
    let shown = text(&again.stdout);
    assert_eq!(again.status.code(), Some(3), "{shown}{}", text(&again.stderr));
    assert!(shown.contains("against http://127.0.0.1:1\n") && shown.contains("(seed 5)"), "{shown}");
    assert!(shown.contains("diary.bind.memo was broken then and is broken now, as then"), "{shown}");

    let protocol = ["--dialect", "v3", "--token-algorithm", "gost512", "--capsules", folder];
    let shown = text(
        &harness(
            &[&["run", "--idp", "http://127.0.0.1:1"], &protocol[..], &["diary.bind.declined"]].concat(),
        )
        .stdout,
    );
    let again = "--dialect v3 --algorithm gost256 --token-algorithm gost512 --idp http://127.0.0.1:1";
    assert!(shown.contains(again), "{shown}");

    let elsewhere = text(&harness(&["replay", "--idp", "http://127.0.0.1:2", &capsule]).stdout);
    assert!(elsewhere.contains("against http://127.0.0.1:2\n"), "{elsewhere}");
    assert!(elsewhere.contains("is broken now, otherwise than then"), "{elsewhere}");
}

#[test]
fn a_file_that_is_no_capsule_is_named_with_what_it_lacks() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-capsule.json");
    std::fs::write(&file, r#"{"scenario": "diary.bind.memo"}"#).unwrap();
    let ended = harness(&["replay", file.to_str().unwrap()]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(text(&ended.stderr).contains("missing field `command`"), "{}", text(&ended.stderr));
}

#[test]
fn the_diary_serves_on_its_own_and_registers_itself() {
    let portal = crate::portal::Portal::start();
    let mut diary = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(["diary", "--idp", &portal.url, "--listen", "127.0.0.1:0", "--register", "--seed", "1"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(diary.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let url = ready["base_url"].as_str().unwrap();
    let registration = &ready["registration"];
    assert_eq!(registration["token_algorithm"], "RS256", "{registration}");
    assert_eq!(url.strip_prefix("http://"), registration["redirect_hosts"][0].as_str());
    let answer = harness::bench::http::http().unwrap().get(url).send();
    diary.kill().unwrap();
    diary.wait().unwrap();
    assert_eq!(answer.unwrap().status().as_u16(), 200, "{line}");
}

/// A program in the place of the provider: it leaves its number, runs `line` of shell and stays.
fn stand_in(name: &str, line: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let (program, number) = (folder.join("esia-idp"), folder.join("number"));
    let _ = std::fs::remove_file(&number);
    let text = format!("#!/bin/sh\necho $$ > {}\n{line}\nexec tail -f /dev/null\n", number.display());
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    (program, number)
}

fn is_running(number: &Path) -> bool {
    let number = std::fs::read_to_string(number).unwrap();
    Path::new("/proc").join(number.trim()).exists()
}

#[test]
fn the_provider_ends_with_the_run() {
    let portal = crate::portal::Portal::start();
    let ready = json!({
        "ready": true, "base_url": portal.url, "control_url": format!("{}/control/v1", portal.url), "realm": "default",
    });
    let (program, number) = stand_in("ends", &format!("echo '{ready}'"));
    let ended = harness(&["run", "--idp-bin", program.to_str().unwrap(), "diary.bind.memo"]);
    // The stand-in knows no people, so the bench is broken; what counts is that nothing stays behind.
    assert_eq!(ended.status.code(), Some(3), "{}", text(&ended.stderr));
    assert!(
        text(&ended.stdout).contains("POST /people: the provider answered 404"),
        "{}",
        text(&ended.stdout)
    );
    assert!(!is_running(&number));
}

#[test]
fn a_provider_that_says_something_else_is_ended() {
    let (program, number) = stand_in("mutters", "echo");
    let mut child = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(["run", "--idp-bin", program.to_str().unwrap()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let ended = child.wait().unwrap();
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!(ended.code(), Some(3));
    assert!(complaint.contains("the provider did not become ready"), "{complaint}");
    assert!(!is_running(&number));
}

#[test]
fn a_signal_ends_the_provider_too_even_before_it_is_ready() {
    let (program, number) = stand_in(
        "signals",
        "parent() { read -r _ _ _ of _ </proc/$1/stat; }; parent $PPID; parent $of; kill -TERM $of",
    );
    let ended = harness(&["run", "--idp-bin", program.to_str().unwrap()]);
    assert_eq!(ended.status.code(), Some(3));
    assert!(text(&ended.stderr).contains("the run was interrupted"), "{}", text(&ended.stderr));
    assert!(!is_running(&number));
}
