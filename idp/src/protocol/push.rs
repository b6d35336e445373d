//! Pushes as relying parties get them: JSON bodies (DP 4.3).

use serde::Serialize;

use crate::domain::fault::Fault;
use crate::domain::id::Oid;
use crate::domain::push::{Event, Operation, Push};

/// What stands in place of an operation by an armed fault.
const UNKNOWN_OPERATION: &str = "PermissionOperationEnum.suspendPermission";

/// What is said of a consent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConsentPush<'a> {
    event_type: &'static str,
    op_type: &'static str,
    /// A text, though it is a number elsewhere.
    oid: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<&'a str>,
    iss_prm_id: u64,
}

/// What is said of a refresh token.
// SIM: the real body is not published.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RefreshPush<'a> {
    event_type: &'static str,
    client_id: &'a str,
    oid: Number,
}

/// The number of an account: a text, and a number only by an armed fault.
#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Bare(u64),
}

/// The body of a push, with the faults that were committed in it.
pub fn body(push: &Push) -> String {
    let has = |fault| push.faults.contains(&fault);
    let number = |person: Oid| match has(Fault::PushOidAsNumber) {
        true => Number::Bare(person.number()),
        false => Number::Text(person.to_string()),
    };
    let spelled = match &push.event {
        Event::Consent { operation, person, session, consent } => serde_json::to_string(&ConsentPush {
            event_type: "permissionsEvent",
            op_type: match has(Fault::PushUnknownOperation) {
                true => UNKNOWN_OPERATION,
                false => operation_name(*operation),
            },
            oid: number(*person),
            session_id: session.as_deref().filter(|_| !has(Fault::PushNoSession)),
            iss_prm_id: *consent,
        }),
        Event::RefreshCompromised { client, person } => serde_json::to_string(&RefreshPush {
            event_type: "refreshTokenCompromised",
            client_id: client.as_str(),
            oid: number(*person),
        }),
    };
    let whole = spelled.expect("invariant: a push is plain values and always serialises");
    match has(Fault::PushNotJson) {
        true => whole.get(..whole.len() / 2).unwrap_or_default().to_owned(),
        false => whole,
    }
}

/// An operation as the wire names it.
pub fn operation_name(operation: Operation) -> &'static str {
    match operation {
        Operation::Claim => "PermissionOperationEnum.claimPermission",
        Operation::Issue => "PermissionOperationEnum.issuePermission",
        Operation::Refuse => "PermissionOperationEnum.refusePermission",
        Operation::Revoke => "PermissionOperationEnum.revokePermission",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::push::State;
    use crate::domain::time::Timestamp;

    fn given(faults: &[Fault]) -> String {
        let event = Event::Consent {
            operation: Operation::Issue,
            person: Oid::FIRST,
            session: Some("00000000-0000-4000-8000-000000000000".to_owned()),
            consent: 27,
        };
        let at = Timestamp::from_secs(0);
        body(&Push {
            id: 1,
            url: String::new(),
            event,
            topic: String::new(),
            posted_at: at,
            due_at: at,
            state: State::Waiting,
            tries: Vec::new(),
            faults: faults.to_vec(),
        })
    }

    #[test]
    fn a_push_is_spelled_as_the_recommendations_show_it() {
        let expected = r#"{"eventType":"permissionsEvent","opType":"PermissionOperationEnum.issuePermission","oid":"1000000001","sessionId":"00000000-0000-4000-8000-000000000000","issPrmId":27}"#;
        assert_eq!(given(&[]), expected);
    }

    #[test]
    fn a_fault_changes_its_own_member_only() {
        let usual = given(&[]);
        for (fault, was, is) in [
            (Fault::PushOidAsNumber, r#""oid":"1000000001""#, r#""oid":1000000001"#),
            (Fault::PushUnknownOperation, "issuePermission", "suspendPermission"),
            (Fault::PushNoSession, r#""sessionId":"00000000-0000-4000-8000-000000000000","#, ""),
        ] {
            assert!(usual.contains(was));
            assert_eq!(given(&[fault]), usual.replace(was, is), "{fault:?}");
        }
        let half = given(&[Fault::PushNotJson]);
        assert!(usual.starts_with(&half) && half.len() > 20 && half.len() < usual.len());
    }
}
