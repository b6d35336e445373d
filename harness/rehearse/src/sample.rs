//! Owns whose sign-ins are proven: everybody, or some of every cell and some at random.

use std::collections::BTreeMap;

use rand::SeedableRng as _;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom as _;

use crate::member::Role;
use crate::school::School;
use crate::table::Table;

/// Whose sign-ins are proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Everybody's.
    All,
    /// Of so many.
    Some(usize),
}

/// Those who were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// In the order of the list.
    pub members: Vec<u32>,
    /// Those of them who were chosen by chance alone: they stand for the whole.
    pub by_chance: Vec<u32>,
    /// How many cells of cause, role and phase there are.
    pub cells: usize,
}

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" {
            return Ok(Self::All);
        }
        let number = text.parse().ok().filter(|number| *number > 0);
        number.map(Self::Some).ok_or_else(|| "expected all, or a number of people from 1".to_owned())
    }
}

impl Sample {
    /// Chooses: half by chance, half so that every cell of verdict, role and phase has somebody.
    pub fn of(school: &School, table: &Table, size: Size, seed: u64) -> Self {
        let mut everybody: Vec<u32> = school.indices().collect();
        let cells = cells(school, table);
        let wanted = match size {
            Size::Some(wanted) if wanted < everybody.len() => wanted,
            _ => {
                return Self { by_chance: everybody.clone(), members: everybody, cells: cells.len() };
            }
        };
        let mut chance = SmallRng::seed_from_u64(seed);
        everybody.shuffle(&mut chance);
        let mut by_chance = everybody[..wanted.div_ceil(2)].to_vec();
        let mut chosen: std::collections::BTreeSet<u32> = by_chance.iter().copied().collect();
        let mut queues: Vec<Vec<u32>> = cells.into_values().collect();
        let count = queues.len();
        queues.iter_mut().for_each(|queue| queue.shuffle(&mut chance));
        while chosen.len() < wanted && queues.iter().any(|queue| !queue.is_empty()) {
            for queue in &mut queues {
                if let Some(next) = queue.pop().filter(|_| chosen.len() < wanted) {
                    chosen.insert(next);
                }
            }
        }
        by_chance.sort_unstable();
        Self { members: chosen.into_iter().collect(), by_chance, cells: count }
    }
}

/// Who is in each cell; of a crowded one a few hundred are enough to choose from.
fn cells(school: &School, table: &Table) -> BTreeMap<(usize, Role, &'static str), Vec<u32>> {
    const CROWD: usize = 400;
    let mut cells: BTreeMap<(usize, Role, &'static str), Vec<u32>> = BTreeMap::new();
    for (phase, verdicts) in table.phases.iter().enumerate() {
        for (index, verdict) in (0_u32..).zip(verdicts) {
            let cell = cells.entry((phase, school.member(index).role, verdict.word())).or_default();
            if cell.len() < CROWD {
                cell.push(index);
            }
        }
    }
    cells
}
