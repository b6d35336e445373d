//! Owns the table of bad input: each kind gets its named error and its reason, and the provider goes on.

mod bearer;
mod control;
mod exchange;
mod grants;
mod request;
mod transport;

use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::world::World;

/// What a bad request must get.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// The citizen goes back to the relying party with an error.
    Back(&'static str, &'static str),
    /// The citizen stays on the provider's page.
    Stays(&'static str, &'static str),
    /// The token endpoint answers 400 with JSON.
    Te(&'static str, &'static str),
    /// The data API answers this status with JSON.
    Data(u16, &'static str),
    /// The control API answers this status with a problem that names the field.
    Problem(u16, &'static str),
}

use Told::{Back, Data, Problem, Stays, Te};

/// One kind of bad input: its name, the request, what it must get, the journal's reason.
struct Case {
    name: &'static str,
    request: Request,
    told: Told,
    reason: &'static str,
}

impl Case {
    fn new(name: &'static str, request: Request, told: Told, reason: &'static str) -> Self {
        Self { name, request, told, reason }
    }
}

/// Sends every case and tells all that went wrong at once; after each the provider still answers.
fn check(world: &World, cases: Vec<Case>) {
    let mut complaints = Vec::new();
    let count = cases.len();
    for Case { name, request, told, reason } in cases {
        let before = world.newest()["seq"].as_i64().unwrap_or_default();
        let reply = world.send(request);
        let entry = world.newest();
        if let Err(why) = judge(world, &reply, told, reason, &entry, before) {
            complaints.push(format!("{name}: {why}"));
        }
        let alive = world.get("/");
        if alive.status != 200 {
            complaints.push(format!("{name}: afterwards / answers {}", alive.status));
        }
    }
    assert!(complaints.is_empty(), "{} of {count}:\n{}", complaints.len(), complaints.join("\n"));
}

fn judge(
    world: &World,
    reply: &Reply,
    told: Told,
    reason: &str,
    entry: &Value,
    before: i64,
) -> Result<(), String> {
    let seen = match told {
        Back(..) | Stays(..) => redirected(world, reply, told)?,
        Te(code, error) => {
            let body: Value = serde_json::from_slice(&reply.body)
                .map_err(|_| format!("{} {}", reply.status, reply.text()))?;
            equal("status and error", &json!([reply.status, body["error"]]), &json!([400, error]))?;
            described(body["error_description"].as_str(), code)?;
            code
        }
        Data(status, code) => {
            equal("status", &json!(reply.status), &json!(status))?;
            let body: Value = serde_json::from_slice(&reply.body).map_err(|why| why.to_string())?;
            equal("code", &body["code"], &json!(code))?;
            code
        }
        Problem(status, field) => {
            equal("content type", &json!(reply.kind()), &json!("application/problem+json"))?;
            let body: Value = serde_json::from_slice(&reply.body).map_err(|why| why.to_string())?;
            let seen = json!([reply.status, body["status"], body.get("field").unwrap_or(&json!(""))]);
            equal("status and field", &seen, &json!([status, status, field]))
                .map_err(|why| format!("{why}: {body}"))?;
            return if body["detail"].as_str().is_some_and(|text| !text.is_empty()) {
                Ok(())
            } else {
                Err(body.to_string())
            };
        }
    };
    equal("the journal goes on", &json!(entry["seq"].as_i64().unwrap_or_default() > before), &json!(true))?;
    let journal = json!([entry["outcome"], entry["error"], entry["why"]["reason"]]);
    equal("journal", &journal, &json!(["refused", seen, reason])).map_err(|why| format!("{why}: {entry}"))?;
    let fix = entry["why"]["fix"].as_str().unwrap_or_default();
    if fix.is_empty() { Err("the journal says no fix".to_owned()) } else { Ok(()) }
}

fn redirected<'c>(world: &World, reply: &Reply, told: Told) -> Result<&'c str, String> {
    let (Back(code, error) | Stays(code, error)) = told else { unreachable!("only redirects") };
    let to = reply.header("location").ok_or_else(|| format!("{} {}", reply.status, reply.text()))?;
    let own = format!("{}/aas/oauth2/?", world.base);
    equal("stays", &json!(to.starts_with(&own)), &json!(matches!(told, Stays(..))))
        .map_err(|why| format!("{why}: {to}"))?;
    if matches!(told, Back(..)) && !to.starts_with(&world.party.redirect_uri) {
        return Err(to.to_owned());
    }
    equal("error", &json!(query_value(to, "error")), &json!(error)).map_err(|why| format!("{why}: {to}"))?;
    described(query_value(to, "error_description").as_deref(), code)?;
    if matches!(told, Stays(..)) {
        let page = world.get(to);
        equal("page", &json!([page.status, page.text().contains(code)]), &json!([400, true]))?;
    }
    Ok(code)
}

fn described(description: Option<&str>, code: &str) -> Result<(), String> {
    let fits = description.is_some_and(|text| text.starts_with(&format!("{code}: ")));
    if fits { Ok(()) } else { Err(format!("{code} is not in {description:?}")) }
}

fn equal(what: &str, seen: &Value, expected: &Value) -> Result<(), String> {
    if seen == expected { Ok(()) } else { Err(format!("{what} is {seen}, not {expected}")) }
}

/// After all of it, a whole sign-in still works.
fn still_signs_in(world: &World) {
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname");
    assert_eq!(world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).status, 200);
}
