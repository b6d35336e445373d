//! What a realm begins with: people, relying parties, service centres, keys, read from texts and checked.

mod consents;
mod place;

use std::sync::Arc;

use serde::Deserialize;

pub use self::place::FixtureFault;
use self::place::{Place, Taken, read};
use crate::app::oauth::clients::{self, ClientFault};
use crate::app::people::organisations::{self, OrganisationForm, OrganisationRefusal};
use crate::app::people::populations::{self, NewPopulation, PopulationForm};
use crate::app::people::{self, NewPerson, PersonForm, Secret};
use crate::app::realm::Origin;
use crate::app::{Broken, Moment, Stop};
use crate::crypto::keyring::{KeyTexts, Keyring};
use crate::domain::centre::Centre;
use crate::domain::client::Client;
use crate::domain::consent::{Registry, Unlisted};
use crate::domain::person::Email;
use crate::domain::settings::Settings;

/// The texts of the fixtures, by what they hold.
#[derive(Clone, PartialEq, Eq)]
pub struct FixtureTexts {
    /// `people/*.toml`, with their names.
    pub people: Vec<(String, String)>,
    /// `clients/*.toml`, with their names.
    pub clients: Vec<(String, String)>,
    /// `centres.toml`.
    pub centres: (String, String),
    /// `consents.toml`.
    pub consents: (String, String),
    /// `keys/*.key.pem` and `keys/*.cert.pem`, in the order in which they come into force.
    pub keys: Vec<KeyTexts>,
}

/// Fixtures that make sense.
pub struct Fixtures {
    /// People, in the order of their numbers.
    pub people: Vec<NewPerson>,
    /// Populations, in the order of their numbers.
    pub populations: Vec<NewPopulation>,
    /// Organisations, in the order of their numbers.
    pub organisations: Vec<OrganisationForm>,
    /// Relying parties.
    pub clients: Vec<Client>,
    /// Service centres.
    pub centres: Vec<Centre>,
    /// Kinds of consents.
    pub registry: Registry,
    /// Settings every realm begins with.
    pub settings: Settings,
    places: Places,
}

/// Where the files have what they hold, for messages.
#[derive(Default)]
struct Places {
    people: Vec<Place>,
    populations: Vec<Place>,
    organisations: Vec<Place>,
    clients: Vec<Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    #[serde(default)]
    person: Vec<PersonForm>,
    #[serde(default)]
    population: Vec<PopulationForm>,
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
    /// What a realm of these fixtures keeps of them, whatever is done to it.
    pub(crate) fn origin(&self, seed: u64) -> Origin {
        let (centres, registry) = (self.centres.clone().into(), Arc::new(self.registry.clone()));
        Origin { seed, centres, registry }
    }

    /// Reads and checks the texts.
    ///
    /// # Errors
    /// The first file that does not hold what it should, with line and field.
    pub fn parse(texts: &FixtureTexts, settings: Settings) -> Result<Self, FixtureFault> {
        let (mut people, mut organisations, mut clients) = (Vec::new(), Vec::new(), Vec::new());
        let mut populations = Vec::new();
        let (mut places, mut taken) = (Places::default(), Taken::default());
        for (file, text) in &texts.people {
            let (read, source) = read::<PeopleFile>(file, text)?;
            for (index, form) in read.person.into_iter().enumerate() {
                let place = source.place("person", index);
                let person = form.parse().map_err(|fault| place.fault(&fault.field, &fault.expected))?;
                for (field, value) in logins(&person) {
                    taken.once(&place, field, value)?;
                }
                people.push(person);
                places.people.push(place);
            }
            for (index, form) in read.population.into_iter().enumerate() {
                let place = source.place("population", index);
                populations.push(form.parse().map_err(|fault| place.fault(&fault.field, &fault.expected))?);
                places.populations.push(place);
            }
            for (index, form) in read.organisation.into_iter().enumerate() {
                let place = source.place("organisation", index);
                if let Some(ogrn) = &form.ogrn {
                    taken.once(&place, "ogrn", ogrn.clone())?;
                }
                organisations.push(form);
                places.organisations.push(place);
            }
        }
        let registry = consents::registry(&texts.consents, &mut taken)?;
        for (file, text) in &texts.clients {
            let (read, source) = read::<ClientsFile>(file, text)?;
            for (index, client) in read.client.into_iter().enumerate() {
                let place = source.place("client", index);
                taken.once(&place, "mnemonic", client.mnemonic.to_string())?;
                let told =
                    |fault: ClientFault| place.fault(&fault.field, &format!("expected {}", fault.expected));
                // A realm's settings can only be changed once it is there; until then a request for such a scope is refused.
                clients::check(&client, Unlisted::Taken).map_err(told)?;
                clients::check_kinds(&client, &registry).map_err(told)?;
                clients.push(client);
                places.clients.push(place);
            }
        }
        let centres = centres(&texts.centres, &mut taken)?;
        Ok(Self { people, populations, organisations, clients, centres, registry, settings, places })
    }

