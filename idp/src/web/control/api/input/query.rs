//! The query of a control call, read into the operation's own type.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Map;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use crate::web::control::api::draft::Draft;
use crate::web::control::api::input::node::Node;
use crate::web::control::api::operation::Input;
use crate::web::problem::Problem;

/// The parameters of a query, read. Unknown ones are refused.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
    }
}

impl<T: DeserializeOwned + IntoParams + 'static> Input for Query<T> {
    fn describe(draft: &mut Draft) {
        let parameters = T::into_params(|| Some(ParameterIn::Query));
        draft.parameters.extend(parameters.iter().filter_map(|one| serde_json::to_value(one).ok()));
    }
}

/// Reads a query into a type.
///
/// # Errors
/// The problem, with the name of the parameter.
pub fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|why| Problem::field("query", format!("expected name=value pairs: {why}")))?;
    let mut parameters = Map::new();
    for (name, value) in pairs.into_inner() {
        if parameters.insert(name.clone(), value.into()).is_some() {
            return Err(Problem::field(&name, "expected the parameter once")
                .about(&name, &format!("leave one {name} and take the others away")));
        }
    }
    T::deserialize(Node::query(parameters)).map_err(|fault| fault.problem("query"))
}
