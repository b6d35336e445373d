//! Owns the quick part of the proof that the harness is a good judge: the foreign diary is found sound in both dialects, and
//! some of its planted faults are told. `make proof` tries all of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use proof::{Dialect, Faults, Outcome, People, Report, Stand, Trial, Verdict, judge};

use crate::party::{python, repository};

/// One fault of a class, a scenario that tells it, and the dialect in which that is tried; `full` tries more.
const TRIED: &[(&str, &str, Dialect)] = &[
    ("state-unchecked", "hostile.state.made-up", Dialect::V1),
    ("second-answer-signs-out", "hostile.answer.twice", Dialect::V3),
    ("session-kept-at-sign-in", "hostile.session.fixed", Dialect::V1),
    ("no-signature-check", "hostile.provider.token-foreign-key", Dialect::V3),
    ("record-owner-unchecked", "hostile.provider.resource-other-person", Dialect::V3),
    ("next-unchecked-at-return", "hostile.return.elsewhere", Dialect::V1),
    ("csrf-of-anybody", "forged.changes", Dialect::V3),
    ("note-unescaped", "leak.written", Dialect::V3),
    ("static-leads-out", "leak.forgotten", Dialect::V3),
    ("role-in-cookie", "marks.roles", Dialect::V3),
    ("password-empty-accepted", "password.near-misses", Dialect::V3),
    ("level-missing-is-confirmed", "hostile.lies.record.level", Dialect::V1),
    ("marks-by-parameter", "marks.parameters", Dialect::V1),
];

fn foreign() -> PathBuf {
    repository().join("harness/foreign")
}

fn list() -> Faults {
    Faults::read(&foreign().join("faults.toml")).unwrap()
}

fn run(fault: Option<&str>, (dialect, people): (Dialect, People), scenarios: &[&str]) -> Report {
    // The diary needs the packages that set-up installs.
    python();
    let harness = env!("CARGO_BIN_EXE_esia-harness").into();
    let stand = Stand { harness, party: foreign(), work: env!("CARGO_TARGET_TMPDIR").into(), jobs: 2 };
    let scenarios: Vec<String> = scenarios.iter().map(|&one| one.to_owned()).collect();
    let trial = Trial { fault, dialect, people, scenarios: &scenarios, fail_fast: false, keep: None };
    stand.run(&trial).unwrap()
}

fn tells_in(tried: &[(&str, &str, Dialect)], dialect: Dialect, people: People) {
    let way = (dialect, people);
    let tried: Vec<_> = tried.iter().filter(|(.., tried_in)| *tried_in == dialect).collect();
    let scenarios: BTreeSet<&str> = tried.iter().map(|(_, scenario, _)| *scenario).collect();
    let scenarios: Vec<&str> = scenarios.into_iter().collect();
    let sound = run(None, way, &scenarios);
    for one in &sound.scenarios {
        assert_eq!(one.verdict, Some(Verdict::Passed), "{} of the sound diary: {:?}", one.id, one.reasons());
    }
    assert_eq!(sound.scenarios.len(), scenarios.len());
    let list = list();
    for (fault, scenario, _) in tried {
        let judgement = judge(list.named(fault).unwrap(), &run(Some(fault), way, &[scenario]), &sound);
        assert_eq!(judgement.outcome, Outcome::Caught, "{fault}: {judgement:?}");
    }
}

#[test]
fn the_foreign_diary_is_sound_and_its_faults_are_told_in_version_1() {
    tells_in(TRIED, Dialect::V1, People::Binding);
}

#[test]
fn the_foreign_diary_is_sound_and_its_faults_are_told_in_version_3() {
    tells_in(TRIED, Dialect::V3, People::Binding);
}

mod full {
    use super::*;

