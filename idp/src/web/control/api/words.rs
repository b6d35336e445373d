//! Words that a field may hold: the enums of the domain as enums of the document.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::json;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::account::Status;
use crate::domain::fault::{CATALOGUE, Change, Fault, Forgery, Place, Tokens};
use crate::domain::person::DocumentKind;
use crate::web::control::api::tagged;

/// The schema of an enum whose words are those that serde reads.
fn read<T: DeserializeOwned>(about: &str) -> RefOr<Schema> {
    words(about, tagged::words::<T>().iter().copied())
}

fn words<'w>(about: &str, words: impl IntoIterator<Item = &'w str>) -> RefOr<Schema> {
    let object = ObjectBuilder::new().schema_type(Type::String).description(Some(about));
    let object = object.enum_values(Some(words.into_iter().map(|word| json!(word)).collect::<Vec<_>>()));
    RefOr::T(Schema::Object(object.build()))
}

/// The JOSE name of an algorithm.
#[derive(ToSchema)]
#[schema(as = Algorithm)]
pub enum AlgorithmName {
    /// RSA.
    #[schema(rename = "RS256")]
    Rsa,
    /// GOST with keys of 256 bits.
    #[schema(rename = "GOST3410_2012_256")]
    Gost256,
    /// GOST with keys of 512 bits.
    #[schema(rename = "GOST3410_2012_512")]
    Gost512,
}

impl PartialSchema for Status {
    fn schema() -> RefOr<Schema> {
        words(
            "How an account stands.",
            [
                "simplified",
                "checking",
                "check-failed",
                "standard",
                "letter-ordered",
                "confirmed",
                "blocked",
                "deleted",
            ],
        )
    }
}

impl ToSchema for Status {
    fn name() -> Cow<'static, str> {
        "AccountStatus".into()
    }
}

impl PartialSchema for DocumentKind {
    fn schema() -> RefOr<Schema> {
        words("A kind of document, as the data API names it.", Self::ALL.map(Self::wire))
    }
}

impl ToSchema for DocumentKind {}

impl PartialSchema for Place {
    fn schema() -> RefOr<Schema> {
        words(
            "Where a fault is committed.",
            [Self::Authorization, Self::Token, Self::Resource].map(Self::name),
        )
    }
}

impl ToSchema for Place {
    fn name() -> Cow<'static, str> {
        "FaultPlace".into()
    }
}

impl PartialSchema for Tokens {
    fn schema() -> RefOr<Schema> {
        words("Which tokens of an answer are forged.", Self::ALL.map(Self::name))
    }
}

impl ToSchema for Tokens {
    fn name() -> Cow<'static, str> {
        "FaultTokens".into()
    }
}

/// The kinds of a change.
pub struct ChangeKind;

impl PartialSchema for ChangeKind {
    fn schema() -> RefOr<Schema> {
        words("How a member is changed.", Change::KINDS)
    }
}

impl ToSchema for ChangeKind {
    fn name() -> Cow<'static, str> {
        "FaultChangeKind".into()
    }
}

/// The kinds of a forgery.
pub struct ForgeryKind;

impl PartialSchema for ForgeryKind {
    fn schema() -> RefOr<Schema> {
        words("How a signature is forged.", Forgery::KINDS)
    }
}

impl ToSchema for ForgeryKind {
    fn name() -> Cow<'static, str> {
        "FaultForgeryKind".into()
    }
}

impl PartialSchema for Fault {
    fn schema() -> RefOr<Schema> {
        words("A fault; GET /faults/catalogue says what each does.", CATALOGUE.iter().map(|facts| facts.name))
    }
}

impl ToSchema for Fault {
    fn name() -> Cow<'static, str> {
        "FaultName".into()
    }
}

impl PartialSchema for crate::domain::account::Level {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How much of an account is proved.")
    }
}

impl ToSchema for crate::domain::account::Level {}

impl PartialSchema for crate::domain::account::FieldFault {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What of an application the registers refuse.")
    }
}

impl ToSchema for crate::domain::account::FieldFault {}

impl PartialSchema for crate::domain::settings::RegisterAnswer {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How a register answers.")
    }
}

impl ToSchema for crate::domain::settings::RegisterAnswer {}

impl PartialSchema for crate::domain::client::SignatureCheck {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How strictly signatures are checked; tolerant means every tolerance.")
    }
}

impl ToSchema for crate::domain::client::SignatureCheck {}

impl PartialSchema for crate::domain::tolerance::Tolerance {
    fn schema() -> RefOr<Schema> {
        read::<Self>("A single departure from strictness.")
    }
}

