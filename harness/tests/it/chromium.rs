//! Owns the test that stories run unchanged in a real Chromium, with a picture of every page.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Registration, its code and password; a centre found on the map; the letter's code; an authenticator;
/// a child's account; and the memo of the diary from its first step to its last.
const STORIES: &[&str] = &[
    "account.register.phone",
    "account.confirm.centre",
    "account.confirm.letter",
    "account.two-factor.totp",
    "account.child.create",
    "diary.bind.memo",
];

/// Needs Chromium and chromedriver, which `.make/setup test` installs.
#[test]
fn stories_run_in_chromium_as_they_do_over_http() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium");
    let _ = std::fs::remove_dir_all(&folder);
    let [screens, json, html] = ["screens", "report.json", "report.html"].map(|name| folder.join(name));
    let ran = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(["run", "--browser", "chromium", "--screens"])
        .arg(&screens)
        .arg("--report-json")
        .arg(&json)
        .arg("--report-html")
        .arg(&html)
        .arg("--capsules")
        .arg(folder.join("capsules"))
        .args(STORIES)
        .output()
        .unwrap();
    let (told, complained) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(0), "{told}\n{complained}");

    let report: Value = serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    let page = std::fs::read_to_string(html).unwrap();
    let stories = report["scenarios"].as_array().unwrap();
    assert_eq!(stories.len(), STORIES.len());
    for story in stories {
        assert_eq!(story["verdict"], "passed", "{}", story["id"]);
        let happened = story["happened"].as_array().unwrap();
        let files: Vec<_> = happened.iter().filter_map(|step| step["pictured"]["file"].as_str()).collect();
        let documents = happened.iter().filter(|step| step["exchanged"]["status"] == 200).count();
        assert!(files.len() >= 5 && documents >= files.len(), "{}: {files:?}, {documents}", story["id"]);
        for file in files {
            let image = std::fs::read(screens.join(file)).unwrap();
            assert!(image.starts_with(b"RIFF") && image.len() > 5_000, "{file} is no picture of a page");
        }
    }
    assert!(page.contains("src=\"data:image/webp;base64,UklGR"), "the page shows no picture");
}

/// A form of the page that a Chromium is on, filled in field by field, is what plain HTTP would have sent.
#[test]
fn a_redirect_and_the_fields_of_a_form_are_in_the_record_of_a_chromium() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium-and-http");
    let asked = ["http", "chromium"].map(|browser| {
        let json = folder.join(format!("{browser}.json"));
        let ran = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
            .args(["run", "--browser", browser, "account.login.foreign-computer", "--report-json"])
            .arg(&json)
            .arg("--screens")
            .arg(folder.join("screens"))
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stdout));
        let report: Value = serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
        let happened = report["scenarios"][0]["happened"].as_array().unwrap().clone();
        let exchanged = happened.into_iter().filter_map(|mut step| {
            let asked = step.get_mut("exchanged")?.take();
            let shape = ["method", "status", "fields"].map(|name| asked[name].clone());
            Some(Value::from(shape.to_vec()))
        });
        exchanged.collect::<Vec<_>>()
    });
    let [http, chromium] = asked;
    assert_eq!(http, chromium);
}
