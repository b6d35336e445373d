//! Owns work that is divided between all processors.

use std::ops::Range;
use std::thread;

/// Divides so many things into parts, one for each processor; what came of each part, in order.
pub(crate) fn in_parts<T: Send>(count: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let parts = thread::available_parallelism().map_or(1, usize::from);
    let size = count.div_ceil(parts).max(1);
    let work = &work;
    thread::scope(|scope| {
        let part = |from: usize| scope.spawn(move || work(from..(from + size).min(count)));
        let running: Vec<_> = (0..count).step_by(size).map(part).collect();
        running.into_iter().map(|one| one.join().expect("invariant: the work does not panic")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_in_one_part_and_in_its_order() {
        for count in [0, 1, 2, 3, 1_001] {
            assert_eq!(
                in_parts(count, |part| part.collect::<Vec<_>>()).concat(),
                (0..count).collect::<Vec<_>>()
            );
        }
    }
}
