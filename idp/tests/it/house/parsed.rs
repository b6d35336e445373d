//! Owns the sources as syntax: the items and imports of each module, and the paths its code names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, File, Item, UseTree};

use crate::source::sources;

/// A path as its steps, from the crate's root where that is known.
pub(crate) type Steps = Vec<String>;

/// One source file without its tests.
pub(crate) struct Module {
    /// Its steps from the crate's root; empty for the root itself.
    pub(crate) steps: Steps,
    /// The file below the folder that was read.
    pub(crate) path: String,
    /// The file without its tests.
    pub(crate) syntax: File,
    /// What each name that a `use` brings in stands for.
    pub(crate) imports: BTreeMap<String, Steps>,
    /// Which imported names others may import from here.
    pub(crate) exported: BTreeSet<String>,
    /// Modules whose names are all brought in, and whether they are exported.
    pub(crate) globs: Vec<(Steps, bool)>,
    /// What its code names, the first step as written.
    pub(crate) named: BTreeSet<Steps>,
    /// The names it defines itself.
    pub(crate) defined: BTreeSet<String>,
}

/// Every production file below a folder.
pub(crate) fn modules(folder: &str) -> Vec<Module> {
    let production = sources(folder).into_iter().filter(|source| !source.is_test());
    let parsed = production.map(|source| {
        let syntax = syn::parse_file(&source.text).unwrap_or_else(|why| panic!("{}: {why}", source.path));
        module(source.path, syntax)
    });
    parsed.collect()
}

pub(crate) fn module(path: String, mut syntax: File) -> Module {
    syntax.items.retain(|item| !is_for_tests(attributes(item)));
    let stem = path.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    let steps = match stem {
        "lib" => Vec::new(),
        stem => stem.split('/').map(str::to_owned).collect(),
    };
    let mut module = Module {
        steps,
        path,
        imports: BTreeMap::new(),
        exported: BTreeSet::new(),
        globs: Vec::new(),
        named: BTreeSet::new(),
        defined: BTreeSet::new(),
        syntax: syn::parse_str("").expect("an empty file parses"),
    };
    for item in &syntax.items {
        match item {
            Item::Use(one) => {
                let exported = !matches!(one.vis, syn::Visibility::Inherited);
                import(&mut module, Vec::new(), &one.tree, exported);
            }
            item => module.defined.extend(name(item)),
        }
    }
    let mut names = Names::default();
    names.visit_file(&syntax);
    module.named = names.found;
    module.syntax = syntax;
    module
}

fn import(module: &mut Module, mut before: Steps, tree: &UseTree, exported: bool) {
    let put = |module: &mut Module, name: String, steps: Steps| {
        if exported {
            module.exported.insert(name.clone());
        }
        module.imports.insert(name, steps);
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            import(module, before, &path.tree, exported);
        }
        UseTree::Name(name) if name.ident == "self" => {
            let last = before.last().cloned().unwrap_or_default();
            put(module, last, before);
        }
        UseTree::Name(name) => {
            before.push(name.ident.to_string());
            put(module, name.ident.to_string(), before);
        }
        UseTree::Rename(rename) => {
            before.push(rename.ident.to_string());
            // Several traits may be imported as `_`: each keeps a name of its own.
            let name = if rename.rename == "_" { before.join("::") } else { rename.rename.to_string() };
            put(module, name, before);
        }
        UseTree::Glob(_) => module.globs.push((before, exported)),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| import(module, before.clone(), tree, exported));
        }
    }
}

/// Whether an item exists only in tests.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("cfg") && text == "test"
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The paths of a file, those inside macros included.
#[derive(Default)]
struct Names {
    found: BTreeSet<Steps>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    /// `pub(super)` says who may see an item; it needs nothing of the face.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_macro(&mut self, one: &'ast syn::Macro) {
        self.tokens(one.tokens.clone());
        syn::visit::visit_macro(self, one);
    }
}

impl Names {
    fn tokens(&mut self, tokens: TokenStream) {
        let mut steps = Steps::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut steps);
                    }
                    steps.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut steps);
                    self.tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.end(&mut steps),
            }
        }
        self.end(&mut steps);
    }

    fn end(&mut self, steps: &mut Steps) {
        if !steps.is_empty() {
            self.found.insert(std::mem::take(steps));
        }
    }
}
