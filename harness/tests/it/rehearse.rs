//! Owns the proof that the forecast is honest: it agrees with the built-in diary on everybody under every policy, and where a diary
//! has a fault, exactly the people whom the fault is about are named.
//! Needs the provider's program beside this one: `cargo build -p idp` makes it.

mod people;

use std::collections::BTreeSet;
use std::path::Path;

use harness::bench::party::{Choice, Description, Guard, Setting};
use harness::bench::provider::ProcessHandles;
use harness::diary::Guards;
use harness::interrupt::Interrupt;
use harness::rehearse::{Cast, Proving, prove};
use jiff::civil::Date;
use jiff::tz::Offset;
use rehearse::days::Days;
use rehearse::sample::{Sample, Size};
use rehearse::table::Table;
use rehearse::told::{Disagreement, Proof, Wrong};
use rehearse::{Forecast, Policy};

use crate::rehearse::people::Play;
use crate::verdicts::provider;
use crate::visit::DIARYS_OWN;

const POLICIES: [&str; 6] = [
    "bratsk-2018",
    "national-2024",
    "region-2024-edu-journal",
    "voronezh-dept-2017",
    "voronezh-itek-2017",
    "yaroslavl-2018",
];

fn text(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(folder.join(format!("../fixtures/policies/{id}.toml"))).unwrap()
}

fn day(policy: &Policy) -> Option<Date> {
    policy.target().is_none().then(|| "2024-09-02".parse().unwrap())
}

/// Proves the forecast of the made-up people under a policy, against a party.
fn proven(policy_text: &str, party: &Choice, guards: Guards) -> Proof {
    let policy = Policy::parse("policy", policy_text).unwrap();
    let days = Days::of(&policy, day(&policy)).unwrap();
    let play = Play::on(days.target, days.phases[0], &policy);
    let forecast = Forecast::new(&play.school, &policy, &play.accounts, days.phases[0]);
    let table = Table::of(&forecast, &days);
    let sample = Sample::of(&play.school, &table, Size::All, 1);
    let names = |index: u32| play.names[play.school.mentions[index as usize] as usize].clone();
    let provider = provider();
    let process_handles = ProcessHandles::default();
    let interrupt = Interrupt::new();
    let setting = Setting { guards, ..Setting::of_own(&provider, &DIARYS_OWN, party, 7, &process_handles) };
    let proving = Proving {
        cast: Cast { names: &names, school: &play.school, accounts: &play.accounts, forecast: &forecast },
        days: &days,
        table: &table,
        sample: &sample,
        policy: harness::diary::Policy::parse("policy", policy_text).unwrap(),
        offset: policy.offset.unwrap_or(Offset::constant(3)),
        setting,
        interrupt: &interrupt,
        replay: "esia-harness rehearse list.csv",
    };
    prove(&proving).unwrap()
}

fn rows(proof: &Proof) -> BTreeSet<u32> {
    proof.disagreements.iter().map(|one| one.row).collect()
}

#[test]
fn forecast_and_diary_agree_on_everybody_under_every_policy() {
    let mut differ: Vec<(&str, Disagreement)> = Vec::new();
    for id in POLICIES {
        let proof = proven(&text(id), &Choice::Builtin, Guards::all());
        assert!(proof.sign_ins > 40 && proof.interval.is_none(), "{id}: {}", proof.sign_ins);
        differ.extend(proof.disagreements.into_iter().map(|one| (id, one)));
    }
    assert_eq!(differ, Vec::new());
}

#[test]
fn a_diary_that_does_not_look_at_the_level_lets_in_exactly_those_whose_level_is_too_low() {
    let proof = proven(&text("national-2024"), &Choice::Builtin, Guards::without(&[Guard::Level]));
    let by = |wrong: Wrong| -> BTreeSet<u32> {
        proof.disagreements.iter().filter(|one| one.wrong == wrong).map(|one| one.row).collect()
    };
    let low =
        ["standard father", "grown-up child", "pupil of ten", "pupil of thirteen", "pupil without a consent"];
    assert_eq!(by(Wrong::LetsIn), people::rows(&low));
    // A simplified account has no number to be found by: it is refused all the same, for another reason.
    assert_eq!(by(Wrong::OtherReason), people::rows(&["simplified mother", "mother with two accounts"]));
    assert!(proof.disagreements[0].replay.starts_with("esia-harness rehearse list.csv --row "));
}

