//! Children: cards made in any state, accounts and links, consent for school data.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, get, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::Stop;
use crate::app::family::{self, FamilyRefusal, Kept, MadeChild, MakeRefusal, NewChild, WantedState};
use crate::app::people::PersonForm;
use crate::domain::family::{Card, CardFault, CardState, Command};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, date};
use crate::web::control::input::body::Body;
use crate::web::control::people::{named, no_person};
use crate::web::control::person_json::PersonJson;
use crate::web::control::{Answer, tell};
use crate::web::error::{Problem, as_problem};
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people/{oid}/children").route(get().to(list)).route(post().to(make)))
        .service(resource("/control/v1/people/{oid}/children/{card}/commands").route(post().to(command)))
        .service(resource("/control/v1/people/{oid}/parents").route(get().to(parents)));
}

/// A child to make for a parent; whatever is left out is made up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChildJson {
    /// How the card's check stands: `checking`, `checked` or `failed`; checked when left out.
    card: Option<String>,
    /// What the registers refuse of a failed card: `certificate`, `snils`.
    #[serde(default)]
    refuse: Vec<String>,
    /// Whether an account is made and linked; true when left out for a checked card.
    account: Option<bool>,
    /// Whether consent for school data is given; false when left out.
    #[serde(default)]
    school_consent: bool,
    /// Surname; the parent's when neither it nor the gender is given.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic; an empty text is a child without one.
    middle_name: Option<String>,
    /// `M` or `F`.
    gender: Option<String>,
    /// `dd.MM.yyyy`; a child of 7 to 13 when left out.
    birth_date: Option<String>,
    /// `XXX-XXX-XXX XX`.
    snils: Option<String>,
    /// Twelve digits.
    inn: Option<String>,
    /// The birth certificate's number.
    certificate: Option<CertificateNumberJson>,
    /// E-mail of the account.
    email: Option<String>,
    /// `+7(XXX)XXXXXXX` of the account.
    mobile: Option<String>,
    /// Password of the account.
    password: Option<String>,
}

/// The number of a birth certificate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateNumberJson {
    /// As `XVII-ШЮ`.
    series: String,
    /// Six digits.
    number: String,
}

/// A child's card.
#[derive(Serialize, ToSchema)]
pub struct ChildJson {
    /// Its number: the child's under `/rs/prns/{oid}/kids`.
    id: u64,
    /// The parent who keeps it.
    parent: u64,
    /// `checking`, `checked` or `failed`.
    card: &'static str,
    /// What the registers refused: `certificate`, `snils`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<&'static str>,
    /// Surname.
    last_name: String,
    /// Given name.
    first_name: String,
    /// Patronymic.
    middle_name: Option<String>,
    /// `M` or `F`.
    gender: String,
    /// `dd.MM.yyyy`.
    birth_date: String,
    /// SNILS.
    snils: String,
    /// The birth certificate.
    certificate: Option<CertificateJson>,
    /// The child's account that is linked.
    account: Option<u64>,
    /// Whether an account is being made and waits for a code.
    creating: bool,
    /// An account of the child that could be linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    linkable: Option<u64>,
    /// Since when consent for school data is given, RFC 3339.
    school_consent: Option<String>,
    /// The account that was made, with its password; only in the answer to making.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonJson>,
}

/// A birth certificate.
#[derive(Serialize, ToSchema)]
pub struct CertificateJson {
    /// Series.
    series: Option<String>,
    /// Number.
    number: String,
    /// `dd.MM.yyyy`.
    issued_on: Option<String>,
    /// Who issued it.
    issued_by: Option<String>,
}

/// The children on a parent's cards.
#[derive(Serialize, ToSchema)]
pub struct ChildrenJson {
    /// Oldest card first.
    children: Vec<ChildJson>,
}

/// The commands on a card.
const CARD_COMMANDS: &[&str] = &["finish-check", "link", "end-link", "give-consent", "withdraw-consent"];

