//! What a bank is answered (MR tables 72, 74, 76, 80, 82).

use serde::Serialize;

use crate::domain::import::{ImportRequest, ImportTerms};
use crate::domain::person::Snils;
use crate::protocol::import::error::ImportError;

/// The answer to an import that was not refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Imported {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    pub code: &'static str,
    pub description: &'static str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub fields: Option<CodeFields>,
}

/// How the code of a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct CodeFields {
    pub available_attempts_count: u8,
    pub max_input_attempts_count: u8,
    /// Milliseconds.
    pub periods_for_next_generation: Vec<i64>,
    pub resend_count: u8,
    pub max_resend_count: u8,
    /// Milliseconds.
    pub time_to_live: i64,
    /// Milliseconds; in answers about a code alone, as the three that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation_way: Option<&'static str>,
}

/// How a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct RequestState {
    pub state_facts: [&'static str; 1],
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_oid: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flow_details: Vec<Flow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_status_info: Option<FlowError>,
}

/// A task of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Flow {
    pub name: &'static str,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<FlowError>,
}

/// Why a task failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct FlowError {
    pub code: &'static str,
    pub message: &'static str,
}

/// How a search of a SNILS stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Search {
    pub id: u64,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
}

/// What a recovery came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct Recovery {
    pub status: &'static str,
}

/// The code and the description of an outcome; those of a request are 2 and 3.
pub fn outcome(code: &'static str) -> Imported {
    let description = match code {
        "0" => "Person already has trusted account in ESIA",
        "1" => "Person successfully confirmed as trusted in ESIA",
        "2" => "Request to register person as trusted in ESIA has been accepted successfully.",
        // «Conform» is the document's own spelling.
        "3" => "Request to conform simplified person as trusted in ESIA has been accepted successfully.",
        "4" => {
            "Паспортные данные отправлены на проверку. Повторите попытку позже (обычно это занимает час, в редких \
             случаях до трех дней)."
        }
        _ => {
            "Паспортные данные на проверке. Повторите попытку позже (обычно это занимает час, в редких случаях до \
             трех дней)."
        }
    };
    Imported { code, description, ..Imported::default() }
}

impl Imported {
    /// An account that was confirmed by letter was confirmed again.
    pub fn again() -> Self {
        Self { description: "Person successfully reconfirmed as trusted in ESIA", ..outcome("1") }
    }
}

impl CodeFields {
    /// Those of an import's answer.
    pub fn of(request: &ImportRequest, terms: &ImportTerms) -> Self {
        Self {
            available_attempts_count: request.attempts_left,
            max_input_attempts_count: terms.attempts_max,
            periods_for_next_generation: vec![
                terms.resend_pause_ms.as_millis();
                usize::from(terms.resend_max)
            ],
            resend_count: request.resends,
            max_resend_count: terms.resend_max,
            time_to_live: terms.code_ttl_ms.as_millis(),
            created_time: None,
            mobile: None,
            status: None,
            confirmation_way: None,
        }
    }

    /// Those of an answer about the code.
    #[must_use]
    pub fn about(self, request: &ImportRequest, status: &'static str) -> Self {
        let digits: String = request.mobile.to_string().chars().filter(char::is_ascii_digit).collect();
        Self {
            created_time: Some(request.created_at.as_millis()),
            mobile: Some(digits),
            status: Some(status),
            confirmation_way: Some("REST_API"),
            ..self
        }
    }
}

impl From<ImportError> for FlowError {
    fn from(error: ImportError) -> Self {
        Self { code: error.code, message: error.message }
    }
}

impl RequestState {
    /// A request of a status, with its tasks.
    pub fn of(status: &'static str, tasks: &[(&'static str, &'static str)]) -> Self {
        let flow = |(name, status): &(&'static str, &'static str)| Flow { name, status, error: None };
        let flow_details = tasks.iter().map(flow).collect();
        Self {
            state_facts: ["Identifiable"],
            status,
            person_oid: None,
            flow_details,
            error_status_info: None,
        }
    }

    /// The same with an error, told by the task that failed too.
    #[must_use]
    pub fn failed(mut self, error: ImportError) -> Self {
        let failed = self.flow_details.iter_mut().filter(|flow| flow.status == "F");
        failed.for_each(|flow| flow.error = Some(error.into()));
        self.error_status_info = Some(error.into());
        self
    }
}

impl Search {
    /// A search that has an answer, or waits for it.
    pub fn of(id: u64, answer: Option<Option<Snils>>) -> Self {
        let (status, snils) = match answer {
            None => ("SENT", None),
            Some(None) => ("ERROR", None),
            // The first six digits are stars (MR table 80).
            Some(Some(snils)) => ("OK", snils.to_string().get(8..).map(|end| format!("***-***-{end}"))),
        };
        Self { id, status, snils }
    }
}
