//! Owns the description of the machine, without which a figure says nothing, and what processes have used of it.

use std::fs;

use machine::descendants::parent_of;

/// proc(5): CPU times are counted in USER_HZ, which Linux fixes at a hundred a second.
const TICKS_A_SECOND: f64 = 100.0;

/// One line: processor, cores, memory, kernel, distribution.
pub fn description() -> String {
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
pub fn cpu_seconds(process: &str) -> Result<f64, String> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    // proc(5): the name in parentheses may hold spaces; utime and stime are fields 14 and 15, the 12th and 13th after it.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks: f64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_A_SECOND)
}

/// Memory that a process holds, in MB (10^6 bytes).
pub fn resident_mb(process: &str) -> Result<f64, String> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let kibibytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.map(|kib| kib * 1_024.0 / 1e6).ok_or_else(|| "the process has ended".to_owned())
}

/// A process and all its descendants.
pub fn family(root: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let pairs: Vec<(u32, u32)> = numbers
        .filter_map(|number| Some((u32::try_from(number).ok()?, u32::try_from(parent_of(number)?).ok()?)))
        .collect();
    let (mut family, mut next) = (vec![root], 0);
    while let Some(parent) = family.get(next).copied() {
        family.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(number, _)| *number));
        next += 1;
    }
    family
}

/// Cores that this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_cores_and_kernel() {
        let description = description();
        assert!(description.contains(" cores, ") && description.contains(" Linux "), "{description}");
    }
}
