//! The data of a child's account that the parent who registered it changes (MR 4.2.1).

use serde::{Deserialize, Serialize};

use crate::domain::account::faults::Faults;
use crate::domain::account::{Account, ApplicationFault};
use crate::domain::person::address::{AddressKind, AddressLine};
use crate::domain::person::{Address, BirthPlace, FullName, NamePart};

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
    /// «Фамилия».
    pub last_name: String,
    /// «Имя».
    pub first_name: String,
    /// «Отчество (если есть)».
    pub middle_name: String,
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
    pub fn parse(form: &ChildDetailsForm) -> Result<Self, Vec<ApplicationFault>> {
        let mut faults = Faults::default();
        let last = faults.take("last_name", form.last_name.parse::<NamePart>());
        let first = faults.take("first_name", form.first_name.parse::<NamePart>());
        let middle = faults.take_optional("middle_name", &form.middle_name, str::parse::<NamePart>);
        let birth_place = faults.take("birth_place", form.birth_place.parse::<BirthPlace>());
        let registration = faults.take("registration", form.registration.parse::<AddressLine>());
        match (last, first, birth_place, registration) {
            (Some(last), Some(first), Some(birth_place), Some(registration)) if faults.is_empty() => {
                Ok(Self { name: FullName { last, first, middle }, birth_place, registration })
            }
            _ => Err(faults.told()),
        }
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
            last_name: profile.name.last.to_string(),
            first_name: profile.name.first.to_string(),
            middle_name: profile.name.middle.as_ref().map(ToString::to_string).unwrap_or_default(),
            birth_place: profile.birth_place.as_ref().map(ToString::to_string).unwrap_or_default(),
            registration: registration.map(|one| one.line.to_string()).unwrap_or_default(),
        }
    }

    /// What was typed into a field, by the field's name.
    pub fn field(&self, name: &str) -> &str {
        match name {
            "last_name" => &self.last_name,
            "first_name" => &self.first_name,
            "middle_name" => &self.middle_name,
            "birth_place" => &self.birth_place,
            "registration" => &self.registration,
            _ => "",
        }
    }
}
