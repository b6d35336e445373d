//! Owns the running of a client library: a small script in its own language, told and asked by lines of JSON.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::oauth::kit::openssl::{file, folder};
use crate::oauth::kit::party::Party;
use crate::oauth::kit::world::{Person, World};

/// A library and the script that uses it.
pub(crate) struct Program {
    runner: PathBuf,
    script: &'static str,
    modules: PathBuf,
}

/// How a script ended.
pub(crate) struct Ended {
    pub(crate) well: bool,
    /// Its last line.
    pub(crate) told: Value,
    /// Everything on its standard error.
    pub(crate) errors: String,
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

/// A path below the folder where set-up has put the libraries.
pub(crate) fn installed(path: &str) -> PathBuf {
    let folder = std::env::var_os("ESIA_SIM_CLIENTS").filter(|folder| !folder.is_empty());
    let folder = folder.map_or_else(|| repository().join(".build/clients"), PathBuf::from);
    let found = folder.join(path);
    assert!(
        found.exists(),
        "the client libraries are not in {}: run `make setup` (or set ESIA_SIM_CLIENTS to where they are)",
        folder.display()
    );
    found
}

impl Program {
    pub(crate) fn python(script: &'static str) -> Self {
        let runner = installed("python/bin/python");
        Self { runner, script, modules: PathBuf::new() }
    }

    pub(crate) fn node(script: &'static str) -> Self {
        Self { runner: PathBuf::from("node"), script, modules: installed("node/node_modules") }
    }

    /// Runs the script; the citizen is signed in by the control call when it asks for that.
    pub(crate) fn run(&self, world: &World, person: &Person, scope: &str, check_key: &str) -> Ended {
        self.run_within(world, person, scope, check_key, world.environment())
    }

    /// The same with these variables for HTTPS.
    pub(crate) fn run_within(
        &self,
        world: &World,
        person: &Person,
        scope: &str,
        check_key: &str,
        environment: BTreeMap<&'static str, String>,
    ) -> Ended {
        let party = &world.party;
        let mut child = Command::new(&self.runner)
            .arg(repository().join("harness/clients").join(self.script))
            .arg(settings(world, party, scope, check_key).to_string())
            .env("NODE_PATH", &self.modules)
            .envs(environment)
            .env("PYTHONWARNINGS", "ignore")
            .env("NODE_NO_WARNINGS", "1")
            // One library writes hour 24 for midnight, and `+` before every zone.
            .env("TZ", zone_without_midnight(world))
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .env_remove("OPENSSL_CONF")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|why| {
                panic!("{} does not start ({why}): run `make setup`", self.runner.display())
            });
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let asked: Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(address) = asked["authorize_url"].as_str() {
            let call = json!({"person": person.oid, "authorize_url": address});
            let back = world.control("POST", "/sign-ins", &call)["redirect_to"].clone();
            let mut input = child.stdin.take().expect("a pipe");
            writeln!(input, "{}", back.as_str().expect("an address")).unwrap();
        }
        let mut told = Value::Null;
        for line in out.lines() {
            told = serde_json::from_str(&line.unwrap()).unwrap_or(told);
        }
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        Ended { well: output.status.success(), told, errors }
    }
}

fn settings(world: &World, party: &Party, scope: &str, check_key: &str) -> Value {
    json!({
        "url": world.base, "client_id": party.mnemonic, "redirect_uri": party.redirect_uri, "scope": scope,
        "certificate": party.identity.certificate_file(), "key": party.identity.key_file(),
        "check_key": folder().join(file(check_key.as_bytes())),
    })
}

/// A zone east of Greenwich whose hour is not about to be midnight's.
fn zone_without_midnight(world: &World) -> &'static str {
    let clock = world.get("/control/v1/clock").json();
    let now = clock["now"].as_str().expect("a time").to_owned();
    let hour = now.split_once('T').and_then(|(_, time)| time.get(..2)).expect("an hour");
    if matches!(hour, "23" | "00") { "Etc/GMT-5" } else { "UTC" }
}
