//! Owns the list of consents that the consent platform gives out for a person (DP 4.2.3).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use reqwest::Client;
use serde::Deserialize;

use crate::diary::esia::answer::{self, silent};
use crate::diary::esia::exchange::broken;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::{Oid, wire};
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::Refusal;

/// What a person gave to the diary's organisation, or a parent for a child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Consent {
    #[serde(deserialize_with = "wire::number")]
    pub(crate) id: u64,
    pub(crate) sysname: String,
    /// `A` is given, `D` withdrawn; whatever else comes is not given.
    status: String,
    /// Seconds.
    expired_on: Option<i64>,
    /// The parent's card of the child that it is for; none for the person's own.
    #[serde(default, deserialize_with = "wire::optional_number")]
    pub(crate) kid_id: Option<u64>,
    pub(crate) kid_info: Option<ConsentedKid>,
}

/// The child of a consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct ConsentedKid {
    /// Surname, name and patronymic as one text: where one part ends cannot be known.
    #[serde(rename = "kidFullname", default)]
    pub(crate) full_name: String,
    /// Seconds of the midnight in Moscow at which the day begins.
    #[serde(rename = "kidBirthdate")]
    born: i64,
}

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    elements: Vec<Consent>,
}

/// Reads what was given by a person, or for a child by the parents. Any token of the system opens it.
pub(crate) async fn issued(
    http: &Client,
    portal: &Portal,
    token: &str,
    person: Oid,
) -> Result<Vec<Consent>, Refusal> {
    let path = format!("/esia-rs/api/public/v2/prns/{person}/issued/permissions");
    let address = portal.at(&path).map_err(broken)?;
    let answer = http.get(address).bearer_auth(token).send().await.map_err(silent)?;
    match answer::read::<List>(answer, |detail| Refusal::RecordRefused { detail }).await {
        Ok(list) => Ok(list.elements),
        // DP 4.2.3: nobody has this number any more.
        Err(Refusal::RecordRefused { detail }) if detail.contains("ESIA-035000") => Ok(Vec::new()),
        Err(refusal) => Err(refusal),
    }
}

impl Consent {
    /// Whether it is given now. A consent that ran out keeps the status `A`: nobody tells of its end.
    pub(crate) fn acts(&self, now: Timestamp, guards: &Guards) -> bool {
        let ended = self.expired_on.is_some_and(|end| end <= now.as_second());
        self.status == "A" && !(ended && guards.up(Guard::ConsentEnds))
    }
}

impl Consent {
    /// What a twin writes that takes a message for the truth.
    pub(crate) fn set_given(&mut self, given: bool) {
        self.status = if given { "A" } else { "D" }.to_owned();
    }
}

impl ConsentedKid {
    /// The day of birth. Read by any clock west of Moscow it would be the day before.
    pub(crate) fn birth_date(&self, guards: &Guards) -> Option<Date> {
        let offset = if guards.up(Guard::MoscowDay) { jiff::tz::offset(3) } else { Offset::UTC };
        Some(offset.to_datetime(Timestamp::from_second(self.born).ok()?).date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample of DP 4.2.3, shortened.
    const SAMPLE: &str = r#"{"id":27,"sysname":"EDU_JOURNAL","status":"A","issuedOn":1725000000,
        "expiredOn":1725000060,"kidId":7,"kidInfo":{"kidFullname":"Орлова Кира","kidBirthdate":1507928400}}"#;

    #[test]
    fn a_consent_acts_while_it_is_given_and_has_not_run_out() {
        let sample: Consent = serde_json::from_str(SAMPLE).unwrap();
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let all = Guards::all();
        assert!(sample.acts(at(1_725_000_059), &all) && !sample.acts(at(1_725_000_060), &all));
        assert!(sample.acts(at(1_725_000_060), &Guards::without(&[Guard::ConsentEnds])));
        for status in ["D", "W", ""] {
            let other = Consent { status: status.to_owned(), ..sample.clone() };
            assert!(!other.acts(at(1_725_000_001), &all), "{status}");
        }
    }

    #[test]
    fn a_childs_birth_date_is_a_day_in_moscow() {
        let sample: Consent = serde_json::from_str(SAMPLE).unwrap();
        let kid = sample.kid_info.unwrap();
        assert_eq!(kid.birth_date(&Guards::all()), Some(Date::constant(2017, 10, 14)));
        let twin = Guards::without(&[Guard::MoscowDay]);
        assert_eq!(kid.birth_date(&twin), Some(Date::constant(2017, 10, 13)));
    }
}
