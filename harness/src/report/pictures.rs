//! Owns pictures in files: one folder per scenario, each picture under the name that the other reports give it.

use std::io;
use std::path::PathBuf;

use crate::event::{Happening, RunEvent};
use crate::report::Reporter;

/// Keeps pictures in a folder.
#[derive(Debug)]
pub struct Pictures {
    folder: PathBuf,
}

impl Pictures {
    /// In this folder, which is made when the first picture comes.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

impl Reporter for Pictures {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            // What an earlier run left would pass for this one's.
            RunEvent::ScenarioStarted { id } => match std::fs::remove_dir_all(self.folder.join(id)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
            RunEvent::Happened { what: Happening::Pictured(picture), .. } => {
                let path = self.folder.join(&picture.file);
                path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                std::fs::write(path, &*picture.image.0)
            }
            _ => Ok(()),
        }
    }
}
