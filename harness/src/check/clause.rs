//! Owns the name of what a check rests on.

/// The letter or the clause that a check rests on, as it is reported.
pub(crate) type Clause = &'static str;
