//! The form of personal data that is sent to the registers.

use askama::Template;

use crate::web::pages::{Choice, Errors, Frame, Viewer};

/// Values of the form, as they were typed or as the account holds them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// `last_name`.
    pub last_name: String,
    /// `first_name`.
    pub first_name: String,
    /// `middle_name`; empty when there is none.
    pub middle_name: String,
    /// `gender`: `M`, `F` or empty.
    pub gender: String,
    /// `birth_date`, as `dd.MM.yyyy`.
    pub birth_date: String,
    /// `birth_place`.
    pub birth_place: String,
    /// `snils`.
    pub snils: String,
    /// `citizenship`: a code of three letters.
    pub citizenship: String,
    /// `passport_series`.
    pub passport_series: String,
    /// `passport_number`.
    pub passport_number: String,
    /// `passport_issued_on`, as `dd.MM.yyyy`.
    pub passport_issued_on: String,
    /// `passport_issuer_code`.
    pub passport_issuer_code: String,
    /// `passport_issued_by`.
    pub passport_issued_by: String,
}

/// What the form warns of before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Saving gives up the letter that is on its way.
    LetterIsGivenUp,
    /// Another account that is not confirmed has this SNILS.
    SnilsInUse,
}

/// `/profile/edit`: POST with the names of [`Values`]; `document_type` too where [`Edit::document_types`] offers it.
#[derive(Clone, Template)]
#[template(path = "profile/edit.html")]
pub struct Edit {
    /// The frame.
    pub frame: Frame,
    /// The values.
    pub values: Values,
    /// Kinds of identity documents to choose from; with none the passport of Russia is meant.
    pub document_types: Vec<Choice>,
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

/// Kinds of identity documents, for [`Edit::document_types`] with [`Choice::list`].
pub const DOCUMENT_TYPES: &[(&str, &str)] = &[
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
            values: Values {
                last_name: "Журавлева".to_owned(),
                first_name: "Алла".to_owned(),
                ..Values::default()
            },
            document_types: Vec::new(),
            snils_is_fixed: false,
            warning: None,
            errors: Errors::none(),
        }
    }

    /// A foreigner's form with faults, while a letter is on its way.
    pub(crate) fn sample_refused() -> Self {
        let citizenship = "BRA".to_owned();
        Self {
            values: Values { citizenship, gender: "F".to_owned(), ..Self::sample().values },
            document_types: Choice::list(DOCUMENT_TYPES, "FID_DOC"),
            snils_is_fixed: true,
            warning: Some(Warning::LetterIsGivenUp),
            errors: Errors::one("birth_date", "Укажите дату рождения")
                .and("gender", "Выберите пол")
                .and("passport_number", "Номер состоит из 6 цифр"),
            ..Self::sample()
        }
    }
}
