//! Owns what the machine's own programs say: their versions, and how many RSA signatures a second OpenSSL makes.

use std::process::Command;

use harness::load::machine;

/// The first line that a program prints about its version.
pub(crate) fn version_of(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(|line| line.trim().to_owned())
}

/// RSA-2048 signatures a second by OpenSSL: on one core, and on all of them at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignatureLimit {
    /// On one core.
    pub(crate) one_core: f64,
    /// On all cores.
    pub(crate) all_cores: f64,
}

/// Measures the limit; nothing where there is no `openssl`.
pub(crate) fn signature_limit() -> Option<SignatureLimit> {
    let all = machine::cores().to_string();
    let one_core = speed(&["-seconds", "2", "rsa2048"])?;
    let all_cores = speed(&["-seconds", "2", "-multi", &all, "rsa2048"])?;
    Some(SignatureLimit { one_core, all_cores })
}

fn speed(arguments: &[&str]) -> Option<f64> {
    let output = Command::new("openssl").arg("speed").args(arguments).output().ok()?;
    signatures_of(&String::from_utf8_lossy(&output.stdout))
}

/// The figure stands in the last line: `rsa 2048 bits 0.000672s 0.000019s 1486.9 52321.5`, in newer versions with two columns more.
fn signatures_of(output: &str) -> Option<f64> {
    let line =
        output.lines().rev().find(|line| line.trim_start().starts_with("rsa") && line.contains("2048"))?;
    line.split_whitespace()
        .filter(|word| !word.ends_with('s'))
        .filter_map(|word| word.parse::<f64>().ok())
        .find(|figure| *figure != 2048.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_is_found_in_both_forms_of_the_line() {
        let old = "                  sign    verify    sign/s verify/s\nrsa 2048 bits 0.000672s 0.000019s   1486.9  52321.5\n";
        let new =
            "rsa  2048 bits 0.000672s 0.000019s 0.000020s 0.000675s   1486.9  52321.5  50000.0 1480.0\n";
        assert_eq!(signatures_of(old), Some(1486.9));
        assert_eq!(signatures_of(new), Some(1486.9));
        assert_eq!(signatures_of("openssl: not found"), None);
    }
}
