//! Owns tests of relying parties that are broken in odd ways: nothing about them is ever passed by mistake, nothing hangs,
//! nothing is left behind. They need the provider's program beside this one: `cargo build -p idp` makes it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use harness::scenario::Kind;
use harness::scenario::catalog::CATALOG;

use crate::party::{Verdicts, reported, repository, run};

/// Attacks of every kind, among them such as a party passes that lets its own citizen in.
const ATTACKS: [&str; 9] = [
    "hostile.answer.*",
    "hostile.state.made-up",
    "hostile.session.*",
    "hostile.scope.narrowed",
    "hostile.keys.rotated",
    "hostile.provider.te.slow",
    "hostile.provider.redirect-doubled",
    "hostile.provider.token-expired",
    "hostile.provider.answer-expiry-as-text",
];

fn judged(oddity: &str, attacks: &[&str]) -> (Verdicts, Option<i32>) {
    let file = repository().join("harness/clients/odd-diary.toml");
    let (mut harness, folder) = run(&format!("odd-{oddity}"), &file, attacks);
    let ran = harness.env("DIARY_ODDITY", oddity).args(["--report-junit", "r.xml"]).output().unwrap();
    let junit = std::fs::read_to_string(folder.join("r.xml")).unwrap();
    assert_eq!(crate::junit_form::fault(&junit), None, "{oddity}");
    (reported(&folder, &String::from_utf8_lossy(&ran.stderr)), ran.status.code())
}

fn proves_nothing(oddities: &[&str]) {
    for &oddity in oddities {
        let (verdicts, code) = judged(oddity, &ATTACKS);
        assert_eq!(code, Some(1), "{oddity}");
        for (id, (verdict, why)) in &verdicts {
            // What needs users that the file does not name is told before anybody comes in.
            let is_told = verdict == "invalid" || why.contains("names no such [[user]]");
            // Who sees another person of the story was told by the party, and not by its file.
            let is_told = is_told || ["first", "last"].contains(&oddity) && verdict == "failed";
            assert!(is_told, "{oddity}: {id} is {verdict}: {why}");
        }
        let is_bad = |verdict: &str| verdict == "invalid" || verdict == "failed";
        assert!(verdicts.values().filter(|(verdict, _)| is_bad(verdict)).count() >= 12, "{oddity}");
    }
}

#[test]
fn a_party_whose_word_means_nothing_proves_nothing() {
    proves_nothing(&["ivan", "dies"]);
}

/// Attacks of a party that checks nothing; so many succeed at least.
fn passes_no_attack(attacks: &[&str], succeed: usize) {
    let (verdicts, code) = judged("naive", attacks);
    assert_eq!(code, Some(1));
    let hostile = CATALOG.iter().filter_map(|one| match one.kind {
        Kind::Hostile { guards } if one.id.starts_with("hostile.") => Some((one.id, !guards.is_empty())),
        Kind::Hostile { .. } | Kind::Positive => None,
    });
    let (mut failed, mut surprises) = (0, Vec::new());
    for (id, stopped_by_a_check) in hostile {
        let Some((verdict, why)) = verdicts.get(id) else { continue };
        failed += usize::from(verdict == "failed");
        // The portal's clock may be ahead of the party's: among the telling lies none about the issue is held against it.
        let stopped_by_a_check = stopped_by_a_check && id != "hostile.lies.id.issued-at";
        if stopped_by_a_check && verdict == "passed" || ["invalid", "broken"].contains(&verdict.as_str()) {
            surprises.push(format!("{id} is {verdict}: {why}"));
        }
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
    assert!(failed >= succeed, "{failed} attacks succeeded");
}

#[test]
fn a_party_that_checks_nothing_passes_no_attack_on_its_answers() {
    passes_no_attack(&["hostile.answer.*", "hostile.state.*", "hostile.session.*"], 5);
}

mod full {
    use super::*;

    #[test]
    fn a_party_whose_word_means_nothing_in_any_way_proves_nothing() {
        proves_nothing(&["first", "last", "nobody", "round", "binary"]);
    }

    #[test]
    fn a_party_that_checks_nothing_passes_no_attack_that_a_check_would_stop() {
        passes_no_attack(&["hostile.*"], 25);
    }
}

/// A party of a few lines of shell. `rest` replaces or adds tables of its file.
pub(crate) fn shell(name: &str, line: &str, rest: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party-of-shell").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("party.toml");
    let text = format!(
        "[party]\nname = \"{name}\"\nurl = \"http://{{host}}\"\n[start]\ncommand = [\"sh\", \"-c\", '{line}']\nwithin_s = 1\n\
         [client]\nmnemonic = \"SHELL\"\nscopes = [\"openid\"]\n[sign_in]\npress = \"in\"\n[who]\npage = \"/\"\n\
         selector = \"b\"\nis = \"{{oid}}\"\n{rest}\n"
    );
    std::fs::write(&file, text).unwrap();
    (file, folder)
}

pub(crate) const ANYBODY: &str = "[people]\nknown = \"anybody\"";

/// Gives the command of a party time: the test ends by what the party does, not by a deadline.
pub(crate) fn patient(file: &Path) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, text.replacen("within_s = 1\n", "within_s = 600\n", 1)).unwrap();
}

