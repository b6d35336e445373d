//! Owns the test of a run that someone breaks off: whatever ran is in every report, and each is whole.
//! Needs the provider's program beside this one: `cargo build -p idp` makes it.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::broken_server::{Connection, Server};

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
    let output = Command::new("kill").args(["-TERM", &harness.id().to_string()]).status().unwrap();
    assert!(output.success());
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

/// A party of a few lines of shell that is never ready: a silent server stands where it is looked for. It leaves a
/// child, and another in a session of its own, and anyone who of them lives holds the pipe `held` open.
fn stuck_party(name: &str) -> (Server, Command, PathBuf) {
    stuck_after(name, "setsid sleep 1000 & sleep 1000 & echo started >&9; wait")
}

/// The same with a line of shell.
fn stuck_after(name: &str, line: &str) -> (Server, Command, PathBuf) {
    let server = Server::start([("", Connection::wait as fn(&mut Connection))].into());
    let (harness, held) = never_ready(name, line, server.url("").trim_end_matches('/'));
    (server, harness, held)
}

/// A party of a line of shell, which is looked for at an address.
fn never_ready(name: &str, line: &str, url: &str) -> (Command, PathBuf) {
    let line = format!("exec 9>held; {line}");
    let (file, folder) = crate::odd_party::shell(name, &line, crate::odd_party::ANYBODY);
    crate::odd_party::patient(&file);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("http://{host}", url, 1)).unwrap();
    let held = folder.join("held");
    assert!(Command::new("mkfifo").arg(&held).status().unwrap().success());
    let (mut harness, _) = crate::party::run(name, &file, &["hostile.keys.rotated"]);
    harness.env("STUCK_PARTY", name).stdout(Stdio::null()).stderr(Stdio::null());
    (harness, held)
}

/// How many processes have inherited a variable.
fn marked(name: &str) -> usize {
    let mark = format!("STUCK_PARTY={name}\0");
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let environments = processes.filter_map(|one| std::fs::read(one.path().join("environ")).ok());
    environments.filter(|all| String::from_utf8_lossy(all).contains(&mark)).count()
}

/// Looks until there are none: the system takes its time with whoever is killed.
pub(crate) fn all_are_gone(name: &str) -> bool {
    come_true(|| marked(name) == 0)
}

/// Looks again and again, for as long as a loaded machine may need: a minute and more.
fn come_true(mut what: impl FnMut() -> bool) -> bool {
    // Nothing is ever sent: whoever waits for it waits the time of one look.
    let (_keep, look) = mpsc::channel::<()>();
    (0..6_000).any(|_| what() || look.recv_timeout(Duration::from_millis(10)).is_ok())
}

/// Waits until the party has written that both of its children are started: its silent server is asked before.
fn children_are_started(pipe: &mut impl BufRead) {
    let mut said = String::new();
    pipe.read_line(&mut said).unwrap();
    assert_eq!(said, "started\n");
}

#[test]
fn one_signal_ends_a_run_that_hangs_with_whole_reports_and_without_a_descendant() {
    let (server, mut harness, held) = stuck_party("stuck-terminated");
    let mut harness = harness.args(["--report-junit", "r.xml", "--report-html", "r.html"]).spawn().unwrap();
    let mut pipe = BufReader::new(std::fs::File::open(&held).unwrap());
    server.wait_for_request();
    children_are_started(&mut pipe);
    let output = Command::new("kill").args(["-TERM", &harness.id().to_string()]).status().unwrap();
    assert!(output.success());
    assert_eq!(harness.wait().unwrap().code(), Some(3));
    let mut said = String::new();
    pipe.read_to_string(&mut said).unwrap();
    assert_eq!(said, "", "the pipe ends with its last holder");
    assert!(all_are_gone("stuck-terminated"));
    let reports = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party/stuck-terminated");
    let verdicts = crate::party::reported(&reports, "no report");
    assert_eq!(verdicts["hostile.keys.rotated"].0, "interrupted");
    let read = |name: &str| std::fs::read_to_string(reports.join(name)).unwrap();
    assert_eq!(crate::junit_form::fault(&read("r.xml")), None);
    assert!(read("r.html").trim_end().ends_with("</html>"));
}

