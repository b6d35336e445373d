//! Owns the rule that every refusal says why in the journal.

use crate::house::graph::Package;
use crate::house::offences;
use crate::house::parsed::Module;

/// Whether a file ends a use case with a refusal.
fn refuses(module: &Module) -> bool {
    module.named.iter().any(|path| matches!(path.as_slice(), [.., stop, end] if stop == "Stop" && end.eq_ignore_ascii_case("refused")))
}

/// Whether a file names the journal or a reason for it.
fn explains(module: &Module) -> bool {
    module
        .named
        .iter()
        .any(|path| path.iter().any(|step| ["journal", "Why", "About"].contains(&step.as_str())))
}

#[test]
fn a_file_that_refuses_says_why() {
    let package = Package::read("idp/src", "idp");
    let silent = package.modules().filter(|module| module.path.starts_with("app/"));
    let silent = silent.filter(|module| refuses(module) && !explains(module));
    offences::only("unexplained", &silent.map(|module| format!("idp/src/{}", module.path)).collect());
}

#[test]
fn a_silent_refusal_is_found() {
    let of = |text: &str| {
        let package = Package::of(&[("app/a.rs", text)]);
        package.modules().all(|module| refuses(module) && !explains(module))
    };
    assert!(of("fn f() -> Result<(), Stop<R>> { Err(Stop::refused(R)) }"));
    assert!(!of("fn f() { Err(Stop::refused(R)); let _: Why; }"));
    assert!(!of("fn f() {}"));
}