/// A command on a card.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardCommandJson {
    /// `finish-check`, `link`, `end-link`, `give-consent`, `withdraw-consent`.
    command: String,
    /// `finish-check`: what the registers refuse: `certificate`, `snils`; nothing when all is well.
    #[serde(default)]
    refuse: Vec<String>,
}

fn fault_name(fault: &CardFault) -> &'static str {
    match fault {
        CardFault::CertificateUnknown => "certificate",
        CardFault::SnilsUnknown => "snils",
    }
}

fn faults(names: &[String]) -> Result<Vec<CardFault>, Problem> {
    let fault = |(index, name): (usize, &String)| match name.as_str() {
        "certificate" => Ok(CardFault::CertificateUnknown),
        "snils" => Ok(CardFault::SnilsUnknown),
        other => Err(Problem::choice(&format!("refuse[{index}]"), other, &["certificate", "snils"])),
    };
    names.iter().enumerate().map(fault).collect()
}

impl ChildJson {
    fn of(card: &Card) -> Self {
        let child = &card.child;
        let refused = match &card.state {
            CardState::Failed { faults } => faults.iter().map(fault_name).collect(),
            CardState::Checking { .. } | CardState::Checked { .. } => Vec::new(),
        };
        Self {
            id: card.id,
            parent: card.parent.number(),
            card: card.state_name(),
            refused,
            last_name: child.name.last.to_string(),
            first_name: child.name.first.to_string(),
            middle_name: child.name.middle.as_ref().map(ToString::to_string),
            gender: child.gender.to_string(),
            birth_date: child.birth_date.to_string(),
            snils: child.snils.to_string(),
            certificate: child.certificate().map(|paper| CertificateJson {
                series: paper.series().map(str::to_owned),
                number: paper.number().to_owned(),
                issued_on: paper.issued_on().map(date::spell),
                issued_by: paper.issued_by().map(ToString::to_string),
            }),
            account: card.account().map(|oid| oid.number()),
            creating: card.creation().is_some(),
            linkable: None,
            school_consent: card.school_consent.map(|at| at.to_string()),
            person: None,
        }
    }

    fn kept(kept: &Kept) -> Self {
        Self { linkable: kept.linkable.map(|oid| oid.number()), ..Self::of(&kept.card) }
    }

    fn made(made: MadeChild) -> Self {
        let person = made.account.map(|(account, password)| PersonJson::of(&account).with_password(password));
        Self { person, ..Self::of(&made.card) }
    }
}

impl NewChildJson {
    fn parse(self) -> Result<NewChild, Problem> {
        let state = match self.card.as_deref() {
            None | Some("checked") => WantedState::Checked,
            Some("checking") => WantedState::Checking,
            Some("failed") if self.refuse.is_empty() => {
                WantedState::Failed(vec![CardFault::CertificateUnknown])
            }
            Some("failed") => WantedState::Failed(faults(&self.refuse)?),
            Some(other) => return Err(Problem::choice("card", other, &["checking", "checked", "failed"])),
        };
        let account = self.account.unwrap_or(state == WantedState::Checked);
        if state != WantedState::Checked && (account || self.school_consent) {
            let expected = "expected a checked card for an account or consent";
            return Err(Problem::field("card", expected));
        }
        let kind = DocumentKind::BirthCertificate;
        let number = |given: CertificateNumberJson| {
            DocumentNumber::parse(kind, Some(&given.series), &given.number)
                .map_err(|error| Problem::field("certificate", error))
        };
        let certificate = self.certificate.map(number).transpose()?;
        let form = PersonForm {
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name,
            gender: self.gender,
            birth_date: self.birth_date,
            snils: self.snils,
            inn: self.inn,
            email: self.email,
            mobile: self.mobile,
            ..PersonForm::default()
        };
        let wish = form.parse().map_err(|fault| Problem::field(&fault.field, fault.expected))?.wish;
        let (password, school_consent) = (self.password, self.school_consent);
        Ok(NewChild { wish, certificate, state, account, password, school_consent })
    }
}

