//! What a reason of the catalogue says.

/// Why a request is refused, or remarked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Its stable name, in kebab case.
    pub id: &'static str,
    /// What is wrong.
    pub meaning: &'static str,
    /// What to change, where that does not depend on the request.
    pub fix: &'static str,
    /// The codes that the wire answers with; none where the answer is a page or the control API's.
    pub codes: &'static [&'static str],
}

impl Reason {
    /// An entry of the catalogue.
    pub(super) const fn new(id: &'static str, meaning: &'static str, fix: &'static str) -> Self {
        Self { id, meaning, fix, codes: &[] }
    }

    /// The same, answered with these codes.
    pub(super) const fn told_as(self, codes: &'static [&'static str]) -> Self {
        Self { codes, ..self }
    }
}
