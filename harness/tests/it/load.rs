//! Owns tests of load runs from outside: the built-in diary, a party with a planted bottleneck, wrong orders, a run that is broken off.
//! Needs the provider's program beside this one: `cargo build -p idp` makes it.

#[path = "../../examples/planted/party.rs"]
mod party;

use std::collections::HashMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use load::report::{first_line, headline};
use load::told::Told;
use party::{Bottleneck, Party};

/// A folder of one test.
struct Folder(PathBuf);

impl Folder {
    fn of(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("esia-load-test-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn told(&self) -> Told {
        serde_json::from_str(&std::fs::read_to_string(self.0.join("load.json")).unwrap()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_esia-harness"));
        command.args(["load", "--lang", "en", "--out"]).arg(&self.0).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |octets| String::from_utf8_lossy(octets).into_owned();
        (status.code().unwrap_or(-1), text(&stdout), text(&stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Nothing that depends on how busy the machine is.
const PATIENT: &str = "p50=10m,errors=0%";

#[test]
fn citizens_sign_in_to_the_built_in_diary_and_every_report_is_left() {
    let folder = Folder::of("builtin");
    let quick = ["--rate", "8", "--for", "1s", "--think", "20ms", "--accounts", "24", "--aim", PATIENT];
    let (code, out, err) = folder.run(&quick);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.starts_with("Simulator: ") && out.contains("The aim was kept"), "{out}");
    let told = folder.told();
    let whole = &told.whole;
    assert!(whole.counts.through > 0 && whole.counts.failed == 0, "{out}");
    assert_eq!(whole.counts.begun, whole.counts.through + whole.counts.abandoned + whole.counts.cut_off);
    // A sign-in has a page of the diary, a page of the portal, and redirects between them.
    assert!(whole.requests > 5 * whole.counts.through.min(3), "{}", whole.requests);
    assert!(whole.sides.party_s > 0.0 && whole.sides.portal_s > 0.0);
    assert!(whole.cpu.party_s.is_some() && whole.cpu.portal_s.is_some());
    assert!(whole.counts.sockets_max <= 1_000, "{}", whole.counts.sockets_max);
    let page = std::fs::read_to_string(folder.0.join("load.html")).unwrap();
    assert!(page.contains(&headline(&told, lang::Lang::En)) && page.contains("<svg"));
    let first = first_line(&told, lang::Lang::En);
    assert!(std::fs::read_to_string(folder.0.join("load.xml")).unwrap().contains(&first));
}

/// A party in this process that bears so many a second, and the file that describes it.
fn planted(folder: &Folder, places: usize, held: Duration) -> PathBuf {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let portal = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = listener.local_addr().unwrap();
    let party = Party {
        address,
        portal: format!("http://{portal}"),
        mnemonic: "PLANTED".to_owned(),
        bottleneck: Bottleneck::new(places, held),
        sessions: Mutex::new(HashMap::new()),
    };
    std::thread::spawn(move || party.serve(&listener));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("examples/planted/lock.toml")).unwrap();
    let text: String =
        text.lines().filter(|line| !line.starts_with("command")).map(|line| format!("{line}\n")).collect();
    let certificate = root.join("../fixtures/keys/esia-rsa.cert.pem").canonicalize().unwrap();
    let text = text
        .replace("[start]", &format!("[running]\nidp = \"{portal}\""))
        .replace("http://{host}", &format!("http://{address}"))
        .replace("[client]", &format!("[client]\ncertificate = {certificate:?}"));
    let file = folder.0.join("party.toml");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_lock_in_a_party_that_runs_already_is_waited_for_and_misses_the_aim() {
    let folder = Folder::of("lock");
    let file = planted(&folder, 1, Duration::from_millis(200));
    let order = [
        "--party",
        file.to_str().unwrap(),
        "--rate",
        "20",
        "--for",
        "500ms",
        "--think",
        "1ms",
        "--accounts",
        "16",
    ];
    let (code, out, err) = folder.run(&[&order[..], &["--aim", "p50=1ms", "--patience", "1s"]].concat());
    assert_eq!(code, 1, "{out}{err}");
    let told = folder.told();
    // Lower bounds, which no busy machine can undercut: the lock is held by a single citizen too. Who is named is shown by models
    // in `load::sides`, and on a quiet machine by `make load`.
    let rest = told.rest.unwrap().sides;
    assert!(told.whole.request_ms.max >= 200.0 && rest.whole() >= 0.2 && rest.party_s > 0.0, "{out}");
    assert!(!told.whole.kept && !told.whole.missed.is_empty(), "{out}");
    assert!(
        told.whole.cpu.party_s.is_none() && told.whole.cpu.portal_s.is_some(),
        "the party runs without the harness"
    );
}

#[test]
fn wrong_orders_are_refused_with_the_field_and_the_remedy() {
    let folder = Folder::of("wrong");
    let curve = folder.0.join("curve.toml");
    std::fs::write(&curve, "title = \"x\"\n[[steps]]\nfor = \"1s\"\nrate = -3\nsource = \"ours\"\n").unwrap();
    let binding = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/parties/builtin.toml");
    let [curve, binding] = [&curve, &binding].map(|path| path.to_str().unwrap());
    for (order, words) in [
        (&["--aim", "p99=fast"][..], &["--aim", "`p99`: `fast` is no span of time", "800ms"][..]),
        (&["--curve", curve], &["curve.toml, line 4", "`rate`: -3 is no rate"]),
        (&["--curve", "nowhere.toml"], &["nowhere.toml", "fixtures/load/1-september.toml"]),
        (&["--party", binding, "--accounts", "1"], &["`known`", "known = \"put\"", "known = \"anybody\""]),
        (&["--compare", curve], &["it is no JSON", "load.json of an earlier run"]),
        (&["--sockets", "1"], &["--sockets", "from 4 to 60000"]),
        (&["--steps", "--curve", curve], &["cannot be used with"]),
    ] {
        let (code, _, err) = folder.run(order);
        assert_eq!(code, 2, "{order:?}: {err}");
        words.iter().for_each(|word| assert!(err.contains(word), "{order:?}: {word} in {err}"));
    }
}

/// Ended by its own number, whatever becomes of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_run_that_is_broken_off_leaves_whole_reports_and_says_so() {
    let folder = Folder::of("interrupted");
    let order = ["--rate", "4", "--for", "10m", "--accounts", "12", "--think", "10ms", "--aim", PATIENT];
    let mut command = folder.command(&order);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).env("CI", "1");
    let mut running = Running(command.spawn().unwrap());
    let mut progress = std::io::BufReader::new(running.0.stderr.take().unwrap());
    // The first line with a rate: citizens are coming.
    let is_coming =
        std::io::BufRead::lines(&mut progress).map_while(Result::ok).any(|line| line.contains("/s due"));
    assert!(is_coming, "it ended first");
    let number = running.0.id().to_string();
    assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
    let status = running.0.wait().unwrap();
    assert_eq!(status.code(), Some(3));
    let told = folder.told();
    assert!(told.interrupted && told.whole.seconds < 600.0);
    assert!(std::fs::read_to_string(folder.0.join("load.html")).unwrap().contains("broken off"));
}
