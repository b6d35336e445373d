//! Owns the rule that nothing slow happens while a transaction holds the realm's only connection.
//!
//! Slow is what signs, opens a token, hashes a password or makes a key, and whatever calls that by its path.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Expr, FnArg, ItemFn, Stmt};

use crate::house::graph::Package;
use crate::house::offences;
use crate::house::parsed::{Module, Steps};

/// Functions that take long by themselves.
const SLOW: &[&str] = &[
    "app/password::hash",
    "app/password::hash_with",
    "app/password::matches",
    "protocol/jose/jws::seal",
    "protocol/jose/jws::open",
    "app/client_auth::check",
    "crypto/certificate/make::make_self_signed",
];

/// What one function does.
#[derive(Default)]
struct Deeds {
    /// Functions it calls, wherever.
    calls: BTreeSet<String>,
    /// Functions it calls while it holds a transaction.
    calls_inside: BTreeSet<String>,
}

/// Whether a statement begins a transaction that writes.
fn begins(statement: &Stmt) -> bool {
    struct Begins(bool);
    impl<'ast> Visit<'ast> for Begins {
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            self.0 |= call.method == "write" && call.args.is_empty();
            syn::visit::visit_expr_method_call(self, call);
        }
    }
    let Stmt::Local(local) = statement else { return false };
    let mut begins = Begins(false);
    begins.visit_local(local);
    begins.0
}

/// Whether a statement ends the transaction: `commit` or `drop`.
fn ends(statement: &Stmt) -> bool {
    struct Ends(bool);
    impl<'ast> Visit<'ast> for Ends {
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            self.0 |= call.method == "commit";
            syn::visit::visit_expr_method_call(self, call);
        }

        fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
            let Expr::Path(path) = call.func.as_ref() else { return };
            self.0 |= path.path.is_ident("drop");
        }
    }
    let mut ends = Ends(false);
    ends.visit_stmt(statement);
    ends.0
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

fn deeds(package: &Package, module: &Module, function: &ItemFn) -> Deeds {
    let calls = |statements: &[&Stmt]| {
        let mut calls = Calls { package, module, found: BTreeSet::new() };
        statements.iter().for_each(|statement| calls.visit_stmt(statement));
        calls.found
    };
    let all: Vec<&Stmt> = function.block.stmts.iter().collect();
    let is_given = function.sig.inputs.iter().any(|input| match input {
        FnArg::Typed(typed) => holds_transaction(&typed.ty),
        FnArg::Receiver(_) => false,
    });
    let begun = if is_given { Some(0) } else { all.iter().position(|one| begins(one)) };
    let inside = begun.map(|begun| {
        let rest = &all[begun..];
        let end = if is_given { None } else { rest.iter().position(|one| ends(one)) };
        &rest[..end.unwrap_or(rest.len())]
    });
    Deeds { calls: calls(&all), calls_inside: inside.map(calls).unwrap_or_default() }
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

/// The functions that do something slow inside a transaction, each with what it calls.
fn offenders(package: &Package) -> BTreeSet<String> {
    let mut all: BTreeMap<String, Deeds> = BTreeMap::new();
    for module in package.modules() {
        for item in &module.syntax.items {
            if let syn::Item::Fn(function) = item {
                let name = format!("{}::{}", module.steps.join("/"), function.sig.ident);
                all.insert(name, deeds(package, module, function));
            }
        }
    }
    let mut slow: BTreeSet<String> = SLOW.iter().map(|name| (*name).to_owned()).collect();
    loop {
        let callers = all.iter().filter(|(_, deeds)| !deeds.calls.is_disjoint(&slow));
        let more: BTreeSet<String> = callers.map(|(name, _)| name.clone()).collect();
        if more.is_subset(&slow) {
            break;
        }
        slow.extend(more);
    }
    let each = all.iter().flat_map(|(name, deeds)| {
        deeds.calls_inside.intersection(&slow).map(move |call| format!("{name} calls {call}"))
    });
    each.collect()
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
    let through = "use crate::protocol::jose::jws; pub(crate) fn answer() { jws::seal(); }";
    let of = |text: &str| offenders(&Package::of(&[seal, ("app/a.rs", through), ("app/b.rs", text)]));
    let within = "fn f(m: M) { let mut tx = m.write()?; crate::app::a::answer(); tx.commit()?; }";
    let after = "fn f(m: M) { let mut tx = m.write()?; tx.commit()?; crate::app::a::answer(); }";
    let given = "fn f(tx: &mut dyn WriteTx) { crate::app::a::answer(); }";
    let expected = BTreeSet::from(["app/b::f calls app/a::answer".to_owned()]);
    assert_eq!(of(within), expected);
    assert_eq!(of(given), expected);
    assert!(of(after).is_empty());
}
