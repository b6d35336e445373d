//! OpenSSL with its GOST engine: the other side that keys, certificates and signatures are exchanged with.
//!
//! It is required: without it a test fails and says how to install it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use gost3410::{ParameterSet, Size};

use crate::crypto::{Certificate, GostSigner};

const INSTALL: &str =
    "OpenSSL with its GOST engine is needed here: apt-get install openssl libengine-gost-openssl";

/// The engine, and what `openssl req` wants to know.
const CONFIGURATION: &str = "\
openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = name
x509_extensions = anchor
[name]
[anchor]
subjectKeyIdentifier = hash
basicConstraints = critical,CA:true
";

/// A folder of its own with OpenSSL's configuration, gone when it is dropped.
pub(crate) struct Engine {
    folder: PathBuf,
}

impl Engine {
    pub(crate) fn open() -> Self {
        static PROBED: LazyLock<Result<(), String>> = LazyLock::new(|| Engine::new().probe());
        if let Err(answer) = &*PROBED {
            panic!("{INSTALL}\n{answer}");
        }
        Self::new()
    }

    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("esia-sim-gost-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let engine = Self { folder: env::temp_dir().join(name) };
        fs::create_dir_all(&engine.folder).unwrap();
        engine.write("openssl.cnf", CONFIGURATION);
        engine
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder.join(name), content).unwrap();
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.join(name)).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// Whether a command ends well.
    pub(crate) fn accepts(&self, command: &str) -> bool {
        self.output(command).status.success()
    }

    /// The standard output of a command that has to end well.
    pub(crate) fn run(&self, command: &str) -> String {
        let output = self.output(command);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {command}: {complaint}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Makes `{name}.key` over a set and its self-signed `{name}.crt`.
    pub(crate) fn make_client(&self, name: &str, set: ParameterSet) -> (GostSigner, Certificate) {
        let (algorithm, digest) = match set.size() {
            Size::Bits256 => ("gost2012_256", "md_gost12_256"),
            Size::Bits512 => ("gost2012_512", "md_gost12_512"),
        };
        let set = name_in_the_engine(set);
        self.run(&format!("genpkey -algorithm {algorithm} -pkeyopt paramset:{set} -out {name}.key"));
        self.run(&format!(
            "req -new -x509 -config openssl.cnf -key {name}.key -{digest} -days 3650 -subj /C=RU/CN={name} \
             -out {name}.crt"
        ));
        let key = GostSigner::from_pem(&self.text(&format!("{name}.key"))).unwrap();
        (key, Certificate::from_pem(&self.text(&format!("{name}.crt"))).unwrap())
    }

    fn probe(&self) -> Result<(), String> {
        let output = self.output("engine -t gost");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() && answer.contains("[ available ]") { Ok(()) } else { Err(answer) }
    }

    fn output(&self, command: &str) -> Output {
        Command::new("openssl")
            .args(command.split_whitespace())
            .current_dir(&self.folder)
            .env("OPENSSL_CONF", self.folder.join("openssl.cnf"))
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{INSTALL}\n{error}"))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What the engine calls a set when it makes a key; it knows only some of them by their identifiers.
fn name_in_the_engine(set: ParameterSet) -> &'static str {
    match set {
        ParameterSet::Test256 => "0",
        ParameterSet::CryptoProA | ParameterSet::Tc26A512 => "A",
        ParameterSet::CryptoProB | ParameterSet::Tc26B512 => "B",
        ParameterSet::CryptoProC | ParameterSet::Tc26C512 => "C",
        ParameterSet::CryptoProXchA => "XA",
        ParameterSet::CryptoProXchB => "XB",
        ParameterSet::Tc26A256 => "TCA",
        ParameterSet::Tc26B256 => "TCB",
        ParameterSet::Tc26C256 => "TCC",
        ParameterSet::Tc26D256 => "TCD",
        ParameterSet::Test512 => "1.2.643.7.1.2.1.2.0",
    }
}
