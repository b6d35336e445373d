//! Owns the description of the machine, without which a figure says nothing, its limit, RSA signatures a second, and what processes have used of it.

use std::fs;
use std::process::Command;

/// proc(5): CPU times are counted in USER_HZ, which Linux fixes at a hundred a second.
const TICKS_A_SECOND: f64 = 100.0;

/// One line: processor, cores, memory, kernel, distribution.
pub(crate) fn description() -> String {
    let file = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu_file = file("/proc/cpuinfo");
    let cpu = cpu_file
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let memory_file = file("/proc/meminfo");
    let memory = memory_file
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse::<f64>().ok());
    let system_file = file("/etc/os-release");
    let system = system_file.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    format!(
        "{}, {} cores, {:.0} GB, Linux {}, {}",
        cpu.unwrap_or("unknown processor"),
        cores(),
        memory.unwrap_or(0.0) * 1_024.0 / 1e9,
        file("/proc/sys/kernel/osrelease").trim(),
        system.unwrap_or("unknown distribution").trim_matches('"'),
    )
}

/// CPU seconds that a process has used, by its number or as `self`.
pub(crate) fn cpu_seconds(process: &str) -> Result<f64, String> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    // proc(5): the name in parentheses may hold spaces; utime and stime are fields 14 and 15, the 12th and 13th after it.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks: f64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_A_SECOND)
}

/// Cores that this process may use.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

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
    let all = cores().to_string();
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

    #[test]
    fn the_description_names_cores_and_kernel() {
        let description = description();
        assert!(description.contains(" cores, ") && description.contains(" Linux "), "{description}");
    }
}
