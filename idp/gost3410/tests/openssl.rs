//! The crate and OpenSSL's GOST engine, each reading and verifying what the other has made, for every set.
//!
//! The engine is required: without it the test fails and says how to install it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use gost3410::{ParameterSet, SigningKey, Size, VerifyingKey};

/// Messages signed by each side for every set.
const MESSAGES: usize = 20;

const INSTALL: &str =
    "OpenSSL with its GOST engine is needed here: apt-get install openssl libengine-gost-openssl";

const CONFIGURATION: &str = "\
openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
";

#[test]
fn the_engine_and_the_crate_read_and_verify_each_other() {
    let bench = Bench::open("exchange");
    bench.require_engine();
    let (some, others) = ParameterSet::ALL.split_at(ParameterSet::ALL.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| some.iter().for_each(|set| exchange(&Bench::open(set.name()), *set)));
        others.iter().for_each(|set| exchange(&Bench::open(set.name()), *set));
    });
}

#[test]
fn the_engine_digests_as_the_crate_does() {
    let bench = Bench::open("digests");
    bench.require_engine();
    for (size, option) in [(Size::Bits256, "-md_gost12_256"), (Size::Bits512, "-md_gost12_512")] {
        for length in [0, 1, 63, 64, 65, 1000] {
            let message = bench.write("message", &vec![b'x'; length]);
            let digest = bench.read_from(&["dgst", option, "-binary", &message]);
            assert_eq!(digest, size.digest(&vec![b'x'; length]));
        }
    }
}

/// All that passes between the two for one set.
fn exchange(bench: &Bench, set: ParameterSet) {
    let theirs = bench.new_key(set);
    let ours = SigningKey::from_entropy(set, b"exchange with the engine");
    for key in [&theirs, &ours] {
        assert_eq!(bench.public_half(&key.to_pkcs8_der()), key.verifying_key(), "{set}");
        let private = bench.write("private.der", &key.to_pkcs8_der());
        let public = bench.write("public.der", &key.verifying_key().to_spki_der());
        for number in 0..MESSAGES {
            let message = message(set, number);
            let path = bench.write("message", &message);
            let signature = bench.read_from(&["dgst", "-keyform", "DER", "-sign", &private, &path]);
            let verdict = key.verifying_key().verify(&message, &signature);
            assert_eq!(verdict, Ok(()), "{set}, message {number}, signature {signature:02x?} of {key:?}");

            let signature = key.sign(&message, &number.to_be_bytes());
            assert!(
                bench.verifies(&public, &signature, &path),
                "{set}, message {number}, our {signature:02x?}"
            );
        }
        let signature = key.sign(b"another message", b"");
        let path = bench.write("message", b"this message");
        assert!(!bench.verifies(&public, &signature, &path), "{set}: a wrong signature is refused");
    }
    read_every_spelling(bench, &ours);
}

/// The engine reads the other spellings of a private number, masks among them, as the same key.
fn read_every_spelling(bench: &Bench, key: &SigningKey) {
    let set = key.parameter_set();
    let plain = key.to_pkcs8_der();
    let number = key.to_bytes();
    let width = number.len();
    let frame = &plain[2..plain.len() - width - 2];
    let mut integer = gost3410::mirrored(&number);
    integer.insert(0, 0);
    let leading = integer.iter().take_while(|octet| **octet == 0).count();
    let first = if integer[leading] < 0x80 { leading } else { leading - 1 };
    let mut mask = vec![0; width];
    mask[0] = 3;
    let spellings = [
        element(0x04, &number),
        element(0x02, &integer[first..]),
        [&number[..], &mask].concat(),
        [&number[..], &mask, &mask].concat(),
    ];
    for spelling in spellings {
        let der = element(0x30, &[frame, &element(0x04, &spelling)].concat());
        let ours = SigningKey::from_pkcs8_der(&der).unwrap();
        assert_eq!(bench.public_half(&der), ours.verifying_key(), "{set}, {spelling:02x?}");
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

/// A message of its own length and content for every set and number.
fn message(set: ParameterSet, number: usize) -> Vec<u8> {
    let mut message = Vec::new();
    while message.len() < number * number * 5 {
        let seed = format!("{set} {number} {}", message.len());
        message.extend(Size::Bits512.digest(seed.as_bytes()));
    }
    message.truncate(number * number * 5);
    message
}

fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len() as u8;
    match contents.len() {
        0..=0x7f => [&[tag, length], contents].concat(),
        0x80..=0xff => [&[tag, 0x81, length], contents].concat(),
        _ => [&[tag, 0x82, (contents.len() >> 8) as u8, length], contents].concat(),
    }
}

/// A folder with OpenSSL's configuration and the files passed to it.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn open(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gost-engine").join(name);
        fs::create_dir_all(&folder).unwrap();
        let bench = Self { folder };
        bench.write("openssl.cnf", CONFIGURATION.as_bytes());
        bench
    }

    fn require_engine(&self) {
        let output = self.openssl(&["engine", "-t", "gost"]);
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && answer.contains("[ available ]"), "{INSTALL}\n{answer}");
    }

    /// A key pair made by the engine.
    fn new_key(&self, set: ParameterSet) -> SigningKey {
        let algorithm = match set.size() {
            Size::Bits256 => "gost2012_256",
            Size::Bits512 => "gost2012_512",
        };
        let paramset = format!("paramset:{}", name_in_the_engine(set));
        let der =
            self.read_from(&["genpkey", "-algorithm", algorithm, "-pkeyopt", &paramset, "-outform", "DER"]);
        let key = SigningKey::from_pkcs8_der(&der).unwrap();
        assert_eq!(key.parameter_set(), set);
        key
    }

    /// The verification key that the engine finds for a PrivateKeyInfo.
    fn public_half(&self, der: &[u8]) -> VerifyingKey {
        let path = self.write("key.der", der);
        let spki = self.read_from(&["pkey", "-inform", "DER", "-in", &path, "-pubout", "-outform", "DER"]);
        VerifyingKey::from_spki_der(&spki).unwrap()
    }

    fn verifies(&self, public: &str, signature: &[u8], message: &str) -> bool {
        let signature = self.write("signature", signature);
        let arguments = ["dgst", "-keyform", "DER", "-verify", public, "-signature", &signature, message];
        self.openssl(&arguments).status.success()
    }

    /// The standard output of a command that has to succeed.
    fn read_from(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.openssl(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments:?}: {complaint}");
        output.stdout
    }

    fn openssl(&self, arguments: &[&str]) -> Output {
        Command::new("openssl")
            .args(arguments)
            .env("OPENSSL_CONF", self.folder.join("openssl.cnf"))
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{INSTALL}\n{error}"))
    }

    fn write(&self, name: &str, octets: &[u8]) -> String {
        let path = self.folder.join(name);
        fs::write(&path, octets).unwrap();
        path.to_str().expect("the build folder has a name in utf-8").to_owned()
    }
}
