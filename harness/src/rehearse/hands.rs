//! Owns how many hands a rehearsal has.

/// How many work at once: while one waits for a signature, another reads a page.
pub(crate) fn hands() -> usize {
    2 * std::thread::available_parallelism().map_or(1, usize::from)
}
