//! The form of personal data that is sent to the registers.

use askama::Template;

use crate::domain::account::ApplicationForm;
use crate::web::pages::{Choice, Errors, Frame, Viewer};

/// What the form warns of before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Saving gives up the letter that is on its way.
    LetterIsGivenUp,
    /// Another account that is not confirmed has this SNILS.
    SnilsInUse,
    /// The data are checked: the new ones are in force once the registers know them.
    CheckedStays,
    /// The person is confirmed: the new ones are in force once the registers know them.
    ConfirmedStays,
    /// The data are confirmed: saving lowers the account until the identity is confirmed anew.
    LevelDrops,
}

/// `/profile/edit`: POST with the names of [`ApplicationForm`]; without a `document_type` the passport of Russia is meant.
#[derive(Clone, Template)]
#[template(path = "profile/edit.html")]
pub struct Edit {
    /// The frame.
    pub frame: Frame,
    /// The values, as they were typed or as the account holds them.
    pub values: ApplicationForm,
    /// Whether the SNILS may not be changed any more.
    pub snils_is_fixed: bool,
    /// What to warn of.
    pub warning: Option<Warning>,
    /// What was wrong.
    pub errors: Errors,
}

impl Edit {
    /// «Мужской» and «Женский».
    pub fn genders(&self) -> Vec<Choice> {
        Choice::list(&[("M", "Мужской"), ("F", "Женский")], &self.values.gender)
    }

    /// The kinds of identity documents to choose from.
    pub fn document_types(&self) -> Vec<Choice> {
        Choice::list(DOCUMENT_TYPES, &self.values.document_type)
    }

    /// The countries to choose from; an unlisted code stays as it is.
    pub fn countries(&self) -> Vec<Choice> {
        let chosen = if self.values.citizenship.is_empty() { "RUS" } else { &self.values.citizenship };
        let mut list = Choice::list(COUNTRIES, chosen);
        if !list.iter().any(|choice| choice.chosen) {
            list.push(Choice { value: chosen.to_owned(), label: chosen.to_owned(), chosen: true });
        }
        list
    }
}

/// Kinds of identity documents.
const DOCUMENT_TYPES: &[(&str, &str)] = &[
    ("RF_PASSPORT", "Паспорт гражданина РФ"),
    ("FID_DOC", "Документ иностранного гражданина"),
    ("FRGN_PASS", "Заграничный паспорт гражданина РФ"),
];

/// A country in words; one that the form does not offer stays a code.
pub fn country(code: &str) -> &str {
    COUNTRIES.iter().find(|(own, _)| *own == code).map_or(code, |(_, name)| name)
}

/// The countries of the form, by the code that `citizenship` holds.
pub const COUNTRIES: &[(&str, &str)] = &[
    ("RUS", "Россия"),
    ("AZE", "Азербайджан"),
    ("ARM", "Армения"),
    ("BLR", "Беларусь"),
    ("DEU", "Германия"),
    ("GEO", "Грузия"),
    ("ISR", "Израиль"),
    ("IND", "Индия"),
    ("KAZ", "Казахстан"),
    ("KGZ", "Киргизия"),
    ("CHN", "Китай"),
    ("LVA", "Латвия"),
    ("LTU", "Литва"),
    ("MDA", "Молдова"),
    ("MNG", "Монголия"),
    ("SRB", "Сербия"),
    ("TJK", "Таджикистан"),
    ("TKM", "Туркмения"),
    ("TUR", "Турция"),
    ("UZB", "Узбекистан"),
    ("UKR", "Украина"),
    ("EST", "Эстония"),
];

#[cfg(test)]
impl Edit {
    /// The form of somebody who has just registered.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::citizen("", "Журавлева А."),
            values: ApplicationForm {
                name: crate::domain::person::sheet::NameForm {
                    last_name: "Журавлева".to_owned(),
                    first_name: "Алла".to_owned(),
                    ..Default::default()
                },
                ..ApplicationForm::default()
            },
            snils_is_fixed: false,
            warning: None,
            errors: Errors::none(),
        }
    }

    /// A foreigner's form with faults, while a letter is on its way.
    pub(crate) fn sample_refused() -> Self {
        let (citizenship, document_type) = ("BRA".to_owned(), "FID_DOC".to_owned());
        let gender = "F".to_owned();
        Self {
            values: ApplicationForm { citizenship, document_type, gender, ..Self::sample().values },
            snils_is_fixed: true,
            warning: Some(Warning::LetterIsGivenUp),
            errors: Errors::one("birth_date", "Укажите дату рождения")
                .and("gender", "Выберите пол")
                .and("passport_number", "Номер состоит из 6 цифр"),
            ..Self::sample()
        }
    }

    /// A confirmed person's form, with a name for the picture.
    pub(crate) fn sample_confirmed() -> [(&'static str, Self); 2] {
        let with = |warning| Self { warning: Some(warning), snils_is_fixed: true, ..Self::sample() };
        [("stays", with(Warning::ConfirmedStays)), ("drops", with(Warning::LevelDrops))]
    }
}
