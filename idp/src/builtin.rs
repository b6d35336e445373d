//! The fixtures inside the binary, and the same files read from a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::fixtures::FixtureTexts;
use crate::crypto::keyring::KeyTexts;

/// A file of fixtures cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the fixture {file}: {why}")]
pub struct Unreadable {
    /// Which file or folder.
    pub file: String,
    /// Why.
    pub why: std::io::Error,
}

/// The fixtures of this repository, as they were when the program was built, in the order a folder is read in.
pub fn texts() -> FixtureTexts {
    let named = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    FixtureTexts {
        people: vec![
            named("people/families.toml", include_str!("../../fixtures/people/families.toml")),
            named("people/published.toml", include_str!("../../fixtures/people/published.toml")),
            named("people/school.toml", include_str!("../../fixtures/people/school.toml")),
        ],
        clients: vec![named("clients/local.toml", include_str!("../../fixtures/clients/local.toml"))],
        centres: named("centres.toml", include_str!("../../fixtures/centres.toml")),
        keys: vec![
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-rsa.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-rsa.cert.pem").to_owned(),
            },
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-rsa2.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-rsa2.cert.pem").to_owned(),
            },
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-gost256.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost256.cert.pem").to_owned(),
            },
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-gost256b.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost256b.cert.pem").to_owned(),
            },
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-gost512.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost512.cert.pem").to_owned(),
            },
            KeyTexts {
                key: include_str!("../../fixtures/keys/esia-gost512b.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost512b.cert.pem").to_owned(),
            },
        ],
    }
}

/// The fixtures of a folder laid out like this repository's `fixtures`.
///
/// # Errors
/// A file cannot be read.
pub fn from_folder(folder: &Path) -> Result<FixtureTexts, Unreadable> {
    Ok(FixtureTexts {
        people: every_toml(&folder.join("people"))?,
        clients: every_toml(&folder.join("clients"))?,
        centres: named(&folder.join("centres.toml"))?,
        keys: every_key(&folder.join("keys"))?,
    })
}

/// Every `NAME.key.pem` with its `NAME.cert.pem`, by name.
fn every_key(folder: &Path) -> Result<Vec<KeyTexts>, Unreadable> {
    let names = every_file(folder, ".key.pem")?;
    let pair = |key: &PathBuf| {
        let certificate = key.to_string_lossy().replace(".key.pem", ".cert.pem");
        Ok(KeyTexts { key: named(key)?.1, certificate: named(Path::new(&certificate))?.1 })
    };
    names.iter().map(pair).collect()
}

fn named(file: &Path) -> Result<(String, String), Unreadable> {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => Ok((name, text)),
        Err(why) => Err(Unreadable { file: name, why }),
    }
}

fn every_toml(folder: &Path) -> Result<Vec<(String, String)>, Unreadable> {
    every_file(folder, ".toml")?.iter().map(|file| named(file)).collect()
}

fn every_file(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Unreadable> {
    let entries =
        fs::read_dir(folder).map_err(|why| Unreadable { file: folder.display().to_string(), why })?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files.sort();
    Ok(files)
}
