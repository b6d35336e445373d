//! The names of query parameters: those that an operation of the control API does not have are refused.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use utoipa::OpenApi as _;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};

use crate::web::control::input::{nearest, wording};
use crate::web::control::openapi::ControlApi;
use crate::web::error::Problem;

/// Where the control API is mounted.
const CONTROL: &str = "/control/v1";

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
    let detail = format!("this operation has no parameter {name:?}");
    let fix = match (nearest::of(&name, known), known) {
        (_, []) => "leave the query out: this operation takes no parameters".to_owned(),
        (Some(near), known) => format!("write {near} instead; known parameters: {}", known.join(", ")),
        (None, known) => format!("leave it out; known parameters: {}", known.join(", ")),
    };
    Problem::field(if name.is_empty() { "query" } else { &name }, detail)
        .about(if name.is_empty() { "query" } else { &name }, &fix)
}

/// The parameters of each operation, such as `GET /people`, as its own query type describes them.
fn known() -> &'static BTreeMap<String, Vec<String>> {
    static KNOWN: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let paths = ControlApi::openapi().paths.paths;
        paths.iter().flat_map(|(path, item)| operations(path, item)).collect()
    })
}

fn operations(path: &str, item: &PathItem) -> Vec<(String, Vec<String>)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    let named = |(method, operation): (&str, &Option<Operation>)| {
        Some((method.to_owned(), names(operation.as_ref()?)))
    };
    let named = all.into_iter().filter_map(named);
    named.map(|(method, names)| (format!("{method} {path}"), names)).collect()
}

fn names(operation: &Operation) -> Vec<String> {
    let all = operation.parameters.iter().flatten();
    let query = all.filter_map(|one| match one {
        RefOr::T(one) if one.parameter_in == ParameterIn::Query => Some(one.name.clone()),
        _ => None,
    });
    query.collect()
}
