//! A person as a caller of the stand types one in.

use serde::Deserialize;

use crate::domain::account::ApplicationForm;
use crate::domain::person::sheet::NameForm;

/// A person with an identity document.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Person {
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    gender: String,
    birth_date: String,
    birth_place: String,
    citizenship: String,
    snils: Option<String>,
    documents: Documents,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Documents {
    elements: Vec<Paper>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Paper {
    #[serde(rename = "type")]
    kind: String,
    series: Option<String>,
    number: String,
    issue_date: String,
    issue_id: Option<String>,
    issued_by: Option<String>,
}

impl Person {
    pub(super) fn form(self) -> ApplicationForm {
        let paper = self.documents.elements.into_iter().next().unwrap_or_default();
        ApplicationForm {
            name: NameForm {
                last_name: self.last_name,
                first_name: self.first_name,
                middle_name: self.middle_name.unwrap_or_default(),
            },
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship,
            snils: self.snils.unwrap_or_default(),
            document_type: paper.kind,
            passport_series: paper.series.unwrap_or_default(),
            passport_number: paper.number,
            passport_issued_on: paper.issue_date,
            passport_issuer_code: paper.issue_id.unwrap_or_default(),
            passport_issued_by: paper.issued_by.unwrap_or_default(),
        }
    }
}
