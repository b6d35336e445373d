use std::path::PathBuf;
use std::process::{Command, Output};

use super::*;
use crate::diary::chance::Chance;

fn moment() -> Timestamp {
    "2018-11-20T09:00:00Z".parse().unwrap()
}

/// A directory of one test, gone when the test ends.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("esia-harness-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }

    /// OpenSSL stands for the portal: it shares nothing with this crate.
    fn openssl(&self, arguments: &str) -> Output {
        let mut command = Command::new("openssl");
        command.current_dir(&self.0).args(arguments.split_whitespace());
        command.output().expect("the openssl command is needed: apt-get install openssl")
    }

    fn verify(&self, content: &str) -> Output {
        self.openssl(&format!(
            "cms -verify -binary -inform DER -in secret.der -content {content} -CAfile diary.pem -purpose any"
        ))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn openssl_believes_the_signature_and_only_over_this_text() {
    let identity = Identity::make("SCHOOL_DIARY", &Chance::seeded(1)).unwrap();
    let signed = Signed {
        scope: "openid fullname",
        timestamp: "2018.11.20 17:00:00 +0800",
        client_id: "SCHOOL_DIARY",
        state: "8e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10",
    };
    let secret = signed.client_secret(&identity, moment()).unwrap();
    assert!(!secret.contains(['+', '/']), "{secret}");

    let desk = Desk::new("cms");
    desk.put("secret.der", URL_SAFE.decode(&secret).unwrap());
    desk.put("diary.pem", identity.certificate_pem().unwrap());
    desk.put(
        "right",
        "openid fullname2018.11.20 17:00:00 +0800SCHOOL_DIARY8e6d19f3-4b0e-4dd0-8f1c-1a4b7d9b8f10",
    );
    desk.put("wrong", "openid fullname");

    let right = desk.verify("right");
    assert!(right.status.success(), "{}", String::from_utf8_lossy(&right.stderr));
    assert!(!desk.verify("wrong").status.success());

    let shown = desk.openssl("cms -cmsout -print -inform DER -in secret.der");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("eContent: <ABSENT>"), "{shown}");
    assert!(shown.contains("signingTime") && shown.contains("Nov 20 09:00:00 2018 GMT"), "{shown}");
    assert!(shown.contains("sha256") && shown.contains("certificates:"), "{shown}");
}

#[test]
fn a_timestamp_has_the_portals_form_in_the_schools_time() {
    let form = |hours| timestamp(moment(), Offset::from_hours(hours).unwrap());
    assert_eq!(form(8), "2018.11.20 17:00:00 +0800");
    assert_eq!(form(0), "2018.11.20 09:00:00 +0000");
    assert_eq!(form(-5), "2018.11.20 04:00:00 -0500");
}

#[test]
fn a_key_is_read_back_and_a_foreign_certificate_is_noticed() {
    let mine = Identity::make("A", &Chance::seeded(1)).unwrap();
    let other = Identity::make("B", &Chance::seeded(2)).unwrap();
    let (key, certificate) = (mine.key_pem().unwrap(), mine.certificate_pem().unwrap());
    assert!(Identity::from_pem(&key, &certificate).is_ok());
    let mixed = Identity::from_pem(&key, &other.certificate_pem().unwrap());
    assert_eq!(
        mixed.unwrap_err().to_string(),
        "the diary's certificate and private key do not belong together"
    );
    assert_eq!(format!("{mine:?}"), "Identity(CN=A,O=Built-in school diary,C=RU)");
}
