//! Owns what an earlier proof found: the scenario that told each fault, which is tried first this time.

use std::collections::BTreeMap;
use std::path::Path;

/// The scenario that told a fault, by the fault's name.
#[derive(Debug, Default)]
pub(crate) struct Earlier(BTreeMap<String, String>);

impl Earlier {
    /// Reads the page of a proof; one that is not there knows nothing.
    pub(crate) fn read(page: &Path) -> Self {
        Self::of(&std::fs::read_to_string(page).unwrap_or_default())
    }

    /// Lines of the table of what was caught: the fault in the first cell, its scenario in the fourth.
    fn of(page: &str) -> Self {
        let caught = page.split_once("## Caught").map_or("", |(_, rest)| rest);
        let caught = caught.split_once("\n## ").map_or(caught, |(table, _)| table);
        let told = caught.lines().filter_map(|line| {
            let mut cells = line.split(" | ");
            let fault = quoted(cells.next()?)?;
            Some((fault, quoted(cells.nth(2)?)?))
        });
        Self(told.collect())
    }

    /// The scenario that told a fault.
    pub(crate) fn scenario(&self, fault: &str) -> Option<&str> {
        self.0.get(fault).map(String::as_str)
    }
}

/// What stands between the backquotes of a cell.
fn quoted(cell: &str) -> Option<String> {
    cell.split('`').nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scenario_of_a_caught_fault_is_known_and_that_of_a_missed_one_is_not() {
        let page = "## Caught\n\n| fault | what is wrong | dialect | scenario | reason |\n|---|---|---|---|---|\n\
                    | `one` | the `state` is not looked at | both | `a.b` and 2 more | why |\n\n\
                    ## Missed\n\n| `two` | wrong | both | `c.d` | why |\n";
        let earlier = Earlier::of(page);
        assert_eq!((earlier.scenario("one"), earlier.scenario("two")), (Some("a.b"), None));
    }
}
