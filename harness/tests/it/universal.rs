//! Owns the proof that the attacks on every party can succeed: each against a party that is wrong just so, beside the
//! built-in diary's weak twins. They need the provider's program beside this one: `cargo build -p idp` makes it.

use crate::party::{Verdicts, reported, repository, run};

fn judged(oddity: &str, file: &str, scenarios: &[&str]) -> Verdicts {
    let file = repository().join("harness/clients").join(file);
    let (mut harness, folder) = run(&format!("universal-{oddity}"), &file, scenarios);
    let ran = harness.env("DIARY_ODDITY", oddity).output().unwrap();
    reported(&folder, &String::from_utf8_lossy(&ran.stderr))
}

fn failed(verdicts: &Verdicts) -> Vec<&str> {
    verdicts.iter().filter(|(_, (verdict, _))| verdict == "failed").map(|(id, _)| id.as_str()).collect()
}

/// An oddity, the party's file, and what fails of it.
const CASES: [(&str, &str, &[&str]); 6] = [
    ("leaky", "odd-diary.toml", &["leak.addresses", "leak.caches", "leak.cookies", "leak.markup"]),
    ("counted", "odd-diary.toml", &["number.session", "number.state"]),
    ("strict", "odd-diary.toml", &["site.return"]),
    ("picky", "odd-diary-mail.toml", &["good.papers"]),
    ("mail", "odd-diary-mail.toml", &["hands.contacts"]),
    ("naive", "odd-diary.toml", &["redirect.answer", "session.adopted", "session.renewed"]),
];

#[test]
fn each_attack_succeeds_against_a_party_that_is_wrong_just_so() {
    for (oddity, file, expected) in CASES {
        let verdicts = judged(oddity, file, expected);
        let failed = failed(&verdicts);
        for id in expected {
            assert!(failed.contains(id), "{oddity}: {id} is {:?}; failed are {failed:?}", verdicts.get(*id));
        }
    }
}

/// The portal takes it, and most of the client libraries there are do it.
#[test]
fn a_state_that_is_sent_twice_is_a_remark_and_no_failure() {
    let verdict_of = |oddity: &str| {
        let verdicts = judged(oddity, "odd-diary.toml", &["request.state"]);
        verdicts["request.state"].0.clone()
    };
    assert_eq!(verdict_of("one-state"), "warning");
    assert_eq!(verdict_of("naive"), "passed");
}

#[test]
fn where_the_school_enters_people_near_misses_are_told() {
    let verdicts = judged("listed", "odd-diary-entered.toml", &["stranger.*", "good.papers", "level.*"]);
    let failed = failed(&verdicts);
    for id in ["stranger.namesake", "stranger.near-misses", "stranger.other-name", "level.too-weak"] {
        assert!(failed.contains(&id), "{id} is {:?}; failed are {failed:?}", verdicts.get(id));
    }
}

#[test]
fn a_file_whose_who_is_not_found_does_not_run_and_one_line_says_what_to_mend() {
    let text = std::fs::read_to_string(repository().join("harness/clients/odd-diary.toml")).unwrap();
    let text =
        text.replace("\"odd-diary.py\"", &format!("{:?}", repository().join("harness/clients/odd-diary.py")));
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("who-is-not-there.toml");
    std::fs::write(&file, text.replace("selector = \"#who\"", "selector = \"#nobody\"")).unwrap();
    let (mut harness, folder) = run("who-is-not-there", &file, &["hostile.answer.*", "leak.*"]);
    let ran = harness.env("DIARY_ODDITY", "naive").output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    for (id, (verdict, why)) in reported(&folder, "") {
        assert_eq!(verdict, "invalid", "{id}: {why}");
        assert!(
            why.contains("[who] finds nobody on ") && why.contains("correct `page` or `selector`"),
            "{why}"
        );
    }
}

#[test]
fn a_sign_in_that_does_not_begin_is_told_with_the_portals_own_reason() {
    // The mnemonic that the party uses is not the one that it is registered under.
    let text = std::fs::read_to_string(repository().join("harness/clients/odd-diary.toml")).unwrap();
    let text =
        text.replace("\"odd-diary.py\"", &format!("{:?}", repository().join("harness/clients/odd-diary.py")));
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("does-not-begin.toml");
    std::fs::write(&file, text.replace("openid\", \"fullname\"]", "openid\"]")).unwrap();
    let (mut harness, folder) =
        run("does-not-begin", &file, &["hostile.answer.*", "stranger.*", "good.days"]);
    let ran = harness.env("DIARY_ODDITY", "naive").output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    for (id, (verdict, why)) in reported(&folder, "") {
        let is_about_it = why.contains("the sign-in did not begin") && why.contains("the portal's reason: ");
        let applies = verdict == "not-applicable";
        assert!(
            applies || ["invalid", "failed"].contains(&verdict.as_str()) && is_about_it,
            "{id}: {verdict}: {why}"
        );
        assert!(
            !applies || id.starts_with("stranger.near") || id.starts_with("stranger.other"),
            "{id}: {why}"
        );
    }
}

mod full {
    use super::*;

    /// Every family that applies to a party without users of its own.
    const FAMILIES: [&str; 9] = [
        "site.*",
        "stranger.*",
        "leak.*",
        "number.*",
        "session.*",
        "redirect.*",
        "crowd.*",
        "good.papers",
        "hands.*",
    ];

    /// What needs something that the built-in diary does not have, or does not have under this policy.
    const NOT_OFFERED: [&str; 19] = [
        "bind.by-sign-in",
        "marks.asked-for",
        "marks.roles",
        "marks.roles-claimed",
        "marks.roles-left",
        "gone.removed",
        "marks.fields-added",
        "marks.forms",
        "leak.written",
        "forged.changes",
        "forged.password",
        "request.version",
        "request.pkce",
        "stranger.other-name",
        "stranger.near-misses",
        "level.too-weak",
        "level.lowered",
        "session.forgotten",
        "session.over-another",
    ];

    #[test]
    fn a_sound_party_that_a_file_describes_passes_everything_that_applies_to_it() {
        let file = repository().join("fixtures/parties/builtin.toml");
        let families = [
            "bind.*",
            "refusal.*",
            "level.*",
            "gone.*",
            "marks.*",
            "good.*",
            "forged.*",
            "request.*",
            "page.*",
            "callback.*",
            "password.*",
        ];
        let scenarios: Vec<&str> = FAMILIES.iter().chain(&families).copied().collect();
        let (mut harness, folder) = run("universal-sound", &file, &scenarios);
        let ran = harness.output().unwrap();
        let verdicts = reported(&folder, &String::from_utf8_lossy(&ran.stderr));
        assert_eq!(ran.status.code(), Some(0), "{verdicts:#?}");
        for (id, (verdict, why)) in &verdicts {
            let expected = if NOT_OFFERED.contains(&id.as_str()) { "not-applicable" } else { "passed" };
            assert_eq!(verdict, expected, "{id}: {why}");
        }
    }
}
