//! Packed bodies: JSON compressed against a dictionary of what bodies usually say.
//!
//! A packed body begins with the number of its dictionary, raw DEFLATE (RFC 1951) follows.
//!
//! **Invariant:** a dictionary that has shipped never changes: what is packed with it could not be read any more. A
//! better one is added behind it.

use std::collections::HashMap;

use parking_lot::Mutex;
use zlib_rs::{Deflate, DeflateFlush, Inflate, InflateFlush, Status};

/// The dictionaries, from number 1; the last one packs.
const DICTIONARIES: [&[u8]; 1] = [include_bytes!("packed/dictionary_1.txt")];

/// How hard matches are looked for: above it a body costs more time and is hardly shorter.
const LEVEL: i32 = 6;
/// 32 KiB: a dictionary is looked up whole.
const WINDOW_BITS: u8 = 15;
/// What is kept of an unpacked body's room.
const ROOM: usize = 64 << 10;
/// So many short bodies are remembered with their packed form: of an event without facts every account has the same.
const REMEMBERED_MAX: usize = 64;
/// The longest of them.
const SHORT: usize = 300;
/// The longest body that is unpacked: a damaged one may claim any length.
const LENGTH_MAX: usize = 64 << 20;
/// So many presses are kept for the next body; each has a few hundred kilobytes.
const IDLE_MAX: usize = 2;

/// Presses that nobody uses: making one costs more than using it.
static IDLE: Mutex<Vec<Press>> = Mutex::new(Vec::new());

/// Why a body cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unpackable {
    /// Nothing is there.
    #[error("the packed body is empty")]
    Empty,
    /// This program does not have the dictionary.
    #[error("it is packed with dictionary {number}, and this program has dictionaries up to {}; use the newer program", DICTIONARIES.len())]
    Dictionary {
        /// The one it names.
        number: u8,
    },
    /// It says nothing that can be unpacked.
    #[error("the packed body is damaged")]
    Damaged,
    /// It never ends.
    #[error("the packed body is longer than {LENGTH_MAX} octets")]
    TooLong,
}

/// What packs and unpacks.
struct Press {
    deflate: Deflate,
    inflate: Inflate,
    /// What was unpacked last.
    told: Vec<u8>,
    /// Short bodies with their packed forms.
    remembered: HashMap<Vec<u8>, Vec<u8>>,
}

impl Press {
    fn new() -> Self {
        let deflate = Deflate::new(LEVEL, false, WINDOW_BITS);
        let inflate = Inflate::new(false, WINDOW_BITS);
        Self { deflate, inflate, told: vec![0; 4096], remembered: HashMap::new() }
    }

    /// A press for one body.
    fn taken<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        let idle = IDLE.lock().pop();
        let mut press = idle.unwrap_or_else(Self::new);
        let done = work(&mut press);
        press.told.truncate(ROOM);
        press.told.shrink_to(ROOM);
        let mut idle = IDLE.lock();
        if idle.len() < IDLE_MAX {
            idle.push(press);
        }
        done
    }

    fn pack(&mut self, json: &[u8]) -> Vec<u8> {
        if json.len() > SHORT {
            return self.pressed(json);
        }
        if let Some(packed) = self.remembered.get(json) {
            return packed.clone();
        }
        let packed = self.pressed(json);
        if self.remembered.len() >= REMEMBERED_MAX {
            self.remembered.clear();
        }
        self.remembered.insert(json.to_vec(), packed.clone());
        packed
    }

    fn pressed(&mut self, json: &[u8]) -> Vec<u8> {
        let number = DICTIONARIES.len();
        self.deflate.reset();
        let known = self.deflate.set_dictionary(DICTIONARIES[number - 1]);
        known.expect("invariant: a raw stream takes a dictionary at its beginning");
        // Of what does not shrink, DEFLATE makes stored blocks of at most 65 535 octets with five more each.
        let mut packed = vec![0; 1 + json.len() + json.len() / 1000 + 64];
        packed[0] = u8::try_from(number).expect("invariant: there are few dictionaries");
        let ended = self.deflate.compress(json, &mut packed[1..], DeflateFlush::Finish);
        assert_eq!(ended, Ok(Status::StreamEnd), "invariant: the room is enough for any body");
        let length = usize::try_from(self.deflate.total_out()).expect("invariant: it fits into memory");
        packed.truncate(1 + length);
        packed.shrink_to_fit();
        packed
    }

    fn unpack(&mut self, packed: &[u8]) -> Result<&[u8], Unpackable> {
        let (&number, mut rest) = packed.split_first().ok_or(Unpackable::Empty)?;
        let dictionary = usize::from(number).checked_sub(1).and_then(|place| DICTIONARIES.get(place));
        self.inflate.reset(false);
        self.inflate
            .set_dictionary(dictionary.ok_or(Unpackable::Dictionary { number })?)
            .map_err(|_| Unpackable::Damaged)?;
        let (mut read, mut length) = (0, 0);
        loop {
            let told = self.inflate.decompress(rest, &mut self.told[length..], InflateFlush::NoFlush);
            let place = |total: u64| usize::try_from(total).map_err(|_| Unpackable::TooLong);
            let (ended, before) = (told.map_err(|_| Unpackable::Damaged)?, (read, length));
            (read, length) = (place(self.inflate.total_in())?, place(self.inflate.total_out())?);
            rest = &packed[1 + read..];
            match ended {
                Status::StreamEnd if rest.is_empty() => return Ok(&self.told[..length]),
                Status::StreamEnd => return Err(Unpackable::Damaged),
                _ if length == self.told.len() && length >= LENGTH_MAX => return Err(Unpackable::TooLong),
                _ if length == self.told.len() => self.told.resize(length * 4, 0),
                _ if (read, length) == before => return Err(Unpackable::Damaged),
                _ => {}
            }
        }
    }
}

