//! Owns the files that a run leaves: the page, JSON, JUnit.

use std::path::{Path, PathBuf};

use lang::Lang;
use load::report::{html, junit};
use load::told::Told;

use crate::command::failure::Failure;
use crate::report::whole::replace;

/// Where the files go, and in which language.
pub(super) struct Files {
    folder: PathBuf,
    lang: Lang,
}

impl Files {
    /// A folder that can be written to, before a long run begins.
    pub(super) fn new(folder: &Path, lang: Lang) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::Usage(format!("--out: {}: {error}; name another folder", folder.display()))
        })?;
        Ok(Self { folder: folder.to_owned(), lang })
    }

    /// Writes them all; each is whole or not there.
    pub(super) fn write(&self, told: &Told) -> Result<(), Failure> {
        let page = html::page(told, self.lang).map_err(Failure::broken)?;
        let json = serde_json::to_string(told).map_err(Failure::broken)?;
        let xml = junit::render(told, self.lang).map_err(Failure::broken)?;
        for (name, text) in [("load.html", page), ("load.json", json), ("load.xml", xml)] {
            let path = self.folder.join(name);
            replace(&path, text).map_err(|error| Failure::Broken(format!("{}: {error}", path.display())))?;
        }
        Ok(())
    }

    /// Where they are.
    pub(super) fn told(&self) -> String {
        let words = self.lang.say("Отчёты", "Reports");
        format!("{words}: {}", self.folder.join("load.{html,json,xml}").display())
    }
}
