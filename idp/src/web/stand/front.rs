//! A person as the portal's own front end sees one: the level, the registration context, the values under check.

use serde::Serialize;

use crate::domain::account::{Account, Level, Status};
use crate::domain::person::{BirthDate, BirthPlace, Country, Gender, NamePart, Snils};
use crate::protocol::rs::person::registration_context;

/// A person.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Front {
    oid: u64,
    first_name: NamePart,
    last_name: NamePart,
    #[serde(skip_serializing_if = "Option::is_none")]
    middle_name: Option<NamePart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_date: Option<BirthDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_place: Option<BirthPlace>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citizenship: Option<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snils: Option<Snils>,
    status: &'static str,
    level: u8,
    trusted: bool,
    verifying: bool,
    reg_ctx_cfm_ste: &'static str,
    contains_up_cfm_code: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pso_stu: Option<Shadows>,
}

/// The values under check, field by field.
#[derive(Serialize)]
struct Shadows {
    #[serde(rename = "lastNameVrfStatus")]
    last_name: Shadow,
    #[serde(rename = "firstNameVrfStatus")]
    first_name: Shadow,
    #[serde(rename = "middleNameVrfStatus", skip_serializing_if = "Option::is_none")]
    middle_name: Option<Shadow>,
    #[serde(rename = "genderVrfStatus", skip_serializing_if = "Option::is_none")]
    gender: Option<Shadow>,
    #[serde(rename = "birthdayVrfStatus", skip_serializing_if = "Option::is_none")]
    birthday: Option<Shadow>,
    #[serde(rename = "birthplaceVrfStatus", skip_serializing_if = "Option::is_none")]
    birthplace: Option<Shadow>,
    #[serde(rename = "citizenshipVrfStatus", skip_serializing_if = "Option::is_none")]
    citizenship: Option<Shadow>,
    #[serde(rename = "snilsVrfStatus", skip_serializing_if = "Option::is_none")]
    snils: Option<Shadow>,
    #[serde(rename = "idDocVrfStatus", skip_serializing_if = "Option::is_none")]
    id_doc: Option<Shadow>,
}

/// One value under check.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shadow {
    verifying_value: String,
}

impl Shadow {
    fn of(value: &impl ToString) -> Self {
        Self { verifying_value: value.to_string() }
    }
}

impl Front {
    pub(super) fn of(account: &Account) -> Self {
        let profile = &account.profile;
        let verifying = account.is_checking();
        Self {
            oid: account.oid.number(),
            first_name: profile.name.first.clone(),
            last_name: profile.name.last.clone(),
            middle_name: profile.name.middle.clone(),
            gender: profile.gender,
            birth_date: profile.birth_date,
            birth_place: profile.birth_place.clone(),
            citizenship: profile.citizenship,
            snils: profile.snils,
            status: if matches!(account.status, Status::Deleted { .. }) { "DELETED" } else { "REGISTERED" },
            level: match account.level() {
                Level::Simplified => 1,
                Level::Standard => 2,
                Level::Confirmed => 3,
            },
            trusted: account.is_trusted(),
            verifying,
            reg_ctx_cfm_ste: registration_context(&account.status),
            contains_up_cfm_code: matches!(account.status, Status::LetterOrdered { .. }),
            pso_stu: verifying.then(|| Shadows::of(account)),
        }
    }
}

impl Shadows {
    fn of(account: &Account) -> Self {
        let profile = account.wanted_profile();
        let paper = profile.identity_paper();
        Self {
            last_name: Shadow::of(&profile.name.last),
            first_name: Shadow::of(&profile.name.first),
            middle_name: profile.name.middle.as_ref().map(Shadow::of),
            gender: profile.gender.as_ref().map(Shadow::of),
            birthday: profile.birth_date.as_ref().map(Shadow::of),
            birthplace: profile.birth_place.as_ref().map(Shadow::of),
            citizenship: profile.citizenship.as_ref().map(Shadow::of),
            snils: profile.snils.as_ref().map(Shadow::of),
            id_doc: paper.map(|paper| {
                Shadow::of(&[paper.series().unwrap_or_default(), paper.number()].join(" ").trim())
            }),
        }
    }
}
