//! The part of `docs/ERRORS.md` on the calls of banks: what each code means, and what brings it about.

use std::fmt::Write as _;

use crate::protocol::import::CATALOGUE;

/// `code | requests or fault | meaning`, a line for each code of the catalogue.
const MEANINGS: &str = include_str!("imports.txt");

/// What brings a code about, and what it means.
fn told(code: &str) -> Option<(&'static str, &'static str)> {
    let mut rows = MEANINGS.lines().map(|line| line.split(" | "));
    let mut row = rows.find(|row| row.clone().next() == Some(code))?.skip(1);
    Some((row.next()?, row.next()?))
}

/// The part.
pub(super) fn errors(out: &mut String) {
    out.push_str(
        "\n## Banks: imports, searches of a SNILS, recovery\n\nAnswered with 400 and `{\"code\", \"message\"}` (ESIA-03200 with \
         `description`); those of registers and of the citizen's SMS stand in `/rs/reqs/{id}`. The codes are those of MR \
         tables 73, 78 and 83, the texts are shortened. A refused token meets the codes of the data API. The fault \
         `resource-error` with the number as its `amount` orders any of them.\n\n\
         | code | text | meaning | met by |\n|---|---|---|---|\n",
    );
    for error in CATALOGUE {
        let (by, meaning) = told(error.code).unwrap_or_default();
        let met = if by == "fault" { "a fault alone" } else { "requests, a fault" };
        let _ = writeln!(out, "| {} | {} | {meaning} | {met} |", error.code, error.message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_meaning_and_no_line_is_left_over() {
        for error in CATALOGUE {
            let (by, meaning) = told(error.code).unwrap_or_else(|| panic!("{} has no line", error.code));
            assert!(["requests", "fault"].contains(&by) && !meaning.is_empty(), "{}", error.code);
        }
        assert_eq!(MEANINGS.lines().count(), CATALOGUE.len(), "one line for each code");
    }
}
