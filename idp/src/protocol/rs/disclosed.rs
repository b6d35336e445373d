//! What a token may see.

use std::collections::BTreeSet;

use crate::domain::scope::Disclosure;

/// What a token may see.
pub type Disclosed = BTreeSet<Disclosure>;
