//! Owns the rule that the time of a request is read once: `web` takes it from the use case and reads no clock.

use std::collections::BTreeSet;

use syn::visit::Visit;

use crate::house::graph::Package;
use crate::house::offences;

/// Calls that read a realm's clock.
#[derive(Default)]
struct Readings {
    function: String,
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Readings {
    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.function = signature.ident.to_string();
        syn::visit::visit_signature(self, signature);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let is_clock = |of: &syn::Expr| match of {
            syn::Expr::Field(field) => matches!(&field.member, syn::Member::Named(name) if name == "clock"),
            syn::Expr::Path(path) => path.path.is_ident("clock"),
            _ => false,
        };
        if call.method == "now" && is_clock(&call.receiver) {
            self.found.insert(self.function.clone());
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

fn readings(syntax: &syn::File) -> BTreeSet<String> {
    let mut readings = Readings::default();
    readings.visit_file(syntax);
    readings.found
}

#[test]
fn web_reads_no_clock() {
    let package = Package::read("idp/src", "idp");
    let web = package.modules().filter(|module| module.path.starts_with("web/"));
    let found = web.flat_map(|module| {
        readings(&module.syntax).into_iter().map(|function| format!("idp/src/{}: {function}", module.path))
    });
    offences::only("clocks", &found.collect());
}

#[test]
fn a_reading_is_found_by_its_function() {
    let text = "fn a(site: Site) { site.realm.clock.now(); } fn b(moment: Moment) { moment.now; }";
    assert_eq!(readings(&syn::parse_file(text).unwrap()), BTreeSet::from(["a".to_owned()]));
}
