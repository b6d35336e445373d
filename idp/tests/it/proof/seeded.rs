//! Owns chance for the tests: the same numbers each time.

/// A small generator.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from nothing to below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}
