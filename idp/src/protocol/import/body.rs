//! What a bank sends (MR tables 71, 79, 81).

use serde::Deserialize;

/// A person with an account to be made or confirmed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Body {
    #[serde(flatten)]
    pub person: SentPerson,
    pub contacts: Elements<Contact>,
    pub documents: Elements<SentPaper>,
}

/// A person whose access is to be given back: one document, and a list of contacts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct RecoveryBody {
    #[serde(flatten)]
    pub person: SentPerson,
    pub mode: Option<String>,
    pub contacts: Vec<Contact>,
    pub document: Option<SentPaper>,
}

/// A bank's client.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct SentPerson {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub middle_name: Option<String>,
    pub birth_date: Option<String>,
    pub birth_place: Option<String>,
    pub citizenship: Option<String>,
    pub gender: Option<String>,
    pub snils: Option<String>,
}

/// A collection.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Elements<T> {
    #[serde(default = "Vec::new")]
    pub elements: Vec<T>,
}

/// A contact.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Contact {
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
}

/// An identity document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct SentPaper {
    #[serde(rename = "type")]
    pub kind: String,
    pub series: Option<String>,
    pub number: Option<String>,
    pub issue_id: Option<String>,
    pub issued_by: Option<String>,
    pub issue_date: Option<String>,
    pub expire_date: Option<String>,
    pub latin_last_name: Option<String>,
    pub latin_first_name: Option<String>,
}

impl<T> Default for Elements<T> {
    fn default() -> Self {
        Self { elements: Vec::new() }
    }
}

impl From<RecoveryBody> for Body {
    fn from(body: RecoveryBody) -> Self {
        Self {
            person: body.person,
            contacts: Elements { elements: body.contacts },
            documents: Elements { elements: body.document.into_iter().collect() },
        }
    }
}

impl Body {
    /// Every text of the call.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let person = &self.person;
        let own = [
            &person.first_name,
            &person.last_name,
            &person.middle_name,
            &person.birth_date,
            &person.birth_place,
            &person.citizenship,
            &person.gender,
            &person.snils,
        ];
        let papers = self.documents.elements.iter().flat_map(|paper| {
            [&paper.series, &paper.number, &paper.issue_id, &paper.issued_by, &paper.issue_date]
        });
        let contacts = self.contacts.elements.iter().map(|contact| contact.value.as_str());
        own.into_iter().chain(papers).filter_map(|text| text.as_deref()).chain(contacts)
    }
}
