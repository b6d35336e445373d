//! The names of query parameters: those that an operation of the control API does not have are refused.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use serde_json::Value;

use crate::web::control::api::routes::CONTROL;
use crate::web::control::openapi::description;
use crate::web::problem::Problem;
use crate::web::problem::{nearest, wording};

/// Refuses a parameter that the operation does not have. The wire goes on ignoring them, as the real system does.
///
/// # Errors
/// The error of the operation itself.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match foreign(&request) {
        Some(problem) => Ok(request.into_response(problem.answer())),
        None => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
    }
}

fn foreign(request: &ServiceRequest) -> Option<Problem> {
    let query = request.query_string();
    if query.is_empty() || !request.path().starts_with(CONTROL) {
        return None;
    }
    let pattern = request.match_pattern()?;
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(query).ok()?;
    let method = if request.method() == "HEAD" { "GET" } else { request.method().as_str() };
    let operation = format!("{method} {}", pattern.strip_prefix(CONTROL)?);
    let known = known().get(&operation).map_or(&[][..], Vec::as_slice);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let foreign = pairs.iter().map(|(name, _)| name).find(|name| !known.contains(&name.as_str()))?;
    Some(refusal(foreign, &known))
}

fn refusal(name: &str, known: &[&str]) -> Problem {
    let name = wording::cut(name);
    let name = if name.is_empty() { "query" } else { &name };
    let detail = format!("this operation has no parameter {name:?}");
    let fix = match (nearest::of(name, known), known) {
        (_, []) => "leave the query out: this operation takes no parameters".to_owned(),
        (Some(near), known) => format!("write {near} instead; known parameters: {}", known.join(", ")),
        (None, known) => format!("leave it out; known parameters: {}", known.join(", ")),
    };
    Problem::field(name, detail).about(name, &fix)
}

/// The parameters of each operation, such as `GET /people`, as its own query type describes them.
fn known() -> &'static BTreeMap<String, Vec<String>> {
    static KNOWN: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let paths = description()["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let item = item.as_object().into_iter().flatten();
            item.map(move |(method, operation)| {
                (format!("{} {path}", method.to_uppercase()), names(&operation["parameters"]))
            })
        });
        operations.collect()
    })
}

fn names(parameters: &Value) -> Vec<String> {
    let all = parameters.as_array().into_iter().flatten().filter(|one| one["in"] == "query");
    all.filter_map(|one| one["name"].as_str().map(str::to_owned)).collect()
}
