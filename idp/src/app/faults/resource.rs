//! Faults of the data API.

use serde_json::{Value, json};

use crate::app::Moment;
use crate::app::faults::{committed, set_null, take};
use crate::domain::fault::{Armed, Fault, FaultPoint};
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::protocol::rs::error::{self, RsError};

/// What the data API shows a relying party, with the faults that are armed for it.
///
/// # Errors
/// A fault refuses the request.
pub fn distort_resource(
    moment: &Moment<'_>,
    client: &str,
    person: Oid,
    body: String,
) -> Result<String, (RsError, Why)> {
    let faults = take(moment, FaultPoint::Resource, client, Some(person));
    if faults.is_empty() {
        return Ok(body);
    }
    let mut json: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    for Armed { fault, amount, member, .. } in faults {
        let refuse = |error| Err((error, committed(fault)));
        match fault {
            Fault::ResourceError => return refuse(error::numbered(amount)),
            Fault::ResourceOtherPerson => {
                json["lastName"] = json!("Подменова");
                json["firstName"] = json!("Чужая");
                json["snils"] = json!("000-000-609 99");
            }
            Fault::ResourceWithoutSnils => {
                if let Some(object) = json.as_object_mut() {
                    object.remove("snils");
                }
            }
            Fault::ResourceUntrusted => json["trusted"] = json!(false),
            Fault::ResourceTrusted => json["trusted"] = json!(true),
            Fault::ResourceDeleted => json["status"] = json!("DELETED"),
            Fault::ResourceMemberNull => set_null(&mut json, member.as_deref().unwrap_or("snils")),
            Fault::ResourceEmpty => json = json!({}),
            Fault::ResourceUnauthorized => return refuse(error::INVALID_TOKEN),
            Fault::ResourceForbidden => return refuse(error::SCOPE_NOT_ALLOWED),
            _ => {}
        }
    }
    Ok(json.to_string())
}
