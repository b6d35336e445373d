//! The files that made keys are kept in: nothing is overwritten unasked, and the key is its owner's only.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::{KeysFault, MadeKeys};

/// Writes `{name}.key.pem` (readable to its owner only) and `{name}.cert.pem` into a folder, which is made if
/// it is not there, and returns their paths.
///
/// # Errors
/// The name is none, a file is there already and `force` was not given, or the system refuses.
pub fn write(made: &MadeKeys, dir: &Path, name: &str, force: bool) -> Result<Vec<PathBuf>, KeysFault> {
    if !is_name(name) {
        return Err(KeysFault::BadName { name: name.to_owned() });
    }
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| KeysFault::Unwritable { path, source }
    };
    fs::create_dir_all(dir).map_err(unwritable(dir))?;
    let files = [
        (dir.join(format!("{name}.key.pem")), &made.key_pem, Readers::Owner),
        (dir.join(format!("{name}.cert.pem")), &made.certificate_pem, Readers::Anyone),
    ];
    // Both are looked for before either is written, so that no key is left beside a foreign certificate.
    for (path, ..) in &files {
        match fs::symlink_metadata(path) {
            Ok(_) if !force => return Err(KeysFault::Exists { path: path.clone() }),
            Ok(_) => fs::remove_file(path).map_err(unwritable(path))?,
            Err(_) => {}
        }
    }
    for (path, text, readers) in &files {
        write_new(path, text, *readers).map_err(|source| match source.kind() {
            ErrorKind::AlreadyExists => KeysFault::Exists { path: path.clone() },
            _ => KeysFault::Unwritable { path: path.clone(), source },
        })?;
    }
    Ok(files.into_iter().map(|(path, ..)| path).collect())
}

/// Who may read a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    Owner,
    Anyone,
}

fn write_new(path: &Path, text: &str, readers: Readers) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if readers == Readers::Owner {
        restrict(&mut options);
    }
    options.open(path)?.write_all(text.as_bytes())
}

#[cfg(unix)]
fn restrict(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Elsewhere the folder's own rules decide who reads a new file.
#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions) {}

fn is_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_letter)
}
