//! Owns `docs/FIDELITY.md`: every behaviour that the code's own catalogues list, the clause that says it, how sure that is, and the
//! test that proves it.
//!
//! What there is comes from the code (`catalogues`); what is known of it stands in `marks/*.txt`. Both must name the same things.

mod catalogues;
mod clauses;
mod marks;
mod page;
mod proofs;
mod routes;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use catalogues::{Kind, kinds};
use marks::{Mark, Row};

const FOLDER: &str = "idp/tests/it/fidelity";

/// Every kind of behaviours with its rows, in the order of the document.
fn all() -> Vec<(Kind, marks::Sheet)> {
    let read = |kind: Kind| {
        let sheet = marks::read(kind.file);
        (kind, sheet)
    };
    kinds().into_iter().map(read).collect()
}

/// The text of `docs/FIDELITY.md`.
pub(crate) fn document() -> String {
    page::page(&all())
}

fn rows(sheet: &marks::Sheet) -> impl Iterator<Item = &Row> {
    sheet.parts.iter().flat_map(|part| &part.rows)
}

/// Fails with every complaint at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Where a mark belongs: the file, the part, and the name as that part spells it.
fn place(file: &str, name: &str, keys: &BTreeSet<&str>) -> (String, String) {
    let file = format!("{FOLDER}/marks/{file}.txt");
    let known = keys.iter().find(|key| !key.is_empty() && name.starts_with(**key)).map(|key| key.len());
    let keyed = keys.iter().all(|key| !key.is_empty());
    let new = || name.find('.').filter(|_| keyed).map(|dot| dot + 1);
    match known.or_else(new).and_then(|end| name.split_at_checked(end)) {
        Some((key, own)) => {
            let key = key.trim_end_matches('.');
            (format!("{file}, in the part `## [{key}] …` (begin one if there is none)"), own.to_owned())
        }
        None => (file, name.to_owned()),
    }
}

/// What is wrong between the behaviours of the code and those that have a mark.
fn differing(file: &str, listed: &BTreeSet<String>, marked: &[&str], keys: &BTreeSet<&str>) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    marked.iter().for_each(|name| *counted.entry(name).or_default() += 1);
    let without = listed.iter().filter(|name| !counted.contains_key(name.as_str())).map(|name| {
        let (at, own) = place(file, name, keys);
        format!(
            "`{name}` has no mark: add to {at} the line `{own} | documented | MR Б.2.3 | what is not | a_test_that_proves_it` \
             (documented and inferred name a clause; seen, guess and own name none, tell why in the note)"
        )
    });
    let gone = counted.keys().filter(|name| !listed.contains(**name)).map(|name| {
        let (at, own) = place(file, name, keys);
        format!("`{name}` is marked but the code has it no longer: take `{own}` out of {at}")
    });
    let twice = counted.iter().filter(|(_, times)| **times > 1);
    let twice = twice.map(|(name, _)| format!("`{name}` is marked twice in {FOLDER}/marks/{file}.txt"));
    without.chain(gone).chain(twice).collect()
}

#[test]
fn every_behaviour_has_a_mark_and_every_mark_a_behaviour() {
    let mut complaints = Vec::new();
    for (kind, sheet) in all() {
        let listed = (kind.names)();
        let marked: Vec<_> = rows(&sheet).map(|row| row.name.as_str()).collect();
        let keys = sheet.parts.iter().map(|part| part.key.as_str()).collect();
        complaints.extend(differing(kind.file, &listed, &marked, &keys));
    }
    none(&complaints);
}

