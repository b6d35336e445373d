//! The query of a control call, read into the operation's own type.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Map;

use crate::web::control::input::node::Node;
use crate::web::error::Problem;

/// The parameters of a query, read. Unknown ones are refused.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
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