/// The diary in Python with a fault planted in it.
fn foreign(fault: Option<&str>) -> Proof {
    // Where it is missing, the test says what to run.
    crate::party::python();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign");
    let text = std::fs::read_to_string(folder.join("party-v1-entered.toml")).unwrap();
    let planted = fault.map(|fault| format!("DIARY_FAULT = \"{fault}\", ")).unwrap_or_default();
    let text = text.replace("environment = { ", &format!("environment = {{ {planted}"));
    let party = Description::parse("party.toml", &text, folder.clone()).unwrap();
    let policy = std::fs::read_to_string(folder.join("policy-entered.toml")).unwrap();
    proven(&policy, &Choice::Described(Box::new(party)), Guards::all())
}

#[test]
fn a_foreign_diary_is_agreed_with_and_each_planted_fault_names_exactly_whom_it_is_about() {
    assert_eq!(foreign(None).disagreements, Vec::new());
    let lets_in = foreign(Some("level-snils-is-enough"));
    assert_eq!(
        rows(&lets_in),
        people::rows(&[
            "standard father",
            "pupil of ten",
            "pupil of thirteen",
            "grown-up child",
            "pupil without a consent"
        ])
    );
    assert!(lets_in.disagreements.iter().all(|one| one.wrong == Wrong::LetsIn));
    let renamed = foreign(Some("match-snils-only"));
    assert_eq!(rows(&renamed), people::rows(&["renamed mother", "misspelt mother", "mother of two users"]));
    let hyphens = foreign(Some("hyphen-refused"));
    assert_eq!(rows(&hyphens), people::rows(&["mother with a hyphen"]));
    assert!(hyphens.disagreements.iter().all(|one| one.wrong == Wrong::KeepsOut));
}

#[test]
fn the_command_leaves_a_proven_rehearsal_in_which_nobody_is_named() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let run = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_esia-harness"));
        command.current_dir(&folder).args(["rehearse", "--lang", "ru", "--out", "out"]).args(more);
        command.output().unwrap()
    };
    let first = run(&["--made-up", "60", "--what-if"]);
    let said = String::from_utf8_lossy(&first.stdout);
    assert_eq!(first.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&first.stderr));
    assert!(said.starts_with("2 сентября 2024 года не войд"), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.join("out").join(name)).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/REHEARSAL.schema.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let told: serde_json::Value = serde_json::from_str(&read("rehearsal.json")).unwrap();
    crate::schema::assert_valid(&schema, &schema, &told, "$");
    assert_eq!(told["proof"]["sign_ins"], told["proof"]["agreed"]);
    assert!(told["proof"]["sign_ins"].as_u64().unwrap() > 100, "{}", told["proof"]);

    // The list's own names are in no file of the first rehearsal, and in the page of one that was asked for them.
    let list = read("made-up.csv");
    let names: BTreeSet<&str> = list.lines().skip(1).filter_map(|line| line.split(';').nth(2)).collect();
    let long = || names.iter().filter(|name| name.chars().count() > 5);
    let page = read("rehearsal.html");
    let mut told_names = long().filter(|name| page.contains(**name));
    assert_eq!(told_names.next(), None);
    std::fs::copy(folder.join("out/made-up.csv"), folder.join("list.csv")).unwrap();
    let compare = ["list.csv", "--forecast-only", "--show-names", "--compare", "out/rehearsal.json"];
    assert_eq!(run(&compare).status.code(), Some(0));
    let page = read("rehearsal.html");
    assert!(long().any(|name| page.contains(*name)));
    let json = read("rehearsal.json");
    assert!(!long().any(|name| json.contains(*name)));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&told["compared"]["ready"], &told["compared"]["fallen"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    assert!(std::fs::read_dir(folder.join("out/lists")).unwrap().count() > 1);
}

#[test]
fn a_rehearsal_of_one_row_and_one_of_a_sample_say_whose_sign_ins_were_made() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal-of-a-row");
    let run = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_esia-harness"));
        let out = folder.display().to_string();
        command.args(["rehearse", "--lang", "en", "--made-up", "60", "--out", &out]).args(more);
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(done.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&done.stderr));
        let json = std::fs::read_to_string(folder.join("rehearsal.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["proof"].clone()
    };
    assert!(run(&["--row", "3"])["people"].as_u64().unwrap() <= 4);
    let sampled = run(&["--sample", "12", "--readiness", "eve"]);
    assert_eq!((&sampled["people"], &sampled["by_chance"]), (&serde_json::json!(12), &serde_json::json!(6)));
    assert!(sampled["interval"]["high"].as_f64().unwrap() > 0.2);
}

