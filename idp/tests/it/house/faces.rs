//! Owns the rule that a folder's own file stands beside it: `x.rs` and `x/`, and no `mod.rs`.

use std::collections::BTreeSet;

use crate::house::offences;
use crate::source::sources;

const FOLDERS: &[&str] = &[
    "idp/src",
    "idp/tests",
    "idp/gost3410/src",
    "idp/gost3410/tests",
    "harness/src",
    "harness/tests",
    "harness/contest/src",
    "harness/proof/src",
    "harness/rehearse/src",
    "harness/roster/src",
    "harness/lang/src",
    "idp/machine/src",
];

#[test]
fn a_folders_own_file_stands_beside_it() {
    let each = FOLDERS.iter().flat_map(|folder| sources(folder).into_iter().map(move |one| (*folder, one)));
    let inside = each.filter(|(_, one)| one.path.ends_with("/mod.rs"));
    let found: BTreeSet<_> = inside.map(|(folder, one)| format!("{folder}/{}", one.path)).collect();
    offences::only("faces", &found);
}
