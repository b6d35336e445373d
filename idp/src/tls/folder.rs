//! Owns the folder in which TLS files lie: one that goes with the run, or one that is kept.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::runtime::entropy::Entropy;
use crate::tls::error::TlsError;

/// A folder of TLS files.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    is_kept: bool,
}

impl Folder {
    /// A private folder that is removed with this value.
    pub(super) fn of_one_run() -> Result<Self, TlsError> {
        let name = format!("esia-idp-tls-{}-{:x}", std::process::id(), Entropy::machine_seed());
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&path).map_err(TlsError::file(&path))?;
        Ok(Self { path, is_kept: false })
    }

    /// A folder that outlives the run; it is made when it is not there.
    pub(super) fn kept(path: &Path) -> Result<Self, TlsError> {
        std::fs::create_dir_all(path).map_err(TlsError::file(path))?;
        // Children get these paths and may run in another folder.
        let path = std::path::absolute(path).map_err(TlsError::file(path))?;
        Ok(Self { path, is_kept: true })
    }

    /// Whether its files outlive the run.
    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Puts a file in place in one step: readers see the old one or the new one.
    pub(super) fn write(&self, name: &str, content: &[u8]) -> Result<PathBuf, TlsError> {
        let file = self.path(name);
        let aside = self.aside(content, 0o644)?;
        std::fs::rename(&aside, &file).map_err(TlsError::file(&file))?;
        Ok(file)
    }

    /// Puts a file in place that only its owner reads, unless there is one already.
    pub(super) fn write_secret_once(&self, name: &str, content: &[u8]) -> Result<(), TlsError> {
        let file = self.path(name);
        let aside = self.aside(content, 0o600)?;
        let linked = std::fs::hard_link(&aside, &file);
        std::fs::remove_file(&aside).map_err(TlsError::file(&aside))?;
        match linked {
            Err(why) if why.kind() != std::io::ErrorKind::AlreadyExists => Err(TlsError::File { file, why }),
            _ => Ok(()),
        }
    }

    /// The content under a name that no other process uses.
    fn aside(&self, content: &[u8], mode: u32) -> Result<PathBuf, TlsError> {
        let file = self.path(&format!(".{}-{:x}", std::process::id(), Entropy::machine_seed()));
        let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(&file);
        opened.and_then(|mut open| open.write_all(content)).map_err(TlsError::file(&file))?;
        Ok(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_kept {
            // A folder that cannot be removed holds nothing of use to anyone.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
