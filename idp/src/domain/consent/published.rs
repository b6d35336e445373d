//! Data that are published under a consent: how they may be passed on, where, and what the citizen forbids to do with
//! them (DP 4.1, kinds such as `PERS_DATA_EXT`).

use crate::domain::consent::ask::Choice;
use crate::domain::consent::given::Consent;
use crate::domain::consent::registry::{Kind, Takes};
use crate::domain::consent::tables::FORBIDDENS;

impl Kind {
    /// Whether its data are published, so that a citizen may limit what is done with them.
    pub fn is_published(&self) -> bool {
        self.takes == Takes::Extended
    }
}

impl Choice {
    /// The name of the box of a condition, on the terms of a number.
    pub fn condition_field(number: usize, name: &str) -> String {
        format!("term_{number}_{name}")
    }

    /// The name of the box of a site, by its place, on the terms of a number.
    pub fn site_field(number: usize, place: usize) -> String {
        format!("site_{number}_{place}")
    }

    /// The name of the box that forbids something, on the terms of a number.
    pub fn forbidden_field(number: usize, name: &str) -> String {
        format!("forbid_{number}_{name}")
    }

    /// A consent with the conditions and sites that the citizen left in, and with what the citizen forbids. Where the
    /// page was not shown nothing is left out and nothing is forbidden.
    #[must_use]
    pub fn narrowed(&self, number: usize, kind: Option<&Kind>, mut given: Consent) -> Consent {
        let Self::Ticked(fields) = self else { return given };
        let terms = &mut given.terms;
        terms
            .conditions
            .retain(|one| one.require || fields.contains(&Self::condition_field(number, &one.name)));
        let sites = std::mem::take(&mut terms.sites).into_iter().enumerate();
        let kept =
            sites.filter(|(place, one)| one.require || fields.contains(&Self::site_field(number, *place)));
        terms.sites = kept.map(|(_, one)| one).collect();
        if kind.is_some_and(Kind::is_published) {
            let all = FORBIDDENS.iter().map(|(name, _)| *name);
            let ticked = all.filter(|name| fields.contains(&Self::forbidden_field(number, name)));
            given.forbiddens = ticked.map(str::to_owned).collect();
        }
        given
    }
}
