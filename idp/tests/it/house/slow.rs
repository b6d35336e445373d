//! Owns the rule that nothing slow happens while a transaction holds the realm's only connection.
//!
//! Slow is what signs, opens a token, hashes a password or makes a key, and whatever calls that by its path. The
//! transaction that a moment begins stays open until the door commits it, so everything after its first write counts.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Expr, FnArg, Stmt};

use crate::house::graph::Package;
use crate::house::offences;
use crate::house::parsed::{Module, Steps};

/// Functions that take long by themselves.
const SLOW: &[&str] = &[
    "app/credentials/password::hash",
    "app/credentials/password::hash_with",
    "app/credentials/password::matches",
    "protocol/jose/jws::seal",
    "protocol/jose/jws::open",
    "app/oauth/client_auth::check",
    "crypto/certificate/make::make_self_signed",
];

/// What one function does.
#[derive(Default)]
struct Deeds {
    /// Its statements, in order.
    statements: Vec<Deed>,
    /// Whether a transaction that writes is handed to it.
    is_given: bool,
}

/// What one statement does.
struct Deed {
    /// Functions it calls by their paths.
    calls: BTreeSet<String>,
    /// Whether it begins the moment's transaction, or one of its own.
    begins: bool,
    /// Whether it ends a transaction.
    ends: bool,
}

impl Deeds {
    fn calls(&self) -> impl Iterator<Item = &String> {
        self.statements.iter().flat_map(|one| &one.calls)
    }

    /// Whether a transaction is open when the function returns: it was begun here or by a call.
    fn leaves_open(&self, beginners: &BTreeSet<String>) -> bool {
        let begins = |one: &Deed| one.begins || !one.calls.is_disjoint(beginners);
        let last = self.statements.iter().rposition(|one| one.ends);
        self.statements.iter().skip(last.map_or(0, |last| last + 1)).any(begins)
    }

    /// What is called while a transaction is open.
    fn calls_inside(&self, beginners: &BTreeSet<String>) -> BTreeSet<&String> {
        let (mut open, mut found) = (self.is_given, BTreeSet::new());
        for one in &self.statements {
            if open {
                found.extend(&one.calls);
            }
            open |= one.begins || !one.calls.is_disjoint(beginners);
            open &= !one.ends;
        }
        found
    }
}

/// Which methods a statement calls.
#[derive(Default)]
struct Methods(BTreeSet<String>);

impl<'ast> Visit<'ast> for Methods {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.args.is_empty() || call.method == "whole" {
            self.0.insert(call.method.to_string());
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

/// The functions that some syntax calls by their paths.
struct Calls<'p> {
    package: &'p Package,
    module: &'p Module,
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Calls<'_> {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(path) = call.func.as_ref() {
            let steps: Steps = path.path.segments.iter().map(|one| one.ident.to_string()).collect();
            self.found.extend(named(self.package, self.module, &steps));
        }
        syn::visit::visit_expr_call(self, call);
    }
}

/// A function by the file that defines it.
fn named(package: &Package, module: &Module, steps: &[String]) -> Option<String> {
    let last = steps.last()?;
    if steps.len() == 1 && module.defined.contains(last) {
        return Some(format!("{}::{last}", module.steps.join("/")));
    }
    let absolute = package.absolute(module, steps)?;
    Some(format!("{}::{}", package.file_of(&absolute)?.join("/"), absolute.last()?))
}

fn deeds(package: &Package, module: &Module, signature: &syn::Signature, block: &syn::Block) -> Deeds {
    let deed = |statement: &Stmt| {
        let mut calls = Calls { package, module, found: BTreeSet::new() };
        calls.visit_stmt(statement);
        let mut methods = Methods::default();
        methods.visit_stmt(statement);
        let has = |names: &[&str]| names.iter().any(|name| methods.0.contains(*name));
        Deed { calls: calls.found, begins: has(&["write", "whole"]), ends: has(&["commit", "end_slice"]) }
    };
    let is_given = signature.inputs.iter().any(|input| match input {
        FnArg::Typed(typed) => holds_transaction(&typed.ty),
        FnArg::Receiver(_) => false,
    });
    Deeds { statements: block.stmts.iter().map(deed).collect(), is_given }
}