    /// Checks that there is a key for the tokens of each relying party.
    ///
    /// # Errors
    /// One has none.
    pub fn check_keys(&self, keyring: &Keyring) -> Result<(), FixtureFault> {
        for (client, place) in self.clients.iter().zip(&self.places.clients) {
            let told =
                |fault: ClientFault| place.fault(&fault.field, &format!("expected {}", fault.expected));
            clients::check_key(client, keyring).map_err(told)?;
        }
        Ok(())
    }

    /// Fills an empty realm, in the transaction of the moment.
    ///
    /// # Errors
    /// People contradict one another, or something is broken.
    pub fn plant(&self, moment: &Moment<'_>) -> Result<(), Broken> {
        let secrets =
            self.people.iter().map(|person| Secret::of(moment, person)).collect::<Result<Vec<_>, _>>()?;
        let shared = self.populations.iter().map(|new| populations::secret_of(moment, new));
        let shared = shared.collect::<Result<Vec<_>, _>>()?;
        let mut tx = moment.write()?;
        for ((person, secret), place) in self.people.iter().zip(&secrets).zip(&self.places.people) {
            people::make_within(moment, &mut *tx, person, secret)
                .map_err(|stop| broken(stop, |fault| place.fault(&fault.field, &fault.expected)))?;
        }
        for ((new, secret), place) in self.populations.iter().zip(&shared).zip(&self.places.populations) {
            populations::declare_within(moment, &mut *tx, new, secret)
                .map_err(|stop| broken(stop, |fault| place.fault(&fault.field, &fault.expected)))?;
        }
        for (form, place) in self.organisations.iter().zip(&self.places.organisations) {
            organisations::make_within(moment, &mut *tx, form).map_err(|stop| {
                broken(stop, |refusal| match refusal {
                    OrganisationRefusal::Field(fault) => place.fault(&fault.field, &fault.expected),
                    other => place.fault("members", &other.to_string()),
                })
            })?;
        }
        for client in &self.clients {
            tx.put_client(client)?;
        }
        Ok(())
    }
}

/// A fixture that does not go together with the others.
fn broken<R>(stop: Stop<R>, told: impl FnOnce(R) -> FixtureFault) -> Broken {
    match stop {
        Stop::Broken(broken) => broken,
        Stop::Refused(refusal) => Broken::Fixture(told(refusal).to_string()),
    }
}

/// What no two people may have in common.
fn logins(person: &NewPerson) -> Vec<(&'static str, String)> {
    let wish = &person.wish;
    let all = [
        ("snils", wish.snils.map(|snils| snils.to_string())),
        ("mobile", wish.mobile.map(|phone| phone.to_string())),
        ("email", wish.email.as_ref().map(Email::key)),
    ];
    all.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

fn centres((file, text): &(String, String), taken: &mut Taken) -> Result<Vec<Centre>, FixtureFault> {
    let mut centres = Vec::new();
    let (read, source) = read::<CentresFile>(file, text)?;
    for (index, centre) in read.centre.into_iter().enumerate() {
        let place = source.place("centre", index);
        taken.once(&place, "id", centre.id.to_string())?;
        for operator in &centre.operators {
            taken.once(&place, "operator.login", operator.login.clone())?;
        }
        centres.push(centre);
    }
    Ok(centres)
}
