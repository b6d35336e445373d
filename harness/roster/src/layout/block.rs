//! Owns where the headings of a list are: one row or several, under titles, over the numbers of the columns.

use crate::layout::column::{Column, Columns, Meaning};
use crate::layout::file::Wanted;
use crate::layout::heading::{self, Heading};
use crate::letters::lowered;
use crate::person::{Role, Seat};
use crate::source::Row;

/// The headings of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// What each column says.
    pub columns: Columns,
    /// The place of the first and of the last row of headings among the rows looked at.
    pub rows: (usize, usize),
    /// The role of those whose row says none.
    pub role: Option<Role>,
    /// Whether «да» under the survey's heading means a confirmed account.
    pub yes_is_confirmed: bool,
}

/// Finds the headings among the first rows of a list.
pub fn find(rows: &[Row], wanted: &Wanted) -> Option<Block> {
    let best = match wanted.heading_row {
        Some(number) => rows.iter().position(|row| row.number == number)?,
        None => best(rows, wanted)?,
    };
    let above = |place: &usize| *place < best && rows.get(*place).is_some_and(is_group);
    let first = (0..best).rev().take_while(above).last().unwrap_or(best);
    let below = |place: &usize| rows.get(*place).is_some_and(|row| is_numbers(row) || is_more(row));
    let fixed = wanted.heading_row.is_some();
    let last = (best + 1..rows.len().min(best + 4))
        .take_while(|place| !fixed && below(place))
        .last()
        .unwrap_or(best);
    let block: Vec<&Row> = rows.get(first..=last)?.iter().filter(|row| !is_numbers(row)).collect();
    let columns = Columns { at: columns(&block, wanted) };
    let asks = |row: &&Row| {
        row.cells().any(|cell| lowered(cell).contains("подтвержд") || lowered(cell).contains("confirm"))
    };
    let yes_is_confirmed = block.iter().any(asks);
    let mut block = Block { columns, rows: (first, last), role: None, yes_is_confirmed };
    settle(&mut block);
    let is_named = block.columns.at.iter().flatten().any(|column| {
        matches!(column.meaning, Meaning::LastName | Meaning::FullName) && column.seat == Seat::Own
    });
    is_named.then_some(block)
}

/// The row with the most headings.
fn best(rows: &[Row], wanted: &Wanted) -> Option<usize> {
    let score = |row: &Row| {
        let known = row.cells().filter_map(heading::read).filter(|heading| heading.meaning.is_some()).count();
        let filled = row.cells().filter(|cell| !cell.is_empty()).count();
        let score = known.max(wanted.fitting(row.cells()));
        // A row of two columns is one of headings if both are; in a wide one half may be unknown.
        let is_enough =
            score * 5 >= filled * 2 && (score >= 2 || (score == 1 && filled == 1 && is_full_name(row)));
        if is_enough || (!wanted.is_empty() && wanted.heading_row.is_none() && score > 0) { score } else { 0 }
    };
    let mut best: Option<(usize, usize)> = None;
    for (place, row) in rows.iter().enumerate() {
        let score = score(row);
        if score > best.map_or(0, |(_, score)| score) {
            best = Some((place, score));
        }
    }
    best.map(|(place, _)| place)
}

fn is_full_name(row: &Row) -> bool {
    row.cells().any(|cell| {
        heading::read(cell).is_some_and(|heading| heading.meaning == Some(Meaning::FullName))
            && cell.len() < 60
    })
}

/// Whether a row above the headings names groups of columns. A title stands alone at the left.
fn is_group(row: &Row) -> bool {
    let filled: Vec<usize> = (0..row.len()).filter(|place| !row.cell(*place).is_empty()).collect();
    let known = filled.iter().filter(|place| heading::read(row.cell(**place)).is_some()).count();
    let is_title = filled.len() == 1 && filled.first() == Some(&0);
    known > 0 && !is_title && known * 3 >= filled.len()
}

/// Whether a row below the best one goes on with headings.
fn is_more(row: &Row) -> bool {
    let filled = row.cells().filter(|cell| !cell.is_empty()).count();
    let meant = row.cells().filter_map(heading::read).filter(|heading| heading.meaning.is_some()).count();
    meant >= 2 && meant * 5 >= filled * 4
}

/// Whether a row numbers the columns.
fn is_numbers(row: &Row) -> bool {
    let numbers: Vec<Option<u32>> =
        row.cells().filter(|cell| !cell.is_empty()).map(|cell| cell.parse().ok()).collect();
    numbers.len() >= 3
        && numbers.windows(2).all(|two| matches!(two, [Some(one), Some(next)] if one + 1 == *next))
}

