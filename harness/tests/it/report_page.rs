//! Owns tests of the HTML report in a real Chromium: everything it does there is asked by a script within a copy of it,
//! and read back from the page that Chromium leaves.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::cause;
use harness::event::Verdict;
use harness::lang::Lang;
use harness::report::html;
use harness::report::record::Record;
use serde_json::Value;

use crate::reports::{large, recorded, recorded_with};

/// The size that a report of 200 passed scenarios may have.
const OCTETS_MAX: usize = 1_000_000;

/// Chromium's own name, wherever a distribution puts it.
fn chromium() -> Command {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let name = names.into_iter().find(is_there).expect("Chromium, which `.make/setup test` installs");
    let mut command = Command::new(name);
    command.args(["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000"]);
    command
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report-page").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

/// What a script finds out within the page: it fills `found`.
fn found(name: &str, page: &str, options: &[&str], script: &str) -> Value {
    let script = format!(
        "<script>addEventListener('load', async function () {{ var found = {{}}; \
         function soon() {{ return new Promise(function (done) {{ setTimeout(done, 200); }}); }} \
         try {{ {script} }} catch (error) {{ found.error = String(error); }} \
         document.documentElement.innerHTML = ''; document.body.textContent = 'FOUND' + btoa(unescape(encodeURIComponent(JSON.stringify(found)))) + 'END'; }});</script></body>"
    );
    let path = file(&format!("{name}.html"), &page.replace("</body>", &script));
    let ran = chromium()
        .args(options)
        .arg("--dump-dom")
        .arg(format!("file://{}", path.display()))
        .output()
        .unwrap();
    let left = String::from_utf8(ran.stdout).unwrap();
    let coded = left.split_once("FOUND").and_then(|(_, rest)| rest.split_once("END")).map(|(coded, _)| coded);
    let coded = coded.unwrap_or_else(|| panic!("{left}\n{}", String::from_utf8_lossy(&ran.stderr)));
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.decode(coded).unwrap();
    let found: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(found["error"], Value::Null, "{found}");
    found
}

fn page(lang: Lang) -> String {
    let mut record = recorded();
    record.lang = lang;
    html::render(&record)
}

#[test]
fn a_scenario_that_is_opened_shows_its_requests_and_answers() {
    let script = "var story = document.getElementById('a.passes'); found.before = story.querySelectorAll('.steps > li').length; \
         story.open = true; await soon(); \
         found.steps = story.querySelectorAll('.steps > li').length; found.exchanges = story.querySelectorAll('.exchange').length; \
         found.text = story.textContent.indexOf('Вход в школьный дневник') >= 0;";
    let found = found("opened", &page(Lang::En), &[], script);
    assert_eq!(found, serde_json::json!({ "before": 0, "steps": 5, "exchanges": 1, "text": true }));
}

#[test]
fn the_pictures_of_a_scenario_are_shown_when_it_is_opened() {
    let script = "var all = document.querySelector('[id=\"b.fails\"] .all'); all.open = true; await soon(); \
         found.src = all.querySelector('img').src; found.alt = all.querySelector('img').alt;";
    let found = found("pictured", &page(Lang::En), &[], script);
    assert_eq!(found["src"], "data:image/webp;base64,UklGRi4uLi5XRUJQ");
    assert_eq!(found["alt"], "mother: Вход в школьный дневник");
}

#[test]
fn chips_and_words_choose_what_is_shown() {
    let script = "function shown() { return Array.from(document.querySelectorAll('.story:not([hidden])')).map(function (one) { return one.id; }); } \
         var chip = document.querySelector('[data-filter=failed]'); \
         found.all = shown().length; chip.click(); found.failed = shown(); found.pressed = chip.getAttribute('aria-pressed'); \
         found.parts = document.querySelectorAll('.part:not([hidden])').length; chip.click(); found.again = shown().length; \
         var words = document.getElementById('by-id'); words.value = 'E.WARNS'; words.dispatchEvent(new Event('input', {bubbles: true})); found.named = shown();";
    let found = found("chips", &page(Lang::En), &[], script);
    let expected = serde_json::json!({ "all": 8, "failed": ["b.fails"], "pressed": "true", "parts": 1, "again": 8, "named": ["e.warns"] });
    assert_eq!(found, expected);
}

#[test]
fn each_page_of_the_report_is_found_by_its_link_and_fits_a_phone() {
    let script = "found.wide = []; for (var name of ['findings', 'official', 'appendix', 'overview']) { \
         location.hash = '#' + name; await soon(); \
         var shown = Array.from(document.querySelectorAll('.view:not([hidden])')).map(function (one) { return one.id; }); \
         if (shown.join() !== name) { found.wrong = name + ': ' + shown; } \
         if (document.documentElement.scrollWidth > innerWidth) { found.wide.push(name); } }";
    for lang in [Lang::Ru, Lang::En] {
        let found = found(&format!("phone.{}", lang.tag()), &page(lang), &["--window-size=390,740"], script);
        assert_eq!(found, serde_json::json!({ "wide": [] }));
    }
}

/// Needs axe-core, which `.make/setup test` installs.
#[test]
fn axe_finds_nothing_in_either_language_light_or_dark() {
    let axe = crate::party::clients().join("node/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{}: {error}", axe.display()));
    let script = "found.faults = []; for (var name of ['findings', 'official', 'appendix', 'overview']) { \
         location.hash = '#' + name; await soon(); \
         document.querySelectorAll('.view:not([hidden]) details').forEach(function (one) { one.open = true; }); await soon(); \
         (await axe.run(document)).violations.forEach(function (one) { found.faults.push(name + ': ' + one.id + ': ' + one.nodes[0].html); }); } \
         found.control = await (async function () { document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">'); \
         return (await axe.run(document)).violations.length > 0; })();";
    for (lang, options) in [
        (Lang::Ru, ["--window-size=1280,900", "--blink-settings=preferredColorScheme=1"]),
        (Lang::En, ["--window-size=500,900", "--blink-settings=preferredColorScheme=0"]),
    ] {
        let page = page(lang).replace("</head>", &format!("<script>{axe}</script></head>"));
        let found = found(&format!("axe.{}", lang.tag()), &page, &options, script);
        assert_eq!(found, serde_json::json!({ "faults": [], "control": true }));
    }
}