fn problem(refusal: FamilyRefusal) -> Problem {
    let look = "GET {control}/people/{oid}/children shows how the cards stand";
    match refusal {
        FamilyRefusal::NoCard => {
            Problem::not_found("the person has no card of this number").about("card", look)
        }
        FamilyRefusal::Rules(why) => Problem::conflict(why).about("", look),
        FamilyRefusal::Fields(faults) => {
            let first = faults.into_iter().next();
            first.map_or_else(
                || Problem::field("body", "expected other values"),
                |fault| Problem::field(fault.field, fault.expected),
            )
        }
        FamilyRefusal::ContactTaken(field) => {
            Problem::field(field, "expected a value that no other account has")
        }
        FamilyRefusal::Password(_) => Problem::field("password", "expected a password that keeps the rules"),
    }
}

/// Lists the children on a parent's cards.
#[utoipa::path(get, path = "/people/{oid}/children", tag = "children",
    params(("oid" = u64, Path, description = "the parent's account")),
    responses((status = 200, body = ChildrenJson)))]
pub(crate) async fn list(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done =
        perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(family::cards(moment, oid)?));
    let told = done.await.map(|all| ChildrenJson { children: all.iter().map(ChildJson::kept).collect() });
    tell(&site, told, |never| match never {})
}

/// Lists the cards of a child's account, in the sections of its parents.
#[utoipa::path(get, path = "/people/{oid}/parents", tag = "children",
    params(("oid" = u64, Path, description = "the child's account")),
    responses((status = 200, body = ChildrenJson)))]
pub(crate) async fn parents(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done =
        perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(family::parents_of(moment, oid)?));
    let told = done.await.map(|all| ChildrenJson { children: all.iter().map(ChildJson::of).collect() });
    tell(&site, told, |never| match never {})
}

/// Makes a child's card for a confirmed parent and, unless told otherwise, an account that is linked.
#[utoipa::path(post, path = "/people/{oid}/children", tag = "children", request_body = NewChildJson,
    params(("oid" = u64, Path, description = "the parent's account")),
    responses((status = 201, body = ChildJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person"),
        (status = 409, description = "the rules of the family do not allow it")))]
pub(crate) async fn make(site: Site, oid: Path<String>, Body(json): Body<NewChildJson>) -> Answer {
    let oid = named(&oid)?;
    let new = json.parse()?;
    match perform(&site, move |moment| family::make_child(moment, oid, &new)).await {
        Ok(made) => Ok(HttpResponse::Created().json(ChildJson::made(made))),
        Err(stop) => tell::<(), _>(&site, Err(stop), |refusal| match refusal {
            MakeRefusal::NoParent => no_person(),
            MakeRefusal::Field(fault) => Problem::field(&fault.field, fault.expected),
            MakeRefusal::Family(refusal) => problem(refusal),
        }),
    }
}

/// Moves a child's card along, by the same rules as the pages.
#[utoipa::path(post, path = "/people/{oid}/children/{card}/commands", tag = "children",
    request_body = CardCommandJson,
    params(("oid" = u64, Path, description = "the parent's account"),
        ("card" = u64, Path, description = "the card's number")),
    responses((status = 200, body = ChildJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such card"),
        (status = 409, description = "the rules of the family do not allow it")))]
pub(crate) async fn command(
    site: Site,
    path: Path<(String, String)>,
    Body(json): Body<CardCommandJson>,
) -> Answer {
    let (oid, card) = path.into_inner();
    let oid = named(&oid)?;
    let card: u64 = card.parse().unwrap_or_default();
    let done = perform(&site, move |moment| {
        let command = match json.command.as_str() {
            "link" => {
                return family::link(moment, oid, card).map_err(|stop| as_problem(stop, problem));
            }
            "finish-check" => Command::FinishCheck(faults(&json.refuse).map_err(Stop::refused)?),
            "end-link" => Command::EndLink,
            "give-consent" => Command::GiveConsent,
            "withdraw-consent" => Command::WithdrawConsent,
            other => return Err(Stop::refused(Problem::choice("command", other, CARD_COMMANDS))),
        };
        family::command(moment, oid, card, command).map_err(|stop| as_problem(stop, problem))
    });
    tell(&site, done.await.map(|card| ChildJson::of(&card)), |problem| problem)
}
