//! Damaged input of every kind: nothing panics, and nothing damaged where it matters passes.

use gost3410::ParameterSet;

use super::TEXT;
use super::openssl::made;
use crate::crypto::ber;
use crate::crypto::cms::{CmsPolicy, check};
use crate::crypto::secret;
use crate::crypto::testkeys::{CERTIFICATE_A, GOST_256, GOST_256_CMS, KEY_A, certificate};
use crate::crypto::{Certificate, GostSigner, pem, raw, signer_from_pem};

/// Chance that repeats (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    /// The bytes with one to four octets changed, dropped, doubled, or the tail cut off.
    fn damaged(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let place = self.below(out.len().max(1));
            match self.below(5) {
                0 => out.truncate(place),
                1 if place < out.len() => drop(out.remove(place)),
                2 => out.insert(place, self.below(256) as u8),
                _ => {
                    if let Some(octet) = out.get_mut(place) {
                        *octet = self.below(256) as u8;
                    }
                }
            }
        }
        out
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let sign = "cms -sign -binary -signer a.crt -inkey a.key -outform DER";
    let forms = ["", "-noattr", "-nodetach", "-stream -nodetach", "-keyid -nocerts"];
    let mut corpus: Vec<_> = forms.iter().map(|form| made(&format!("{sign} {form}"))).collect();
    corpus.push(GOST_256_CMS.to_vec());
    corpus
}

/// The certificates of a client: one of each kind.
fn registered() -> Vec<Certificate> {
    [CERTIFICATE_A, GOST_256].map(certificate).into()
}

#[test]
fn damaged_messages_never_panic_and_never_sign_another_text() {
    let (registered, policy, mut chance) = (registered(), CmsPolicy::default(), Chance(20_181_201));
    for message in corpus() {
        for _ in 0..600 {
            let damaged = chance.damaged(&message);
            let _ = check(&damaged, TEXT, &registered, policy);
            assert!(check(&damaged, b"another text", &registered, policy).is_err());
        }
    }
}

#[test]
fn every_beginning_of_a_message_is_refused() {
    let registered = registered();
    for message in corpus() {
        for end in 0..message.len() {
            assert!(check(&message[..end], TEXT, &registered, CmsPolicy::default()).is_err());
        }
    }
}

#[test]
fn every_octet_of_a_bare_signature_matters() {
    let message = made("cms -sign -binary -noattr -nocerts -signer a.crt -inkey a.key -outform DER");
    let registered = registered();
    for place in message.len() - 256..message.len() {
        let mut damaged = message.clone();
        damaged[place] ^= 0x10;
        assert!(check(&damaged, TEXT, &registered, CmsPolicy::default()).is_err(), "{place}");
    }
}

#[test]
fn damaged_certificates_never_panic() {
    let mut chance = Chance(1);
    for pem in [CERTIFICATE_A, GOST_256] {
        let whole = certificate(pem);
        for _ in 0..5000 {
            let damaged = chance.damaged(whole.der());
            if let Ok(read) = Certificate::from_der(&damaged) {
                let _ = (read.summary().to_string(), read.check_signed_by(read.public_key()));
                let _ = read.matches_hash(&whole.client_hash());
            }
            let _ = Certificate::all_from_file(&chance.damaged(pem.as_bytes()));
        }
    }
}

#[test]
fn damaged_private_keys_never_panic() {
    let mut chance = Chance(11);
    for key in [KEY_A.to_owned(), GostSigner::from_entropy(ParameterSet::Tc26A256, b"noise").to_pkcs8_pem()] {
        let der = pem::first(&key, "PRIVATE KEY").unwrap();
        for _ in 0..500 {
            let damaged = pem::armour("PRIVATE KEY", &chance.damaged(&der));
            let _ = signer_from_pem(&damaged);
            let _ = signer_from_pem(&String::from_utf8_lossy(&chance.damaged(key.as_bytes())));
        }
    }
}

#[test]
fn damaged_bare_signatures_never_panic_and_never_pass() {
    let (registered, mut chance) = (registered(), Chance(5));
    for message in corpus() {
        for _ in 0..200 {
            let damaged = chance.damaged(&message);
            let cut = damaged.get(damaged.len().saturating_sub(64)..).unwrap_or_default();
            for certificate in &registered {
                assert!(raw::check(&damaged, TEXT, certificate).is_err());
                assert!(raw::check(cut, TEXT, certificate).is_err());
            }
        }
    }
}

#[test]
fn a_rewritten_value_stays_as_it_is() {
    let mut chance = Chance(7);
    for message in corpus() {
        for _ in 0..500 {
            if let Ok(normal) = ber::normalise(&chance.damaged(&message)) {
                let again = ber::normalise(&normal.der).unwrap();
                assert_eq!((again.encoding, &again.der), (ber::Encoding::Der, &normal.der));
            }
        }
    }
}

#[test]
fn damaged_secrets_never_panic() {
    let mut chance = Chance(3);
    let text = "MIIGdwYJKoZIhvcNAQcCoIIGaDCCBmQCAQExDzANBglghkgBZQMEAgEFADAL-_+/ %2B%25=\r\n0";
    for _ in 0..20_000 {
        let _ = secret::decode(&String::from_utf8_lossy(&chance.damaged(text.as_bytes())));
    }
}
