//! Where the fixtures of a realm come from: the server's own, a set by its name, files that came with a request.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::app::realms::fixtures::{FixtureFault, FixtureTexts, Fixtures};
use crate::crypto::keyring::Keyring;
use crate::domain::settings::Settings;

/// Texts by their place in a folder of fixtures, such as `people/families.toml`.
pub type FixtureFiles = BTreeMap<String, String>;

/// Reads the server's own fixtures once more.
pub type ReadOwn = Box<dyn Fn() -> Result<FixtureTexts, FixtureFault> + Send + Sync>;
/// Reads a set; nothing when there is none of this name.
pub type ReadSet = Box<dyn Fn(&str) -> Result<Option<FixtureFiles>, FixtureFault> + Send + Sync>;

/// What a new realm begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// The server's own fixtures.
    #[default]
    Own,
    /// A set, by its name.
    Set(String),
    /// These files; centres and consents are the server's own where there are none among them.
    Files(FixtureFiles),
}

/// Fixtures that were chosen.
#[derive(Clone)]
pub struct Chosen {
    /// What they hold.
    pub fixtures: Arc<Fixtures>,
    /// Their files, unless they are the server's own.
    pub files: Option<FixtureFiles>,
}

/// All fixtures of a server.
pub struct Shelf {
    own: RwLock<(FixtureTexts, Arc<Fixtures>)>,
    settings: Settings,
    read_own: ReadOwn,
    read_set: ReadSet,
}

impl Shelf {
    /// The server's own fixtures, checked against its keys, and where others come from.
    ///
    /// # Errors
    /// The server's own do not hold what they should.
    pub fn of(
        settings: Settings,
        keyring: &Keyring,
        read_own: ReadOwn,
        read_set: ReadSet,
    ) -> Result<Self, FixtureFault> {
        let texts = read_own()?;
        let fixtures = checked(&texts, &settings, keyring)?;
        Ok(Self { own: RwLock::new((texts, fixtures)), settings, read_own, read_set })
    }

    /// The server's own.
    pub fn own(&self) -> Arc<Fixtures> {
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Reads the server's own once more; realms that are made or reset from now on begin with them. Keys stay.
    ///
    /// # Errors
    /// They do not hold what they should; the ones before stay.
    pub fn reload(&self, keyring: &Keyring) -> Result<Arc<Fixtures>, FixtureFault> {
        let texts = (self.read_own)()?;
        let fixtures = checked(&texts, &self.settings, keyring)?;
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = (texts, Arc::clone(&fixtures));
        Ok(fixtures)
    }

    /// What was chosen.
    ///
    /// # Errors
    /// There is no such set, or the files do not hold what they should.
    pub fn chosen(&self, choice: Choice, keyring: &Keyring) -> Result<Chosen, FixtureFault> {
        let files = match choice {
            Choice::Own => return Ok(Chosen { fixtures: self.own(), files: None }),
            Choice::Files(files) => files,
            Choice::Set(name) => {
                let none = || FixtureFault {
                    file: name.clone(),
                    why: "no set of fixtures has this name".to_owned(),
                };
                (self.read_set)(&name)?.ok_or_else(none)?
            }
        };
        let texts = self.texts(&files)?;
        Ok(Chosen { fixtures: checked(&texts, &self.settings, keyring)?, files: Some(files) })
    }

    /// Files as the texts of fixtures.
    fn texts(&self, files: &FixtureFiles) -> Result<FixtureTexts, FixtureFault> {
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner).0.clone();
        let mut texts = FixtureTexts { people: Vec::new(), clients: Vec::new(), ..own };
        for (name, text) in files {
            let file = (name.clone(), text.clone());
            match name.strip_suffix(".toml").unwrap_or_default().split_once('/') {
                Some(("people", _)) => texts.people.push(file),
                Some(("clients", _)) => texts.clients.push(file),
                _ if name == "centres.toml" => texts.centres = file,
                _ if name == "consents.toml" => texts.consents = file,
                _ => {
                    let why = "expected people/NAME.toml, clients/NAME.toml, centres.toml or consents.toml";
                    return Err(FixtureFault { file: name.clone(), why: why.to_owned() });
                }
            }
        }
        Ok(texts)
    }
}

fn checked(
    texts: &FixtureTexts,
    settings: &Settings,
    keyring: &Keyring,
) -> Result<Arc<Fixtures>, FixtureFault> {
    let fixtures = Fixtures::parse(texts, settings.clone())?;
    fixtures.check_keys(keyring)?;
    Ok(Arc::new(fixtures))
}