impl ToSchema for crate::domain::tolerance::Tolerance {}

impl PartialSchema for crate::domain::journal::Outcome {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What a request came to.")
    }
}

impl ToSchema for crate::domain::journal::Outcome {}

impl PartialSchema for crate::domain::notice::Channel {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How a message travels.")
    }
}

impl ToSchema for crate::domain::notice::Channel {}

impl PartialSchema for crate::domain::portfolio::Availability {
    fn schema() -> RefOr<Schema> {
        read::<Self>(
            "How the portfolio answers diaries; with loses-answers it keeps marks and the diary does not hear of it.",
        )
    }
}

impl ToSchema for crate::domain::portfolio::Availability {
    fn name() -> Cow<'static, str> {
        "PortfolioMode".into()
    }
}

impl PartialSchema for crate::domain::register::PassportStanding {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How a document stands with the Interior Ministry.")
    }
}

impl ToSchema for crate::domain::register::PassportStanding {}

impl PartialSchema for crate::domain::person::Gender {
    fn schema() -> RefOr<Schema> {
        read::<Self>("Male or female.")
    }
}

impl ToSchema for crate::domain::person::Gender {}

impl PartialSchema for crate::domain::person::address::AddressKind {
    fn schema() -> RefOr<Schema> {
        read::<Self>(
            "What an address is for: `PLV` residence, `PRG` registration, `PTA` registration for a time.",
        )
    }
}

impl ToSchema for crate::domain::person::address::AddressKind {}

impl PartialSchema for crate::domain::person::document::foreign::PaperKind {
    fn schema() -> RefOr<Schema> {
        words("What a foreigner's paper is.", Self::ALL.map(Self::name))
    }
}

impl ToSchema for crate::domain::person::document::foreign::PaperKind {
    fn name() -> Cow<'static, str> {
        "ForeignPaperKind".into()
    }
}

impl PartialSchema for crate::domain::person::document::VerifyState {
    fn schema() -> RefOr<Schema> {
        read::<Self>("The state of a document's check.")
    }
}

impl ToSchema for crate::domain::person::document::VerifyState {}

impl PartialSchema for crate::domain::centre::CentreFunction {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What a centre may do: register, confirm, recover.")
    }
}

impl ToSchema for crate::domain::centre::CentreFunction {}

impl PartialSchema for crate::domain::organisation::Kind {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What kind of organisation it is.")
    }
}

impl ToSchema for crate::domain::organisation::Kind {
    fn name() -> Cow<'static, str> {
        "OrganisationKind".into()
    }
}

impl PartialSchema for crate::domain::organisation::AgencyKind {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What kind of state body it is.")
    }
}

impl ToSchema for crate::domain::organisation::AgencyKind {}

impl PartialSchema for crate::domain::organisation::ContactKind {
    fn schema() -> RefOr<Schema> {
        read::<Self>("Phone, fax or mail address of an organisation.")
    }
}

impl ToSchema for crate::domain::organisation::ContactKind {
    fn name() -> Cow<'static, str> {
        "OrganisationContactKind".into()
    }
}

impl PartialSchema for crate::domain::organisation::AddressKind {
    fn schema() -> RefOr<Schema> {
        read::<Self>("Legal or postal address of an organisation.")
    }
}

impl ToSchema for crate::domain::organisation::AddressKind {
    fn name() -> Cow<'static, str> {
        "OrganisationAddressKind".into()
    }
}

impl PartialSchema for crate::domain::credentials::Demand {
    fn schema() -> RefOr<Schema> {
        read::<Self>("Whether a new password is demanded at sign-in; an offered change may be put off.")
    }
}

impl ToSchema for crate::domain::credentials::Demand {
    fn name() -> Cow<'static, str> {
        "PasswordChange".into()
    }
}

impl PartialSchema for crate::domain::client::RefreshPurpose {
    fn schema() -> RefOr<Schema> {
        read::<Self>("What refresh tokens are permitted for.")
    }
}

impl ToSchema for crate::domain::client::RefreshPurpose {}

impl PartialSchema for crate::domain::client::PersonalScopes {
    fn schema() -> RefOr<Schema> {
        read::<Self>("Whether a person's data may be asked for by scopes, or by consents alone.")
    }
}

impl ToSchema for crate::domain::client::PersonalScopes {}

impl PartialSchema for crate::domain::session::SignInMethod {
    fn schema() -> RefOr<Schema> {
        read::<Self>("How a citizen signs in, as `amr` tells it.")
    }
}

impl ToSchema for crate::domain::session::SignInMethod {}
