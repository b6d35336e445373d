//! Debian's `openssl` as a maker of messages and as the judge to compare with.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use super::TEXT;
use crate::crypto::testkeys::{CERTIFICATE_A, CERTIFICATE_B, ISSUED_BY_A, KEY_A, KEY_B, NAMESAKE_OF_A};

/// A folder of its own with the keys and a text, gone when it is dropped.
struct Bench(PathBuf);

impl Bench {
    fn new(text: &[u8]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("esia-sim-cms-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let bench = Self(env::temp_dir().join(name));
        fs::create_dir_all(&bench.0).unwrap();
        bench.write("text", text);
        for (name, pem) in
            [("a", CERTIFICATE_A), ("b", CERTIFICATE_B), ("namesake", NAMESAKE_OF_A), ("issued", ISSUED_BY_A)]
        {
            bench.write(&format!("{name}.crt"), pem.as_bytes());
        }
        bench.write("a.key", KEY_A.as_bytes());
        bench.write("b.key", KEY_B.as_bytes());
        bench
    }

    fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.0.join(name), content).unwrap();
    }

    /// Runs one command and says whether it ended well, and what it wrote to stderr.
    fn run(&self, command: &str) -> (bool, String) {
        let output = Command::new("openssl")
            .args(command.split_whitespace())
            .current_dir(&self.0)
            .env_remove("OPENSSL_CONF")
            .output()
            .expect("these tests need the program `openssl` (Debian package openssl)");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What `openssl COMMAND -in text -out made` makes of a text.
pub(super) fn made_of(text: &[u8], command: &str) -> Vec<u8> {
    let bench = Bench::new(text);
    let (done, errors) = bench.run(&format!("{command} -in text -out made"));
    assert!(done, "openssl {command}: {errors}");
    fs::read(bench.0.join("made")).unwrap()
}

/// What `openssl COMMAND -in text -out made` makes of the text clients sign.
pub(super) fn made(command: &str) -> Vec<u8> {
    made_of(TEXT, command)
}

/// Whether OpenSSL takes a detached message of client A over the text.
pub(super) fn takes(message: &[u8]) -> bool {
    let bench = Bench::new(TEXT);
    bench.write("message", message);
    let verify =
        "cms -verify -binary -inform DER -in message -content text -certfile a.crt -noverify -out seen";
    bench.run(verify).0
}
