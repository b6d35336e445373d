//! Owns tests of relying parties that a file describes: the built-in diary as any other, one over a public library, one
//! that runs already. They need the provider's program beside this one: `cargo build -p idp` makes it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use serde_json::Value;

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Where set-up installs what the tests take from others.
pub(crate) fn clients() -> PathBuf {
    let clients = std::env::var_os("ESIA_SIM_CLIENTS").filter(|folder| !folder.is_empty());
    clients.map_or_else(|| repository().join(".build/clients"), PathBuf::from)
}

/// The Python that has the public library.
pub(crate) fn python() -> PathBuf {
    let python = clients().join("python/bin/python");
    assert!(python.exists(), "{} is not there: run `make setup`", python.display());
    python
}

/// What a program prints first.
pub(crate) fn ready_line(program: &mut Ended) -> Value {
    let mut line = String::new();
    BufReader::new(program.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

/// The verdict of each scenario by its id, and the reason where there is one.
pub(crate) type Verdicts = BTreeMap<String, (String, String)>;

/// A run of scenarios about the party of a file, which leaves its reports in a folder of its own.
pub(crate) fn run(name: &str, party: &Path, scenarios: &[&str]) -> (Command, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut harness = Command::new(env!("CARGO_BIN_EXE_esia-harness"));
    harness
        .current_dir(&folder)
        .args(["run", "--mutations", "quick", "--party", party.to_str().unwrap()])
        .args(["--report-json", "report.json"])
        .args(scenarios);
    (harness, folder)
}

/// Runs scenarios about the party of a file; gives the verdict of each, and the reason where there is one.
fn verdicts(name: &str, party: &Path, scenarios: &[&str]) -> Verdicts {
    let (mut harness, folder) = run(name, party, scenarios);
    let ran = harness.output().unwrap();
    reported(&folder, &String::from_utf8_lossy(&ran.stderr))
}

/// What the report in a folder says.
pub(crate) fn reported(folder: &Path, complaint: &str) -> Verdicts {
    let text = std::fs::read_to_string(folder.join("report.json"));
    let text = text.unwrap_or_else(|error| panic!("{error}: {complaint}"));
    let report: Value = serde_json::from_str(&text).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let scenarios = report["scenarios"].as_array().unwrap().iter();
    scenarios.map(|one| (text(&one["id"]), (text(&one["verdict"]), text(&one["halt"])))).collect()
}

/// A process that ends with the test, however that ends.
pub(crate) struct Ended(pub(crate) Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A port that the system gives to no one who asks for any, so that it is still free in a moment; another each time.
pub(crate) fn lasting_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 10_000).unwrap();
    let mut wanted =
        std::iter::repeat_with(|| 20_000 + (first + GIVEN.fetch_add(1, Ordering::SeqCst)) % 10_000);
    wanted.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).unwrap()
}

/// The ids with a verdict.
fn with<'v>(verdicts: &'v Verdicts, wanted: &str) -> Vec<&'v str> {
    verdicts.iter().filter(|(_, (verdict, _))| verdict == wanted).map(|(id, _)| id.as_str()).collect()
}

#[test]
fn the_built_in_diary_is_driven_as_well_by_its_file() {
    let file = repository().join("fixtures/parties/builtin.toml");
    let stories = [
        "diary.bind.*",
        "diary.after-date.*",
        "diary.match.ok",
        "diary.dual.both",
        "hostile.a*",
        "hostile.s*",
        "hostile.provider.re*",
    ];
    let verdicts = verdicts("builtin", &file, &stories);
    for id in ["diary.bind.memo", "diary.bind.declined", "diary.after-date.password", "hostile.session.fixed"]
    {
        assert_eq!(verdicts[id].0, "passed", "{id}: {}", verdicts[id].1);
    }
    behind_the_browser("builtin");
    let attacks = verdicts.keys().filter(|id| id.starts_with("hostile."));
    let (yaroslavl, not_bound) = (
        ["hostile.provider.resource-untrusted", "hostile.provider.resource-trusted"],
        "hostile.account.of-another-user",
    );
    for id in attacks.filter(|id| !yaroslavl.contains(&id.as_str()) && *id != not_bound) {
        assert_eq!(verdicts[id].0, "passed", "{id}: {}", verdicts[id].1);
    }
    let (verdict, why) = &verdicts["diary.match.ok"];
    assert_eq!(verdict, "not-applicable");
    assert!(why.contains("the policy `voronezh-itek-2017`; the party's file names `bratsk-2018`"), "{why}");
}