/// Packs a body.
pub(crate) fn pack(json: &[u8]) -> Vec<u8> {
    Press::taken(|press| press.pack(json))
}

/// Unpacks a body and lends it.
pub(crate) fn unpack<T>(packed: &[u8], read: impl FnOnce(Result<&[u8], Unpackable>) -> T) -> T {
    Press::taken(|press| read(press.unpack(packed)))
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt as _, SeedableRng as _};
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// The dictionaries that have shipped.
    const SHIPPED: [&str; DICTIONARIES.len()] =
        ["0dfef4a709a1607d317fb9fbf40889cae0ca3ee6d0ef9684dbf392c1bd4101f9"];

    fn unpacked(packed: &[u8]) -> Result<Vec<u8>, Unpackable> {
        unpack(packed, |json| json.map(<[u8]>::to_vec))
    }

    /// Pieces of the dictionary and noise, in any mixture and length.
    fn body(chance: &mut StdRng) -> Vec<u8> {
        let dictionary = DICTIONARIES[DICTIONARIES.len() - 1];
        let mut body = Vec::new();
        for _ in 0..chance.random_range(0..12) {
            let length = chance.random_range(0..400_usize);
            if chance.random() {
                let start = chance.random_range(0..dictionary.len() - length);
                body.extend(&dictionary[start..start + length]);
            } else {
                body.extend((0..length).map(|_| chance.random::<u8>()));
            }
        }
        body
    }

    #[test]
    fn any_body_reads_back_equal() {
        let mut chance = StdRng::seed_from_u64(34);
        for number in 0..400 {
            let body = body(&mut chance);
            assert_eq!(unpacked(&pack(&body)).as_ref(), Ok(&body), "body {number}");
        }
        let noise: Vec<u8> = (0..300_000).map(|_| chance.random()).collect();
        assert_eq!(unpacked(&pack(&noise)), Ok(noise));
        let long = b"{\"event\":\"registered\"}".repeat(100_000);
        assert_eq!(unpacked(&pack(&long)), Ok(long));
    }

    #[test]
    fn what_bodies_usually_say_takes_little_room() {
        for (json, most) in [
            (r#"{"event":"registered"}"#, 8),
            (r#"{"event":"confirmed","by":{"way":"control"}}"#, 8),
            (
                r#"{"oid":1000000001,"status":{"status":"simplified"},"profile":{"name":{"last":"Шевчук","first":"Степан"}}}"#,
                40,
            ),
        ] {
            let packed = pack(json.as_bytes());
            assert!(packed.len() <= most, "{json}: {}", packed.len());
        }
    }

    #[test]
    fn a_body_of_an_unknown_dictionary_is_told_by_its_number() {
        let mut packed = pack(b"{}");
        for number in [0, 2, 255] {
            packed[0] = number;
            assert_eq!(unpacked(&packed), Err(Unpackable::Dictionary { number }));
            let told = Unpackable::Dictionary { number }.to_string();
            assert!(
                told.contains(&format!("dictionary {number}, and this program has dictionaries up to 1")),
                "{told}"
            );
        }
    }

    #[test]
    fn what_is_damaged_is_told_and_harms_no_other_body() {
        assert_eq!(unpacked(b""), Err(Unpackable::Empty));
        let json = br#"{"event":"letter-ordered","letter":{"address":"somewhere else altogether"}}"#;
        let whole = pack(json);
        for length in 1..whole.len() {
            assert_eq!(unpacked(&whole[..length]), Err(Unpackable::Damaged), "{length}");
        }
        let longer = [&whole[..], b"more"].concat();
        assert_eq!(unpacked(&longer), Err(Unpackable::Damaged));
        let mut chance = StdRng::seed_from_u64(1);
        for _ in 0..2_000 {
            let noise: Vec<u8> = (0..chance.random_range(1..60)).map(|_| chance.random()).collect();
            let _ = unpacked(&[&[1], &noise[..]].concat());
            assert_eq!(unpacked(&whole).as_deref(), Ok(&json[..]));
        }
    }

    #[test]
    fn a_dictionary_that_has_shipped_never_changes() {
        for (dictionary, shipped) in DICTIONARIES.iter().zip(SHIPPED) {
            let digest: String =
                Sha256::digest(dictionary).iter().map(|octet| format!("{octet:02x}")).collect();
            assert_eq!(digest, shipped);
        }
    }
}
