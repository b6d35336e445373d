//! What the Social Fund knows of the paper that a foreigner's document was confirmed by (MR А.2, table 3, row 14).

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::date;
use crate::domain::person::text::{IssuedBy, Text};
use crate::domain::time::Timestamp;

/// The series or the number of such a paper.
pub type PaperNumber = Text<50>;

/// The paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignPaper {
    /// What it is.
    pub kind: PaperKind,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<IssuedBy>,
    /// Series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<PaperNumber>,
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PaperNumber>,
    /// The day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub issued_on: Option<Date>,
    /// When the account last learned of it.
    pub updated_at: Timestamp,
}

/// The kinds of such papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// A residence permit.
    ResidencePermit,
    /// A passport of another state.
    ForeignPassport,
    /// The certificate that a refugee's application is considered.
    ImmigrantCertificate,
    /// A refugee's certificate.
    RefugeeCertificate,
    /// Another paper of the Interior Ministry.
    Other,
}

/// A text that names no such paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected residence-permit, foreign-passport, immigrant-certificate, refugee-certificate or other")]
pub struct PaperKindError;

impl FromStr for PaperKind {
    type Err = PaperKindError;

    fn from_str(text: &str) -> Result<Self, PaperKindError> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or(PaperKindError)
    }
}

impl PaperKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::ResidencePermit,
        Self::ForeignPassport,
        Self::ImmigrantCertificate,
        Self::RefugeeCertificate,
        Self::Other,
    ];

    /// Its name in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResidencePermit => "residence-permit",
            Self::ForeignPassport => "foreign-passport",
            Self::ImmigrantCertificate => "immigrant-certificate",
            Self::RefugeeCertificate => "refugee-certificate",
            Self::Other => "other",
        }
    }

    /// The code and the description that the document lists.
    pub const fn wire(self) -> (&'static str, &'static str) {
        match self {
            Self::ResidencePermit => ("ВИД НА ЖИТЕЛЬ", "Вид на жительство"),
            Self::ForeignPassport => ("ИНПАСПОРТ", "Иностранный паспорт"),
            Self::ImmigrantCertificate => {
                ("СВИД БЕЖЕНЦА", "Свидетельство о регистрации ходатайства о признании иммигранта беженцем")
            }
            Self::RefugeeCertificate => ("УДОСТ БЕЖЕНЦА", "Удостоверение беженца в РФ"),
            Self::Other => ("ПРОЧЕЕ", "Иные документы, выдаваемые органами МВД"),
        }
    }
}
