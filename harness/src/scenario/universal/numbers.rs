//! Owns the numbers that nobody may guess: the `state` of a sign-in and the number of a session.

use std::collections::BTreeSet;

use md5::{Digest as _, Md5};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::scenario::steps::answers::begin;
use crate::scenario::steps::known::settled;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::strangers::signed_in;

const STATE: &str = "RFC 6749, 10.10: nobody guesses the state";
const SESSION: &str = "OWASP ASVS 7.2.3: nobody guesses the number of a session";

/// How many attempts are begun, and how many sessions.
const STATES: usize = 24;
const SESSIONS: usize = 8;
/// How much of a number must be drawn by lot. The standards ask for more; what is measured is a lower bound.
const BITS_MIN: f64 = 48.0;

/// The states of many attempts: each is new and drawn by lot.
pub(crate) fn states(bench: &Bench<'_>) -> Result<(), Halt> {
    settled(bench, STATE)?;
    let mut states = Vec::new();
    let mut own = bench.browser("citizen");
    for number in 0..STATES {
        // Some of one browser, the others of new ones.
        let mut other = bench.browser("another citizen");
        let browser = if number % 3 == 0 { &mut own } else { &mut other };
        states.push(begin(bench, browser)?.1);
    }
    judge(bench, STATE, "the `state` of a sign-in", &states);
    Ok(())
}

/// The sessions of one user, one after another.
pub(crate) fn sessions(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, SESSION)?;
    let mut numbers: Vec<String> = Vec::new();
    let mut name = None;
    for _ in 0..SESSIONS {
        let mut browser = signed_in(bench, &known)?;
        if name.is_none() {
            name = session_cookies(bench, &mut browser)?.into_iter().next().map(|cookie| cookie.name);
        }
        let Some(name) = &name else {
            return Err(Halt::NotApplicable("the party's session is not in a cookie".to_owned()));
        };
        let cookies = browser.cookies_of(&bench.party().inside())?;
        numbers.extend(cookies.into_iter().find(|cookie| cookie.name == *name).map(|cookie| cookie.value));
    }
    judge(bench, SESSION, "the number of a session", &numbers);
    Ok(())
}

pub(super) fn judge(bench: &Bench<'_>, clause: &'static str, what: &str, numbers: &[String]) {
    let different: BTreeSet<&String> = numbers.iter().collect();
    let seen = format!("{} different ones in {}", different.len(), numbers.len());
    let must = format!("{what} is another one each time:");
    bench.transcript().check(clause, &must, "all different", &seen, different.len() == numbers.len());
    let bits = drawn_bits(numbers);
    let must = format!("{what} is drawn by lot:");
    let seen = format!("about {bits:.0} bits of it change without a pattern");
    bench.transcript().check(clause, &must, &format!("at least {BITS_MIN} bits"), &seen, bits >= BITS_MIN);
    let is_counted = is_counted(numbers);
    let must = format!("{what} is no digest of a count, which anybody makes:");
    let seen = if is_counted { "MD5, SHA-1 or SHA-256 of a small number" } else { "none" };
    bench.transcript().check(clause, &must, "none", seen, !is_counted);
}

/// How far counters are counted.
const COUNTED: u32 = 20_000;

/// A digest of a text in hexadecimal digits, and how many these are.
type Digested = (usize, fn(&str) -> String);

/// The digests that makers of programs take for such a thing.
const DIGESTS: [Digested; 3] = [
    (32, |count| in_digits(Md5::digest(count))),
    (40, |count| in_digits(Sha1::digest(count))),
    (64, |count| in_digits(Sha256::digest(count))),
];

/// Whether a number is the digest of a small count: it changes like a drawn one, and anybody can count.
fn is_counted(numbers: &[String]) -> bool {
    let lower: BTreeSet<String> = numbers.iter().map(|number| number.to_ascii_lowercase()).collect();
    let fitting = DIGESTS.iter().filter(|(length, _)| lower.iter().any(|number| number.len() == *length));
    fitting
        .into_iter()
        .any(|(_, digest)| (0..COUNTED).any(|count| lower.contains(&digest(&count.to_string()))))
}

/// Octets in hexadecimal digits.
pub(super) fn in_digits(octets: impl AsRef<[u8]>) -> String {
    octets.as_ref().iter().map(|octet| format!("{octet:02x}")).collect()
}

/// How many bits of numbers change without a pattern, as far as a few samples show: characters at whose place many
/// different ones stand, each worth what its alphabet allows.
fn drawn_bits(numbers: &[String]) -> f64 {
    let columns = numbers.iter().map(|number| number.chars().count()).min().unwrap_or_default();
    let chars: Vec<Vec<char>> = numbers.iter().map(|number| number.chars().collect()).collect();
    let count = f64::from(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    let mut bits = 0.0;
    for at in 0..columns {
        let column: Vec<char> = chars.iter().filter_map(|number| number.get(at).copied()).collect();
        let different: BTreeSet<char> = column.iter().copied().collect();
        let different = f64::from(u32::try_from(different.len()).unwrap_or(u32::MAX));
        // A place that counts up or stands still repeats its neighbour or is in order.
        let is_lot = different >= 3.0 && different >= count / 4.0 && !counts_up(&column);
        bits += if is_lot { alphabet_bits(&column) } else { 0.0 };
    }
    bits
}

/// Whether the characters of a place go up, or stay, from one number to the next, but for one fall.
fn counts_up(column: &[char]) -> bool {
    let falls = column.windows(2).filter(|pair| matches!(pair, [one, next] if next < one)).count();
    falls <= 1
}

fn alphabet_bits(column: &[char]) -> f64 {
    let is = |test: fn(&char) -> bool| column.iter().all(test);
    match () {
        () if is(char::is_ascii_digit) => 3.3,
        () if is(char::is_ascii_hexdigit) => 4.0,
        () => 5.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(make: impl Fn(u64) -> String) -> f64 {
        drawn_bits(&(0..24).map(make).collect::<Vec<_>>())
    }

    /// Numbers as a small generator draws them; a test needs no better one.
    fn drawn(seed: u64) -> u64 {
        let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)
    }

    #[test]
    fn the_digest_of_a_count_is_told() {
        let md5_of_7 = "8F14E45FCEEA167A5A36DEDD4BEA2543".to_owned();
        assert!(is_counted(&[md5_of_7]));
        assert!(!is_counted(&["8f14e45fceea167a5a36dedd4bea2544".to_owned()]));
    }

    #[test]
    fn counters_and_clocks_are_told_from_lots() {
        assert!(bits(|number| format!("{:016x}{:016x}", drawn(number), drawn(number + 99))) >= BITS_MIN);
        assert!(bits(|number| format!("{:016x}", drawn(number))) >= BITS_MIN);
        for (what, low) in [
            ("counter", bits(|number| format!("{number:08}"))),
            ("clock", bits(|number| (1_732_896_000_123 + number * 7).to_string())),
            ("constant", bits(|_| "4be1bb7d-7f9b-4a4f-9a4e-0c5a5c2f3a10".to_owned())),
            ("user and counter", bits(|number| format!("belkina-vera-{number}"))),
            ("short lot", bits(|number| format!("{:06}", drawn(number) % 1_000_000))),
        ] {
            assert!(low < BITS_MIN, "{what}: {low}");
        }
    }
}
