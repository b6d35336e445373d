//! The body of a control call, read into the operation's own type.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::{Bytes, block};
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::web::control::api::draft::Draft;
use crate::web::control::api::input::json::{self as text, NoTree};
use crate::web::control::api::input::node::Node;
use crate::web::control::api::operation::Input;
use crate::web::control::api::tagged;
use crate::web::problem::Problem;

/// Longer bodies are read away from the threads that serve connections, in bytes.
const READ_AT_ONCE_MAX: usize = 16 * 1024;

/// A JSON body, read. No body at all is an empty object.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> FromRequest for Body<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let whole = whole(request, payload, read);
        Box::pin(async move { Ok(Self(whole.await?)) })
    }
}

/// The whole of a body, read by `read`.
pub fn whole<T: Send + 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    read: impl FnOnce(&[u8]) -> Result<T, Problem> + Send + 'static,
) -> impl Future<Output = Result<T, actix_web::Error>> + 'static {
    let bytes = Bytes::from_request(request, payload);
    async move {
        let bytes = bytes.await?;
        let read =
            if bytes.len() <= READ_AT_ONCE_MAX { read(&bytes) } else { block(move || read(&bytes)).await? };
        Ok(read?)
    }
}

impl<T: DeserializeOwned + ToSchema + Send + 'static> Input for Body<T> {
    fn describe(draft: &mut Draft) {
        draft.problems.extend([408, 413, 415]);
        let schema = match tagged::tag::<T>() {
            Some(tag) => draft.tagged::<T>(tag),
            None => draft.schema::<T>(),
        };
        let required = !draft.is_optional::<T>();
        draft.body =
            Some(json!({ "required": required, "content": { "application/json": { "schema": schema } } }));
    }
}

/// Reads a JSON text into a type.
fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    from_tree(tree(text)?)
}

/// Reads a tree into a type.
///
/// # Errors
/// The problem, with the path of the field.
pub fn from_tree<T: DeserializeOwned>(tree: Value) -> Result<T, Problem> {
    T::deserialize(Node::body(tree)).map_err(|fault| fault.problem("body"))
}

fn tree(bytes: &[u8]) -> Result<Value, Problem> {
    if bytes.is_empty() {
        return Ok(Map::new().into());
    }
    text::tree(bytes).map_err(|why| match why {
        NoTree::Syntax(why) => Problem::field("body", format!("the body is not JSON: {why}"))
            .about("body", "send a JSON object, encoded in UTF-8"),
        NoTree::Doubled(field) => Problem::field(&field, "expected the field once")
            .about(&field, &format!("leave one {field} and take the others away")),
    })
}
