//! Owns what the journal tells of requests: one entry each, without the remarks that stand beside some.

use serde_json::Value;

use super::{Idp, IdpError};

impl Idp {
    /// The entries that a list of the journal holds, one for each request.
    pub(crate) fn requests(&self, list: &str) -> Result<Vec<Value>, IdpError> {
        let mut document = self.document(list)?;
        let Value::Array(mut entries) = document["entries"].take() else { return Ok(Vec::new()) };
        entries.retain(|entry| !is_remark(entry));
        Ok(entries)
    }

    /// The number of the newest entry, whatever it says; 0 in an empty journal.
    pub(crate) fn newest_entry(&self) -> Result<i64, IdpError> {
        let document = self.document("/journal?limit=1")?;
        Ok(document["entries"][0]["seq"].as_i64().unwrap_or_default())
    }
}

/// A remark has a reason although the request was answered; the answer itself has an entry of its own.
fn is_remark(entry: &Value) -> bool {
    entry["outcome"] == "answered" && !entry["why"].is_null()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_remarked_about_a_request_is_no_request() {
        let entry = |outcome: &str, why: Value| json!({ "outcome": outcome, "why": why });
        assert!(is_remark(&entry("answered", json!({ "reason": "parameters-undocumented" }))));
        assert!(!is_remark(&entry("answered", Value::Null)));
        assert!(!is_remark(&entry("refused", json!({ "reason": "fault" }))));
    }
}