#[test]
fn a_harness_that_is_killed_leaves_no_process_behind() {
    let (server, mut harness, held) = stuck_party("stuck-killed");
    let mut harness = harness.spawn().unwrap();
    let mut pipe = BufReader::new(std::fs::File::open(&held).unwrap());
    server.wait_for_request();
    children_are_started(&mut pipe);
    // The harness, the provider and the party, two processes above each, and two children of the party. The variables of
    // a process cannot be read while it becomes another program.
    assert!(come_true(|| marked("stuck-killed") >= 9), "{}", marked("stuck-killed"));
    let told = Command::new("kill").args(["-KILL", &harness.id().to_string()]).status().unwrap();
    assert!(told.success());
    harness.wait().unwrap();
    let mut said = String::new();
    pipe.read_to_string(&mut said).unwrap();
    assert!(all_are_gone("stuck-killed"), "{} live on", marked("stuck-killed"));
}

/// The number of a process above the party, in shell: its parent, and the parent of that.
const ABOVE: [(&str, &str); 2] = [("parent", "$PPID"), ("grandparent", "$(ps -o ppid= -p $PPID)")];

#[test]
fn a_party_that_ends_a_process_above_it_ends_too_with_all_its_descendants() {
    for (name, above) in ABOVE {
        let line = format!("setsid sleep 1000 & sleep 1000 & echo started >&9; kill -KILL {above}; wait");
        let (mut harness, held) = never_ready(&format!("kills-{name}"), &line, "http://{host}");
        let mut harness = harness.spawn().unwrap();
        let mut pipe = BufReader::new(std::fs::File::open(&held).unwrap());
        children_are_started(&mut pipe);
        let mut said = String::new();
        pipe.read_to_string(&mut said).unwrap();
        assert_eq!((said.as_str(), harness.wait().unwrap().code()), ("", Some(3)), "{name}");
        let reports = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party").join(format!("kills-{name}"));
        let (verdict, why) = &crate::party::reported(&reports, "no report")["hostile.keys.rotated"];
        assert_eq!(verdict, "broken");
        assert!(why.contains("ended with signal: 9"), "{why}");
    }
}

#[test]
fn a_party_that_forks_without_end_or_stops_the_processes_above_it_does_not_hold_the_end_of_a_run_up() {
    // Each process leaves its parent's session, forks and exits.
    let program =
        "import os\nos.write(9, b\"started\\n\")\nwhile True:\n if os.fork(): os._exit(0)\n os.setsid()\n";
    let stops =
        ABOVE.map(|(name, above)| (name, format!("echo started >&9; kill -STOP {above}; exec sleep 1000")));
    let itself = ("itself", "echo started >&9; kill -STOP $$".to_owned());
    for (name, line) in
        stops.into_iter().chain([itself, ("forks", "python3 forks.py & exec sleep 1000".to_owned())])
    {
        let name = format!("held-by-{name}");
        let (server, mut harness, held) = stuck_after(&name, &line);
        std::fs::write(held.with_file_name("forks.py"), program).unwrap();
        let mut harness = harness.spawn().unwrap();
        let mut pipe = BufReader::new(std::fs::File::open(&held).unwrap());
        children_are_started(&mut pipe);
        if !name.ends_with("parent") {
            server.wait_for_request();
        }
        let told = Command::new("kill").args(["-TERM", &harness.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert_eq!(harness.wait().unwrap().code(), Some(3), "{name}");
        let mut said = String::new();
        pipe.read_to_string(&mut said).unwrap();
        assert!(all_are_gone(&name), "{name}: {} live on", marked(&name));
    }
}

#[test]
fn a_chromium_ends_with_a_harness_that_is_killed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stuck-chromium");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut harness = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .current_dir(&folder)
        .env("STUCK_PARTY", "chromium")
        .args(["run", "--browser", "chromium", "account.*"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A Chromium is many processes; the harness has its stories to tell meanwhile.
    let opened = come_true(|| harness.try_wait().unwrap().is_some() || marked("chromium") >= 12);
    assert!(opened && harness.try_wait().unwrap().is_none());
    let output = Command::new("kill").args(["-KILL", &harness.id().to_string()]).status().unwrap();
    assert!(output.success());
    harness.wait().unwrap();
    assert!(all_are_gone("chromium"), "{} live on", marked("chromium"));
}
