//! `permissions`: the agreements of the digital profile that a relying party asks for, as base64url of JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::domain::agreement::Terms;

/// One agreement on the wire.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Permission {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responsible_object: Option<String>,
    #[serde(default)]
    sysname: String,
    #[serde(default)]
    expire: i64,
    #[serde(default)]
    actions: Vec<Named>,
    #[serde(default)]
    purposes: Vec<Named>,
    #[serde(default)]
    scopes: Vec<Named>,
}

/// Something that is told by its name.
#[derive(Serialize, Deserialize)]
struct Named {
    sysname: String,
}

/// Reads the parameter; nothing when it is no base64 of a list of agreements, or of none.
pub fn read(text: &str) -> Option<Vec<Terms>> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let all: Vec<Permission> = serde_json::from_slice(&bytes).ok()?;
    (!all.is_empty()).then(|| all.into_iter().map(terms).collect())
}

/// Reads what a token carries.
pub fn of_claim(text: &str) -> Vec<Terms> {
    let all: Vec<Permission> = serde_json::from_str(text).unwrap_or_default();
    all.into_iter().map(terms).collect()
}

/// What a token carries: the list as JSON.
pub fn claim(all: &[Terms]) -> Option<String> {
    let all: Vec<_> = all.iter().map(permission).collect();
    let spelled =
        || serde_json::to_string(&all).expect("invariant: permissions are plain values and always serialise");
    (!all.is_empty()).then(spelled)
}

fn terms(permission: Permission) -> Terms {
    let names = |all: Vec<Named>| all.into_iter().map(|one| one.sysname).collect();
    Terms {
        kind: permission.sysname,
        responsible: permission.responsible_object,
        minutes: permission.expire,
        actions: names(permission.actions),
        purposes: names(permission.purposes),
        scopes: names(permission.scopes),
    }
}

fn permission(terms: &Terms) -> Permission {
    let named = |all: &[String]| all.iter().map(|name| Named { sysname: name.clone() }).collect();
    Permission {
        responsible_object: terms.responsible.clone(),
        sysname: terms.kind.clone(),
        expire: terms.minutes,
        actions: named(&terms.actions),
        purposes: named(&terms.purposes),
        scopes: named(&terms.scopes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_spelled_back() {
        let json = r#"[{"responsibleObject":"АО","sysname":"CREDIT","expire":262800,"actions":[{"sysname":"USE_DATA"}],"purposes":[{"sysname":"CREDIT"}],"scopes":[{"sysname":"fullname"}]}]"#;
        let read = super::read(&URL_SAFE_NO_PAD.encode(json)).unwrap();
        assert_eq!((read[0].minutes, read[0].scopes.as_slice()), (262_800, &["fullname".to_owned()][..]));
        assert_eq!(claim(&read).as_deref(), Some(json));
        assert_eq!(of_claim(json), read);
        assert_eq!(claim(&[]), None);
    }

    #[test]
    fn what_is_no_list_of_agreements_is_not_read() {
        for wrong in ["", "%%%", "W10", "e30", "WzFd"] {
            assert_eq!(super::read(wrong), None, "{wrong}");
        }
    }
}
