//! The data of a child's account that the parent who registered it changes (MR 4.2.1).

use serde::{Deserialize, Serialize};

use crate::domain::account::Account;
use crate::domain::person::address::{AddressKind, AddressLine};
use crate::domain::person::sheet::{Field, FieldError, FieldErrors, NameForm};
use crate::domain::person::{Address, BirthPlace, FullName};

/// What a parent may change; SNILS, birth date and papers are those of the card that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildDetails {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Place of birth.
    pub birth_place: BirthPlace,
    /// Where the child is registered, in one line.
    pub registration: AddressLine,
}

/// The texts of the form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ChildDetailsForm {
    /// Surname, name, patronymic.
    #[serde(flatten)]
    pub name: NameForm,
    /// «Место рождения».
    pub birth_place: String,
    /// «Адрес постоянной регистрации».
    pub registration: String,
}

impl ChildDetails {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that does not hold what it should.
    pub fn parse(form: &ChildDetailsForm) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let name = form.name.read(&mut errors);
        let birth_place = errors.read(Field::ChildBirthPlace, &form.birth_place);
        let registration = errors.read(Field::Registration, &form.registration);
        let read = name.zip(birth_place).zip(registration);
        let read = read.map(|((name, birth_place), registration)| Self { name, birth_place, registration });
        errors.finish(read)
    }

    /// The data become the account's.
    pub(super) fn fill(&self, account: &mut Account) {
        let seed = account.oid.number();
        let profile = &mut account.profile;
        profile.name = self.name.clone();
        profile.birth_place = Some(self.birth_place.clone());
        let old = profile.addresses.iter().position(|one| one.kind == AddressKind::Registration);
        let id = match old {
            Some(place) => profile.addresses.remove(place).id,
            None => profile.next_item_id(seed),
        };
        profile.addresses.push(Address::new(id, AddressKind::Registration, self.registration.clone()));
    }
}

impl ChildDetailsForm {
    /// The form as the data that are known would fill it in.
    pub fn of(account: &Account) -> Self {
        let profile = &account.profile;
        let registration = profile.addresses.iter().find(|one| one.kind == AddressKind::Registration);
        Self {
            name: NameForm::of(&profile.name),
            birth_place: profile.birth_place.as_ref().map(ToString::to_string).unwrap_or_default(),
            registration: registration.map(|one| one.line.to_string()).unwrap_or_default(),
        }
    }
}
