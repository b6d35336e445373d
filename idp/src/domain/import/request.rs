//! What is kept of banks' calls: requests, searches of a SNILS, dossiers of passports.

use serde::{Deserialize, Serialize};

use crate::domain::account::{Application, FieldFault};
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::person::{Email, Phone, Snils};
use crate::domain::time::{Span, Timestamp};

/// How long a request is remembered once its code has run out; ours.
const REMEMBERED: Span = Span::from_hours(30 * 24);

/// What is kept of banks' calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Kept {
    /// An account is asked for.
    Request(Box<ImportRequest>),
    /// The number of a person is looked for.
    Search(SnilsSearch),
    /// The dossier of a passport was asked for.
    Dossier(Dossier),
}

/// A request to register a person, or to confirm a simplified account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRequest {
    /// Its number in the store.
    pub number: u64,
    /// `requestId`.
    pub id: String,
    /// The bank.
    pub client: Mnemonic,
    /// Who.
    pub application: Application,
    /// The phone that the code goes to.
    pub mobile: Phone,
    /// E-mail.
    pub email: Option<Email>,
    /// The simplified account that is to be confirmed; nothing when a person is to be registered.
    pub simplified: Option<Oid>,
    /// When it was asked.
    pub created_at: Timestamp,
    /// How the citizen confirms it.
    #[serde(default)]
    pub way: Way,
    /// The code in force.
    pub code: String,
    /// When that code was sent.
    pub sent_at: Timestamp,
    /// How often it was sent again.
    pub resends: u8,
    /// Tries that remain.
    pub attempts_left: u8,
    /// How far it has come.
    pub stage: Stage,
}

/// How the citizen confirms a request (MR А.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By a code that the bank hands in: `confirmWay=REST_API`.
    #[default]
    RestApi,
    /// By an SMS in answer to the portal's; not for newly connected banks.
    Sms,
}

/// How far a request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum Stage {
    /// The citizen's code is awaited.
    Waiting,
    /// The registers are asked; the account will have this number.
    Checking {
        /// The account.
        person: Oid,
        /// The first password, which goes to the phone.
        password: String,
        /// Its hash.
        hash: String,
    },
    /// The registers said no.
    Refused {
        /// What they did not accept.
        faults: Vec<FieldFault>,
        /// The simplified account, where one was made or was there.
        person: Option<Oid>,
    },
    /// Another account of the person, or of the phone, became active meanwhile.
    Overtaken,
    /// The account is confirmed.
    Done {
        /// The account.
        person: Oid,
    },
}

/// A search of a person's SNILS by the passport (MR А.9.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnilsSearch {
    /// `id`.
    pub number: u64,
    /// Whom it is about, as a digest of what was asked.
    pub person: String,
    /// When the Pension Fund has answered.
    pub due_at: Timestamp,
    /// What it said.
    pub found: Option<Snils>,
}

/// A dossier of a passport that the Interior Ministry was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its number in the store.
    pub number: u64,
    /// `requestId`.
    pub id: String,
    /// Of which passport.
    pub passport: String,
    /// When it has come.
    pub due_at: Timestamp,
}

impl SnilsSearch {
    /// What the searches about a person are found by.
    pub fn topic(person: &str) -> String {
        format!("snils {person}")
    }
}

impl Dossier {
    /// What the dossiers of a passport are found by.
    pub fn topic(passport: &str) -> String {
        format!("dossier {passport}")
    }
}

impl Kept {
    /// Its number in the store.
    pub fn number(&self) -> u64 {
        match self {
            Self::Request(request) => request.number,
            Self::Search(search) => search.number,
            Self::Dossier(dossier) => dossier.number,
        }
    }

    /// What it is found by beside its number.
    pub fn topic(&self) -> String {
        match self {
            Self::Request(request) => request.mobile.to_string(),
            Self::Search(search) => SnilsSearch::topic(&search.person),
            Self::Dossier(dossier) => Dossier::topic(&dossier.passport),
        }
    }

    /// When it is forgotten.
    pub fn expires_at(&self) -> Timestamp {
        let from = match self {
            Self::Request(request) => request.created_at,
            Self::Search(search) => search.due_at,
            Self::Dossier(dossier) => dossier.due_at,
        };
        from + REMEMBERED
    }
}

/// `requestId` of a number: 52 hexadecimal digits, as in the samples.
pub fn request_id(number: u64, secret: u64) -> String {
    format!("AAAA{number:016X}9F965664CB{secret:022X}")
}

/// The number of a `requestId`.
pub fn number_of(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("AAAA").filter(|rest| rest.len() == 48)?;
    u64::from_str_radix(digits.get(..16)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_length_of_the_samples_and_names_its_number() {
        let id = request_id(77, u64::MAX);
        assert_eq!((id.len(), number_of(&id)), (52, Some(77)));
        for other in ["", "AAAA", "BBBB00000000000000779F965664CB0000000000000000000000", "AAAAß"] {
            assert_eq!(number_of(other), None, "{other}");
        }
    }
}
