//! `permissions`: the consents of the digital profile that a relying party asks for, as base64url of JSON (DP 4.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::domain::consent::{Condition, PermissionsClaim, Site, Terms};

/// One consent on the wire.
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ogrn: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    terms: Vec<WireCondition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sites: Vec<WireSite>,
}

/// Something that is told by its name.
#[derive(Serialize, Deserialize)]
struct Named {
    sysname: String,
}

/// How data may be passed on.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireCondition {
    sysname: String,
    #[serde(default)]
    require: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    require_reason: Option<String>,
}

/// Where data are published.
#[derive(Serialize, Deserialize)]
struct WireSite {
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default)]
    require: bool,
}

/// Reads the parameter; nothing when it is no base64 of a list of consents, or of none.
pub fn read(text: &str) -> Option<Vec<Terms>> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let all: Vec<Permission> = serde_json::from_slice(&bytes).ok()?;
    (!all.is_empty()).then(|| all.into_iter().map(terms).collect())
}

/// The kinds that a token's claim names, in either of its forms.
pub fn kinds_of_claim(text: &str) -> Vec<String> {
    match serde_json::from_str::<Vec<Permission>>(text) {
        Ok(all) => all.into_iter().map(|one| one.sysname).collect(),
        Err(_) => text.split_whitespace().map(str::to_owned).collect(),
    }
}

/// What a token's claim holds; nothing without a consent.
// I: DP 4 shows one mnemonic; several are separated as scopes are.
pub fn claim<'a>(all: impl IntoIterator<Item = &'a Terms>, form: PermissionsClaim) -> Option<String> {
    let all: Vec<_> = all.into_iter().collect();
    if all.is_empty() {
        return None;
    }
    Some(match form {
        PermissionsClaim::Mnemonic => {
            let kinds: Vec<_> = all.iter().map(|terms| terms.kind.as_str()).collect();
            kinds.join(" ")
        }
        PermissionsClaim::Json => {
            let all: Vec<_> = all.into_iter().map(permission).collect();
            serde_json::to_string(&all).expect("invariant: permissions are plain values and always serialise")
        }
    })
}

fn terms(permission: Permission) -> Terms {
    let names = |all: Vec<Named>| all.into_iter().map(|one| one.sysname).collect();
    let condition = |one: WireCondition| Condition {
        name: one.sysname,
        require: one.require,
        reason: one.require_reason,
    };
    let site = |one: WireSite| Site { url: one.url, description: one.description, require: one.require };
    Terms {
        kind: permission.sysname,
        responsible: permission.responsible_object,
        minutes: permission.expire,
        actions: names(permission.actions),
        purposes: names(permission.purposes),
        scopes: names(permission.scopes),
        ogrn: permission.ogrn,
        conditions: permission.terms.into_iter().map(condition).collect(),
        sites: permission.sites.into_iter().map(site).collect(),
    }
}

fn permission(terms: &Terms) -> Permission {
    let named = |all: &[String]| all.iter().map(|name| Named { sysname: name.clone() }).collect();
    let condition = |one: &Condition| WireCondition {
        sysname: one.name.clone(),
        require: one.require,
        require_reason: one.reason.clone(),
    };
    let site = |one: &Site| WireSite {
        url: one.url.clone(),
        description: one.description.clone(),
        require: one.require,
    };
    Permission {
        responsible_object: terms.responsible.clone(),
        sysname: terms.kind.clone(),
        expire: terms.minutes,
        actions: named(&terms.actions),
        purposes: named(&terms.purposes),
        scopes: named(&terms.scopes),
        ogrn: terms.ogrn,
        terms: terms.conditions.iter().map(condition).collect(),
        sites: terms.sites.iter().map(site).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_spelled_back() {
        let json = r#"[{"responsibleObject":"АО","sysname":"CREDIT","expire":262800,"actions":[{"sysname":"USE_DATA"}],"purposes":[{"sysname":"CREDIT"}],"scopes":[{"sysname":"fullname"}],"ogrn":1027700132195,"terms":[{"sysname":"INTERNET","require":true,"requireReason":"так"}],"sites":[{"url":"https://a.example","require":false}]}]"#;
        let read = super::read(&URL_SAFE_NO_PAD.encode(json)).unwrap();
        assert_eq!((read[0].minutes, read[0].scopes.as_slice()), (262_800, &["fullname".to_owned()][..]));
        assert_eq!(read[0].ogrn, Some(1_027_700_132_195));
        assert_eq!(claim(&read, PermissionsClaim::Json).as_deref(), Some(json));
        assert_eq!(claim(&read, PermissionsClaim::Mnemonic).as_deref(), Some("CREDIT"));
        assert_eq!(claim(&[], PermissionsClaim::Mnemonic), None);
        assert_eq!(
            (kinds_of_claim(json), kinds_of_claim("CREDIT")),
            (vec!["CREDIT".to_owned()], vec!["CREDIT".to_owned()])
        );
    }

    #[test]
    fn what_is_no_list_of_consents_is_not_read() {
        for wrong in ["", "%%%", "W10", "e30", "WzFd"] {
            assert_eq!(super::read(wrong), None, "{wrong}");
        }
    }
}
