//! Owns what `--version` tells: the version and the facts of the build that `make release` hands over.

use std::sync::LazyLock;

/// The version, the commit and the compiler where they are known, the platform.
pub static FACTS: LazyLock<String> = LazyLock::new(|| {
    let mut told = env!("CARGO_PKG_VERSION").to_owned();
    if let Some(commit) = option_env!("ESIA_SIM_COMMIT") {
        told += &format!("\ncommit {commit}");
    }
    if let Some(compiler) = option_env!("ESIA_SIM_RUSTC") {
        told += &format!("\ncompiler {compiler}");
    }
    told + &format!("\nplatform {}-{}", std::env::consts::ARCH, std::env::consts::OS)
});
