//! Owns the heat map: parallels and letters of one school, or schools and parallels of many.

use std::collections::BTreeMap;

use crate::told::{ClassTold, Counted};

/// How many schools are shown, the worst first; the JSON has them all.
const SCHOOLS_MAX: usize = 60;

/// The map.
#[derive(Debug)]
pub(crate) struct Heat {
    /// The headings of the columns.
    pub(crate) columns: Vec<String>,
    /// Rows with their cells.
    pub(crate) rows: Vec<(String, Vec<Option<Cell>>)>,
    /// Whether rows are schools.
    pub(crate) of_schools: bool,
    /// How many schools are not shown.
    pub(crate) left_out: usize,
}

/// A cell: so many of so many are out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) counted: Counted,
    /// From 0, nobody is out, to 6, nearly everybody is.
    pub(crate) heat: u8,
}

impl Heat {
    /// The map of classes; staff has no class and no cell.
    pub(crate) fn of(classes: &[ClassTold]) -> Self {
        let with_class = || classes.iter().filter(|class| !class.class.is_empty());
        let mut schools: Vec<&str> = with_class().map(ClassTold::school_shown).collect();
        schools.sort_unstable();
        schools.dedup();
        let of_schools = schools.len() > 1;
        let mut cells: BTreeMap<(String, String), Counted> = BTreeMap::new();
        for class in with_class() {
            let (grade, letter) = divided(&class.class);
            let key = if of_schools { (class.school_shown().to_owned(), grade) } else { (grade, letter) };
            cells.entry(key).or_default().add(class.counted);
        }
        let columns = sorted(cells.keys().map(|(_, column)| column.clone()));
        let names = sorted(cells.keys().map(|(row, _)| row.clone()));
        let mut rows: Vec<(String, Vec<Option<Cell>>)> = names
            .into_iter()
            .map(|row| {
                let cell = |column: &String| {
                    cells.get(&(row.clone(), column.clone())).map(|counted| Cell::of(*counted))
                };
                let own = columns.iter().map(cell).collect();
                (row, own)
            })
            .collect();
        let left_out = rows.len().saturating_sub(SCHOOLS_MAX);
        if of_schools {
            rows.sort_by(|one, other| share(&other.1).total_cmp(&share(&one.1)));
            rows.truncate(SCHOOLS_MAX);
        }
        Self { columns, rows, of_schools, left_out }
    }
}

impl Cell {
    fn of(counted: Counted) -> Self {
        let share = if counted.people == 0 { 0.0 } else { counted.out as f64 / counted.people as f64 };
        let heat = match share {
            0.0 => 0,
            share if share < 0.1 => 1,
            share if share < 0.2 => 2,
            share if share < 0.35 => 3,
            share if share < 0.5 => 4,
            share if share < 0.75 => 5,
            _ => 6,
        };
        Self { counted, heat }
    }
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.people += other.people;
        self.out += other.out;
    }
}

fn share(cells: &[Option<Cell>]) -> f64 {
    let mut all = Counted::default();
    cells.iter().flatten().for_each(|cell| all.add(cell.counted));
    if all.people == 0 { 0.0 } else { all.out as f64 / all.people as f64 }
}

/// The number of a class and its letter.
fn divided(class: &str) -> (String, String) {
    let digits: String = class.chars().take_while(char::is_ascii_digit).collect();
    let letter = class.chars().skip(digits.len()).collect::<String>();
    let letter = letter.trim_matches(|one: char| !one.is_alphanumeric()).to_owned();
    if digits.is_empty() { (class.to_owned(), String::new()) } else { (digits, letter) }
}

/// Numbers by their value, other texts after them.
fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = texts.collect();
    all.sort_by_key(|text| (text.parse::<u32>().unwrap_or(u32::MAX), text.clone()));
    all.dedup();
    all
}
