//! A population as a tester writes one down.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::fault::{FieldFault, fault};
use crate::app::people::form::PersonForm;
use crate::app::people::populations::mould::Mould;
use crate::app::people::wanted::NewPerson;
use crate::domain::account::Level;
use crate::domain::id::Oid;

/// A population to declare: so many made-up people of one mould, none of whom is made before somebody asks for them.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PopulationForm {
    /// How many people.
    #[schema(minimum = 1, maximum = 5_000_000)]
    pub count: u32,
    /// What is asked of each; the rest is made up. Not what only one person can have, nor what has a day ahead on which
    /// something happens: `snils`, `inn`, `mobile`, `email`, `passport`, `minor`, `parents`, `school_consent`, `count`.
    #[serde(default)]
    pub mould: PersonForm,
}

/// A population to declare.
#[derive(Clone)]
pub struct NewPopulation {
    /// How many people.
    pub(super) count: u32,
    /// What is asked of each.
    pub(super) person: NewPerson,
    /// The same in writing.
    wishes: PersonForm,
}

impl PopulationForm {
    /// Reads the texts.
    ///
    /// # Errors
    /// The first field that does not hold what it should, or that no population can have.
    pub fn parse(&self) -> Result<NewPopulation, FieldFault> {
        if !(1..=Oid::OF_POPULATIONS).contains(&self.count) {
            return Err(fault("count", format!("expected 1 to {}", Oid::OF_POPULATIONS)));
        }
        self.refuse_what_is_one_persons()?;
        self.refuse_what_has_a_day_ahead()?;
        let person = self.mould.parse().map_err(|why| why.within("mould"))?;
        // A default of later versions is not this one's.
        let level = Some(person.level.unwrap_or(Level::Confirmed));
        let wishes = PersonForm { level, password: None, ..self.mould.clone() };
        Ok(NewPopulation { count: self.count, person, wishes })
    }

    fn refuse_what_is_one_persons(&self) -> Result<(), FieldFault> {
        let PersonForm { snils, inn, mobile, email, passport, count, .. } = &self.mould;
        let own = [
            ("snils", snils.is_some()),
            ("inn", inn.is_some()),
            ("mobile", mobile.is_some()),
            ("email", email.is_some()),
            ("passport", passport.is_some()),
        ];
        if let Some((field, _)) = own.iter().find(|(_, is_given)| *is_given) {
            let expected = "expected none: it is one person's own; leave it out, each person gets another one, or make the person by \
                            POST {control}/people";
            return Err(fault(&format!("mould.{field}"), expected));
        }
        match count {
            Some(_) => {
                Err(fault("mould.count", "expected none: how many there are says count beside the mould"))
            }
            None => Ok(()),
        }
    }

    fn refuse_what_has_a_day_ahead(&self) -> Result<(), FieldFault> {
        let PersonForm { minor, parents, school_consent, .. } = &self.mould;
        let children = [
            ("minor", minor.unwrap_or_default()),
            ("parents", !parents.is_empty()),
            ("school_consent", school_consent.unwrap_or_default()),
        ];
        match children.iter().find(|(_, is_given)| *is_given) {
            Some((field, _)) => {
                let expected = "expected none: a child has the fourteenth birthday ahead, on which the account changes; make \
                                children by POST {control}/people";
                Err(fault(&format!("mould.{field}"), expected))
            }
            None => Ok(()),
        }
    }
}

impl NewPopulation {
    /// What is kept of it, as JSON.
    pub(super) fn mould(&self, seed: u64, password_hash: &str) -> String {
        let mould = Mould { seed, password_hash: password_hash.to_owned(), wishes: self.wishes.clone() };
        serde_json::to_string(&mould).expect("invariant: a mould is plain values")
    }
}
