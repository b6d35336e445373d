//! Owns the measurement of signatures: how many a second are made and checked here, and by OpenSSL and its GOST engine.
//!
//! It ends red when checking with GOST takes more than three times as long here.

#![expect(clippy::print_stdout, reason = "the table is what the measurement is for")]

use std::fs::File;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use gost_engine::{Engine, digest_option};
use gost3410::ParameterSet;
use idp::crypto::{DigestAlgorithm, signer_from_pem};
use serde_json::Value;

/// How long our own side is measured.
const WHILE: Duration = Duration::from_millis(1_500);
/// How much slower than the engine checking with GOST may be.
const SLOWER_MAX: f64 = 3.0;
const TEXT: &[u8] =
    b"openid fullname2024.09.02 07:00:00 +0000SCHOOL-DIARY7b0f2c1e-30a9-4d4e-9c53-000000000001";

/// A kind of key on both sides.
struct Contest {
    name: &'static str,
    /// The set of a GOST key; RSA-2048 has none.
    set: Option<ParameterSet>,
    digest: DigestAlgorithm,
}

const CONTESTS: [Contest; 4] = [
    Contest { name: "RSA-2048", set: None, digest: DigestAlgorithm::Sha256 },
    Contest {
        name: "GOST 256, CryptoPro-A",
        set: Some(ParameterSet::CryptoProA),
        digest: DigestAlgorithm::Streebog256,
    },
    Contest {
        name: "GOST 256, TC26-A",
        set: Some(ParameterSet::Tc26A256),
        digest: DigestAlgorithm::Streebog256,
    },
    Contest {
        name: "GOST 512, TC26-A",
        set: Some(ParameterSet::Tc26A512),
        digest: DigestAlgorithm::Streebog512,
    },
];

/// Signatures a second.
struct Speed {
    made: f64,
    checked: f64,
}

fn main() -> ExitCode {
    let engine = Engine::open();
    engine.write("text", TEXT);
    println!("Signatures a second on one core, of a text of {} bytes:\n", TEXT.len());
    println!(
        "| key | made here | made by OpenSSL | checked here | checked by OpenSSL | checking, theirs : ours |"
    );
    println!("|---|---|---|---|---|---|");
    let mut too_slow = false;
    for contest in &CONTESTS {
        contest.make_key(&engine);
        let (ours, theirs) = (contest.ours(&engine), contest.theirs(&engine));
        let ratio = theirs.checked / ours.checked;
        too_slow |= contest.set.is_some() && ratio > SLOWER_MAX;
        let Speed { made, checked } = ours;
        println!(
            "| {} | {made:.0} | {:.0} | {checked:.0} | {:.0} | {ratio:.2} |",
            contest.name, theirs.made, theirs.checked
        );
    }
    println!();
    if too_slow {
        println!(
            "Checking with GOST is more than {SLOWER_MAX} times slower here than with OpenSSL's engine."
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

impl Contest {
    fn make_key(&self, engine: &Engine) {
        match self.set {
            Some(set) => engine.make_key("a", set),
            None => drop(engine.run("genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out a.key")),
        }
        engine.run("pkey -in a.key -pubout -out a.pub");
        engine.run(&format!("dgst -{} -sign a.key -out signature text", self.digest_name()));
    }

    fn digest_name(&self) -> &'static str {
        self.set.map_or("-sha256", |set| digest_option(set.size())).trim_start_matches('-')
    }

    /// The same key on our side; its signatures must hold on both.
    fn ours(&self, engine: &Engine) -> Speed {
        let signer = signer_from_pem(&engine.text("a.key")).expect("a key of OpenSSL");
        let (verifier, theirs) = (signer.verifier(), engine.bytes("signature"));
        let made = rate(|| drop(signer.sign(TEXT).expect("a signature")));
        let checked =
            rate(|| verifier.verify(self.digest, TEXT, &theirs).expect("OpenSSL's signature holds"));
        Speed { made, checked }
    }

    /// libcrypto itself, called in a loop: a program's start would take longer than a signature.
    fn theirs(&self, engine: &Engine) -> Speed {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/openssl.py");
        let told = Command::new("python3")
            .arg(script)
            .args(["a.key", self.digest_name(), "1.5"])
            .current_dir(engine.folder())
            .env("OPENSSL_CONF", engine.folder().join("openssl.cnf"))
            .stdin(File::open(engine.folder().join("text")).expect("the text"))
            .output()
            .expect("this measurement needs python3");
        let complaint = String::from_utf8_lossy(&told.stderr);
        let told: Value = serde_json::from_slice(&told.stdout).unwrap_or_else(|_| panic!("{complaint}"));
        let rate = |name: &str| told[name].as_f64().expect("a rate");
        Speed { made: rate("made"), checked: rate("checked") }
    }
}

/// How often a second something can be done.
fn rate(mut once: impl FnMut()) -> f64 {
    once();
    let begun = now();
    let mut times = 0_u32;
    while begun.elapsed() < WHILE {
        once();
        times += 1;
    }
    f64::from(times) / begun.elapsed().as_secs_f64()
}

#[expect(clippy::disallowed_methods, reason = "a measurement is about real time")]
fn now() -> Instant {
    Instant::now()
}
