//! What relying parties check tokens with: certificates and keys, in the forms they are published in.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use crate::app::Realm;
use crate::crypto::keyring::RingKey;
use crate::crypto::{Algorithm, Jwk, JwkSet};

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The short name of an algorithm in file names.
fn short(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rs256 => "rsa",
        Algorithm::Gost2012_256 => "gost256",
        Algorithm::Gost2012_512 => "gost512",
    }
}

/// A file of a name: `esia.pem` and `esia.pub.pem` are the RS256 key's certificate and bare public key,
/// `esia-gost256.pem` and so on those of the others; `esia.zip` holds all certificates, `jwks.json` all keys.
pub fn file(realm: &Realm, name: &str) -> Option<Published> {
    let keys = realm.keyring.all();
    match name {
        "esia.zip" => Some(Published { kind: "application/zip", bytes: zipped(&keys).ok()? }),
        "jwks.json" => Some(Published { kind: "application/json", bytes: key_set(&keys) }),
        _ => {
            let (stem, ending) = name.split_once('.')?;
            let wanted = |algorithm: &Algorithm| match stem.strip_prefix("esia")? {
                "" => Some(*algorithm == Algorithm::Rs256),
                own => Some(own.strip_prefix('-') == Some(short(*algorithm))),
            };
            let algorithm = Algorithm::ALL.into_iter().find(|one| wanted(one) == Some(true))?;
            let text = pem(&realm.keyring.key(algorithm)?, ending)?;
            Some(Published { kind: "application/x-pem-file", bytes: text.into_bytes() })
        }
    }
}

/// The certificate and the bare public key of RS256 tokens, PEM.
pub fn rs256(realm: &Realm) -> Option<(String, String)> {
    let key = realm.keyring.key(Algorithm::Rs256)?;
    Some((pem(&key, "pem")?, pem(&key, "pub.pem")?))
}

fn pem(key: &RingKey, ending: &str) -> Option<String> {
    match ending {
        "pem" => Some(key.certificate().to_pem()),
        "pub.pem" => key.public().to_spki_pem().ok(),
        _ => None,
    }
}

// SIM: the real system publishes no JWK set; one client looks for it.
fn key_set(keys: &[RingKey]) -> Vec<u8> {
    let keys = keys.iter().filter_map(|key| Jwk::of_certificate(key.certificate()).ok()).collect();
    serde_json::to_vec_pretty(&JwkSet { keys }).unwrap_or_default()
}

/// What the real system publishes its certificates in.
fn zipped(keys: &[RingKey]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (number, key) in keys.iter().enumerate() {
        let name = format!("{}_SIM_{}", short(key.algorithm()).to_uppercase(), number + 1);
        archive.start_file(format!("{name}.cer"), stored)?;
        archive.write_all(key.certificate().der())?;
        if let Ok(jwk) = Jwk::of_certificate(key.certificate()) {
            archive.start_file(format!("{name}_JWK.jwk"), stored)?;
            archive.write_all(&serde_json::to_vec_pretty(&jwk).unwrap_or_default())?;
        }
    }
    Ok(archive.finish()?.into_inner())
}
