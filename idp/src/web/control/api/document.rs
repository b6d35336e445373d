//! The operations as an OpenAPI 3.1 document, made from the types of their functions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::{Api, Input, Operation, Output, Serves};
use crate::web::problem::Problem;

/// Requests and answers as a live server gave them, by operation and, for problems, by status: a test records them.
static EXAMPLES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

/// What the API is.
const ABOUT: &str = "Every state, refusal and date of a realm, one call away. Bodies need Content-Type application/json \
    (415 otherwise); a field that is null counts as left out, an unknown one is refused. Every problem has the schema \
    `Problem` (RFC 9457) and says what to do.";

/// The problems: status, name of the response, when it is told.
const PROBLEMS: [(u16, &str, &str); 14] = [
    (400, "BadRequest", "A field or a parameter is wrong or unknown; `field` names it."),
    (
        401,
        "Unauthorized",
        "The server was started with a control token, and the request carries neither it nor one of the realm.",
    ),
    (403, "Forbidden", "A page of another origin sent the request, or its token opens one realm only."),
    (404, "NotFound", "The realm is not there, or what the path names."),
    (408, "RequestTimeout", "The body did not arrive in time."),
    (409, "Conflict", "The state of things does not allow it."),
    (413, "PayloadTooLarge", "The body is too large."),
    (414, "UriTooLong", "The request line is longer than the setting `front.line_bytes_max`."),
    (415, "UnsupportedMediaType", "The body is not JSON by its `Content-Type`."),
    (421, "MisdirectedRequest", "The server does not answer to this host name."),
    (429, "TooManyRequests", "Too many callers wait for something new in this realm."),
    (500, "InternalServerError", "The simulator is broken; the log has the cause."),
    (503, "ServiceUnavailable", "The realm's database could not be opened."),
    (
        507,
        "InsufficientStorage",
        "The realm's database cannot be written, or a quota of the realm is used up.",
    ),
];

/// Any request may end so: by an unknown parameter, a missing token, a foreign page, an unknown host name.
const ANYWHERE: [u16; 5] = [400, 401, 403, 414, 421];

/// The document, growing.
#[derive(Default)]
pub struct Document {
    tags: Vec<Value>,
    tag: &'static str,
    paths: BTreeMap<&'static str, Map<String, Value>>,
    schemas: BTreeMap<String, Value>,
}

impl Api for Document {
    fn part(&mut self, name: &'static str, about: &'static str) {
        self.tag = name;
        self.tags.push(json!({ "name": name, "description": about }));
    }

    fn operation<Args: Input, F: Serves<Args>>(&mut self, what: Operation, _: F) {
        let mut draft = Draft::default();
        draft.problems.extend(ANYWHERE);
        Args::describe(&mut draft);
        <F::Output as Output>::describe(&mut draft);
        let mut operation = json!({
            "operationId": what.id, "summary": what.summary, "tags": [self.tag],
            "responses": responses(what.id, &draft),
        });
        if !draft.parameters.is_empty() {
            operation["parameters"] = draft.parameters.into();
        }
        if let Some(mut body) = draft.body {
            example(&mut body, &EXAMPLES[what.id]["request"]);
            operation["requestBody"] = body;
        }
        self.paths.entry(what.path).or_default().insert(what.method.to_lowercase(), operation);
        self.schemas.append(&mut draft.schemas);
    }
}

impl Document {
    /// The whole document.
    pub fn finish(mut self) -> Value {
        let mut draft = Draft::default();
        let problem = draft.schema::<Problem>();
        self.schemas.append(&mut draft.schemas);
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "esia-sim control API", "version": "v1", "description": ABOUT,
                "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            },
            "servers": [
                { "url": "/control/v1", "description": "The default realm." },
                {
                    "url": "/realms/{realm}/control/v1", "description": "Any other realm.",
                    "variables": { "realm": { "default": "default", "description": "The name of the realm." } },
                },
            ],
            "security": [{}, { "controlToken": [] }],
            "tags": self.tags,
            "paths": self.paths,
            "components": {
                "schemas": self.schemas,
                "responses": problems(&problem),
                "securitySchemes": { "controlToken": {
                    "type": "http", "scheme": "bearer",
                    "description": "The text of the file given as --control-token-file; without that option none is needed.",
                } },
            },
        })
    }
}

/// The answers of an operation, good ones with their example.
fn responses(id: &str, draft: &Draft) -> Map<String, Value> {
    let mut all = Map::new();
    for (status, answer) in &draft.answers {
        let (mut answer, seen) = (answer.clone(), &EXAMPLES[id]);
        if seen["status"] == *status {
            example(&mut answer, &seen["answer"]);
        }
        all.insert(status.to_string(), answer);
    }
    for (status, name, _) in PROBLEMS {
        if draft.problems.contains(&status) {
            let reference = format!("#/components/responses/{name}");
            all.insert(status.to_string(), json!({ "$ref": reference }));
        }
    }
    all
}

/// The problems as shared responses.
fn problems(schema: &Value) -> Map<String, Value> {
    let each = PROBLEMS.into_iter().map(|(status, name, when)| {
        let content = json!({ "application/problem+json": { "schema": schema } });
        let mut response = json!({ "description": when, "content": content });
        example(&mut response, &EXAMPLES["problems"][status.to_string()]);
        (name.to_owned(), response)
    });
    each.collect()
}

/// Adds an example to the content of a body or an answer.
fn example(to: &mut Value, example: &Value) {
    if example.is_null() {
        return;
    }
    for content in to["content"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        content["example"] = example.clone();
    }
}
