//! Owns the person's record at `/rs/prns/{oid}` and what level of account it shows.

use jiff::civil::Date;
use reqwest::Client;
use serde::Deserialize;

use crate::diary::esia::answer::{self, silent};
use crate::diary::esia::portal::Portal;
use crate::diary::esia::verify::Believed;
use crate::diary::esia::{Oid, wire};
use crate::diary::guard::{Guard, Guards};
use crate::diary::level::Level;
use crate::diary::refusal::Refusal;
use crate::diary::roster::FullName;

/// A person as the diary knows one after signing in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) oid: Oid,
    pub(crate) level: Level,
    /// Whether a parent made the account for a child under fourteen. Its level is simplified (MR 4.1.1.1).
    pub(crate) child: bool,
    /// Absent when the account has none, or the citizen was not asked for it.
    pub(crate) snils: Option<String>,
    /// Absent when the citizen was not asked for it.
    pub(crate) name: Option<FullName>,
    /// Absent when the citizen was not asked for it.
    pub(crate) born: Option<Date>,
}

impl Person {
    /// What a twin knows that takes the tokens for enough.
    pub(crate) fn of_tokens_alone(believed: Believed) -> Self {
        let level = if believed.confirmed { Level::Confirmed } else { Level::Standard };
        Self { oid: believed.oid, level, child: believed.child, snils: None, name: None, born: None }
    }
}

/// The part of the record that the diary reads. ESIA sends more, and may add to it at any time.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonRecord {
    #[serde(default, deserialize_with = "wire::optional_number")]
    oid: Option<u64>,
    #[serde(default)]
    trusted: bool,
    status: Option<String>,
    snils: Option<String>,
    last_name: Option<String>,
    first_name: Option<String>,
    middle_name: Option<String>,
    birth_date: Option<String>,
    reg_ctx_cfm_ste: Option<String>,
    documents: Option<DocumentsRecord>,
}

#[derive(Deserialize)]
struct DocumentsRecord {
    #[serde(default)]
    elements: Vec<DocumentRecord>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DocumentRecord {
    #[serde(rename = "type")]
    kind: Option<String>,
    vrf_stu: Option<String>,
}

/// Reads the record of the person whom the tokens name.
pub(crate) async fn person(
    http: &Client,
    portal: &Portal,
    guards: &Guards,
    access_token: &str,
    believed: Believed,
) -> Result<Person, Refusal> {
    let mut address = portal
        .at(&format!("/rs/prns/{}", believed.oid))
        .map_err(|error| Refusal::PortalSilent { detail: error.to_string() })?;
    address.set_query(Some("embed=(documents.elements)"));
    let answer = http.get(address).bearer_auth(access_token).send().await.map_err(silent)?;
    let record = answer::read(answer, |detail| Refusal::RecordRefused { detail }).await?;
    judge(record, guards, believed)
}

/// Checks a record.
fn judge(record: PersonRecord, guards: &Guards, believed: Believed) -> Result<Person, Refusal> {
    // The record seldom repeats the number it was asked by; where it does, it is the same.
    let same = record.oid.is_none_or(|oid| oid == believed.oid.0);
    guards.require(Guard::SamePerson, same, Refusal::SomebodyElse)?;
    let in_use = record.status.as_deref() == Some("REGISTERED");
    guards.require(Guard::Status, in_use, Refusal::AccountClosed)?;
    let level = record.level(guards, believed.confirmed);
    let name = record.last_name.zip(record.first_name);
    let name = name.map(|(last, first)| FullName { last, first, middle: record.middle_name });
    let born = record.birth_date.and_then(|written| Date::strptime("%d.%m.%Y", written).ok());
    Ok(Person { oid: believed.oid, level, child: believed.child, snils: record.snils, name, born })
}

impl PersonRecord {
    /// ESIA-MR section 2: `trusted` marks a confirmed account. Between simplified and standard OAuth shows no
    /// difference of its own; an insurance number together with a checked identity document means standard.
    fn level(&self, guards: &Guards, confirmed_by_token: bool) -> Level {
        let confirmed = self.trusted && (confirmed_by_token || !guards.up(Guard::LevelAgrees));
        let checked =
            self.snils.is_some() && self.documents.iter().flat_map(|all| &all.elements).any(is_checked);
        // `usr_reg_cxt`: the registers agreed with the account, whether or not its documents were opened.
        let checked = checked || matches!(self.reg_ctx_cfm_ste.as_deref(), Some("PV" | "PCF" | "PCD"));
        match (confirmed, checked) {
            (true, _) => Level::Confirmed,
            (false, true) => Level::Standard,
            (false, false) => Level::Simplified,
        }
    }
}

fn is_checked(document: &DocumentRecord) -> bool {
    matches!(document.kind.as_deref(), Some("RF_PASSPORT" | "FID_DOC"))
        && document.vrf_stu.as_deref() == Some("VERIFIED")
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({}, {:?})", self.oid, self.level)
    }
}

