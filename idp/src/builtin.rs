//! The fixtures inside the binary, and the same files read from a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::realms::fixtures::FixtureTexts;
use crate::app::realms::shelf::FixtureFiles;
use crate::crypto::keyring::KeyTexts;

/// A file of fixtures cannot be read, or is missing.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The system does not give it.
    #[error("cannot read the fixture {file}: {why}")]
    System {
        /// Which file or folder.
        file: String,
        /// Why.
        why: std::io::Error,
    },
    /// A key without its certificate, or a certificate without its key.
    #[error("the fixture {file} has no {lacks} beside it; `esia-idp keys` makes both")]
    Alone {
        /// Which file.
        file: String,
        /// The name of the other one.
        lacks: String,
    },
    /// A folder without any keys.
    #[error(
        "the fixtures in {folder} hold no key NAME.key.pem: nothing could be signed; `esia-idp keys` makes one"
    )]
    NoKeys {
        /// Which folder.
        folder: String,
    },
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
        consents: named("consents.toml", include_str!("../../fixtures/consents.toml")),
        keys: vec![
            KeyTexts {
                file: "keys/esia-rsa.key.pem".to_owned(),
                key: include_str!("../../fixtures/keys/esia-rsa.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-rsa.cert.pem").to_owned(),
            },
            KeyTexts {
                file: "keys/esia-rsa2.key.pem".to_owned(),
                key: include_str!("../../fixtures/keys/esia-rsa2.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-rsa2.cert.pem").to_owned(),
            },
            KeyTexts {
                file: "keys/esia-gost256.key.pem".to_owned(),
                key: include_str!("../../fixtures/keys/esia-gost256.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost256.cert.pem").to_owned(),
            },
            KeyTexts {
                file: "keys/esia-gost256b.key.pem".to_owned(),
                key: include_str!("../../fixtures/keys/esia-gost256b.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost256b.cert.pem").to_owned(),
            },
            KeyTexts {
                file: "keys/esia-gost512.key.pem".to_owned(),
                key: include_str!("../../fixtures/keys/esia-gost512.key.pem").to_owned(),
                certificate: include_str!("../../fixtures/keys/esia-gost512.cert.pem").to_owned(),
            },
            KeyTexts {
                file: "keys/esia-gost512b.key.pem".to_owned(),
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
        consents: consents(&folder.join("consents.toml"))?,
        keys: every_key(&folder.join("keys"))?,
    })
}

/// A set of fixtures: the files of a folder below the one of all sets; nothing when there is none of this name.
///
/// # Errors
/// A file cannot be read.
pub fn set(sets: &Path, name: &str) -> Result<Option<FixtureFiles>, Unreadable> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let folder = sets.join(name);
    if name.is_empty() || !name.chars().all(is_name) || !folder.is_dir() {
        return Ok(None);
    }
    let mut files = FixtureFiles::new();
    for part in ["people", "clients"] {
        let own = folder.join(part);
        for file in if own.is_dir() { every_file(&own, ".toml")? } else { Vec::new() } {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.insert(format!("{part}/{name}"), named(&file)?.1);
        }
    }
    for name in ["centres.toml", "consents.toml"] {
        let file = folder.join(name);
        if file.exists() {
            files.insert(name.to_owned(), named(&file)?.1);
        }
    }
    Ok(Some(files))
}

/// The kinds of consents; those of the program for a folder of before, which has no such file.
fn consents(file: &Path) -> Result<(String, String), Unreadable> {
    if file.exists() { named(file) } else { Ok(texts().consents) }
}

/// Every `NAME.key.pem` with its `NAME.cert.pem`, by name.
fn every_key(folder: &Path) -> Result<Vec<KeyTexts>, Unreadable> {
    let (key, certificate) = (".key.pem", ".cert.pem");
    let keys = every_file(folder, key)?;
    if keys.is_empty() {
        return Err(Unreadable::NoKeys { folder: folder.display().to_string() });
    }
    for file in &every_file(folder, certificate)? {
        beside(file, certificate, key)?;
    }
    let pair = |file: &PathBuf| {
        let other = beside(file, key, certificate)?;
        let (file, key) = named(file)?;
        Ok(KeyTexts { file, key, certificate: named(&other)?.1 })
    };
    keys.iter().map(pair).collect()
}

/// The file of the same name with another ending.
fn beside(file: &Path, ending: &str, other: &str) -> Result<PathBuf, Unreadable> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lacks = format!("{}{other}", name.strip_suffix(ending).unwrap_or(&name));
    let path = file.with_file_name(&lacks);
    if path.is_file() { Ok(path) } else { Err(Unreadable::Alone { file: file.display().to_string(), lacks }) }
}

fn named(file: &Path) -> Result<(String, String), Unreadable> {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => Ok((name, text)),
        Err(why) => Err(Unreadable::System { file: name, why }),
    }
}

fn every_toml(folder: &Path) -> Result<Vec<(String, String)>, Unreadable> {
    every_file(folder, ".toml")?.iter().map(|file| named(file)).collect()
}

fn every_file(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Unreadable> {
    let entries =
        fs::read_dir(folder).map_err(|why| Unreadable::System { file: folder.display().to_string(), why })?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files.sort();
    Ok(files)
}
