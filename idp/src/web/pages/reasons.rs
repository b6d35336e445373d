//! The reasons of the journal in Russian, for Russian pages. The file has a line for each: name, meaning, what to change.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A reason in Russian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Russian {
    /// What it means.
    pub meaning: &'static str,
    /// What to change. The journal's own `fix` is nearer to the request.
    pub fix: &'static str,
}

static RUSSIAN: LazyLock<HashMap<&'static str, Russian>> = LazyLock::new(|| {
    let each = include_str!("reasons/ru.txt").lines().filter_map(|line| {
        let (name, rest) = line.split_once(" | ")?;
        let (meaning, fix) = rest.split_once(" | ")?;
        Some((name, Russian { meaning, fix }))
    });
    each.collect()
});

/// A reason of the catalogue in Russian.
pub fn russian(reason: &str) -> Option<Russian> {
    RUSSIAN.get(reason).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::journal::reason::CATALOGUE;

    #[test]
    fn every_reason_of_the_catalogue_is_told_in_russian_and_no_other() {
        let catalogue: BTreeSet<_> =
            CATALOGUE.iter().flat_map(|(_, reasons)| reasons.iter()).map(|reason| reason.id).collect();
        let told: BTreeSet<_> = RUSSIAN.keys().copied().collect();
        assert_eq!(told, catalogue);
        assert_eq!(include_str!("reasons/ru.txt").lines().count(), catalogue.len(), "a line is not read");
    }
}