#[cfg(test)]
impl Person {
    /// A confirmed person without an insurance number.
    pub(crate) fn confirmed(oid: Oid) -> Self {
        Self { oid, level: Level::Confirmed, child: false, snils: None, name: None, born: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(json: &str, confirmed: bool, guards: &Guards) -> Result<Person, Refusal> {
        judge(
            serde_json::from_str(json).unwrap(),
            guards,
            Believed { oid: Oid(1000), confirmed, child: false },
        )
    }

    fn level(json: &str, confirmed: bool) -> Level {
        judged(json, confirmed, &Guards::all()).unwrap().level
    }

    #[test]
    fn a_level_is_read_from_the_record_and_the_token_together() {
        let trusted = r#"{"status":"REGISTERED","trusted":true}"#;
        assert_eq!(level(trusted, true), Level::Confirmed);
        assert_eq!(level(trusted, false), Level::Simplified);
        let weak = Guards::without(&[Guard::LevelAgrees]);
        assert_eq!(judged(trusted, false, &weak).unwrap().level, Level::Confirmed);

        let passport = r#"{"status":"REGISTERED","trusted":false,"snils":"112-233-445 95",
            "documents":{"stateFacts":["hasSize"],"size":1,"elements":[{"type":"RF_PASSPORT","vrfStu":"VERIFIED"}]}}"#;
        assert_eq!(level(passport, false), Level::Standard);
        assert_eq!(level(passport, true), Level::Standard);
        assert_eq!(level(&passport.replace("VERIFIED", "NOT_VERIFIED"), false), Level::Simplified);
        assert_eq!(level(r#"{"status":"REGISTERED"}"#, false), Level::Simplified);
        let context = r#"{"status":"REGISTERED","regCtxCfmSte":"PV"}"#;
        assert_eq!(level(context, false), Level::Standard);
        assert_eq!(level(&context.replace("PV", "PS"), false), Level::Simplified);
    }

    #[test]
    fn a_record_of_another_person_or_of_a_closed_account_is_refused() {
        let other = r#"{"status":"REGISTERED","oid":2000}"#;
        assert_eq!(judged(other, true, &Guards::all()), Err(Refusal::SomebodyElse));
        assert!(judged(other, true, &Guards::without(&[Guard::SamePerson])).is_ok());
        for closed in [r#"{"status":"DELETED"}"#, r#"{}"#] {
            assert_eq!(judged(closed, true, &Guards::all()), Err(Refusal::AccountClosed));
            assert!(judged(closed, true, &Guards::without(&[Guard::Status])).is_ok());
        }
    }

    #[test]
    fn a_person_is_printed_without_the_insurance_number() {
        let person = Person { snils: Some("112-233-445 95".to_owned()), ..Person::confirmed(Oid(1)) };
        assert_eq!(format!("{person:?}"), "Person(1, Confirmed)");
    }
}
