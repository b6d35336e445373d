//! Owns tests of runs over HTTPS: provider, diary, a described party and Chromium, each with certificates that are
//! verified. They need the provider's program beside this one: `cargo build` makes it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::party::{Ended, ready_line, reported, repository};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secured").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn harness(folder: &Path, arguments: &[&str]) -> Command {
    let mut harness = Command::new(env!("CARGO_BIN_EXE_esia-harness"));
    harness.current_dir(folder).args(["run", "--report-json", "report.json"]).args(arguments);
    harness.stdin(Stdio::null()).env_remove("ESIA_CA_FILE");
    harness
}

fn openssl(folder: &Path, arguments: &str) {
    let mut command = Command::new("openssl");
    let made =
        command.current_dir(folder).args(arguments.split(' ')).env_remove("OPENSSL_CONF").output().unwrap();
    assert!(made.status.success(), "{arguments}: {}", String::from_utf8_lossy(&made.stderr));
}

/// Every exchange of the scenarios went over HTTPS.
fn only_https(folder: &Path) {
    let report = std::fs::read_to_string(folder.join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let stories = report["scenarios"].as_array().unwrap().iter();
    let urls = stories.flat_map(|story| story["happened"].as_array().unwrap());
    let urls: Vec<_> = urls.filter_map(|step| step["exchanged"]["url"].as_str()).collect();
    assert!(urls.len() > 5 && urls.iter().all(|url| url.starts_with("https://127.0.0.1:")), "{urls:?}");
}

#[test]
fn stories_and_attacks_run_over_https_without_a_browser() {
    let folder = folder("http");
    let stories =
        ["diary.bind.memo", "account.register.phone", "account.recover.mail", "hostile.session.fixed"];
    let known = String::from_utf8(
        Command::new(env!("CARGO_BIN_EXE_esia-harness")).arg("list").output().unwrap().stdout,
    )
    .unwrap();
    let stories: Vec<_> = stories.into_iter().filter(|story| known.contains(story)).collect();
    assert!(stories.len() >= 3, "{known}");
    let ran = harness(&folder, &["--tls"]).args(stories).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(ran.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    only_https(&folder);
}

/// Needs Chromium and chromedriver, which `.make/setup test` installs.
#[test]
fn a_story_runs_over_https_in_chromium() {
    let folder = folder("chromium");
    let ran = harness(&folder, &["--tls", "--browser", "chromium", "diary.bind.memo"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(ran.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_party_with_a_root_of_its_own_is_verified_and_verifies_the_portal() {
    let folder = folder("party");
    let make = |line: &str| openssl(&folder, line);
    std::fs::write(folder.join("names"), "subjectAltName=IP:127.0.0.1\n").unwrap();
    make("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=party-root -days 3");
    make("req -newkey rsa:2048 -nodes -keyout tls.key -out tls.csr -subj /CN=party");
    make(
        "x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out tls.pem",
    );
    let file = std::fs::read_to_string(repository().join("fixtures/parties/builtin.toml")).unwrap();
    let secured = file.replacen("http://{host}", "https://{host}", 1).replacen(
        "\"diary\",",
        "\"diary\", \"--tls-cert\", \"tls.pem\", \"--tls-key\", \"tls.key\",",
        1,
    );
    assert_eq!(secured.matches("https://{host}").count(), 1, "{secured}");
    std::fs::write(folder.join("unknown.toml"), &secured).unwrap();
    let known = secured.replacen("[party]\n", "[party]\nca_file = \"ca.pem\"\n", 1);
    std::fs::write(folder.join("known.toml"), known).unwrap();
    let ran = harness(&folder, &["--tls", "--party", "known.toml", "diary.bind.memo"]).output().unwrap();
    let verdicts = reported(&folder, &String::from_utf8_lossy(&ran.stderr));
    assert_eq!(verdicts["diary.bind.memo"].0, "passed", "{}", verdicts["diary.bind.memo"].1);
    only_https(&folder);
    let ran = harness(&folder, &["--tls", "--party", "unknown.toml", "diary.bind.memo"]).output().unwrap();
    let verdicts = reported(&folder, &String::from_utf8_lossy(&ran.stderr));
    assert_eq!(verdicts["diary.bind.memo"].0, "broken", "{}", verdicts["diary.bind.memo"].1);
    assert!(verdicts["diary.bind.memo"].1.contains("ca_file"), "{}", verdicts["diary.bind.memo"].1);
}

/// A story that goes to an operator's desk and reads what was sent, at a provider with a control token.
#[test]
fn pages_that_want_the_control_token_are_opened_in_either_browser() {
    let folder = folder("token");
    std::fs::write(folder.join("token"), "q7Jx0n3vT2mB8sKd\n").unwrap();
    let idp = Path::new(env!("CARGO_BIN_EXE_esia-harness")).with_file_name("esia-idp");
    let idp = Command::new(idp)
        .args(["serve", "--listen", "127.0.0.1:0", "--seed", "2018", "--control-token-file"])
        .arg(folder.join("token"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut idp = Ended(idp);
    let url = ready_line(&mut idp)["base_url"].as_str().unwrap().to_owned();
    for browser in ["http", "chromium"] {
        let asked = ["--idp", &url, "--control-token-file", "token", "--browser", browser];
        let ran = harness(&folder, &asked).arg("account.confirm.centre").output().unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert_eq!(ran.status.code(), Some(0), "{browser}: {said}\n{}", String::from_utf8_lossy(&ran.stderr));
        let report = std::fs::read_to_string(folder.join("report.json")).unwrap();
        assert!(report.contains("/operator") && !report.contains("q7Jx0n3vT2mB8sKd"), "{browser}");
    }
}
