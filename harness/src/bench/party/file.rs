//! Owns the file that describes a relying party: its form, and what must agree within it.

mod check;
mod demands;
mod description;
mod form;
mod registration;
mod rule;
mod terms;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::diary::Mistake;
pub use description::Description;
pub(crate) use description::{Accepted, Log, Start};
pub(crate) use form::{Hook, KnownBy, Place};

/// There is no description.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something in it is wrong.
    #[error(transparent)]
    Mistake(#[from] Mistake),
}

impl Description {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or says something that cannot be; the line, the field and the remedy are named.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| FileError::Unreadable { path: path.to_owned(), source })?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
        Ok(Self::parse(&path.display().to_string(), &text, folder)?)
    }

    /// Parses the text of `file`; its commands run in `folder`.
    pub fn parse(file: &str, text: &str, folder: PathBuf) -> Result<Self, Mistake> {
        check::described(&crate::diary::Source { file, text }, folder)
    }
}
