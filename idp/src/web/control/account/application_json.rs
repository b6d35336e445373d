//! The profile form as the control API is given it: what is left out stays as the account has it.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::account::accounts::CommandRefusal;
use crate::app::confirmation::profile::ProfileRefusal;
use crate::domain::account::ApplicationForm;
use crate::domain::person::Gender;
use crate::domain::person::sheet::{Field, NameForm};
use crate::web::control::account::people::no_person;
use crate::web::problem::Problem;

/// Data to be checked; what is left out stays as the account has it.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
pub struct ApplicationJson {
    /// Surname.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic; an empty text is a person without one.
    middle_name: Option<String>,
    /// `M` or `F`.
    #[schema(value_type = Option<Gender>)]
    gender: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: Option<String>,
    /// Place of birth.
    birth_place: Option<String>,
    /// Three letters.
    citizenship: Option<String>,
    /// `XXX-XXX-XXX XX`; a confirmed person's cannot be changed.
    snils: Option<String>,
    /// The identity document.
    passport: Option<IdentityPaperJson>,
}

/// An identity document; what is left out stays.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
pub struct IdentityPaperJson {
    /// `RF_PASSPORT`, `FRGN_PASS` or `FID_DOC`.
    #[serde(rename = "type")]
    #[schema(value_type = Option<IdentityKind>)]
    kind: Option<String>,
    /// Series.
    series: Option<String>,
    /// Number.
    number: Option<String>,
    /// `dd.MM.yyyy`.
    issued_on: Option<String>,
    /// Six digits.
    issuer_code: Option<String>,
    /// Who issued it.
    issued_by: Option<String>,
}

/// A kind of document that proves the identity.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only the schema is used: the form of the portal reads the text")]
enum IdentityKind {
    /// A passport of Russia.
    #[schema(rename = "RF_PASSPORT")]
    Passport,
    /// A passport for journeys abroad.
    #[schema(rename = "FRGN_PASS")]
    ForeignPassport,
    /// A document of a foreign citizen.
    #[schema(rename = "FID_DOC")]
    OfForeigner,
}

impl ApplicationJson {
    /// The form with the given fields in place of the known ones.
    pub(crate) fn over(self, known: ApplicationForm) -> ApplicationForm {
        let paper = self.passport.unwrap_or_default();
        ApplicationForm {
            name: NameForm {
                last_name: self.last_name.unwrap_or(known.name.last_name),
                first_name: self.first_name.unwrap_or(known.name.first_name),
                middle_name: self.middle_name.unwrap_or(known.name.middle_name),
            },
            gender: self.gender.unwrap_or(known.gender),
            birth_date: self.birth_date.unwrap_or(known.birth_date),
            birth_place: self.birth_place.unwrap_or(known.birth_place),
            citizenship: self.citizenship.unwrap_or(known.citizenship),
            snils: self.snils.unwrap_or(known.snils),
            document_type: paper.kind.unwrap_or(known.document_type),
            passport_series: paper.series.unwrap_or(known.passport_series),
            passport_number: paper.number.unwrap_or(known.passport_number),
            passport_issued_on: paper.issued_on.unwrap_or(known.passport_issued_on),
            passport_issuer_code: paper.issuer_code.unwrap_or(known.passport_issuer_code),
            passport_issued_by: paper.issued_by.unwrap_or(known.passport_issued_by),
        }
    }
}

/// Where a field stands in a body: those of the identity document have an object of their own.
pub(crate) fn path(field: Field) -> String {
    match (field, field.name().strip_prefix("passport_")) {
        (Field::DocumentType, _) => "passport.type".to_owned(),
        (_, Some(inner)) => format!("passport.{inner}"),
        (_, None) => field.name().to_owned(),
    }
}

/// Why the data are not sent.
pub(crate) fn problem(refusal: ProfileRefusal) -> Problem {
    match refusal {
        ProfileRefusal::Fields(_) | ProfileRefusal::SnilsMissing => match refusal.errors().into_iter().next()
        {
            Some(error) => Problem::field(&format!("application.{}", path(error.field)), error.expected),
            None => Problem::field("application", "expected complete data"),
        },
        ProfileRefusal::SnilsTaken | ProfileRefusal::SnilsInUse => {
            Problem::field("application.snils", "expected a SNILS that no confirmed account has")
        }
        ProfileRefusal::Command(refusal) => command_problem(refusal),
    }
}

/// A refused command as a problem.
pub(crate) fn command_problem(refusal: CommandRefusal) -> Problem {
    match refusal {
        CommandRefusal::NoAccount(_) => no_person(),
        CommandRefusal::Rules(_) => {
            Problem::conflict(refusal).about("command", "GET the person to see its status")
        }
    }
}
