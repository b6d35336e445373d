//! Made keys, read and used by OpenSSL; what it signs with them is accepted.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use super::*;
use crate::crypto::cms::{self, CmsPolicy};
use crate::crypto::testkeys::engine::Engine;
use crate::crypto::{Algorithm, DigestAlgorithm, raw, signer_from_pem};

const TEXT: &str = "fullname2018.12.01 09:00:00 +0000TESTIS00000000-0000-4000-8000-000000000000";

fn now() -> Timestamp {
    "2018-12-01T09:00:00Z".parse().unwrap()
}

fn order(algorithm: KeyAlgorithm, set: Option<&str>) -> KeysOrder {
    let subject = r"C=RU, O=Дневник\, Inc., CN=TESTIS".to_owned();
    KeysOrder { algorithm, set: set.map(str::to_owned), subject, days: 365 }
}

/// Chance that repeats: Streebog of a counter.
fn chance(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut counter = u64::from(seed) << 32;
    move |octets: &mut [u8]| {
        for chunk in octets.chunks_mut(64) {
            counter += 1;
            let drawn = DigestAlgorithm::Streebog512.of_message(&counter.to_be_bytes());
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

fn made(algorithm: KeyAlgorithm, set: Option<&str>) -> MadeKeys {
    make(&order(algorithm, set), chance(1), now()).unwrap()
}

/// A folder that is not there yet, and is gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(env::temp_dir().join(format!("esia-sim-keys-{}-{name}", process::id())))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn openssl_signs_with_made_keys_and_passes_here() {
    let engine = Engine::open();
    engine.write("text", TEXT);
    let orders = [KeyAlgorithm::Gost256, KeyAlgorithm::Gost512]
        .into_iter()
        .flat_map(|algorithm| known_sets(algorithm).into_iter().map(move |set| (algorithm, Some(set))))
        .chain(KeyAlgorithm::ALL.map(|algorithm| (algorithm, None)));
    for (algorithm, set) in orders {
        let keys = made(algorithm, set);
        engine.write("a.key", &keys.key_pem);
        engine.write("a.crt", &keys.certificate_pem);
        let digest = match algorithm {
            KeyAlgorithm::Rsa2048 => "sha256",
            KeyAlgorithm::Gost256 => "md_gost12_256",
            KeyAlgorithm::Gost512 => "md_gost12_512",
        };
        for form in ["cms -sign", "cms -sign -noattr", "smime -sign -nodetach"] {
            engine.run(&format!(
                "{form} -binary -md {digest} -signer a.crt -inkey a.key -in text -outform DER -out made"
            ));
            let own = std::slice::from_ref(&keys.certificate);
            let told = cms::check(&engine.bytes("made"), TEXT.as_bytes(), own, CmsPolicy::default());
            assert!(told.is_ok(), "{algorithm} {set:?} {form}: {told:?}");
        }
        engine.run(&format!("dgst -{digest} -sign a.key -out made text"));
        let seen = raw::check(&engine.bytes("made"), TEXT.as_bytes(), &keys.certificate).unwrap();
        assert!(!seen.mirrored && Some(seen.key) == keys.public_key().family());
        engine.run("x509 -in a.crt -outform DER -out a.der");
        let hash = engine.run("dgst -md_gost12_256 -r a.der").to_uppercase();
        assert!(hash.starts_with(&keys.client_certificate_hash), "{hash}");
    }
}

#[test]
fn openssl_takes_a_made_certificate() {
    let engine = Engine::open();
    for algorithm in KeyAlgorithm::ALL {
        let keys = made(algorithm, None);
        engine.write("a.crt", &keys.certificate_pem);
        engine.run("verify -attime 1550000000 -check_ss_sig -purpose smimesign -CAfile a.crt a.crt");
        let shown = engine.run("x509 -in a.crt -noout -text -nameopt utf8,sep_comma_plus");
        for part in ["Version: 3", "Digital Signature, Non Repudiation", "CA:FALSE", "CN=TESTIS"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}

#[test]
fn a_certificate_says_what_was_ordered() {
    for (algorithm, jose) in KeyAlgorithm::ALL.into_iter().zip(Algorithm::ALL) {
        let keys = made(algorithm, None);
        assert_eq!(keys.certificate.subject(), r"C=RU, O=Дневник\, Inc., CN=TESTIS");
        assert_eq!(keys.certificate.not_before(), now());
        assert_eq!(keys.certificate.not_after(), "2019-12-01T09:00:00Z".parse().unwrap());
        assert_eq!(keys.client_certificate_hash, keys.certificate.client_hash());
        assert_eq!(Certificate::from_pem(&keys.certificate_pem).as_ref(), Ok(&keys.certificate));
        let signer = signer_from_pem(&keys.key_pem).unwrap();
        assert_eq!((signer.algorithm(), &signer.verifier()), (jose, keys.public_key()));
        assert!(!format!("{keys:?}").contains("PRIVATE"));
    }
}

#[test]
fn the_same_chance_makes_the_same_keys_and_other_chance_others() {
    for algorithm in [KeyAlgorithm::Gost256, KeyAlgorithm::Gost512] {
        let with = |seed| make(&order(algorithm, None), chance(seed), now()).unwrap();
        let (one, again, other) = (with(1), with(1), with(2));
        assert_eq!((&one.key_pem, &one.certificate_pem), (&again.key_pem, &again.certificate_pem));
        assert_ne!(one.key_pem, other.key_pem);
        assert_ne!(one.certificate.serial_hex(), other.certificate.serial_hex());
    }
}

#[test]
fn a_set_is_known_by_each_of_its_names() {
    let set = |algorithm, name| match made(algorithm, Some(name)).public_key() {
        PublicKey::Gost(key) => key.parameter_set(),
        _ => panic!("a GOST key"),
    };
    let x_a = ParameterSet::CryptoProXchA;
    for name in ["XA", "xa", x_a.name(), "1.2.643.2.2.36.0"] {
        assert_eq!(set(KeyAlgorithm::Gost256, name), x_a);
    }
    assert_eq!(set(KeyAlgorithm::Gost256, "B"), ParameterSet::CryptoProB);
    assert_eq!(set(KeyAlgorithm::Gost512, "B"), ParameterSet::Tc26B512);
}

#[test]
fn an_order_that_cannot_be_met_is_refused() {
    let told = |order: KeysOrder| make(&order, chance(1), now()).unwrap_err().to_string();
    assert_eq!(
        told(order(KeyAlgorithm::Gost512, Some("XA"))),
        "gost512 has no parameter set `XA`; it has A, B, C"
    );
    let no_sets = "rsa2048 has no parameter sets: leave --set away";
    assert_eq!(told(order(KeyAlgorithm::Rsa2048, Some("A"))), no_sets);
    for days in [0, DAYS_MAX + 1] {
        let told = told(KeysOrder { days, ..order(KeyAlgorithm::Gost256, None) });
        assert_eq!(told, format!("a certificate is valid from 1 to 36500 days, not {days}"));
    }
    let told = told(KeysOrder { subject: "TESTIS".to_owned(), ..order(KeyAlgorithm::Gost256, None) });
    assert_eq!(told, "no certificate can be made with this subject: a part has no `=`");
    assert_eq!("gost2001".parse::<KeyAlgorithm>(), Err(UnknownKeyAlgorithm));
    assert!(KeyAlgorithm::ALL.iter().all(|algorithm| algorithm.name().parse() == Ok(*algorithm)));
}

#[test]
fn files_are_written_once_and_overwritten_when_forced() {
    let folder = Folder::new("once");
    let (one, other) = (made(KeyAlgorithm::Gost256, None), made(KeyAlgorithm::Gost512, None));
    let paths = write(&one, &folder.path().join("deep"), "client", false).unwrap();
    let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["client.key.pem", "client.cert.pem"]);
    let content = || paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    assert_eq!(content(), [one.key_pem.clone(), one.certificate_pem.clone()]);
    let told = write(&other, &folder.path().join("deep"), "client", false).unwrap_err();
    assert!(told.to_string().ends_with("client.key.pem is there already: give another name, or --force"));
    fs::remove_file(&paths[0]).unwrap();
    let told = write(&other, &folder.path().join("deep"), "client", false).unwrap_err();
    assert!(told.to_string().contains("client.cert.pem is there already") && !paths[0].exists());
    assert_eq!(write(&other, &folder.path().join("deep"), "client", true).unwrap(), paths);
    assert_eq!(content(), [other.key_pem.clone(), other.certificate_pem.clone()]);
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("owner");
    let keys = made(KeyAlgorithm::Gost256, None);
    fs::create_dir_all(folder.path()).unwrap();
    fs::write(folder.path().join("client.key.pem"), "readable to all").unwrap();
    let paths = write(&keys, folder.path(), "client", true).unwrap();
    assert_eq!(fs::metadata(&paths[0]).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_name_stays_in_its_folder() {
    let folder = Folder::new("names");
    let keys = made(KeyAlgorithm::Gost256, None);
    for name in ["", ".", "..", ".hidden", "a/b", "../a", "a\\b", "a b", "a\0"] {
        let told = write(&keys, folder.path(), name, true);
        assert!(matches!(told, Err(KeysFault::BadName { .. })), "{name:?}");
    }
    assert!(!folder.path().exists());
    fs::write(folder.path(), "a file where the folder should be").unwrap();
    let told = write(&keys, folder.path(), "client", false);
    assert!(matches!(told, Err(KeysFault::Unwritable { .. })));
    fs::remove_file(folder.path()).unwrap();
}