#[test]
fn the_page_for_officials_is_one_printed_page() {
    let mut record = large(40);
    record.stories.iter_mut().for_each(|story| {
        if let Some(outcome) = &mut story.outcome {
            (outcome.verdict, outcome.halt) = (Verdict::Failed, Some(format!("{} stopped", story.label.id)));
        }
    });
    for lang in [Lang::Ru, Lang::En] {
        record.lang = lang;
        let page =
            html::render(&record).replace("</body>", "<script>location.hash = '#official';</script></body>");
        let path = file(&format!("official.{}.html", lang.tag()), &page);
        let pdf = path.with_extension("pdf");
        let printed = format!("--print-to-pdf={}", pdf.display());
        let ran = chromium().arg(printed).arg(format!("file://{}", path.display())).output().unwrap();
        let octets =
            std::fs::read(&pdf).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ran.stderr)));
        let pages = octets.windows(9).filter(|window| window == b"/MediaBox").count();
        assert_eq!(pages, 1, "{}", lang.tag());
    }
}

#[test]
fn two_hundred_passed_scenarios_take_less_than_a_megabyte() {
    let size = html::render(&large(200)).len();
    assert!(size <= OCTETS_MAX, "{size} octets");
    assert!(size > 100_000, "{size} octets: there is nothing in it");
}

#[test]
fn failures_with_one_cause_stand_together_the_gravest_first() {
    let causes = [
        ("a.passes", &cause::EXPLANATION),
        ("b.fails", &cause::ID_TOKEN_AUDIENCE),
        ("c.invalid", &cause::ID_TOKEN_AUDIENCE),
        ("e.warns", &cause::ANSWER_STATE),
    ];
    let record: Record = recorded_with(&causes);
    let page = html::render(&record);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    let order = [
        "</span> audience of the id token",
        "id=\"b.fails\"",
        "id=\"c.invalid\"",
        "</span> explanation of a refusal",
        "id=\"a.passes\"",
        "id=\"unjudged\"",
        "id=\"warnings\"",
        "id=\"passed\"",
        "id=\"aside\"",
        "id=\"h.never\"",
    ];
    let places: Vec<_> = order[..7].iter().chain(&order[8..]).map(|words| at(words)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(page.matches("</span> audience of the id token").count(), 1);
    for words in
        ["MR-RP-10", "The owner of any other site", "Compare aud with", "esia-harness run --seed 7 b.fails"]
    {
        assert!(page.contains(words), "{words}");
    }
}
