//! Owns whom the cells «дети» and «родители» mean.

use crate::finding::{Field, Finding, Kind};
use crate::layout::class_of;
use crate::name::{divide, fold};
use crate::person::{Entry, Kin, PersonId, Role, Roster};
use crate::reading::identity::hash;
use crate::text::Text;

/// Whether children or parents are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Children,
    Parents,
}

/// A cell that names relatives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    pub(super) of: PersonId,
    pub(super) text: Text,
    pub(super) named: Named,
}

/// Binds parents and children; whoever is not found is told.
pub(super) fn settle(
    roster: &mut Roster,
    mut pairs: Vec<(PersonId, PersonId)>,
    pending: &[Pending],
    findings: &mut Vec<Finding>,
) {
    if !pending.is_empty() {
        let index = Index::new(roster);
        for one in pending {
            refer(roster, &index, *one, &mut pairs, findings);
        }
    }
    let first = |id: PersonId| roster.entry(id).first;
    pairs.iter_mut().for_each(|pair| *pair = (first(pair.0), first(pair.1)));
    roster.kin = Kin::new(pairs);
}

fn refer(
    roster: &Roster,
    index: &Index,
    one: Pending,
    pairs: &mut Vec<(PersonId, PersonId)>,
    findings: &mut Vec<Finding>,
) {
    let owner = roster.entry(one.of);
    for name in
        roster.text(one.text).split([',', ';', '/', '\n']).map(str::trim).filter(|name| !name.is_empty())
    {
        let kind = match index.find(roster, owner, name, one.named).as_slice() {
            [] => Kind::ChildNotFound,
            [found] => {
                pairs.push(if one.named == Named::Children { (one.of, *found) } else { (*found, one.of) });
                continue;
            }
            _ => Kind::ChildAmbiguous,
        };
        findings.push(Finding {
            row: owner.row,
            seat: owner.seat,
            kind,
            field: Field::Kin,
            person: Some(one.of),
            other: None,
            on: None,
        });
    }
}

/// Pupils and parents by their keys and names.
struct Index {
    keys: Vec<(Text, PersonId)>,
    names: Vec<(u64, PersonId)>,
}

impl Index {
    fn new(roster: &Roster) -> Self {
        let mut index = Self { keys: Vec::new(), names: Vec::new() };
        let mut folded = String::new();
        for (entry, id) in roster.entries.iter().zip(0..) {
            if !matches!(entry.role, Role::Pupil | Role::Parent) {
                continue;
            }
            let id = PersonId(id);
            if !entry.key.is_empty() {
                index.keys.push((entry.key, id));
            }
            let parts = [entry.last, entry.given, entry.middle].map(|text| roster.text(text));
            index.names.push((name_hash(&parts, &mut folded), id));
            if !entry.middle.is_empty() {
                index.names.push((name_hash(parts.get(..2).unwrap_or_default(), &mut folded), id));
            }
        }
        index.keys.sort_unstable();
        index.names.sort_unstable();
        index
    }

    /// Whom a name or key means, each person once.
    fn find(&self, roster: &Roster, owner: &Entry, name: &str, named: Named) -> Vec<PersonId> {
        let role = if named == Named::Children { Role::Pupil } else { Role::Parent };
        let key = roster.texts.find(name).filter(|key| !key.is_empty());
        let mut found = key.map_or_else(Vec::new, |key| run(&self.keys, key));
        let (name, class) = without_class(name);
        if found.is_empty() {
            let parts = divide(name);
            let parts: Vec<&str> =
                [parts.last, parts.given, parts.middle].into_iter().filter(|part| !part.is_empty()).collect();
            found = run(&self.names, name_hash(&parts, &mut String::new()));
        }
        found.retain(|id| roster.entry(*id).role == role);
        found.iter_mut().for_each(|id| *id = roster.entry(*id).first);
        found.sort_unstable();
        found.dedup();
        let narrow = |found: Vec<PersonId>, fits: &dyn Fn(&Entry) -> bool| {
            let narrowed: Vec<PersonId> =
                found.iter().copied().filter(|id| fits(roster.entry(*id))).collect();
            if narrowed.is_empty() { found } else { narrowed }
        };
        if found.len() > 1 {
            found = narrow(found, &|entry| is_spelled(roster, entry, name));
        }
        if found.len() > 1 && !owner.school.is_empty() {
            found = narrow(found, &|entry| entry.school == owner.school);
        }
        if found.len() > 1
            && let Some(class) = class
        {
            found = narrow(found, &|entry| roster.text(entry.class) == class);
        }
        if found.len() > 1 && !owner.class.is_empty() {
            found = narrow(found, &|entry| entry.class == owner.class);
        }
        found
    }
}

/// «Иванов Пётр (5А)», «Иванов Пётр, 5А» without its class.
fn without_class(name: &str) -> (&str, Option<String>) {
    let bare = name.trim_end_matches(')');
    let cut = bare.rfind(['(', ' ']).map(|at| (bare.get(..at), bare.get(at + 1..)));
    if let Some((Some(before), Some(after))) = cut
        && let Some((class, _)) = class_of(after)
    {
        return (before.trim_end_matches([' ', '(']), Some(class));
    }
    (name, None)
}

/// Whether a name is written just so: of «Журавлёв» and «Журавлев» each is meant by its own spelling.
fn is_spelled(roster: &Roster, entry: &Entry, name: &str) -> bool {
    let parts = [entry.last, entry.given, entry.middle].map(|text| roster.text(text));
    let words =
        |parts: &[&str]| parts.iter().flat_map(|part| part.split_whitespace()).eq(name.split_whitespace());
    words(&parts) || words(parts.get(..2).unwrap_or_default())
}

fn name_hash(parts: &[&str], folded: &mut String) -> u64 {
    folded.clear();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        fold(part, folded);
        folded.push('|');
    }
    hash(folded)
}

fn run<K: Copy + Ord>(sorted: &[(K, PersonId)], key: K) -> Vec<PersonId> {
    let from = sorted.partition_point(|(own, _)| *own < key);
    sorted
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|(own, _)| *own == key)
        .map(|(_, id)| *id)
        .collect()
}