/// The functions and methods of a module. What is `async` holds no transaction: it sends its work through the door.
fn functions(module: &Module) -> Vec<(&syn::Signature, &syn::Block)> {
    let mut found = Vec::new();
    for item in &module.syntax.items {
        match item {
            syn::Item::Fn(function) => found.push((&function.sig, function.block.as_ref())),
            syn::Item::Impl(own) => found.extend(own.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(method) => Some((&method.sig, &method.block)),
                _ => None,
            })),
            _ => {}
        }
    }
    found.retain(|(signature, _)| signature.asyncness.is_none());
    found
}

/// Whether a parameter is a transaction that writes.
fn holds_transaction(kind: &syn::Type) -> bool {
    struct Named(bool);
    impl<'ast> Visit<'ast> for Named {
        fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
            self.0 |= segment.ident == "WriteTx";
            syn::visit::visit_path_segment(self, segment);
        }
    }
    let mut named = Named(false);
    named.visit_type(kind);
    named.0
}

/// The names of those functions that have a property or call one that has it.
fn spread(
    all: &BTreeMap<String, Deeds>,
    seed: BTreeSet<String>,
    has: impl Fn(&Deeds, &BTreeSet<String>) -> bool,
) -> BTreeSet<String> {
    let mut found = seed;
    loop {
        let more: BTreeSet<String> =
            all.iter().filter(|(_, deeds)| has(deeds, &found)).map(|(name, _)| name.clone()).collect();
        if more.is_subset(&found) {
            return found;
        }
        found.extend(more);
    }
}

/// The functions that do something slow inside a transaction, each with what it calls.
fn offenders(package: &Package) -> BTreeSet<String> {
    let mut all: BTreeMap<String, Deeds> = BTreeMap::new();
    for module in package.modules() {
        for (signature, block) in functions(module) {
            let name = format!("{}::{}", module.steps.join("/"), signature.ident);
            all.insert(name, deeds(package, module, signature, block));
        }
    }
    let slow = spread(&all, SLOW.iter().map(|name| (*name).to_owned()).collect(), |deeds, slow| {
        deeds.calls().any(|call| slow.contains(call))
    });
    let beginners = spread(&all, BTreeSet::new(), Deeds::leaves_open);
    let each = all.iter().flat_map(|(name, deeds)| {
        let inside = deeds.calls_inside(&beginners);
        inside.into_iter().filter(|call| slow.contains(*call)).map(move |call| format!("{name} calls {call}"))
    });
    each.collect::<Vec<_>>().into_iter().collect()
}

#[test]
fn nothing_slow_happens_inside_a_transaction() {
    let package = Package::read("idp/src", "idp");
    let known: BTreeSet<String> = package
        .modules()
        .flat_map(|module| module.defined.iter().map(|name| format!("{}::{name}", module.steps.join("/"))))
        .collect();
    let missing: Vec<_> = SLOW.iter().filter(|name| !known.contains(**name)).collect();
    assert!(missing.is_empty(), "the list of slow functions names what is gone: {missing:?}");
    offences::only("slow", &offenders(&package));
}

#[test]
fn what_is_slow_is_found_through_a_call_and_not_after_the_commit() {
    let seal = ("protocol/jose/jws.rs", "pub fn seal() {} pub fn open() {}");
    let through = "use crate::protocol::jose::jws; pub(crate) fn answer() { jws::seal(); }
        pub(crate) fn keep(m: M) { m.write()?.put(); }";
    let of = |text: &str| offenders(&Package::of(&[seal, ("app/a.rs", through), ("app/b.rs", text)]));
    let within = "fn f(m: M) { let mut tx = m.write()?; crate::app::a::answer(); }";
    let dropped = "fn f(m: M) { let mut tx = m.write()?; drop(tx); crate::app::a::answer(); }";
    let begun_by_a_call = "fn f(m: M) { crate::app::a::keep(m); crate::app::a::answer(); }";
    let given = "fn f(tx: &mut dyn WriteTx) { crate::app::a::answer(); }";
    let before = "fn f(m: M) { crate::app::a::answer(); crate::app::a::keep(m); }";
    let after = "fn f(m: M) { let mut tx = m.write()?; tx.commit()?; crate::app::a::answer(); }";
    let expected = BTreeSet::from(["app/b::f calls app/a::answer".to_owned()]);
    for text in [within, dropped, begun_by_a_call, given] {
        assert_eq!(of(text), expected, "{text}");
    }
    for text in [before, after] {
        assert!(of(text).is_empty(), "{text}");
    }
}