/// What the diary asked the provider itself stands in the record: tokens taken apart, nothing personal.
fn behind_the_browser(name: &str) {
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party").join(name).join("report.json");
    let report: Value = serde_json::from_str(&std::fs::read_to_string(report).unwrap()).unwrap();
    let mut stories = report["scenarios"].as_array().unwrap().iter();
    let memo = stories.find(|one| one["id"] == "diary.bind.memo").unwrap();
    let steps = memo["happened"].as_array().unwrap().iter().map(|step| &step["asked"]);
    let asked: Vec<&Value> = steps.filter(|asked| asked["who"] == "SCHOOL_DIARY").collect();
    let [te, rs] = ["/aas/oauth2/te", "/rs/prns/"].map(|place| {
        let fits = |one: &&&Value| one["url"].as_str().unwrap().starts_with(place);
        asked.iter().find(fits).unwrap_or_else(|| panic!("{place} is not among {asked:?}"))
    });
    let tokens: Vec<&str> = te["tokens"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let [access, id] =
        ["access_token\n", "id_token\n"].map(|name| tokens.iter().find(|one| one.starts_with(name)));
    assert!(
        access.unwrap().contains("urn:esia:sbj_id") && id.unwrap().contains("\"aud\": \"SCHOOL_DIARY\""),
        "{te}"
    );
    assert!(rs["tokens"][0].as_str().unwrap().starts_with("authorization\n"), "{rs}");
    let record = rs["text"].as_str().unwrap();
    assert!(record.contains("\"trusted\": true") && record.contains("characters)"), "{record}");
}

/// The findings are real: the manual of the library has no check of the state or of the record.
#[test]
fn a_party_over_a_public_library_passes_what_it_can_and_the_rest_is_told_honestly() {
    python();
    let file = repository().join("harness/clients/small-diary.toml");
    let attacks = [
        "hostile.answer.*",
        "hostile.state.*",
        "hostile.session.*",
        "hostile.provider.token-*",
        "hostile.provider.res*",
        "diary.bind.memo",
    ];
    let verdicts = verdicts("small", &file, &attacks);
    let output = |wanted| with(&verdicts, wanted).join("\n");
    assert_eq!(
        output("failed"),
        "hostile.answer.forced\nhostile.answer.of-another-browser\nhostile.answer.to-a-binding\n\
         hostile.provider.resource-deleted\nhostile.provider.resource-empty\n\
         hostile.state.made-up\nhostile.state.spent"
    );
    // It knows people by the number of their account and keeps nothing that a record could be compared with.
    assert_eq!(verdicts["hostile.provider.resource-other-person"].0, "warning");
    assert_eq!(with(&verdicts, "invalid").len() + with(&verdicts, "broken").len(), 0, "{verdicts:?}");
    for id in
        ["token-expired", "token-foreign-key", "token-unsigned", "token-other-audience", "token-other-issuer"]
    {
        assert_eq!(verdicts[&format!("hostile.provider.{id}")].0, "passed", "{id}");
    }
    let reasons = [
        ("diary.bind.memo", "the party's file names none"),
        ("hostile.session.fixed", "attacker has no cookie of"),
        ("hostile.state.stale", "the party's file has no [clock]"),
        ("hostile.provider.token-other-subject", "so it cannot detect this fault"),
        ("hostile.provider.token-level-raised", "the party does not demand a confirmed account"),
    ];
    for (id, reason) in reasons {
        let (verdict, why) = &verdicts[id];
        assert_eq!(verdict, "not-applicable", "{id}: {why}");
        assert!(why.contains(reason), "{id}: {why}");
    }
}

#[test]
fn a_party_that_runs_already_is_driven_where_it_looks_for_the_portal() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("party-that-runs");
    std::fs::create_dir_all(&folder).unwrap();
    let certificate = folder.join("diary.crt");
    let port = lasting_port();
    let portal_key = repository().join("fixtures/keys/esia-rsa.cert.pem");
    let diary = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args([
            "diary",
            "--idp",
            &format!("http://127.0.0.1:{port}"),
            "--listen",
            "127.0.0.1:0",
            "--seed",
            "1",
        ])
        .args([
            "--write-certificate",
            certificate.to_str().unwrap(),
            "--portal-key",
            portal_key.to_str().unwrap(),
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut diary = Ended(diary);
    let ready = ready_line(&mut diary);

    let described = std::fs::read_to_string(repository().join("fixtures/parties/builtin.toml")).unwrap();
    let (head, rest) = described.split_once("[start]").unwrap();
    let rest = rest.split_once("[client]").unwrap().1;
    let head = head.replace("http://{host}", ready["base_url"].as_str().unwrap());
    let file = folder.join("party.toml");
    let known = "known = \"binding\"\nreset = { command = [\"touch\", \"was-reset\"] }";
    let rest = rest.replacen("known = \"binding\"", known, 1);
    let text =
        format!("{head}[running]\nidp = \"127.0.0.1:{port}\"\n\n[client]\ncertificate = \"diary.crt\"{rest}");
    std::fs::write(&file, text).unwrap();
    let output = ["diary.bind.memo", "hostile.keys.rotated"];
    let verdicts = verdicts("running", &file, &output);
    // What would change the one portal for good is not done to it.
    for (id, verdict) in output.into_iter().zip(["passed", "not-applicable"]) {
        assert_eq!(verdicts[id].0, verdict, "{id}: {}", verdicts[id].1);
    }
    assert!(folder.join("was-reset").exists());
}
