//! OpenSSL with its GOST engine, as tests use it: the other side that keys, certificates and signatures are exchanged with.
//!
//! It is required: without it a test fails and says how to install it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use gost3410::{ParameterSet, Size};

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

/// A folder with OpenSSL's configuration.
pub struct Engine {
    folder: PathBuf,
    /// Whether the folder goes when this is dropped.
    passing: bool,
}

impl Engine {
    /// A folder of its own, gone when it is dropped.
    pub fn open() -> Self {
        Self::require();
        Self::new()
    }

    /// A folder that is there already, and stays.
    pub fn within(folder: &Path) -> Self {
        Self::require();
        Self::configured(folder.to_owned(), false)
    }

    fn require() {
        static PROBED: LazyLock<Result<(), String>> = LazyLock::new(|| Engine::new().probe());
        if let Err(answer) = &*PROBED {
            panic!("{INSTALL}\n{answer}");
        }
    }

    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("esia-sim-gost-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for the tests");
        Self::configured(folder, true)
    }

    fn configured(folder: PathBuf, passing: bool) -> Self {
        let engine = Self { folder, passing };
        engine.write("openssl.cnf", CONFIGURATION);
        engine
    }

    fn probe(&self) -> Result<(), String> {
        let output = self.output("engine -t gost", b"");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() && answer.contains("[ available ]") { Ok(()) } else { Err(answer) }
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder.join(name), content).expect("a file of the tests");
    }

    /// Reads a file.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.join(name)).expect("a file of the tests")
    }

    /// Reads a file of text.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("a text in UTF-8")
    }

    /// Whether a command ends well.
    pub fn accepts(&self, command: &str) -> bool {
        self.output(command, b"").status.success()
    }

    /// The standard output of a command that has to end well.
    pub fn run(&self, command: &str) -> String {
        String::from_utf8_lossy(&self.fed(command, b"")).into_owned()
    }

    /// The standard output, byte for byte, of a command that is fed and has to end well.
    pub fn fed(&self, command: &str, input: &[u8]) -> Vec<u8> {
        let output = self.output(command, input);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {command}: {complaint}");
        output.stdout
    }

    /// Makes the private key `{name}.key` over a set.
    pub fn make_key(&self, name: &str, set: ParameterSet) {
        let algorithm = match set.size() {
            Size::Bits256 => "gost2012_256",
            Size::Bits512 => "gost2012_512",
        };
        let set = name_in_the_engine(set);
        self.run(&format!("genpkey -algorithm {algorithm} -pkeyopt paramset:{set} -out {name}.key"));
    }

    /// Makes `{name}.key` over a set and its self-signed `{name}.crt`.
    pub fn make_certificate(&self, name: &str, set: ParameterSet) {
        self.make_key(name, set);
        let digest = digest_option(set.size());
        self.run(&format!(
            "req -new -x509 -config openssl.cnf -key {name}.key {digest} -days 3650 -subj /C=RU/CN={name} \
             -out {name}.crt"
        ));
    }

    fn output(&self, command: &str, input: &[u8]) -> Output {
        let mut child = Command::new("openssl")
            .args(command.split_whitespace())
            .current_dir(&self.folder)
            .env("OPENSSL_CONF", self.folder.join("openssl.cnf"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{INSTALL}\n{error}"));
        // A command that needs no input may end before it has read any.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        child.wait_with_output().expect("the command ends")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if self.passing {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The option that names the digest of a size.
pub fn digest_option(size: Size) -> &'static str {
    match size {
        Size::Bits256 => "-md_gost12_256",
        Size::Bits512 => "-md_gost12_512",
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