#[test]
fn a_rehearsal_that_is_broken_off_leaves_whole_reports() {
    use std::io::{BufRead as _, BufReader};
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal-broken-off");
    let out = folder.display().to_string();
    let mut harness = std::process::Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(["rehearse", "--lang", "en", "--made-up", "1000", "--out", &out])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(harness.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.next().unwrap().starts_with("On 2 September 2024, "));
    let asked =
        std::process::Command::new("kill").args(["-TERM", &harness.id().to_string()]).status().unwrap();
    assert!(asked.success());
    let rest: Vec<String> = lines.collect();
    assert_eq!(harness.wait().unwrap().code(), Some(3), "{rest:?}");
    assert!(rest.iter().any(|line| line.contains("was interrupted")), "{rest:?}");
    let json = std::fs::read_to_string(folder.join("rehearsal.json")).unwrap();
    let told: rehearse::told::Rehearsal = serde_json::from_str(&json).unwrap();
    assert!(told.proof.unwrap().interrupted && told.rows.len() == told.all.out);
    assert!(std::fs::read_to_string(folder.join("rehearsal.html")).unwrap().trim_end().ends_with("</html>"));
}

/// A list of three people under a policy, rehearsed against the diary in Python with a fault in it: its capsules make the difference again.
#[test]
fn every_disagreement_has_a_capsule_that_makes_it_again() {
    crate::party::python();
    let foreign = Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal-capsules");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let party = std::fs::read_to_string(foreign.join("party-v1-entered.toml")).unwrap();
    let python = crate::party::python();
    let party = party
        .replace("environment = { ", "environment = { DIARY_FAULT = \"level-snils-is-enough\", ")
        .replace(
            "\"${ESIA_SIM_CLIENTS:-../../.build/clients}/python/bin/python\" diary.py",
            &format!("{} {}", python.display(), foreign.join("diary.py").display()),
        );
    std::fs::write(folder.join("party.toml"), party).unwrap();
    std::fs::copy(foreign.join("policy-entered.toml"), folder.join("policy.toml")).unwrap();
    let list = "Роль;Фамилия;Имя;Отчество;СНИЛС;Учётная запись на Госуслугах\n\
        родитель;Орлова;Вера;Павловна;901-000-101 92;подтверждённая\n\
        родитель;Ёлкин;Олег;Ильич;901-000-102 93;стандартная\n\
        учитель;Соколова;Инна;Павловна;901-000-103 94;стандартная\n";
    std::fs::write(folder.join("list.csv"), list).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_esia-harness"));
        let done = command.current_dir(&folder).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        (done.status.code(), said + &String::from_utf8_lossy(&done.stderr))
    };
    let first = run(&[
        "rehearse",
        "list.csv",
        "--policy-file",
        "policy.toml",
        "--party",
        "party.toml",
        "--lang",
        "en",
        "--out",
        "out",
    ]);
    assert_eq!(first.0, Some(1), "{}", first.1);
    let json = std::fs::read_to_string(folder.join("out/rehearsal.json")).unwrap();
    let told: rehearse::told::Rehearsal = serde_json::from_str(&json).unwrap();
    let all = told.proof.unwrap().disagreements;
    assert!(all.iter().all(|one| one.wrong == Wrong::LetsIn && one.capsule.is_some()), "{all:?}");
    // What the fault changes for whom, the other test says; here each has its capsule, in which no secret stands.
    let about: BTreeSet<u32> = all.iter().map(|one| one.row).collect();
    assert!(about.is_subset(&BTreeSet::from([3, 4])) && !about.is_empty(), "{about:?}");
    let name = format!("out/{}", all[0].capsule.as_ref().unwrap());
    let capsule = std::fs::read_to_string(folder.join(&name)).unwrap();
    let capsule: serde_json::Value = serde_json::from_str(&capsule).unwrap();
    assert!(capsule["traffic"].as_array().unwrap().len() > 5, "{capsule:#}");
    assert!(!capsule.to_string().contains("Repeticiya"), "the password stays out");
    let again = run(&["replay", &name]);
    assert_eq!(again.0, Some(1), "{}", again.1);
    assert!(again.1.contains("as then: somebody is in"), "{}", again.1);
    // Of a diary that was mended the same capsule says so.
    let mended = std::fs::read_to_string(folder.join("party.toml"))
        .unwrap()
        .replace("DIARY_FAULT = \"level-snils-is-enough\", ", "");
    std::fs::write(folder.join("party.toml"), mended).unwrap();
    let mended = run(&["replay", &name]);
    assert_eq!(mended.0, Some(0), "{}", mended.1);
    assert!(mended.1.contains("forecast and diary agree now"), "{}", mended.1);
}
