//! Fuzzes the readers of lists of users, as CSV, ODS and XLSX.

#![no_main]

#[path = "../../../harness/roster/tests/it/mutated/entry.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("roster-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the file");
    entry::enter(bytes, &folder);
});
