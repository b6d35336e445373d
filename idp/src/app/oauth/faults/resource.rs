//! Faults of the data API and of the consent platform.

use serde_json::{Value, json};

use crate::app::Moment;
use crate::app::oauth::faults::{committed, mutate, set_null, take};
use crate::domain::fault::{Armed, Fault, FaultPoint, Mutation};
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::protocol::import::{self, ImportError};
use crate::protocol::rs::error::{self, RsError};

/// The refusal of a token that opens something, where a fault of that kind is armed.
pub fn refused_resource(
    moment: &Moment<'_>,
    client: &str,
    person: Option<Oid>,
) -> Result<(), (RsError, Why)> {
    let armed = take(moment, FaultPoint::Resource, client, person).into_iter().next();
    armed.map_or(Ok(()), |Armed { fault, amount, .. }| {
        let error = match fault {
            Fault::ResourceForbidden => error::SCOPE_NOT_ALLOWED,
            Fault::ResourceError => error::numbered(amount),
            _ => error::INVALID_TOKEN,
        };
        Err((error, committed(fault)))
    })
}

/// The refusal of a bank's call, where a fault of that kind is armed.
pub fn refused_import(moment: &Moment<'_>, client: &str) -> Option<ImportError> {
    let armed = take(moment, FaultPoint::Resource, client, None).into_iter().next()?;
    let number = if armed.fault == Fault::ResourceError { armed.amount } else { None };
    import::numbered(number.unwrap_or(1)).or_else(|| import::numbered(1))
}

/// What is shown of anything, with the faults that are armed for it.
pub fn distort_resource(moment: &Moment<'_>, body: String) -> String {
    let about = moment.about();
    let client = about.client.unwrap_or_default();
    distorted(moment, take(moment, FaultPoint::ResourceBody, &client, about.person), body)
}

/// What is shown of a person, with the faults that are armed for it.
pub fn distort_person(moment: &Moment<'_>, client: &str, person: Oid, body: String) -> String {
    distorted(moment, take(moment, FaultPoint::ResourcePerson, client, Some(person)), body)
}

fn distorted(moment: &Moment<'_>, faults: Vec<Armed>, body: String) -> String {
    if faults.is_empty() {
        return body;
    }
    let mut json: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    for Armed { fault, member, mutation, .. } in faults {
        match fault {
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
            Fault::ResourceMutated => match mutation {
                Some(Mutation::Member(path, change)) if mutate::has(&json, &path) => {
                    mutate::change(&mut json, &path, &change, moment.now);
                }
                _ => {}
            },
            Fault::ResourceEmpty => json = json!({}),
            _ => {}
        }
    }
    mutate::written(&json)
}
