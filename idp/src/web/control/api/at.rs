//! The parts of an operation's path, read into the values they name.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Path;
use actix_web::{FromRequest, HttpRequest};
use serde_json::{Value, json};

use crate::domain::id::{Mnemonic, Oid, RealmId, TokenName};
use crate::domain::person::Snils;
use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::Input;
use crate::web::problem::Problem;

/// A part of the path.
pub struct At<T>(pub T);

/// A value that a part of a path names.
pub trait InPath: Sized + 'static {
    /// What the part is called between braces.
    const NAME: &'static str;
    /// What it names.
    const ABOUT: &'static str;
    /// The schema, with an example.
    fn schema() -> Value;
    /// The value of the text.
    ///
    /// # Errors
    /// The problem with the part.
    fn read(text: &str) -> Result<Self, Problem>;
}

impl<T: InPath> FromRequest for At<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let values = Path::<Vec<String>>::from_request(request, payload).into_inner();
        let place = request.match_info().iter().position(|(name, _)| name == T::NAME);
        let text =
            values.ok().and_then(|values| values.into_inner().into_iter().nth(place?)).unwrap_or_default();
        ready(T::read(&text).map(Self))
    }
}

impl<T: InPath> Input for At<T> {
    fn describe(draft: &mut Draft) {
        draft.problems.insert(404);
        draft.parameters.push(json!({
            "name": T::NAME, "in": "path", "required": true, "description": T::ABOUT, "schema": T::schema(),
        }));
    }
}

/// A whole number in a path.
///
/// # Errors
/// The text is none.
pub fn number<N: std::str::FromStr>(name: &str, text: &str) -> Result<N, Problem> {
    text.parse().map_err(|_| Problem::field(name, "expected a whole number that is not negative"))
}

/// The schema of a whole number.
pub fn number_schema(example: u64) -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": 0, "example": example })
}

/// The schema of a text.
pub fn text_schema(example: &str) -> Value {
    json!({ "type": "string", "example": example })
}

impl InPath for Oid {
    const NAME: &'static str = "oid";
    const ABOUT: &'static str = "The number of the account or the organisation.";

    fn schema() -> Value {
        number_schema(1_000)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|error| Problem::field(Self::NAME, error))
    }
}

impl InPath for RealmId {
    const NAME: &'static str = "id";
    const ABOUT: &'static str = "The name of the realm.";

    fn schema() -> Value {
        text_schema("default")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|error| Problem::field(Self::NAME, error))
    }
}

impl InPath for Mnemonic {
    const NAME: &'static str = "mnemonic";
    const ABOUT: &'static str = "The `client_id` of the relying party.";

    fn schema() -> Value {
        text_schema("LOCALTEST")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|error| Problem::field(Self::NAME, error))
    }
}

impl InPath for Snils {
    const NAME: &'static str = "snils";
    const ABOUT: &'static str = "The SNILS, with or without separators.";

    fn schema() -> Value {
        text_schema("000-000-600 01")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|error| Problem::field(Self::NAME, error))
    }
}

impl InPath for TokenName {
    const NAME: &'static str = "name";
    const ABOUT: &'static str = "The name of the token.";

    fn schema() -> Value {
        text_schema("ci")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|error| Problem::field(Self::NAME, error))
    }
}
