//! What a realm begins with: people, relying parties, service centres, keys, read from texts and checked.

use serde::Deserialize;

use crate::app::organisations::{self, OrganisationForm};
use crate::app::people::{self, NewPerson, PersonForm};
use crate::app::{Broken, Moment, Stop, clients};
use crate::crypto::keyring::KeyTexts;
use crate::domain::agreement::Unlisted;
use crate::domain::centre::Centre;
use crate::domain::client::Client;
use crate::domain::settings::Settings;
use crate::store::WriteTx;

/// The texts of the fixtures, by what they hold.
#[derive(Clone, PartialEq, Eq)]
pub struct FixtureTexts {
    /// `people/*.toml`, with their names.
    pub people: Vec<(String, String)>,
    /// `clients/*.toml`, with their names.
    pub clients: Vec<(String, String)>,
    /// `centres.toml`.
    pub centres: (String, String),
    /// `keys/*.key.pem` and `keys/*.cert.pem`, in the order in which they come into force.
    pub keys: Vec<KeyTexts>,
}

/// Fixtures that make sense.
pub struct Fixtures {
    /// People, in the order of their numbers.
    pub people: Vec<NewPerson>,
    /// Organisations, in the order of their numbers.
    pub organisations: Vec<OrganisationForm>,
    /// Relying parties.
    pub clients: Vec<Client>,
    /// Service centres.
    pub centres: Vec<Centre>,
    /// Settings every realm begins with.
    pub settings: Settings,
}

/// A fixture file that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct FixtureFault {
    /// The file.
    pub file: String,
    /// What is wrong, with line and field.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    #[serde(default)]
    person: Vec<PersonForm>,
    #[serde(default)]
    organisation: Vec<OrganisationForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CentresFile {
    centre: Vec<Centre>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClientsFile {
    client: Vec<Client>,
}

impl Fixtures {
    /// Reads and checks the texts.
    ///
    /// # Errors
    /// The first file that does not hold what it should.
    pub fn parse(texts: &FixtureTexts, settings: Settings) -> Result<Self, FixtureFault> {
        let (mut people, mut organisations) = (Vec::new(), Vec::new());
        for (file, text) in &texts.people {
            let read: PeopleFile = read(file, text)?;
            organisations.extend(read.organisation);
            for (number, form) in read.person.iter().enumerate() {
                let told =
                    |why| FixtureFault { file: file.clone(), why: format!("person {}: {why}", number + 1) };
                people.push(form.parse().map_err(told)?);
            }
        }
        let mut all_clients = Vec::new();
        for (file, text) in &texts.clients {
            let read: ClientsFile = read(file, text)?;
            for client in read.client {
                let told = |fault: clients::ClientFault| FixtureFault {
                    file: file.clone(),
                    why: format!("client {}: {}: expected {}", client.mnemonic, fault.field, fault.expected),
                };
                // A realm's settings can only be changed once it is there; until then a request for such a scope is refused.
                clients::check(&client, Unlisted::Taken).map_err(told)?;
                all_clients.push(client);
            }
        }
        let (file, text) = &texts.centres;
        let centres = read::<CentresFile>(file, text)?.centre;
        Ok(Self { people, organisations, clients: all_clients, centres, settings })
    }

    /// Fills an empty realm, within a transaction of the caller.
    ///
    /// # Errors
    /// People contradict one another, or something is broken.
    pub fn plant(&self, moment: &Moment<'_>, tx: &mut dyn WriteTx) -> Result<(), Broken> {
        for person in &self.people {
            people::make_within(moment, tx, person).map_err(contradicted)?;
        }
        for form in &self.organisations {
            organisations::make_within(moment, tx, form).map_err(contradicted)?;
        }
        for client in &self.clients {
            tx.put_client(client)?;
        }
        Ok(())
    }
}

/// A fixture that does not go together with the others.
fn contradicted(stop: Stop<impl ToString>) -> Broken {
    match stop {
        Stop::Broken(broken) => broken,
        Stop::Refused(why) => {
            Broken::Fixture(FixtureFault { file: "people".to_owned(), why: why.to_string() })
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, FixtureFault> {
    toml::from_str(text).map_err(|why| FixtureFault { file: file.to_owned(), why: why.to_string() })
}
