//! Children and their cards as the control API reads and shows them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::family::Kept;
use crate::app::people::{MadeChild, NewChild, PersonForm, WantedState};
use crate::domain::family::{Card, CardFault, CardState};
use crate::domain::person::address::AddressLine;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, Gender, date};
use crate::domain::time::Timestamp;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::at::{InPath, number, number_schema};
use crate::web::problem::Problem;

/// A child to make for a parent; whatever is left out is made up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChildJson {
    /// How the card's check stands; checked when left out.
    card: Option<CardStateJson>,
    /// What the registers refuse of a failed card; the certificate when left out.
    #[serde(default)]
    refuse: Vec<Refused>,
    /// Whether an account is made and linked; true when left out for a checked card.
    account: Option<bool>,
    /// Whether consent for school data is given; false when left out.
    #[serde(default)]
    school_consent: bool,
    /// `dd.MM.yyyy`; a child of 7 to 13 when left out.
    birth_date: Option<String>,
    /// Surname; the parent's when neither it nor the gender is given.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic; an empty text is a child without one.
    middle_name: Option<String>,
    /// `M` or `F`.
    #[schema(value_type = Option<Gender>)]
    gender: Option<String>,
    /// Where the child was born; made up when left out.
    birth_place: Option<String>,
    /// Where the child is registered, in one line; made up when left out.
    registration: Option<String>,
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
#[schema(as = BirthCertificateNumber)]
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
    /// How the card's check stands.
    card: CardStateJson,
    /// What the registers refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Refused>,
    /// Surname.
    last_name: String,
    /// Given name.
    first_name: String,
    /// Patronymic.
    middle_name: Option<String>,
    /// `M` or `F`.
    gender: Gender,
    /// `dd.MM.yyyy`.
    birth_date: String,
    /// SNILS.
    snils: String,
    /// The birth certificate.
    certificate: Option<CertificateJson>,
    /// The child's account that is linked.
    account: Option<u64>,
    /// Whether the parent hid the card.
    hidden: bool,
    /// Whether the child is not alive.
    dead: bool,
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
#[schema(as = BirthCertificate)]
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
#[schema(as = ChildList)]
pub struct ChildrenJson {
    /// Oldest card first.
    pub(crate) children: Vec<ChildJson>,
}

/// How the check of a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CardState)]
pub enum CardStateJson {
    /// The registers are being asked.
    Checking,
    /// The registers said yes.
    Checked,
    /// The registers said no.
    Failed,
}

/// What of a card the registers refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CardFault)]
pub enum Refused {
    /// The birth certificate.
    Certificate,
    /// The SNILS.
    Snils,
}

/// A command on a card.
#[derive(Deserialize, ToSchema)]
#[serde(rename = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CardCommandJson {
    /// The registers answer.
    FinishCheck {
        /// What they refuse; nothing when all is well.
        #[serde(default)]
        refuse: Vec<Refused>,
    },
    /// The child's account is linked.
    Link,
    /// The link ends.
    EndLink,
    /// The parent hides the card: `hiddenByParent` in the data API.
    Hide,
    /// The parent shows it again.
    Show,
    /// The child is not alive: `deadKid` and a category in the data API.
    RegisterDeath {
        /// «мертворожденный» instead of «мертвый».
        #[serde(default)]
        stillborn: bool,
    },
    /// Consent for school data is given.
    GiveConsent,
    /// Consent for school data is taken back.
    WithdrawConsent,
}

/// The number of a card, in an address.
pub(crate) struct CardNumber(pub(crate) u64);

impl InPath for CardNumber {
    const NAME: &'static str = "card";
    const ABOUT: &'static str = "The number of the card.";

    fn schema() -> Value {
        number_schema(1)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        number(Self::NAME, text).map(Self)
    }
}

impl CardStateJson {
    pub(crate) fn of(state: &CardState) -> Self {
        match state {
            CardState::Checking { .. } => Self::Checking,
            CardState::Checked { .. } => Self::Checked,
            CardState::Failed { .. } => Self::Failed,
        }
    }
}

impl Refused {
    pub(crate) fn of(fault: CardFault) -> Self {
        match fault {
            CardFault::CertificateUnknown => Self::Certificate,
            CardFault::SnilsUnknown => Self::Snils,
        }
    }

    pub(crate) fn fault(self) -> CardFault {
        match self {
            Self::Certificate => CardFault::CertificateUnknown,
            Self::Snils => CardFault::SnilsUnknown,
        }
    }
}

impl ChildJson {
    fn of(card: &Card) -> Self {
        let child = &card.child;
        let refused = match &card.state {
            CardState::Failed { faults } => faults.iter().copied().map(Refused::of).collect(),
            CardState::Checking { .. } | CardState::Checked { .. } => Vec::new(),
        };
        Self {
            id: card.id,
            parent: card.parent.number(),
            card: CardStateJson::of(&card.state),
            refused,
            last_name: child.name.last.to_string(),
            first_name: child.name.first.to_string(),
            middle_name: child.name.middle.as_ref().map(ToString::to_string),
            gender: child.gender,
            birth_date: child.birth_date.to_string(),
            snils: child.snils.to_string(),
            certificate: child.certificate().map(|paper| CertificateJson {
                series: paper.series().map(str::to_owned),
                number: paper.number().to_owned(),
                issued_on: paper.issued_on().map(date::spell),
                issued_by: paper.issued_by().map(ToString::to_string),
            }),
            account: card.account().map(|oid| oid.number()),
            hidden: card.hidden,
            dead: card.death.is_some(),
            creating: card.creation().is_some(),
            linkable: None,
            school_consent: None,
            person: None,
        }
    }

    pub(crate) fn kept(kept: &Kept) -> Self {
        Self {
            linkable: kept.linkable.map(|oid| oid.number()),
            school_consent: kept.school_consent.map(|at| at.to_string()),
            ..Self::of(&kept.card)
        }
    }

    pub(crate) fn since((card, since): &(Card, Option<Timestamp>)) -> Self {
        Self { school_consent: since.map(|at| at.to_string()), ..Self::of(card) }
    }

    pub(crate) fn made((made, since): (MadeChild, Option<Timestamp>)) -> Self {
        let person = made.account.map(|(account, password)| PersonJson::of(&account).with_password(password));
        Self { person, ..Self::since(&(made.card, since)) }
    }
}

impl NewChildJson {
    pub(crate) fn parse(self) -> Result<NewChild, Problem> {
        let refuse: Vec<_> = self.refuse.into_iter().map(Refused::fault).collect();
        let state = match self.card {
            None | Some(CardStateJson::Checked) => WantedState::Checked,
            Some(CardStateJson::Checking) => WantedState::Checking,
            Some(CardStateJson::Failed) if refuse.is_empty() => {
                WantedState::Failed(vec![CardFault::CertificateUnknown])
            }
            Some(CardStateJson::Failed) => WantedState::Failed(refuse),
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
        let line = self.registration.map(|line| line.parse::<AddressLine>());
        let registration = line.transpose().map_err(|error| Problem::field("registration", error))?;
        let form = PersonForm {
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name,
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            snils: self.snils,
            inn: self.inn,
            email: self.email,
            mobile: self.mobile,
            ..PersonForm::default()
        };
        let wish = form.parse().map_err(|fault| Problem::field(&fault.field, fault.expected))?.wish;
        let (password, school_consent) = (self.password, self.school_consent);
        Ok(NewChild { wish, certificate, registration, state, account, password, school_consent })
    }
}
