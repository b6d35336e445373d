//! Seeded chance: one stream for each topic, so that a wish about one leaves the others as they were.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::app::people::persona::mixer::Mixer;
use crate::app::people::persona::serial::FIRST_OF_POPULATIONS;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Topic {
    Gender,
    Name,
    Country,
    Birth,
    BirthPlace,
    Papers,
    Home,
}

/// The chance that belongs to one person of a seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance {
    seed: u64,
    sequence: u32,
}

/// The draws of one topic, in order.
pub(crate) struct Draws(Source);

/// Where draws come from. People of populations, who are looked through by the million, have the quicker one.
enum Source {
    Cipher(Box<StdRng>),
    Mixer(Mixer),
}

/// Does something with the generator of some draws.
fn drawn<T>(
    draws: &mut Draws,
    from_cipher: impl FnOnce(&mut StdRng) -> T,
    from_mixer: impl FnOnce(&mut Mixer) -> T,
) -> T {
    match &mut draws.0 {
        Source::Cipher(cipher) => from_cipher(cipher),
        Source::Mixer(mixer) => from_mixer(mixer),
    }
}

impl Chance {
    pub(crate) const fn new(seed: u64, sequence: u32) -> Self {
        Self { seed, sequence }
    }

    /// The draws of a topic, from their beginning.
    pub(crate) fn of(self, topic: Topic) -> Draws {
        if self.sequence >= FIRST_OF_POPULATIONS {
            return Draws(Source::Mixer(Mixer::of([self.seed, self.sequence.into(), topic as u64])));
        }
        let mut key = [0; 32];
        let (seed, rest) = key.split_at_mut(8);
        seed.copy_from_slice(&self.seed.to_le_bytes());
        let (sequence, rest) = rest.split_at_mut(4);
        sequence.copy_from_slice(&self.sequence.to_le_bytes());
        rest[0] = topic as u8;
        Draws(Source::Cipher(Box::new(StdRng::from_seed(key))))
    }

    /// A day of birth that makes someone between two ages, both included, on `today`.
    pub(crate) fn birthday_between(self, topic: Topic, today: Date, youngest: u8, oldest: u8) -> Date {
        let years_before = |years: u8| today.saturating_sub(i64::from(years).years());
        let earliest = years_before(oldest + 1).saturating_add(1.day());
        self.of(topic).day(earliest, years_before(youngest))
    }
}

impl Draws {
    /// Yes, `parts` times of `whole`.
    pub(crate) fn happens(&mut self, parts: u32, whole: u32) -> bool {
        drawn(self, |cipher| cipher.random_ratio(parts, whole), |mixer| mixer.random_ratio(parts, whole))
    }

    /// A number from one to `most`.
    pub(crate) fn number(&mut self, most: u32) -> u32 {
        drawn(self, |cipher| cipher.random_range(1..=most), |mixer| mixer.random_range(1..=most))
    }

    /// One of a built-in list.
    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        let chosen = drawn(self, |cipher| list.choose(cipher), |mixer| list.choose(mixer));
        *chosen.expect("invariant: the built-in lists are not empty")
    }

    /// A day from the first to the last, both included; the first when the two are not in order.
    pub(crate) fn day(&mut self, first: Date, last: Date) -> Date {
        let days = first.duration_until(last).as_hours().max(0) / 24;
        let day = drawn(self, |cipher| cipher.random_range(0..=days), |mixer| mixer.random_range(0..=days));
        first.saturating_add(SignedDuration::from_hours(day * 24))
    }
}
