//! Confirmation by somebody who sees the person, as calls: one-step registration, recovery, refusal, a bank's word.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::Moment;
use crate::app::centre::bank::{self, BankRefusal, Import, Imported};
use crate::app::centre::desk::{self, DeskRefusal};
use crate::app::centre::enrol::{EnrolRefusal, Newcomer};
use crate::domain::account::{Application, ApplicationForm, VisitorPapers};
use crate::domain::id::Oid;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::sheet::NameForm;
use crate::domain::person::{DocumentKind, Gender};
use crate::domain::registration::RegistrationContact;
use crate::web::control::account::application_json::path;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Json, Made, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::control::confirmation::centres::{
    CentreNumber, ShownPassportJson, problem as centre_problem,
};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post(
        "/centres/{id}/registrations",
        "registerAtCentre",
        "Register a visitor with passport and SNILS and confirm the identity at once",
        register,
    );
    api.post(
        "/centres/{id}/recoveries",
        "recoverAtCentre",
        "Give a person who has lost access a new password",
        recover,
    );
    api.post(
        "/centres/{id}/refusals",
        "refuseAtCentre",
        "Note in the account's history that a centre did not confirm the visitor",
        refuse,
    );
    api.post(
        "/bank-confirmations",
        "importBankClient",
        "Confirm or register a bank's client, as the account import of a trusted organisation does",
        import,
    );
}

/// The data of a person's papers, and where the first password goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewcomerJson {
    /// Surname.
    last_name: String,
    /// Given name.
    first_name: String,
    /// Patronymic, when there is one.
    #[serde(default)]
    middle_name: Option<String>,
    /// `M` or `F`.
    #[schema(value_type = Gender)]
    gender: String,
    /// `dd.MM.yyyy`.
    birth_date: String,
    /// Place of birth.
    birth_place: String,
    /// Three letters; `RUS` when left out.
    #[serde(default)]
    citizenship: Option<String>,
    /// `XXX-XXX-XXX XX`.
    snils: String,
    /// The passport.
    passport: PaperJson,
    /// Mobile phone.
    #[serde(default)]
    mobile: Option<String>,
    /// E-mail.
    #[serde(default)]
    email: Option<String>,
}

/// An identity document as its owner shows it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VisitorPassport)]
pub struct PaperJson {
    /// Series, when there is one.
    #[serde(default)]
    series: Option<String>,
    /// Number.
    number: String,
    /// `dd.MM.yyyy`.
    issued_on: String,
    /// Six digits.
    #[serde(default)]
    issuer_code: Option<String>,
    /// Who issued it.
    #[serde(default)]
    issued_by: Option<String>,
}

/// A person who has lost access and shows the papers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryJson {
    /// The account's number.
    person: u64,
    /// The passport in the operator's hand.
    passport: ShownPassportJson,
    /// SNILS.
    snils: String,
    /// Phone or e-mail for the new password.
    contact: String,
}

/// A visitor who is not confirmed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VisitorRefusal)]
pub struct RefusalJson {
    /// The account's number.
    person: u64,
    /// Why, in words.
    reason: String,
}

/// A bank's client.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankImportJson {
    /// Who.
    person: NewcomerJson,
    /// Confirm although the contacts are others than the account's.
    #[serde(default)]
    other_contacts: bool,
    /// Compare the passport and have the Interior Ministry check it.
    #[serde(default)]
    check_passport: bool,
}

/// What an import came to.
#[derive(Serialize, ToSchema)]
pub struct BankImportedJson {
    /// What came of it.
    outcome: ImportOutcome,
    /// The account; with the first password when it was registered.
    person: PersonJson,
}

impl NewcomerJson {
    pub(super) fn parse(self) -> Result<Newcomer, Problem> {
        let text = Option::unwrap_or_default;
        let form = ApplicationForm {
            name: NameForm {
                last_name: self.last_name,
                first_name: self.first_name,
                middle_name: text(self.middle_name),
            },
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship.unwrap_or_else(|| "RUS".to_owned()),
            snils: self.snils,
            document_type: String::new(),
            passport_series: text(self.passport.series),
            passport_number: self.passport.number,
            passport_issued_on: self.passport.issued_on,
            passport_issuer_code: text(self.passport.issuer_code),
            passport_issued_by: text(self.passport.issued_by),
        };
        let application = Application::parse(&form).map_err(|errors| {
            let first = errors.into_iter().next();
            first.map_or_else(
                || Problem::field("body", "expected a complete person"),
                |error| Problem::field(&path(error.field), error.expected),
            )
        })?;
        let mobile = self.mobile.map(|text| text.parse().map_err(|why| Problem::field("mobile", why)));
        let email = self.email.map(|text| text.parse().map_err(|why| Problem::field("email", why)));
        Ok(Newcomer { application, mobile: mobile.transpose()?, email: email.transpose()? })
    }
}

