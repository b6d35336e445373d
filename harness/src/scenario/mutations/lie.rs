//! Owns one lie: what the provider says instead, and what a sound relying party may do about it.

use serde_json::Value;

use crate::event::Grade;

/// One lie.
#[derive(Debug, Clone)]
pub(crate) struct Lie {
    /// What it says, for the report.
    pub(crate) what: String,
    /// The orders for the control API.
    pub(crate) orders: Vec<Value>,
    /// What a sound party may do.
    pub(crate) may: May,
    /// Whether it is told in a quick run too.
    pub(crate) is_quick: bool,
    /// Whether no provider ever says such a thing: a party that fails over it is warned only.
    pub(crate) is_odd: bool,
}

/// What a sound relying party may do about a lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum May {
    /// Refuse, and nothing else; how grave it is when it does not.
    Refuse(Grade),
    /// Refuse, or overlook what is wrong.
    Either,
}

impl Lie {
    /// A lie that has to be refused.
    pub(crate) fn refused(what: impl Into<String>, orders: Vec<Value>) -> Self {
        Self { what: what.into(), orders, may: May::Refuse(Grade::Must), is_quick: false, is_odd: false }
    }

    /// A lie that a sound party may overlook.
    pub(crate) fn either(what: impl Into<String>, orders: Vec<Value>) -> Self {
        Self { may: May::Either, ..Self::refused(what, orders) }
    }

    /// The same, told in a quick run too.
    pub(crate) fn quick(self) -> Self {
        Self { is_quick: true, ..self }
    }

    /// The same, such as no provider says.
    pub(crate) fn odd(self) -> Self {
        Self { is_odd: true, ..self }
    }

    /// The same, with that weight when it is believed.
    pub(crate) fn graded(self, grade: Grade) -> Self {
        Self { may: May::Refuse(grade), ..self }
    }
}
