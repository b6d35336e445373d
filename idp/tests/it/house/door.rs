//! Owns the rule that use cases neither commit nor write the journal: the door does both.
//!
//! That every refusal has its reason needs no scan: the door takes only refusals that are `Explained`.

use std::collections::BTreeSet;

use syn::visit::Visit;

use crate::house::graph::Package;

/// What changes a realm as a whole, its time, its keys or what nodes count together, or keeps what came of a push, beside
/// the door's own moment.
const MAY_COMMIT: &[&str] = &[
    "app/oauth/rotation.rs",
    "app/armed.rs",
    "app/forged.rs",
    "app/realms/remembered.rs",
    "app/realms/planting.rs",
    "app/realms/address.rs",
    "app/moment.rs",
    "app/consent/pushes.rs",
    "app/realm.rs",
    "app/realms.rs",
    "app/realms/rows.rs",
    "app/realms/settling.rs",
    "app/realms/tokens.rs",
    "app/realms/travel.rs",
];
/// What calls it at the end of a request.
const DOOR: &str = "app/door.rs";

#[derive(Default)]
struct Calls(BTreeSet<String>);

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0.insert(call.method.to_string());
        syn::visit::visit_expr_method_call(self, call);
    }
}

fn calls(syntax: &syn::File, method: &str) -> bool {
    let mut calls = Calls::default();
    calls.visit_file(syntax);
    calls.0.contains(method)
}

#[test]
fn only_the_door_commits_and_writes_the_journal() {
    let package = Package::read("idp/src", "idp");
    let above =
        package.modules().filter(|module| ["app/", "web/"].iter().any(|part| module.path.starts_with(part)));
    for module in above {
        let path = module.path.as_str();
        let may = path == DOOR || MAY_COMMIT.contains(&path);
        assert!(may || !calls(&module.syntax, "commit"), "{path} commits");
        let writes = calls(&module.syntax, "append_journal");
        assert_eq!(writes, path == "app/moment.rs", "{path}: who writes the journal");
    }
}

#[test]
fn a_commit_is_found_wherever_it_stands() {
    let commits = |text: &str| calls(&syn::parse_file(text).unwrap(), "commit");
    assert!(commits("fn f() { if a { tx.commit()?; } }"));
    assert!(!commits("fn commit() {}"));
}
