//! Owns the rule that no two source files need each other: whoever reads one need not have read the other first.
//!
//! The scan is textual: `use crate::…` and `crate::…` in code, each taken to the file that holds its longest known path.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, sources};

/// The module of a file, as steps from the crate's root.
fn module(source: &Source) -> String {
    let path = source.path.trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).to_owned()
}

/// The paths below the crate that a text names, braces written out.
fn named(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c))).unwrap_or(rest.len());
        let (path, behind) = rest.split_at(end);
        let path = path.trim_end_matches(':').replace("::", "/");
        found.insert(path.clone());
        if let Some(group) = behind.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            let names =
                group.split([',', '{']).map(|name| name.trim().split("::").next().unwrap_or_default());
            found.extend(names.map(|name| format!("{path}/{name}")));
        }
    }
    found
}

/// Which modules each module of a package needs.
fn needs(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let all = sources(folder);
    let known: BTreeSet<String> = all.iter().map(module).collect();
    let holder = |path: &str| {
        let mut path = path.to_owned();
        while !known.contains(&path) {
            path.truncate(path.rfind('/')?);
        }
        Some(path)
    };
    let each = all.iter().map(|source| {
        let own = module(source);
        let of: BTreeSet<_> = named(source.production()).iter().filter_map(|path| holder(path)).collect();
        let others = of.into_iter().filter(|other| *other != own).collect();
        (own, others)
    });
    each.collect()
}

/// What is left when every module that needs nothing more is taken away, again and again, from both ends.
fn circles(mut needs: BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    loop {
        let left: BTreeSet<String> = needs.keys().cloned().collect();
        let needed: BTreeSet<String> = needs.values().flatten().cloned().collect();
        for of in needs.values_mut() {
            of.retain(|other| left.contains(other));
        }
        needs.retain(|own, of| !of.is_empty() && needed.contains(own));
        if needs.len() == left.len() {
            return needs;
        }
    }
}

#[test]
fn no_two_files_need_each_other() {
    for folder in ["idp/src", "idp/gost3410/src", "harness/src", "harness/contest/src"] {
        let found = circles(needs(folder));
        assert!(
            found.is_empty(),
            "{folder}: files that need each other, and what each needs of the others: {found:#?}"
        );
    }
}

#[test]
fn a_circle_is_found_and_a_chain_is_not() {
    let of = |pairs: &[(&str, &str)]| {
        let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (own, other) in pairs {
            needs.entry((*own).to_owned()).or_default().insert((*other).to_owned());
            needs.entry((*other).to_owned()).or_default();
        }
        circles(needs).into_keys().collect::<Vec<_>>()
    };
    assert!(of(&[("a", "b"), ("b", "c"), ("a", "c")]).is_empty());
    assert_eq!(of(&[("start", "a"), ("a", "b"), ("b", "a"), ("b", "end")]), ["a", "b"]);
}
