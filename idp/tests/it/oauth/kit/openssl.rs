//! Owns Debian's `openssl` as the tests' signer and verifier: no code of the provider judges itself.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, process};

use gost_engine::{Engine, digest_option};
use gost3410::ParameterSet;

/// A key with its self-signed certificate, in files.
pub(crate) struct Identity {
    name: &'static str,
    /// The option that names its digest.
    digest: &'static str,
    /// The certificate, PEM.
    pub(crate) certificate: String,
}

/// The folder of this run; those of earlier runs are swept away.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        for old in fs::read_dir(all).into_iter().flatten().flatten() {
            let name = old.file_name().to_string_lossy().into_owned();
            let ended = name.strip_prefix("wire-").is_some_and(|id| !Path::new("/proc").join(id).exists());
            if ended {
                let _ = fs::remove_dir_all(old.path());
            }
        }
        let own = all.join(format!("wire-{}", process::id()));
        fs::create_dir_all(&own).unwrap();
        own
    })
}

/// Runs `openssl` in the run's folder with a text on its standard input; tells what it wrote.
pub(crate) fn openssl(arguments: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new("openssl")
        .args(arguments.split_whitespace())
        .current_dir(folder())
        .env_remove("OPENSSL_CONF")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("these tests need the program `openssl`: apt-get install openssl");
    child.stdin.take().expect("a pipe").write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = || format!("openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(output.stdout) } else { Err(told()) }
}

/// A file of its own in the run's folder; tells its name.
pub(crate) fn file(content: &[u8]) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("file-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    fs::write(folder().join(&name), content).unwrap();
    name
}

impl Identity {
    /// The relying party's own key.
    pub(crate) fn own() -> &'static Self {
        static OWN: OnceLock<Identity> = OnceLock::new();
        OWN.get_or_init(|| Self::made("own"))
    }

    /// The key of somebody nobody registered.
    pub(crate) fn stranger() -> &'static Self {
        static STRANGER: OnceLock<Identity> = OnceLock::new();
        STRANGER.get_or_init(|| Self::made("stranger"))
    }

    /// The relying party's own GOST key, 256 bits over CryptoPro's set A.
    pub(crate) fn gost() -> &'static Self {
        static GOST: OnceLock<Identity> = OnceLock::new();
        GOST.get_or_init(|| Self::made_of_gost("gost", ParameterSet::CryptoProA))
    }

    /// The relying party's own GOST key of 512 bits.
    pub(crate) fn gost_512() -> &'static Self {
        static GOST_512: OnceLock<Identity> = OnceLock::new();
        GOST_512.get_or_init(|| Self::made_of_gost("gost-512", ParameterSet::Tc26A512))
    }

    /// The GOST key of somebody nobody registered.
    pub(crate) fn gost_stranger() -> &'static Self {
        static STRANGER: OnceLock<Identity> = OnceLock::new();
        STRANGER.get_or_init(|| Self::made_of_gost("gost-stranger", ParameterSet::CryptoProA))
    }

    fn made_of_gost(name: &'static str, set: ParameterSet) -> Self {
        engine().make_certificate(name, set);
        let certificate = engine().text(&format!("{name}.crt"));
        Self { name, digest: digest_option(set.size()), certificate }
    }

    fn made(name: &'static str) -> Self {
        let command = format!(
            "req -x509 -newkey rsa:2048 -nodes -sha256 -days 36500 -subj /C=RU/O=Test/CN={name} \
             -keyout {name}.key -out {name}.crt"
        );
        openssl(&command, b"").unwrap();
        let certificate = fs::read_to_string(folder().join(format!("{name}.crt"))).unwrap();
        Self { name, digest: "-sha256", certificate }
    }

    /// The path of the certificate's file.
    pub(crate) fn certificate_file(&self) -> PathBuf {
        folder().join(format!("{}.crt", self.name))
    }

    /// The path of the key's file.
    pub(crate) fn key_file(&self) -> PathBuf {
        folder().join(format!("{}.key", self.name))
    }

    /// A PKCS#7 message over a text: `openssl cms -sign -binary` with further options.
    pub(crate) fn message(&self, options: &str, text: &[u8]) -> Vec<u8> {
        let Self { name, .. } = self;
        self.made_by(&format!("-signer {name}.crt -inkey {name}.key {options}"), text)
    }

    /// A message that names this certificate as the signer's and is signed with another's key.
    ///
    /// OpenSSL refuses to make one with a certificate of another key: it gets one of the key with this one's name and
    /// number, and encloses this one.
    pub(crate) fn message_by(&self, other: &Self, options: &str, text: &[u8]) -> Vec<u8> {
        let twin = self.twin_of_key(other);
        let certificate = file(twin.as_bytes());
        let signer =
            format!("-nocerts -certfile {}.crt -signer {certificate} -inkey {}.key", self.name, other.name);
        self.made_by(&format!("{signer} {options}"), text)
    }

    fn made_by(&self, options: &str, text: &[u8]) -> Vec<u8> {
        let command = format!("cms -sign -binary -outform DER {options}");
        if self.is_rsa() { openssl(&command, text).unwrap() } else { engine().fed(&command, text) }
    }

    /// A certificate with this one's name and number, and another's key.
    fn twin_of_key(&self, other: &Self) -> String {
        let field = |option: &str| {
            let out =
                engine().fed(&format!("x509 -in {}.crt -noout {option} -nameopt compat", self.name), b"");
            let text = String::from_utf8(out).expect("text");
            text.split_once('=').expect("a value").1.trim().to_owned()
        };
        let (serial, subject) = (field("-serial"), field("-subject"));
        let command = format!(
            "req -x509 -new -key {}.key {} -days 36500 -set_serial 0x{serial} -subj {subject}",
            other.name, self.digest
        );
        String::from_utf8(engine().fed(&command, b"")).expect("PEM")
    }

    /// The option that names its digest.
    pub(crate) fn digest_option(&self) -> &'static str {
        self.digest
    }

    /// Whether the key is one of RSA.
    pub(crate) fn is_rsa(&self) -> bool {
        self.digest == "-sha256"
    }

    /// A bare signature over a text, as versions 2 and 3 want it.
    pub(crate) fn bare(&self, text: &[u8]) -> Vec<u8> {
        engine().fed(&format!("dgst {} -sign {}.key", self.digest, self.name), text)
    }

    /// `client_certificate_hash`: Streebog-256 of the certificate's DER.
    pub(crate) fn certificate_hash(&self) -> String {
        self.fingerprint("-md_gost12_256")
    }

    /// Another digest of the certificate's DER.
    pub(crate) fn fingerprint(&self, digest: &str) -> String {
        let der = engine().fed(&format!("x509 -in {}.crt -outform DER", self.name), b"");
        hexadecimal(&engine().fed(&format!("dgst {digest} -binary"), &der))
    }

    /// Streebog-256 of the certificate's PEM: the usual mistake.
    pub(crate) fn hash_of_the_pem(&self) -> String {
        hexadecimal(&engine().fed("dgst -md_gost12_256 -binary", self.certificate.as_bytes()))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The GOST engine in the run's folder.
pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::within(folder()))
}

/// Whether `openssl dgst -verify` takes an RS256 signature over a text.
pub(crate) fn verifies(public_key_pem: &str, signature: &[u8], text: &[u8]) -> bool {
    let (key, signature) = (file(public_key_pem.as_bytes()), file(signature));
    openssl(&format!("dgst -sha256 -verify {key} -signature {signature}"), text).is_ok()
}

/// The public key of a certificate, PEM, as `openssl x509` prints it.
pub(crate) fn public_key_of(certificate_pem: &str) -> String {
    String::from_utf8(openssl("x509 -pubkey -noout", certificate_pem.as_bytes()).unwrap()).unwrap()
}
