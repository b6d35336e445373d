//! What `--version` tells: the version, and where the build says them, its commit and compiler.

use std::env::consts::{ARCH, OS};
use std::sync::LazyLock;

/// The version with the facts of the build. `make release` hands commit and compiler over; other builds do without, so that they are
/// not compiled anew with every commit.
pub static FACTS: LazyLock<String> = LazyLock::new(|| {
    let given = [("commit", option_env!("ESIA_SIM_COMMIT")), ("compiler", option_env!("ESIA_SIM_RUSTC"))];
    let given = given.into_iter().filter_map(|(name, value)| value.map(|value| format!("\n{name} {value}")));
    format!("{}{}\nplatform {ARCH}-{OS}", env!("CARGO_PKG_VERSION"), given.collect::<String>())
});
