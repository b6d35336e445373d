//! Owns the run second by second: who was due, who was through, how long it took, what the processes used.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Upper bounds of the rows of the heat map, in milliseconds; the last row is what took longer.
pub const ROWS_MS: [u32; 14] = [5, 10, 20, 50, 100, 200, 350, 500, 800, 1_500, 3_000, 6_000, 12_000, 30_000];
/// Columns of a told timeline: more are too narrow to be seen.
const COLUMNS_MAX: usize = 240;

/// What processes used in one second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Cores of the party.
    pub party_cores: f64,
    /// Cores of the portal.
    pub portal_cores: f64,
    /// Cores of the driver.
    pub driver_cores: f64,
    /// Memory of the party in MB.
    pub party_mb: f64,
    /// Memory of the portal in MB.
    pub portal_mb: f64,
}

/// One second, or a few of them in one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// How many were due.
    pub due: u32,
    /// How many signed in.
    pub through: u32,
    /// How many failed.
    pub failed: u32,
    /// The most under way.
    pub under_way: u32,
    /// Sign-ins that ended, by how long they took: one number for each of [`ROWS_MS`] and one for the rest.
    pub heat: Vec<u32>,
    /// What the processes used; nothing where it was not read.
    pub usage: Option<Usage>,
}

/// The seconds of a run.
#[derive(Debug, Clone, Default)]
pub struct Timeline(Vec<Cell>);

impl Timeline {
    /// Somebody is due at a moment.
    pub fn due(&mut self, at: Duration) {
        self.cell(at).due += 1;
    }

    /// A sign-in ended at a moment after so much waiting.
    pub fn end(&mut self, at: Duration, is_through: bool, waited: Duration) {
        let cell = self.cell(at);
        let count = if is_through { &mut cell.through } else { &mut cell.failed };
        *count += 1;
        let ms = u32::try_from(waited.as_millis()).unwrap_or(u32::MAX);
        let row = ROWS_MS.iter().position(|bound| ms <= *bound).unwrap_or(ROWS_MS.len());
        cell.heat[row] += 1;
    }

    /// So many are under way at a moment, and the processes use so much.
    pub fn usage(&mut self, at: Duration, under_way: u64, usage: Option<Usage>) {
        let cell = self.cell(at);
        cell.under_way = cell.under_way.max(u32::try_from(under_way).unwrap_or(u32::MAX));
        cell.usage = usage.or(cell.usage);
    }

    /// The cells with how many seconds each has: as many as can be seen.
    pub fn told(&self) -> (u32, Vec<Cell>) {
        let seconds = self.0.len().div_ceil(COLUMNS_MAX).max(1);
        let cells = self.0.chunks(seconds).map(together).collect();
        (u32::try_from(seconds).unwrap_or(u32::MAX), cells)
    }

    fn cell(&mut self, at: Duration) -> &mut Cell {
        let second = usize::try_from(at.as_secs()).unwrap_or(usize::MAX).min(24 * 3_600);
        if self.0.len() <= second {
            let empty = Cell { heat: vec![0; ROWS_MS.len() + 1], ..Cell::default() };
            self.0.resize(second + 1, empty);
        }
        &mut self.0[second]
    }
}

fn together(cells: &[Cell]) -> Cell {
    let sum = |of: fn(&Cell) -> u32| cells.iter().map(of).sum();
    let rows = 0..=ROWS_MS.len();
    let heat = rows.map(|row| cells.iter().filter_map(|cell| cell.heat.get(row)).sum()).collect();
    let used: Vec<Usage> = cells.iter().filter_map(|cell| cell.usage).collect();
    let mean = |of: fn(&Usage) -> f64| used.iter().map(of).sum::<f64>() / used.len() as f64;
    let most = |of: fn(&Usage) -> f64| used.iter().map(of).fold(0.0, f64::max);
    Cell {
        due: sum(|cell| cell.due),
        through: sum(|cell| cell.through),
        failed: sum(|cell| cell.failed),
        under_way: cells.iter().map(|cell| cell.under_way).max().unwrap_or_default(),
        heat,
        usage: (!used.is_empty()).then(|| Usage {
            party_cores: mean(|one| one.party_cores),
            portal_cores: mean(|one| one.portal_cores),
            driver_cores: mean(|one| one.driver_cores),
            party_mb: most(|one| one.party_mb),
            portal_mb: most(|one| one.portal_mb),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    #[test]
    fn a_sign_in_falls_into_its_second_and_its_row() {
        let mut timeline = Timeline::default();
        timeline.due(S / 2);
        timeline.end(S * 3, true, Duration::from_millis(200));
        timeline.end(S * 3, false, S * 60);
        let (seconds, cells) = timeline.told();
        assert_eq!((seconds, cells.len(), cells[0].due, cells[3].through, cells[3].failed), (1, 4, 1, 1, 1));
        assert_eq!((cells[3].heat[5], cells[3].heat[ROWS_MS.len()]), (1, 1));
    }

    #[test]
    fn a_long_run_is_told_in_few_columns_and_loses_nobody() {
        let mut timeline = Timeline::default();
        (0..10_000).for_each(|second| timeline.end(S * second, true, S));
        timeline.usage(S * 9, 7, Some(Usage { party_mb: 5.0, party_cores: 1.0, ..Usage::default() }));
        let (seconds, cells) = timeline.told();
        assert!(cells.len() <= COLUMNS_MAX && seconds == 42, "{seconds}");
        assert_eq!(cells.iter().map(|cell| cell.through).sum::<u32>(), 10_000);
        assert_eq!(cells[0].usage.map(|usage| usage.party_mb), Some(5.0));
        assert_eq!(cells[0].under_way, 7);
    }
}
