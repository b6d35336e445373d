//! The fixtures inside the binary, and the same files read from a folder.

use std::fs;
use std::path::Path;

use crate::app::fixtures::FixtureTexts;
use crate::boot::BootError;

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
        rsa_key: include_str!("../../fixtures/keys/esia-rsa.key.pem").to_owned(),
        rsa_certificate: include_str!("../../fixtures/keys/esia-rsa.cert.pem").to_owned(),
    }
}

/// The fixtures of a folder laid out like this repository's `fixtures`.
///
/// # Errors
/// A file cannot be read.
pub fn from_folder(folder: &Path) -> Result<FixtureTexts, BootError> {
    Ok(FixtureTexts {
        people: every_toml(&folder.join("people"))?,
        clients: every_toml(&folder.join("clients"))?,
        centres: named(&folder.join("centres.toml"))?,
        rsa_key: named(&folder.join("keys/esia-rsa.key.pem"))?.1,
        rsa_certificate: named(&folder.join("keys/esia-rsa.cert.pem"))?.1,
    })
}

fn named(file: &Path) -> Result<(String, String), BootError> {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => Ok((name, text)),
        Err(why) => Err(BootError::Unreadable { file: name, why }),
    }
}

fn every_toml(folder: &Path) -> Result<Vec<(String, String)>, BootError> {
    let entries = fs::read_dir(folder)
        .map_err(|why| BootError::Unreadable { file: folder.display().to_string(), why })?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files.iter().map(|file| named(file)).collect()
}