/// Each column by its headings from the bottom up, with what stands over it.
fn columns(block: &[&Row], wanted: &Wanted) -> Vec<Option<Column>> {
    let width = block.iter().map(|row| row.len()).max().unwrap_or_default();
    let mut found = Vec::with_capacity(width);
    let mut bare_before: Option<Seat> = None;
    for place in 0..width {
        let texts: Vec<&str> =
            block.iter().rev().map(|row| row.cell(place)).filter(|cell| !cell.is_empty()).collect();
        if let Some(column) = wanted.column(place, &texts) {
            found.push(Some(column));
            continue;
        }
        let own: Vec<Heading> = texts.iter().filter_map(|text| heading::read(text)).collect();
        let meaning = own.iter().find_map(|heading| heading.meaning);
        let over = (0..block.len()).rev().find_map(|row| carried(block, row, place));
        let seat = own.iter().find_map(|heading| heading.seat).or(over.filter(|_| !texts.is_empty()));
        let column = match (meaning, seat) {
            (Some(meaning), seat) => Some(marked(seat, meaning)),
            // «Мать» over one column holds her name; over further ones nobody knows what.
            (None, Some(seat)) if !own.is_empty() && bare_before != Some(seat) => {
                bare_before = Some(seat);
                Some(marked(Some(seat), Meaning::FullName))
            }
            (None, _) => None,
        };
        found.push(column);
    }
    found
}

/// «Родители» in one column are names of parents, whatever stands over it.
fn marked(seat: Option<Seat>, meaning: Meaning) -> Column {
    let is_of_own = matches!(meaning, Meaning::Parents | Meaning::Children | Meaning::Role);
    Column { seat: if is_of_own { Seat::Own } else { seat.unwrap_or(Seat::Own) }, meaning }
}

/// The group over a place: the nearest filled cell to the left in a row above the lowest one.
fn carried(block: &[&Row], row: usize, place: usize) -> Option<Seat> {
    if row + 1 == block.len() {
        return None;
    }
    let row = block.get(row)?;
    let text = (0..=place).rev().map(|place| row.cell(place)).find(|cell| !cell.is_empty())?;
    heading::read(text)?.seat
}

/// Decides what the headings leave open.
fn settle(block: &mut Block) {
    let has_role = block.columns.has(Seat::Own, Meaning::Role);
    renamed_repeats(&mut block.columns);
    let names = |seat: Seat, columns: &Columns| {
        columns.has(seat, Meaning::LastName) || columns.has(seat, Meaning::FullName)
    };
    // A list in which only parents' columns are named, or only one kind of parent, is a list of parents.
    if !names(Seat::Own, &block.columns) {
        let seats = block.columns.seats();
        if let Some(first) = seats.into_iter().find(|seat| names(*seat, &block.columns)) {
            for column in block.columns.at.iter_mut().flatten().filter(|column| column.seat == first) {
                column.seat = Seat::Own;
            }
            block.role = Some(Role::Parent);
        }
    }
    let columns = &block.columns;
    block.role = block.role.or(match () {
        () if has_role => None,
        () if columns.has(Seat::Own, Meaning::Children) => Some(Role::Parent),
        () if !columns.seats().is_empty() || columns.has(Seat::Own, Meaning::Parents) => Some(Role::Pupil),
        () if columns.has(Seat::Own, Meaning::Class) || columns.has(Seat::Own, Meaning::Grade) => {
            Some(Role::Pupil)
        }
        () => None,
    });
}

/// A second surname without a word whose it is begins another person: the first full name of two is the row's own. Where other
/// columns say that they are a parent's, it is the row's own name once more, as helping columns have it.
fn renamed_repeats(columns: &mut Columns) {
    let names_parents = !columns.seats().is_empty();
    let mut parents = columns.seats().iter().filter(|seat| matches!(seat, Seat::Parent(_))).count() as u8;
    let mut seen: Vec<Column> = Vec::new();
    let mut shifted: Option<Seat> = None;
    let has_role = columns.has(Seat::Own, Meaning::Role);
    for slot in &mut columns.at {
        let Some(column) = slot else { continue };
        if column.seat != Seat::Own || column.meaning.may_repeat() {
            seen.push(*column);
            continue;
        }
        let is_again = seen.contains(column);
        if is_again && !names_parents && matches!(column.meaning, Meaning::LastName | Meaning::FullName) {
            if has_role && column.meaning == Meaning::FullName {
                column.meaning = Meaning::Children;
                continue;
            }
            parents += 1;
            shifted = Some(Seat::Parent(parents));
        }
        match shifted {
            Some(seat) if is_again => column.seat = seat,
            _ if is_again => *slot = None,
            _ => seen.push(*column),
        }
    }
}

#[cfg(test)]
mod tests;
