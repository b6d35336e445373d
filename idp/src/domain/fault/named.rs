//! Faults by their names: the facts of each, and how stores and calls spell them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::fault::catalogue::CATALOGUE;
use crate::domain::fault::kind::{Fault, FaultFacts};

impl Fault {
    /// What is known of it.
    pub fn facts(self) -> &'static FaultFacts {
        CATALOGUE
            .iter()
            .find(|facts| facts.fault == self)
            .expect("invariant: every fault stands in the catalogue")
    }

    /// The fault of a name.
    pub fn of(name: &str) -> Option<Self> {
        CATALOGUE.iter().find(|facts| facts.name == name).map(|facts| facts.fault)
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.facts().name)
    }
}

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        Self::of(&name).ok_or_else(|| D::Error::custom(format!("{name} is no fault")))
    }
}
