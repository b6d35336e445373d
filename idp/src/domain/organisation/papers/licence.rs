//! Licences of an organisation, as the bodies that gave them told (MR А.7.2).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::organisation::OrganisationName;
use crate::domain::person::date;
use crate::domain::person::text::Text;

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// Its number among what belongs to the organisation.
    pub id: u64,
    /// Who gave it.
    pub issuer: OrganisationName,
    /// The registration number of who gave it.
    pub issuer_ogrn: Text<13>,
    /// The taxpayer number of who gave it.
    pub issuer_inn: Text<10>,
    /// The registration number of the licence.
    pub number: Text<100>,
    /// When it was given.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub issued_on: Option<Date>,
    /// From when it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub begins_on: Option<Date>,
    /// Until when it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub ends_on: Option<Date>,
    /// Its status in words.
    pub status: Text<100>,
    /// Since when it has the status.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub status_since: Option<Date>,
    /// Until when it has the status.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub status_until: Option<Date>,
    /// What it allows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
}

/// What a licence allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: Text<2000>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Of which works it consists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<Work>,
}

/// A work that is part of a licensed activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: Text<2000>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

/// Where something licensed is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its number.
    pub id: u64,
    /// The address in one line.
    pub address: Text<2000>,
    /// The address's number in ФИАС.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fias: Option<Text<36>>,
}

impl Licence {
    /// Whether a search by number or by an activity's name finds it.
    pub fn is_named(&self, wanted: &str) -> bool {
        self.number.as_str() == wanted || self.activities.iter().any(|one| one.name.as_str() == wanted)
    }

    /// The numbers of it and of what lies in it.
    pub fn item_ids(&self) -> impl Iterator<Item = u64> {
        let inner = self.activities.iter().flat_map(|activity| {
            let places = activity.places.iter().map(|place| place.id);
            let works = activity.works.iter();
            let of_works = works.flat_map(|work| work.places.iter().map(|place| place.id).chain([work.id]));
            places.chain(of_works).chain([activity.id])
        });
        inner.chain([self.id])
    }
}