    /// More faults of the classes of which [`TRIED`] has one each.
    const TOLD: &[(&str, &str, Dialect)] = &[
        ("timestamp-of-twelve-hours", "good.hours", Dialect::V1),
        ("settings-file-open", "leak.forgotten", Dialect::V1),
        ("debug-parameter", "leak.forgotten", Dialect::V1),
        ("form-shows-anybody", "marks.asked-for", Dialect::V1),
        ("api-as-script", "marks.scripts", Dialect::V1),
        ("role-in-header", "marks.roles-claimed", Dialect::V1),
        ("pupil-in-any-cookie", "marks.cookies", Dialect::V1),
        ("session-number-in-page", "leak.addresses", Dialect::V1),
        ("api-for-sandboxes", "marks.scripts", Dialect::V1),
        ("state-reusable", "hostile.state.spent", Dialect::V3),
        ("state-not-bound-to-browser", "hostile.answer.of-another-browser", Dialect::V1),
        ("logout-of-cookie-only", "hostile.session.stolen", Dialect::V3),
        ("aud-missing-accepted", "hostile.provider.token-audience-missing", Dialect::V1),
        ("token-type-unchecked", "hostile.provider.answer-other-token-type", Dialect::V1),
        ("status-unchecked", "hostile.provider.resource-deleted", Dialect::V3),
        ("unknown-parameters", "request.parameters", Dialect::V1),
        ("role-at-sign-in", "marks.roles-claimed", Dialect::V3),
        ("note-for-anybody", "marks.forms", Dialect::V1),
        ("mark-by-anybody", "marks.forms", Dialect::V3),
        ("password-without-csrf", "forged.password", Dialect::V1),
        ("session-fixed-by-password", "session.by-password", Dialect::V1),
        ("summary-of-anybody", "marks.addresses", Dialect::V1),
        ("timestamp-without-zone", "hostile.time.clocks", Dialect::V1),
        ("mark-without-csrf", "forged.changes", Dialect::V1),
        ("user-in-header", "session.headers", Dialect::V1),
        ("debug-page", "leak.forgotten", Dialect::V1),
        ("identity-from-query", "callback.named", Dialect::V3),
        ("values-unescaped", "leak.names", Dialect::V3),
        ("redirects-followed", "leak.redirected", Dialect::V1),
        ("code-in-log", "leak.log", Dialect::V1),
        ("login-told", "password.logins", Dialect::V1),
        ("tries-by-browser", "password.tries", Dialect::V1),
        ("cookie-for-a-year", "leak.cookies", Dialect::V1),
        ("role-kept-in-browser", "marks.roles-left", Dialect::V1),
        ("profile-takes-everything", "marks.fields-added", Dialect::V1),
        ("reset-shows-password", "password.forgotten", Dialect::V1),
        ("reset-at-once", "password.forgotten", Dialect::V1),
        ("record-in-answer", "leak.addresses", Dialect::V1),
        ("marks-under-file-names", "leak.caches", Dialect::V1),
    ];

    /// Faults of users who bind, which take several sign-ins to be told.
    const OF_BINDING: &[(&str, &str, Dialect)] = &[
        ("one-attempt-per-browser", "hostile.tabs.two", Dialect::V1),
        ("account-of-two-users", "bind.account-of-later", Dialect::V1),
        ("binding-without-session", "bind.without-session", Dialect::V1),
        ("bound-before-consent", "bind.declined", Dialect::V1),
        ("next-joined-to-own", "redirect.sign-in", Dialect::V1),
        ("next-unchecked-at-start", "redirect.sign-in", Dialect::V1),
        ("secret-in-log", "leak.addresses", Dialect::V1),
        ("one-session-per-user", "session.devices", Dialect::V1),
        ("binding-user-from-answer", "bind.tampered", Dialect::V1),
        ("marks-guarded-by-spelling", "marks.addresses", Dialect::V1),
        ("marks-by-post", "marks.addresses", Dialect::V1),
        ("mark-for-anybody", "marks.forms", Dialect::V1),
        ("level-not-of-teachers", "level.lowered", Dialect::V1),
        ("unbinding-is-lost", "bind.undone", Dialect::V1),
        ("unbinding-without-csrf", "forged.undo", Dialect::V1),
        ("tries-unlimited", "password.tries", Dialect::V1),
    ];

    /// Faults where the school enters people.
    const OF_ENTERED: &[(&str, &str, Dialect)] = &[
        ("removed-user-stays-in", "gone.removed", Dialect::V1),
        ("match-empty-snils", "stranger.near-misses", Dialect::V1),
        ("match-snils-within", "stranger.near-misses", Dialect::V1),
        ("match-name-in-short-column", "stranger.near-misses", Dialect::V1),
    ];

    #[test]
    fn an_empty_number_that_equals_an_empty_one_is_told_where_the_page_names_people_by_it() {
        let by_number = (
            "selector = \"#who\"\nattribute = \"data-user\"\nis = \"u{oid}\"",
            "selector = \"#snils\"\nis = \"{snils}\"",
        );
        let verdict = |fault| verdict_of("party-v1-entered.toml", by_number, fault, "stranger.near-misses");
        assert_eq!([verdict(""), verdict("match-empty-snils")], ["passed", "failed"]);
    }

