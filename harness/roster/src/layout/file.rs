//! Owns the file of `--columns`: headings that are not recognised by themselves.

use serde::Deserialize;

use crate::layout::column::{Column, Meaning};
use crate::layout::heading::words;
use crate::person::Seat;
use crate::refused::Refused;

/// What somebody wants columns to mean.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The number of the last row of the headings.
    #[serde(default)]
    pub heading_row: Option<u32>,
    /// The columns.
    #[serde(default, rename = "column")]
    columns: Vec<One>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    /// As the heading is written.
    heading: Option<String>,
    /// `A`, `B`, …, `AA`, or a number from 1.
    place: Option<Place>,
    means: Meaning,
    #[serde(default)]
    of: Of,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Place {
    Number(usize),
    Letters(String),
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    #[default]
    Row,
    Mother,
    Father,
    Parent1,
    Parent2,
    Parent3,
}

impl Wanted {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When a key is unknown, or a column is named by neither heading nor place.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let wanted: Self = toml::from_str(text).map_err(|error| Refused::Columns(error.to_string()))?;
        for one in &wanted.columns {
            let named = one.place.as_ref().map(Place::index);
            if named == Some(None) || (named.is_none() && one.heading.is_none()) {
                let why = format!("`{:?}`: give a heading, or a place such as \"C\" or 3", one.means);
                return Err(Refused::Columns(why));
            }
        }
        Ok(wanted)
    }

    /// What is wanted of a column, by its place or by any of its headings.
    pub(super) fn column(&self, place: usize, headings: &[&str]) -> Option<Column> {
        let fits = |one: &&One| match &one.place {
            Some(wanted) => wanted.index() == Some(place),
            None => one.heading.as_ref().is_some_and(|wanted| {
                let wanted = words(wanted);
                headings.iter().any(|heading| words(heading) == wanted)
            }),
        };
        self.columns.iter().find(fits).map(|one| Column { seat: one.of.seat(), meaning: one.means })
    }

    /// Whether nothing is wanted.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// How many cells of a row are headings that are wanted.
    pub(super) fn fitting<'c>(&self, cells: impl Iterator<Item = &'c str>) -> usize {
        let known: Vec<String> =
            self.columns.iter().filter_map(|one| one.heading.as_deref()).map(words).collect();
        cells.filter(|cell| !cell.is_empty() && known.contains(&words(cell))).count()
    }
}

impl Place {
    fn index(&self) -> Option<usize> {
        match self {
            Self::Number(number) => number.checked_sub(1),
            Self::Letters(letters) => {
                let mut number = 0_usize;
                for c in letters.trim().chars() {
                    let digit = c.to_ascii_uppercase().to_digit(36)?.checked_sub(9)?;
                    number = number.checked_mul(26)?.checked_add(digit as usize)?;
                }
                number.checked_sub(1).filter(|index| *index < 20_000)
            }
        }
    }
}

impl Of {
    const fn seat(self) -> Seat {
        match self {
            Self::Row => Seat::Own,
            Self::Mother => Seat::Mother,
            Self::Father => Seat::Father,
            Self::Parent1 => Seat::Parent(1),
            Self::Parent2 => Seat::Parent(2),
            Self::Parent3 => Seat::Parent(3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_heading_or_place() {
        let text = "heading_row = 3\n[[column]]\nheading = \"Ф.\"\nmeans = \"last-name\"\n\
                    [[column]]\nplace = \"AB\"\nmeans = \"snils\"\nof = \"mother\"\n";
        let wanted = Wanted::parse(text).unwrap();
        assert_eq!(wanted.heading_row, Some(3));
        let last = Column { seat: Seat::Own, meaning: Meaning::LastName };
        assert_eq!(wanted.column(0, &["ф"]), Some(last));
        let snils = Column { seat: Seat::Mother, meaning: Meaning::Snils };
        assert_eq!(wanted.column(27, &[]), Some(snils));
        assert_eq!(wanted.column(26, &["И."]), None);
    }

    #[test]
    fn mistakes_in_the_file_are_told() {
        for text in [
            "[[column]]\nmeans = \"snils\"\n",
            "[[column]]\nheading = \"x\"\nmeans = \"height\"\n",
            "rows = 1",
        ] {
            assert!(matches!(Wanted::parse(text), Err(Refused::Columns(_))), "{text}");
        }
    }
}
