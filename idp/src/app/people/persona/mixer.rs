//! A generator of a few instructions whose numbers never change: SplitMix64.

use std::convert::Infallible;

use rand::TryRng;

/// The constant by which the state moves on.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A seeded stream of numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mixer(u64);

impl Mixer {
    /// The stream of a few numbers together.
    pub(crate) fn of(key: [u64; 3]) -> Self {
        Self(key.into_iter().fold(0, |state, part| mixed(state.wrapping_add(STEP) ^ part)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

impl TryRng for Mixer {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, filled: &mut [u8]) -> Result<(), Infallible> {
        for part in filled.chunks_mut(8) {
            part.copy_from_slice(&self.next().to_le_bytes()[..part.len()]);
        }
        Ok(())
    }
}
