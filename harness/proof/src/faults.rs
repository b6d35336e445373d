//! Owns the list of planted faults, as `faults.toml` of the relying party has it.

use std::path::Path;

use serde::Deserialize;

use crate::dialect::Dialect;

/// All classes and faults.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faults {
    /// Kinds of faults, in the order of the list.
    #[serde(rename = "class")]
    pub classes: Vec<Class>,
    /// The faults, class by class.
    #[serde(rename = "fault")]
    pub faults: Vec<Fault>,
}

/// A kind of fault.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name in the list.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// The scenarios that a quick run tries.
    pub scenarios: Vec<String>,
}

/// A guard that can be taken away.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What `DIARY_FAULT` calls it.
    pub name: String,
    /// Its class, by name.
    pub class: String,
    /// What the relying party does wrong.
    pub wrong: String,
    /// What comes of it.
    pub consequence: String,
    /// Words of which one stands in a verdict whose cause is this fault.
    pub guard: Vec<String>,
    /// Keys of the harness's catalogue of causes; where a verdict has a key, it is one of these.
    #[serde(default)]
    pub causes: Vec<String>,
    /// Where it shows.
    #[serde(default = "all_dialects")]
    pub dialects: Vec<Dialect>,
    /// How people come to be known where it shows.
    #[serde(default)]
    pub people: People,
    /// Why it cannot be told from soundness from outside.
    pub invisible: Option<String>,
}

/// How the relying party comes to know people: each way has a description file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// They come by password and bind.
    #[default]
    Binding,
    /// The school enters them.
    Entered,
}

impl People {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Binding, Self::Entered];
}

fn all_dialects() -> Vec<Dialect> {
    Dialect::ALL.to_vec()
}

impl Faults {
    /// Reads the list.
    ///
    /// # Errors
    /// What is wrong with the file, in a sentence.
    pub fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let read: Self = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let unknown = read.faults.iter().find(|fault| read.class_of(fault).is_none());
        match unknown {
            Some(fault) => Err(format!("{}: there is no class `{}`", file.display(), fault.class)),
            None => Ok(read),
        }
    }

    /// The class of a fault.
    pub fn class_of(&self, fault: &Fault) -> Option<&Class> {
        self.classes.iter().find(|class| class.name == fault.class)
    }

    /// A fault by its name.
    pub fn named(&self, name: &str) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.name == name)
    }
}