#[test]
fn a_behaviour_without_a_mark_and_a_mark_without_a_behaviour_are_found() {
    let (whole, keyed) = (BTreeSet::from([""]), BTreeSet::from(["Kid."]));
    let listed = BTreeSet::from(["here".to_owned(), "unmarked".to_owned()]);
    let told = differing("x", &listed, &["here", "gone", "here"], &whole).join("\n");
    for name in ["`unmarked` has no mark", "`gone` is marked but", "`here` is marked twice"] {
        assert!(told.contains(name), "{told}");
    }
    let listed = BTreeSet::from(["Kid.oid".to_owned(), "New.oid".to_owned()]);
    let told = differing("x", &listed, &[], &keyed).join("\n");
    for place in ["`## [Kid] …`", "`## [New] …`", "the line `oid | "] {
        assert!(told.contains(place), "{told}");
    }
    let listed = BTreeSet::from(["here".to_owned()]);
    assert_eq!(differing("x", &listed, &["here"], &whole), Vec::<String>::new());
}

#[test]
fn every_clause_is_one_that_the_documents_have() {
    let known = clauses::Contents::read();
    let mut complaints = Vec::new();
    for (kind, sheet) in all() {
        for row in rows(&sheet) {
            let at = format!("{FOLDER}/marks/{}.txt, `{}`", kind.file, row.name);
            complaints.extend(known.faults(&row.clause).into_iter().map(|fault| format!("{at}: {fault}")));
            let cites = !row.clause.is_empty();
            if cites != row.mark.rests_on_a_clause() {
                complaints.push(format!(
                    "{at}: a behaviour that is {} {}",
                    row.mark.name(),
                    row.mark.wants()
                ));
            }
        }
    }
    none(&complaints);
}

#[test]
fn a_clause_that_no_document_has_is_found() {
    let known = clauses::Contents::read();
    for right in [
        "MR Б.2.3, Б.2.5",
        "MR tables 93, 94; DP 4.1",
        "MR table 3 row 10",
        "MR notes 55-73",
        "DP change 1.11",
        "REG appendix Г",
    ] {
        assert_eq!(known.faults(right), Vec::<String>::new(), "{right}");
    }
    for wrong in [
        "MR Б.13",
        "MR В.2.2",
        "MR table 105",
        "DP 6",
        "XX 1",
        "MR note 99",
        "DP change 9.9",
        "REG appendix Ы",
        "MR",
    ] {
        assert!(!known.faults(wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn every_proof_is_a_test_that_runs_or_a_scenario() {
    let known = proofs::Proofs::read();
    let mut complaints = Vec::new();
    for (kind, sheet) in all() {
        for row in rows(&sheet) {
            let at = format!("{FOLDER}/marks/{}.txt, `{}`", kind.file, row.name);
            if row.proofs.is_empty() {
                complaints.push(format!("{at}: no test is named"));
            }
            complaints.extend(
                row.proofs.iter().filter_map(|proof| known.fault(proof)).map(|why| format!("{at}: {why}")),
            );
        }
    }
    none(&complaints);
}

#[test]
fn a_test_that_does_not_run_is_found() {
    let known = proofs::Proofs::read();
    assert_eq!(known.fault("fidelity::a_test_that_does_not_run_is_found"), None);
    assert_eq!(known.fault("scenario account.register.phone"), None);
    for wrong in ["no_such_test", "scenario no.such", "request::a_test_that_does_not_run_is_found"] {
        assert!(known.fault(wrong).is_some(), "{wrong}");
    }
    let ignored =
        "#[test]\n#[ignore = \"slow\"]\nfn left_out() {}\n#[test]\nfn taken() {}\nfn no_test() {}\n";
    assert_eq!(proofs::tests_of(ignored), ["taken"]);
}

#[test]
fn the_catalogues_are_read_from_the_code() {
    for kind in kinds() {
        let names = (kind.names)();
        for sample in kind.samples {
            assert!(names.contains(*sample), "{}: {sample} is not found in {names:?}", kind.file);
        }
    }
}

#[test]
fn every_mark_is_explained_once() {
    let names: BTreeSet<_> = Mark::ALL.iter().map(|mark| mark.name()).collect();
    assert_eq!(names.len(), Mark::ALL.len());
    for mark in Mark::ALL {
        assert_eq!(Mark::of(mark.name()), Some(mark));
    }
}
