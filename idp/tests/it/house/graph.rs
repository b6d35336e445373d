//! Owns the graph of who needs whom: every path taken to the file that defines it, through re-exports.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::parsed::{Module, Steps, modules};

/// Which files each file needs, by their paths without `.rs` and `/mod`.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// How many re-exports a name may pass through.
const HOPS_MAX: usize = 8;

/// The modules of a package, found by their steps.
pub(crate) struct Package {
    modules: BTreeMap<Steps, Module>,
    name: &'static str,
}

impl Package {
    /// Reads a package.
    pub(crate) fn read(folder: &str, name: &'static str) -> Self {
        let modules = modules(folder).into_iter().map(|module| (module.steps.clone(), module)).collect();
        Self { modules, name }
    }

    /// Puts a package together from texts, for tests of the rules themselves.
    pub(crate) fn of(texts: &[(&str, &str)]) -> Self {
        let each = texts.iter().map(|(path, text)| {
            let module = crate::house::parsed::module((*path).to_owned(), syn::parse_file(text).unwrap());
            (module.steps.clone(), module)
        });
        Self { modules: each.collect(), name: "package" }
    }

    /// Its modules.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values()
    }

    /// Which file needs which.
    pub(crate) fn graph(&self) -> Graph {
        let each = self.modules.values().map(|module| {
            let of = self.needed_by(module).into_iter().filter(|other| *other != module.steps);
            (module.steps.join("/"), of.map(|steps| steps.join("/")).collect())
        });
        each.collect()
    }

    fn needed_by(&self, module: &Module) -> BTreeSet<Steps> {
        let mut found: BTreeSet<Steps> =
            module.named.iter().filter_map(|path| self.file_of(&self.absolute(module, path)?)).collect();
        // What is only re-exported is needed by those who import it from here, not by the face that shows it.
        let used = module.imports.iter().filter(|(name, _)| !module.exported.contains(*name));
        let absolute = used.filter_map(|(_, path)| self.rooted(module, path));
        // A module that is imported by its name is needed where something of it is named.
        found.extend(
            absolute.filter(|path| !self.modules.contains_key(path)).filter_map(|path| self.file_of(&path)),
        );
        found
    }

    /// The file that defines what an absolute path names, with the re-exports on the way followed.
    pub(crate) fn file_of(&self, path: &[String]) -> Option<Steps> {
        self.follow(path, HOPS_MAX)
    }

    fn follow(&self, path: &[String], hops: usize) -> Option<Steps> {
        let known = (0..=path.len()).rev().find(|end| self.modules.contains_key(&path[..*end]))?;
        let module = &self.modules[&path[..known]];
        let Some(name) = path.get(known) else { return Some(module.steps.clone()) };
        if hops == 0 || module.defined.contains(name) {
            return Some(module.steps.clone());
        }
        if let Some(target) = module.imports.get(name).and_then(|target| self.rooted(module, target)) {
            let further: Steps = target.iter().chain(&path[known + 1..]).cloned().collect();
            return self.follow(&further, hops - 1);
        }
        for (glob, _) in &module.globs {
            let holder = self.rooted(module, glob).and_then(|steps| self.modules.get(&steps));
            if let Some(holder) = holder.filter(|holder| self.shows(holder, name)) {
                let further: Steps = holder.steps.iter().chain(&path[known..]).cloned().collect();
                return self.follow(&further, hops - 1);
            }
        }
        Some(module.steps.clone())
    }

    fn shows(&self, module: &Module, name: &str) -> bool {
        module.defined.contains(name) || module.exported.contains(name)
    }

    /// A path that the code of a module names, from the crate's root; nothing for what is not of this package.
    pub(crate) fn absolute(&self, module: &Module, path: &[String]) -> Option<Steps> {
        let first = path.first()?;
        if let Some(target) = module.imports.get(first) {
            let rooted = self.rooted(module, target)?;
            return Some(rooted.into_iter().chain(path[1..].iter().cloned()).collect());
        }
        self.rooted(module, path)
    }

    /// A path as `use` writes it, from the crate's root.
    fn rooted(&self, module: &Module, path: &[String]) -> Option<Steps> {
        let (first, rest) = path.split_first()?;
        let from = |steps: &[String]| Some(steps.iter().chain(rest).cloned().collect());
        match first.as_str() {
            "crate" => from(&[]),
            "self" => from(&module.steps),
            "super" => from(module.steps.split_last()?.1),
            name if name == self.name => from(&[]),
            name => {
                let child: Steps = module.steps.iter().cloned().chain([name.to_owned()]).collect();
                let is_child = self.modules.contains_key(&child) && !rest.is_empty();
                is_child.then(|| child.into_iter().chain(rest.iter().cloned()).collect())
            }
        }
    }
}

/// The sets of nodes of which each can be reached from each, where there is more than one.
pub(crate) fn knots(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|node| (node, reach(graph, node))).collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for node in graph.keys() {
        if found.iter().any(|knot| knot.contains(node)) {
            continue;
        }
        let back =
            reached[node].iter().filter(|other| reached.get(**other).is_some_and(|of| of.contains(node)));
        let knot: BTreeSet<String> = back.map(|other| (*other).clone()).collect();
        if knot.len() > 1 {
            found.push(knot);
        }
    }
    found
}

fn reach<'g>(graph: &'g Graph, from: &String) -> BTreeSet<&'g String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&String> = graph.get(from).into_iter().flatten().collect();
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(graph.get(node).into_iter().flatten());
        }
    }
    found
}