impl RecoveryJson {
    fn parse(&self) -> Result<(VisitorPapers, RegistrationContact), Problem> {
        let (series, number) = (Some(self.passport.series.as_str()), self.passport.number.as_str());
        let document = DocumentNumber::parse(DocumentKind::Passport, series, number)
            .map_err(|why| Problem::field("passport", why))?;
        let snils = self.snils.parse().map_err(|why| Problem::field("snils", why))?;
        let phone = self.contact.parse().ok().map(RegistrationContact::Mobile);
        let contact = phone
            .or_else(|| self.contact.parse().ok().map(RegistrationContact::Mail))
            .ok_or_else(|| Problem::field("contact", "expected a phone or an e-mail address"))?;
        Ok((VisitorPapers { document, snils }, contact))
    }
}

/// What came of an import.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImportOutcome {
    /// An account that was there is confirmed.
    Confirmed,
    /// An account was made.
    Registered,
}

async fn register(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<NewcomerJson>,
) -> Answer<Made<PersonJson>, OrConflict> {
    let newcomer = json.parse()?;
    let work = move |moment: &Moment<'_>| desk::register(moment, centre, newcomer);
    let made = run(&site, work, problem).await?;
    Ok(Made(PersonJson::of(&made.account).with_password(made.password)))
}

async fn recover(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<RecoveryJson>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let (papers, contact) = json.parse()?;
    let person = Oid::new(json.person);
    let work = move |moment: &Moment<'_>| desk::recover(moment, centre, person, papers, contact);
    let made = run(&site, work, problem).await?;
    Ok(Json(PersonJson::of(&made.account).with_password(made.password)))
}

async fn refuse(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<RefusalJson>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let person = Oid::new(json.person);
    let work = move |moment: &Moment<'_>| desk::refuse(moment, centre, person, json.reason);
    Ok(Json(PersonJson::of(&run(&site, work, problem).await?)))
}

pub(super) fn problem(refusal: DeskRefusal) -> Problem {
    match refusal {
        DeskRefusal::Centre(refusal) => centre_problem(refusal),
        DeskRefusal::Enrol(refusal) => enrol_problem(&refusal),
        DeskRefusal::ContactTaken(_) => Problem::conflict(refusal).about("contact", "name another contact"),
        DeskRefusal::NoPassport => Problem::conflict(refusal).about("passport", "name a passport"),
    }
}

fn enrol_problem(refusal: &EnrolRefusal) -> Problem {
    let (field, fix) = match refusal {
        EnrolRefusal::NoContact => ("mobile", "name a mobile phone or an e-mail address"),
        EnrolRefusal::MobileTaken(_) => ("mobile", "name another phone"),
        EnrolRefusal::EmailTaken => ("email", "name another e-mail address"),
        EnrolRefusal::AccountExists => {
            ("snils", "confirm the account that is there: GET {control}/people?snils=")
        }
        EnrolRefusal::NotSimplified => ("person", "GET {control}/people/{oid} shows the account's status"),
        EnrolRefusal::NoAccount(_) => ("person", "GET {control}/people lists them"),
        EnrolRefusal::Registers(_) | EnrolRefusal::RegistersSilent => {
            ("snils", "GET {control}/registers and the records below it show what the registers know")
        }
        EnrolRefusal::Rules(_) => ("person", "the account's state does not allow it"),
    };
    Problem::conflict(refusal).about(field, fix)
}

async fn import(site: Site, Body(json): Body<BankImportJson>) -> Answer<Json<BankImportedJson>, OrConflict> {
    let BankImportJson { person, other_contacts, check_passport } = json;
    let newcomer = person.parse()?;
    let asked = Import { newcomer, other_contacts, check_passport };
    let work = move |moment: &Moment<'_>| bank::import(moment, asked);
    Ok(Json(told(&run(&site, work, bank_problem).await?)))
}

fn told(imported: &Imported) -> BankImportedJson {
    match imported {
        Imported::Confirmed(account) => {
            BankImportedJson { outcome: ImportOutcome::Confirmed, person: PersonJson::of(account) }
        }
        Imported::Registered(made) => {
            let person = PersonJson::of(&made.account).with_password(made.password.clone());
            BankImportedJson { outcome: ImportOutcome::Registered, person }
        }
    }
}

fn bank_problem(refusal: BankRefusal) -> Problem {
    match &refusal {
        BankRefusal::NoSnils => Problem::conflict(refusal).about("snils", "name the person's SNILS"),
        BankRefusal::ContactsDiffer => {
            Problem::conflict(refusal).about("other_contacts", "send other_contacts: true")
        }
        BankRefusal::AnotherBeingConfirmed(_) => Problem::conflict(refusal).about(
            "person",
            "wait for that check, or POST {control}/people/{oid}/commands {\"command\":\"cancel-check\"}",
        ),
        BankRefusal::Registers(_) => {
            Problem::conflict(refusal).about("passport", "the records below {control}/registers say why")
        }
        BankRefusal::Enrol(why) => enrol_problem(why),
        BankRefusal::Command(_) => {
            Problem::conflict(refusal).about("person", "GET the person to see the status")
        }
    }
}
