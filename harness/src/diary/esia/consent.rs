//! Owns the request for a consent of the digital profile, and what a token carries of one.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde::{Deserialize, Serialize};

use crate::diary::esia::jws::Jws;
use crate::diary::policy::ConsentTerms;

/// An element of `permissions` (DP 4.1), its keys in the order of the printed request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked<'t> {
    scopes: Vec<Named<'t>>,
    sysname: &'t str,
    purposes: Vec<Named<'t>>,
    actions: Vec<Named<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    responsible_object: Option<&'t str>,
    expire: u32,
}

#[derive(Serialize)]
struct Named<'t> {
    sysname: &'t str,
}

/// The parameters of the authorization request that carry the consent.
pub(crate) fn parameters(terms: &ConsentTerms) -> Vec<(&'static str, String)> {
    let mut parameters = vec![("permissions", URL_SAFE.encode(permissions(terms)))];
    if let Some(filter) = terms.person_filter {
        parameters.push(("person_filter", STANDARD.encode(filter.text())));
    }
    parameters
}

fn permissions(terms: &ConsentTerms) -> String {
    let asked = Asked {
        scopes: named(&terms.scopes),
        sysname: &terms.kind,
        purposes: named(&terms.purposes),
        actions: named(&terms.actions),
        responsible_object: terms.responsible.as_deref(),
        expire: terms.minutes,
    };
    serde_json::to_string(&[asked]).expect("invariant: texts and a number always serialise")
}

fn named(list: &[String]) -> Vec<Named<'_>> {
    list.iter().map(|sysname| Named { sysname }).collect()
}

#[derive(Deserialize)]
struct Claims {
    #[serde(default)]
    permissions: String,
}

#[derive(Deserialize)]
struct Kind {
    sysname: String,
}

/// Whether a token that is believed already carries a consent of that kind: DP 4 prints the mnemonic as the claim,
/// older portals the terms as JSON.
pub(crate) fn is_carried(terms: &ConsentTerms, access_token: &str) -> bool {
    let claims = Jws::parse(access_token).and_then(|jws| jws.claims::<Claims>());
    let claim = claims.map(|claims| claims.permissions).unwrap_or_default();
    match serde_json::from_str::<Vec<Kind>>(&claim) {
        Ok(kinds) => kinds.iter().any(|kind| terms.is_kind(&kind.sysname)),
        Err(_) => claim.split_whitespace().any(|kind| terms.is_kind(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::policy::{EDU_JOURNAL, Policy};

    /// The request that DP 4.1 prints in example 4, to the letter.
    const OFFICIAL: &str = r#"[{"scopes":[{"sysname":"fullname"},{"sysname":"birthdate"},{"sysname":"snils"},{"sysname":"id_doc"},{"sysname":"contacts"},{"sysname":"birth_cert_doc"},{"sysname":"usr_reg_cxt"},{"sysname":"kid_contacts"},{"sysname":"kid_fullname"},{"sysname":"kid_snils"},{"sysname":"kid_birthdate"},{"sysname":"kid_gender"}],"sysname":"EDU_JOURNAL","purposes":[{"sysname":"EDU_JOURNAL"}],"actions":[{"sysname":"ALL_ACTIONS_TO_DATA"}],"responsibleObject":"Секретарь","expire":26297460}]"#;

    fn terms() -> ConsentTerms {
        Policy::named(EDU_JOURNAL).unwrap().consent.unwrap()
    }

    #[test]
    fn the_request_is_the_one_that_the_recommendations_print() {
        assert_eq!(permissions(&terms()), OFFICIAL);
        let sent = parameters(&terms());
        assert_eq!(URL_SAFE.decode(&sent[0].1).unwrap(), OFFICIAL.as_bytes());
        // MR Б.2.2 prints the encoded filter.
        assert_eq!(sent[1], ("person_filter", "Y29uZl9hY2MgYWNjX2tpZA==".to_owned()));
    }

    #[test]
    fn a_claim_is_read_as_a_mnemonic_and_as_terms() {
        let token = |claim: &str| {
            let payload = serde_json::json!({ "permissions": claim }).to_string();
            let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
            format!("{}.{}.{}", part(r#"{"alg":"RS256"}"#), part(&payload), part("x"))
        };
        for own in ["EDU_JOURNAL", "CREDIT EDU_JOURNAL", "EDU_JORNAL", OFFICIAL] {
            assert!(is_carried(&terms(), &token(own)), "{own}");
        }
        for other in ["", "CREDIT", r#"[{"sysname":"CREDIT"}]"#, "EDU_JOURNALS"] {
            assert!(!is_carried(&terms(), &token(other)), "{other}");
        }
    }
}
