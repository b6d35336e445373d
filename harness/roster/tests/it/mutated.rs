//! Owns the mutation of small lists: what the fuzz target `roster` does without end, done here so many times with each build.
//!
//! `idp/tests/corpus/roster` holds what the readers are tried with, found cases among it; a panic prints the bytes.

mod entry;

use std::path::{Path, PathBuf};

/// Mutations of each file.
const EACH: usize = 25;

/// Bytes that readers of tables trip over.
const TRICKY: [&[u8]; 16] = [
    b"\"",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\x00",
    b"\xff\xfe",
    b"\xd0",
    b"=1+1",
    b"9,01E+10",
    b"-1",
    b"4294967296",
    b"<row>",
    b"</",
    b" r=\"ZZZZ9\"",
    b" table:number-rows-repeated=\"99999999999\"",
];

/// A small generator of our own: the same changes in every build.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

fn mutated(bytes: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=seeded.below(4) {
        let at = seeded.below(out.len());
        let end = (at + 1 + seeded.below(30)).min(out.len());
        match seeded.below(5) {
            0 if !out.is_empty() => out[at] ^= 1 << seeded.below(8),
            1 => out.truncate(at),
            2 => drop(out.splice(at..at, TRICKY[seeded.below(TRICKY.len())].iter().copied())),
            3 => drop(out.drain(at..end)),
            _ => {
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece);
            }
        }
    }
    out
}

#[test]
fn no_reader_panics_on_anything() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roster-mutated");
    std::fs::create_dir_all(&folder).unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../idp/tests/corpus/roster");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(corpus).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 5, "the corpus is there");
    let mut seeded = Seeded(0x0E51A);
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        entry::enter(&bytes, &folder);
        for _ in 0..EACH {
            let changed = mutated(&bytes, &mut seeded);
            let survived = std::panic::catch_unwind(|| entry::enter(&changed, &folder));
            let octets = || changed.iter().map(|octet| format!("{octet:02x}")).collect::<String>();
            assert!(survived.is_ok(), "a reader panics on a change of {}: {}", path.display(), octets());
        }
    }
}