fn is_running(folder: &Path, number: &str) -> bool {
    let number = std::fs::read_to_string(folder.join(number)).unwrap();
    // What is gone and not yet waited for is gone.
    let state =
        std::fs::read_to_string(Path::new("/proc").join(number.trim()).join("stat")).unwrap_or_default();
    !state.is_empty() && !state.contains(") Z ")
}

fn text(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr)
}

#[test]
fn a_party_that_does_not_start_is_told_with_its_last_words_and_is_not_waited_for_in_every_story() {
    let cases = [
        (
            "ends",
            "echo out of order >&2; exit 7",
            "the party's command ended with exit status: 7 before the party was ready",
        ),
        ("silent", "exec sleep 1000", "was not ready within 1 s: http://127.0.0.1:"),
    ];
    for (name, line, why) in cases {
        let (file, _) = shell(name, line, ANYBODY);
        if name == "ends" {
            patient(&file);
        }
        let (mut harness, folder) = run(name, &file, &["hostile.*"]);
        let ran = harness.output().unwrap();
        assert_eq!(ran.status.code(), Some(3), "{name}");
        let verdicts = reported(&folder, &text(&ran));
        let with = |words: &str| verdicts.values().filter(|(_, shown)| shown.contains(words)).count();
        assert!(
            verdicts.values().all(|(verdict, _)| verdict == "broken" || verdict == "not-applicable"),
            "{name}"
        );
        // Two workers, and beside them each story in which the portal hangs, may have begun before the second start failed.
        assert!((1..=6).contains(&with(why)), "{name}: {}", text(&ran));
        assert!(with("did not start in 2 scenarios; no further start is attempted") > 50, "{name}");
        assert!(name != "ends" || with("| out of order") >= 1, "{}", text(&ran));
    }
    let file = repository().join("harness/clients/odd-diary.toml");
    let described = std::fs::read_to_string(&file).unwrap();
    let quick = described.replacen("[start]\n", "[start]\nwithin_s = 8\n", 1);
    let quick = quick.replacen(
        "odd-diary.py",
        repository().join("harness/clients/odd-diary.py").to_str().unwrap(),
        1,
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fails.toml");
    std::fs::write(&file, quick).unwrap();
    let ran = run("fails", &file, &["hostile.keys.rotated"]).0.env("DIARY_ODDITY", "fails").output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
    assert!(
        text(&ran).contains("/: it answers 500 Internal Server Error; `ready` and `within_s`"),
        "{}",
        text(&ran)
    );
}

#[test]
fn whatever_a_party_has_started_itself_ends_with_it() {
    let line =
        "sleep 1000 & echo $! > child; echo $$ > number; exec python3 -m http.server --bind 127.0.0.1 {port}";
    let (file, folder) = shell("children", line, ANYBODY);
    patient(&file);
    let ran = run("children", &file, &["hostile.keys.rotated"]).0.output().unwrap();
    assert_ne!(ran.status.code(), Some(0), "{}", text(&ran));
    assert!(!is_running(&folder, "number") && !is_running(&folder, "child"));
}

#[test]
fn two_signals_end_a_party_and_its_children_too() {
    let line = "sleep 1000 & echo $! > child; echo $$ > number; wait";
    let (file, folder) = shell("signals", line, ANYBODY);
    patient(&file);
    let text = std::fs::read_to_string(&file).unwrap();
    let of = "of() { ps -o ppid= -p $1; }; h=$(of $(of $PPID))";
    let kill = format!("echo $$ > number; {of}; kill -TERM $h; kill -TERM $h");
    std::fs::write(&file, text.replacen("echo $$ > number", &kill, 1)).unwrap();
    let ran = run("signals", &file, &["hostile.keys.rotated"]).0.output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
    assert!(!is_running(&folder, "number") && !is_running(&folder, "child"));
}

#[test]
fn a_hook_that_fails_or_never_ends_is_told_and_ended() {
    let python = "exec python3 -m http.server --bind 127.0.0.1 {port}";
    let cases = [
        ("hook-fails", "echo no such table >&2; exit 4", "ended with exit status: 4\n  | no such table"),
        ("hook-hangs", "sleep 1000 & wait", "did not end within 1 s"),
    ];
    for (name, hook, why) in cases {
        // A hook that fails ends by itself, however slow the machine is.
        let within_s = if name == "hook-fails" { 600 } else { 1 };
        let put = format!("put = {{ command = [\"sh\", \"-c\", '{hook}'], within_s = {within_s} }}");
        let (file, _) = shell(name, python, &format!("[people]\nknown = \"put\"\n{put}"));
        let quick = std::fs::read_to_string(&file).unwrap().replacen("within_s = 1\n", "", 1);
        std::fs::write(&file, quick).unwrap();
        let (mut harness, reports) = run(name, &file, &["hostile.keys.rotated"]);
        let ran = harness.env("STUCK_PARTY", name).output().unwrap();
        assert_eq!(ran.status.code(), Some(3), "{}", text(&ran));
        let (verdict, shown) = &reported(&reports, "")["hostile.keys.rotated"];
        assert_eq!(verdict, "broken");
        assert!(shown.starts_with("the party's hook that adds a person: ") && shown.contains(why), "{shown}");
        assert!(crate::interrupted::all_are_gone(name), "a process of the hook lives on");
    }
}

#[test]
fn a_mistake_in_a_partys_file_ends_with_two_before_anything_starts() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (good, _) = shell("mistakes", "exec sleep 1000", ANYBODY);
    let good = std::fs::read_to_string(good).unwrap();
    let wrong = [
        ("no-toml", good.replacen("[party]", "[party", 1), "no-toml.toml, line 1, field `party`: "),
        (
            "unknown-key",
            good.replacen("press = ", "presses = ", 1),
            "field `presses`: unknown field `presses`",
        ),
        ("no-selector", good.replacen("\"b\"", "\"b[\"", 1), "field `selector`: `b[` is no CSS selector"),
    ];
    for (name, text, complaint) in wrong {
        let file = folder.join(format!("{name}.toml"));
        std::fs::write(&file, text).unwrap();
        let ran = run(name, &file, &[]).0.output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{name}");
        assert!(self::text(&ran).contains(complaint), "{}", self::text(&ran));
    }
    let ran = run("no-file", &folder.join("not-there.toml"), &[]).0.output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(text(&ran).contains("not-there.toml: No such file"), "{}", text(&ran));
}

#[test]
fn a_party_that_is_broken_off_leaves_whole_reports() {
    let file = repository().join("harness/clients/odd-diary.toml");
    let (mut harness, folder) = run("odd-broken-off", &file, &["hostile.*"]);
    let mut harness = harness.env("DIARY_ODDITY", "naive").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(harness.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The first that end may have found nothing to try.
    let is_judged = |line: &String| line.contains(": passed") || line.contains(": failed");
    lines.find(is_judged).expect("a scenario is judged");
    let signal =
        std::process::Command::new("kill").args(["-INT", &harness.id().to_string()]).status().unwrap();
    assert!(signal.success());
    lines.for_each(drop);
    assert_eq!(harness.wait().unwrap().code(), Some(3));
    let verdicts = reported(&folder, "");
    assert!(verdicts.values().any(|(verdict, _)| verdict.is_empty()), "the rest was not run");
    assert!(verdicts.values().any(|(verdict, _)| verdict == "passed" || verdict == "failed"));
}
