//! Pushes as relying parties get them: JSON bodies (DP 4.3).

use serde::Serialize;

use crate::domain::push::{Event, Operation};

/// What is said of a consent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConsentPush<'a> {
    event_type: &'static str,
    op_type: &'static str,
    /// A text, though it is a number elsewhere.
    oid: String,
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
    oid: String,
}

/// The body that tells of an event.
pub fn body(event: &Event) -> String {
    let spelled = match event {
        Event::Consent { operation, person, session, consent } => serde_json::to_string(&ConsentPush {
            event_type: "permissionsEvent",
            op_type: operation_name(*operation),
            oid: person.to_string(),
            session_id: session.as_deref(),
            iss_prm_id: *consent,
        }),
        Event::RefreshCompromised { client, person } => serde_json::to_string(&RefreshPush {
            event_type: "refreshTokenCompromised",
            client_id: client.as_str(),
            oid: person.to_string(),
        }),
    };
    spelled.expect("invariant: a push is plain values and always serialises")
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
    use crate::domain::id::Oid;

    #[test]
    fn a_push_is_spelled_as_the_recommendations_show_it() {
        let event = Event::Consent {
            operation: Operation::Issue,
            person: Oid::FIRST,
            session: Some("00000000-0000-4000-8000-000000000000".to_owned()),
            consent: 27,
        };
        let expected = r#"{"eventType":"permissionsEvent","opType":"PermissionOperationEnum.issuePermission","oid":"1000000001","sessionId":"00000000-0000-4000-8000-000000000000","issPrmId":27}"#;
        assert_eq!(body(&event), expected);
    }
}