    #[test]
    fn more_faults_are_told_in_version_1() {
        tells_in(TOLD, Dialect::V1, People::Binding);
    }

    #[test]
    fn more_faults_are_told_in_version_3() {
        tells_in(TOLD, Dialect::V3, People::Binding);
    }

    #[test]
    fn faults_that_take_several_sign_ins_are_told() {
        tells_in(OF_BINDING, Dialect::V1, People::Binding);
    }

    #[test]
    fn faults_of_matching_are_told_where_the_school_enters_people() {
        tells_in(OF_ENTERED, Dialect::V1, People::Entered);
    }
}

/// The verdict of one scenario about the Python diary as a changed file describes it, with a fault or without.
fn verdict_of(file: &str, change: (&str, &str), fault: &str, scenario: &str) -> String {
    python();
    let text = std::fs::read_to_string(foreign().join(file)).unwrap();
    assert!(text.contains(change.0), "{file} has no `{}`", change.0);
    let root = repository();
    let text = text
        .replace(change.0, change.1)
        .replace("../../.build/clients", root.join(".build/clients").to_str().unwrap())
        .replace(" diary.py", &format!(" {}", foreign().join("diary.py").display()));
    let name = format!("proof-{fault}-{scenario}");
    let own = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    std::fs::write(&own, text).unwrap();
    let (mut harness, folder) = crate::party::run(&name, &own, &[scenario]);
    harness.env("DIARY_FAULT", fault).env("PYTHONDONTWRITEBYTECODE", "1");
    let ran = harness.output().unwrap();
    crate::party::reported(&folder, &String::from_utf8_lossy(&ran.stderr))[scenario].0.clone()
}

/// The record has no number of the account: only what a diary keeps of a person tells whose it is.
#[test]
fn another_persons_record_is_a_remark_where_nothing_is_kept_and_a_failure_where_something_is() {
    let scenario = "hostile.provider.resource-other-person";
    let undeclared = ("keeps = [\"snils\"]\n", "");
    assert_eq!(verdict_of("party-v1.toml", undeclared, "record-owner-unchecked", scenario), "warning");
    assert_eq!(verdict_of("party-v1.toml", undeclared, "", scenario), "passed");
}

/// The names that stand in quotes in the diary's sources, faults among them.
fn quoted_in_sources() -> BTreeSet<String> {
    let sources = std::fs::read_dir(foreign()).unwrap().map(|entry| entry.unwrap().path());
    let python = sources.filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    let texts = python.map(|path| std::fs::read_to_string(path).unwrap());
    let words = texts.flat_map(|text| text.split('"').map(str::to_owned).collect::<Vec<_>>());
    words.collect()
}

#[test]
fn every_listed_fault_is_planted_and_every_planted_one_is_listed() {
    let list = list();
    let quoted = quoted_in_sources();
    let absent: Vec<_> = list.faults.iter().filter(|fault| !quoted.contains(&fault.name)).collect();
    assert!(absent.is_empty(), "not planted: {absent:?}");
    let sources = std::fs::read_dir(foreign()).unwrap().map(|entry| entry.unwrap().path());
    for path in sources.filter(|path| path.extension().is_some_and(|extension| extension == "py")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for rest in text.split("fault(\"").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(list.named(name).is_some(), "{}: `{name}` is not listed", path.display());
        }
    }
    let names: BTreeSet<_> = list.faults.iter().map(|fault| &fault.name).collect();
    assert_eq!(names.len(), list.faults.len(), "a name stands twice");
    assert!(list.faults.len() >= 100, "{}", list.faults.len());
    let unseen = list.faults.iter().filter(|fault| fault.invisible.is_some()).count();
    assert!(unseen * 20 <= list.faults.len(), "{unseen} are said to be invisible");
}

#[test]
fn the_foreign_diary_is_clean_python() {
    let clients = python();
    // It comes with what generates the Python client of the control API.
    let ruff = clients.ancestors().nth(3).unwrap().join("control-python/bin/ruff");
    for way in [&["check"][..], &["format", "--check"]] {
        let ran =
            Command::new(&ruff).args(way).args(["--no-cache", "."]).current_dir(foreign()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
    }
}

/// Tokens, levels of comparison, names: what the sound diary refuses, the faulty one takes.
#[test]
fn planted_faults_are_there() {
    let ran = Command::new(python()).args(["-B", "check_plants.py"]).current_dir(foreign()).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{told}{}", String::from_utf8_lossy(&ran.stderr));
}
