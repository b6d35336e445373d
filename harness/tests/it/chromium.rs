//! Owns the test that scenarios run unchanged in a real Chromium, on a phone and without a mouse, with a picture of every page.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, mpsc};

use harness::bench::browser::{Browser, Browsers};
use harness::bench::chromedriver::{Chromedriver, Hand, Screen};
use harness::bench::provider::ProcessHandle;
use harness::bench::transcript::Transcript;
use harness::interrupt::Interrupt;
use serde_json::Value;

/// Registration, its code and password; a centre found on the map; the letter's code; an authenticator;
/// a child's account; the memo of the diary from its first step to its last; and the consent of school diaries, given,
/// declined, narrowed, withdrawn, and missed by children.
const STORIES: &[&str] = &[
    "account.register.phone",
    "account.confirm.centre",
    "account.confirm.letter",
    "account.two-factor.totp",
    "account.child.create",
    "diary.bind.memo",
    "diary.consent.edu-journal.parent",
    "diary.consent.edu-journal.child",
    "diary.consent.missing",
    "diary.consent.one-of-two",
    "diary.consent.second-parent",
    "diary.consent.declined",
    "diary.consent.narrowed",
    "diary.consent.withdrawn",
    "diary.filter.shuts-children-out",
];

/// Needs Chromium and chromedriver, which `.make/setup test` installs.
fn run_without_a_mouse_and_fit_a_phone(name: &str, stories: &[&str]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let [screens, json, html] = ["screens", "report.json", "report.html"].map(|name| folder.join(name));
    let ran = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(["run", "--browser", "keyboard", "--screen", &Screen::PHONE.to_string(), "--screens"])
        .arg(&screens)
        .arg("--report-json")
        .arg(&json)
        .arg("--report-html")
        .arg(&html)
        .arg("--capsules")
        .arg(folder.join("capsules"))
        .arg("--history")
        .arg(folder.join("history.json"))
        .args(stories)
        .output()
        .unwrap();
    let (output, complained) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(0), "{output}\n{complained}");

    let report: Value = serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    let page = std::fs::read_to_string(html).unwrap();
    let told = report["scenarios"].as_array().unwrap();
    assert_eq!(told.len(), stories.len());
    for story in told {
        assert_eq!(story["verdict"], "passed", "{}", story["id"]);
        let happened = story["happened"].as_array().unwrap();
        let files: Vec<_> = happened.iter().filter_map(|step| step["pictured"]["file"].as_str()).collect();
        let documents = happened.iter().filter(|step| step["exchanged"]["status"] == 200).count();
        assert!(files.len() >= 4 && documents >= files.len(), "{}: {files:?}, {documents}", story["id"]);
        for file in files {
            let image = std::fs::read(screens.join(file)).unwrap();
            assert_eq!(width_of(&image), Some(Screen::PHONE.width), "{file}: the page does not fit");
        }
    }
    assert!(page.contains("/01.webp\">UklGR"), "the page keeps no picture");
}

#[test]
fn stories_run_in_chromium_without_a_mouse_and_fit_a_phone() {
    run_without_a_mouse_and_fit_a_phone("chromium", &["account.register.phone", "diary.bind.memo"]);
}

mod full {
    use super::*;

    #[test]
    fn every_kind_of_page_runs_in_chromium_without_a_mouse_and_fits_a_phone() {
        run_without_a_mouse_and_fit_a_phone("chromium-full", STORIES);
    }
}

/// How wide a picture is: RFC 9649, 2.7, says it in three octets, one less.
fn width_of(image: &[u8]) -> Option<u32> {
    let extended = image.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBPVP8X")?;
    let width = extended.get(8..11)?;
    Some(width.iter().rev().fold(0, |all, octet| all << 8 | u32::from(*octet)) + 1)
}

/// What a page hides from the keyboard is found out.
#[test]
fn a_button_that_only_a_mouse_reaches_stops_a_story() {
    let (handle, interrupt) = (ProcessHandle::default(), Interrupt::new());
    let driver = Chromedriver::start(Screen::PHONE, Hand::Keyboard, &handle, &interrupt).unwrap();
    let browsers = Browsers::Chromium(Arc::new(driver));
    let (events, _) = mpsc::channel();
    let http = harness::bench::http::Exchanges::trusting(&harness::system::tls::Trust::default()).unwrap();
    let mut browser = Browser::new("citizen", &browsers, http, Transcript::new("test", events, interrupt));
    let mut output = |button: &str| {
        let page = format!("<form><input name='a'><button {button}>Go</button></form>");
        browser.open(&format!("data:text/html,{page}")).unwrap();
        browser.press("Go").unwrap_err().to_string()
    };
    assert_eq!(output("tabindex='-1'"), "«Go» cannot be reached without a mouse");
    assert_eq!(output("style='outline: none'"), "the focus on «Go» cannot be seen");
    // Nothing is wrong with this one but that a page without an address cannot be left for another.
    assert!(output("").starts_with("«Go» was clicked, and the page stayed"));
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
            .arg("--history")
            .arg(folder.join("history.json"))
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

/// A party of which the harness knows nothing but its file, with a picture of every page.
#[test]
fn a_party_that_a_file_describes_is_driven_in_chromium_too() {
    let file = crate::party::repository().join("fixtures/parties/builtin.toml");
    let (mut harness, folder) = crate::party::run("in-chromium", &file, &["diary.bind.memo"]);
    let ran = harness.args(["--browser", "chromium", "--screens", "screens"]).output().unwrap();
    let (verdict, why) =
        &crate::party::reported(&folder, &String::from_utf8_lossy(&ran.stderr))["diary.bind.memo"];
    assert_eq!((verdict.as_str(), ran.status.code()), ("passed", Some(0)), "{why}");
    let pictures = std::fs::read_dir(folder.join("screens/diary.bind.memo")).unwrap().count();
    assert!(pictures >= 10, "{pictures} pages were seen");
}
