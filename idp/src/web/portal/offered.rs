//! Consents in the citizen's words: the terms, and what may be unticked on the page.

use std::collections::BTreeSet;

use crate::domain::consent::tables::{self, CONDITIONS, FORBIDDENS};
use crate::domain::consent::{Choice, Kind, Offer, Registry, Subject, Term, Terms};
use crate::domain::time::Timestamp;
use crate::web::pages::consent::{self, Offered, Tick};
use crate::web::pages::rights;
use crate::web::portal::words;

/// The field that says that the page with its boxes was shown: a box that is not ticked is not sent.
pub(crate) const BOXES: &str = "boxes";

/// The terms of a consent as the citizen reads them.
pub(crate) fn terms(terms: &Terms, registry: &Registry, until: Timestamp) -> consent::Terms {
    let word =
        |name: &String, term: Option<&Term>| term.map_or_else(|| name.clone(), |term| term.name.clone());
    consent::Terms {
        title: registry.kind(&terms.kind).map_or_else(|| terms.kind.clone(), |kind| kind.name.clone()),
        responsible: terms.responsible.clone(),
        scopes: words::scopes(&terms.scopes),
        purposes: terms.purposes.iter().map(|name| word(name, registry.purpose(name))).collect(),
        actions: terms.actions.iter().map(|name| word(name, registry.action(name))).collect(),
        conditions: terms
            .conditions
            .iter()
            .map(|one| tables::name(&CONDITIONS, &one.name).to_owned())
            .collect(),
        sites: terms.sites.iter().map(|site| site.url.clone()).collect(),
        until: until.to_page(),
    }
}

/// What is offered on the terms of a number, with a box for all that may be left out.
pub(crate) fn offered(
    (number, offer): (usize, &Offer),
    kids: &[(u64, String)],
    registry: &Registry,
    now: Timestamp,
) -> Offered {
    let required: Vec<_> =
        offer.terms.scopes.iter().filter(|scope| !offer.optional.contains(scope)).cloned().collect();
    let mut own_terms = Terms { scopes: required, ..offer.terms.clone() };
    own_terms.conditions.retain(|one| one.require);
    own_terms.sites.retain(|one| one.require);
    let label = |subject: Subject| match subject {
        Subject::Own => "О себе".to_owned(),
        Subject::Kid(card) => {
            let name = kids.iter().find(|(id, _)| *id == card).map_or("", |(_, name)| name);
            format!("О ребенке: {name}")
        }
    };
    let subject = |subject: &Subject| Tick { name: subject.field(number), label: label(*subject) };
    let scope =
        |scope: &String| Tick { name: Choice::scope_field(number, scope), label: rights::describe(scope) };
    Offered {
        terms: terms(&own_terms, registry, now + offer.terms.life()),
        subjects: offer.subjects.iter().map(subject).collect(),
        optional: offer.optional.iter().map(scope).collect(),
        free: free(number, &offer.terms),
        forbiddens: forbiddens(number, registry, &offer.terms.kind),
    }
}

/// Boxes for the conditions and sites that the citizen may add.
fn free(number: usize, terms: &Terms) -> Vec<Tick> {
    let conditions = terms.conditions.iter().filter(|one| !one.require).map(|one| {
        let label = tables::name(&CONDITIONS, &one.name).to_owned();
        Tick { name: Choice::condition_field(number, &one.name), label }
    });
    let sites = terms.sites.iter().enumerate().filter(|(_, one)| !one.require).map(|(place, one)| {
        let label = format!("Публикация на сайте {}", one.url);
        Tick { name: Choice::site_field(number, place), label }
    });
    conditions.chain(sites).collect()
}

/// Boxes for what the citizen may forbid, where the data of a kind are published.
fn forbiddens(number: usize, registry: &Registry, kind: &str) -> Vec<Tick> {
    if !registry.kind(kind).is_some_and(Kind::is_published) {
        return Vec::new();
    }
    let tick = |(name, label): (&str, &str)| Tick {
        name: Choice::forbidden_field(number, name),
        label: label.to_owned(),
    };
    FORBIDDENS.into_iter().map(tick).collect()
}

/// What was ticked; everything where the boxes were not shown.
pub(crate) fn choice(fields: &[(String, String)]) -> Choice {
    if !fields.iter().any(|(name, _)| name == BOXES) {
        return Choice::Everything;
    }
    Choice::Ticked(fields.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>())
}
