//! Owns the mutation of the corpus: what the fuzz targets do without end, done here so many times with each build.
//!
//! `idp/tests/corpus/NAME` holds what the parser NAME is tried with, found cases among it; a panic prints the bytes.

#[path = "../../../fuzz/src/entries/mod.rs"]
mod entries;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::seeded::Seeded;
use crate::source::root;

/// Mutations of each file of a parser's corpus.
const EACH: usize = 400;
/// Mutations of each request to a whole provider, which takes a thousand times as long.
const EACH_REQUEST: usize = 12;

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "the corpus {name} is empty");
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// Bytes that parsers trip over: ends of ranges, lengths, separators, broken UTF-8.
const TRICKY: [&[u8]; 14] = [
    b"\x00",
    b"\xff",
    b"\x80",
    b"\x30\x80",
    b"\x84\xff\xff\xff\xff",
    b"\x00\x00",
    b"%",
    b"%zz",
    b"=",
    b"&",
    b"..",
    b"-1",
    b"\xc3\x28",
    b"99999999999999999999",
];

/// The bytes, changed in one to four places.
fn mutated(bytes: &[u8], others: &[(PathBuf, Vec<u8>)], seeded: &mut Seeded) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=seeded.below(4) {
        let place = seeded.below(out.len());
        match seeded.below(7) {
            0 if !out.is_empty() => out[place] ^= 1 << seeded.below(8),
            1 if !out.is_empty() => out[place] = u8::try_from(seeded.below(256)).unwrap(),
            2 => out.truncate(place),
            3 => drop(out.splice(place..place, TRICKY[seeded.below(TRICKY.len())].iter().copied())),
            4 => drop(out.drain(place..(place + seeded.below(8)).min(out.len()))),
            5 => {
                let piece = out[place..(place + seeded.below(40)).min(out.len())].to_vec();
                out.splice(place..place, piece);
            }
            _ => {
                let other = &others[seeded.below(others.len())].1;
                let from = seeded.below(other.len());
                let piece = other[from..(from + seeded.below(60)).min(other.len())].to_vec();
                out.splice(place..place, piece);
            }
        }
    }
    out
}

/// Gives bytes to a parser; what it panics on is printed for the corpus.
fn survives(name: &str, entry: entries::Entry, bytes: &[u8]) -> Result<(), String> {
    std::panic::catch_unwind(|| entry(bytes)).map_err(|_| {
        let octets: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name} panics on {octets}")
    })
}

fn tried(name: &str, entry: entries::Entry, share: usize) -> Result<(), String> {
    let files = corpus(name);
    let mut seeded = Seeded::of(0x0E51A);
    let (cuts, mutations) = if name == "requests" { (0, EACH_REQUEST / share) } else { (64, EACH / share) };
    for (_, bytes) in &files {
        survives(name, entry, bytes)?;
        for cut in 0..bytes.len().min(cuts) {
            survives(name, entry, &bytes[..cut])?;
        }
        for _ in 0..mutations {
            survives(name, entry, &mutated(bytes, &files, &mut seeded))?;
        }
    }
    Ok(())
}

/// One of `share` parts of the mutations.
fn no_parser_panics(share: usize) {
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let running = entries::ENTRIES.map(|(name, entry)| scope.spawn(move || tried(name, entry, share)));
        running.into_iter().filter_map(|one| one.join().expect("panics are caught").err()).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn no_parser_panics_on_anything() {
    no_parser_panics(6);
}

mod full {
    use super::*;

    #[test]
    fn no_parser_panics_on_any_mutation() {
        no_parser_panics(1);
    }
}

#[test]
fn each_parser_has_a_fuzz_target_of_its_name() {
    let fuzz = root().join("idp/fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in entries::ENTRIES {
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"targets/{name}.rs\"")), "{name}");
        let target = std::fs::read_to_string(fuzz.join(format!("targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("enter(\"{name}\", bytes)")), "{target}");
    }
    // The readers of lists are the harness's: its own tests mutate them (harness/roster/tests/it/mutated.rs).
    assert!(manifest.contains("name = \"roster\"\npath = \"targets/roster.rs\""));
    assert_eq!(manifest.matches("[[bin]]").count(), entries::ENTRIES.len() + 1);
}

/// Every package of a lock file, with its version.
fn locked(path: &str) -> BTreeSet<(String, String)> {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let lines = |block: &str| {
        let mut lines = block.lines().map(str::to_owned);
        (lines.next().unwrap(), lines.next().unwrap())
    };
    text.split("[[package]]\n").skip(1).map(lines).collect()
}

#[test]
fn the_fuzz_targets_are_built_with_what_the_programs_are_built_with() {
    let (own, programs) = (locked("idp/fuzz/Cargo.lock"), locked("Cargo.lock"));
    let is_known = |name: &String| programs.iter().any(|(known, _)| known == name);
    let apart: Vec<_> = own.difference(&programs).filter(|(name, _)| is_known(name)).collect();
    assert!(apart.is_empty(), "idp/fuzz/Cargo.lock is not current: {apart:?}");
    assert!(own.intersection(&programs).count() > 100, "the two lock files have little in common");
}
