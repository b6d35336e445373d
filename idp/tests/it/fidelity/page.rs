//! Owns the text of `docs/FIDELITY.md`.

use std::fmt::Write as _;

use super::catalogues::Kind;
use super::marks::{Mark, Row, Sheet};
use super::rows;

const ABOUT: &str = "\
<!-- Made by the tests from the code's catalogues and from idp/tests/it/fidelity: `make golden` rewrites it; do not edit. -->

# Fidelity

Every behaviour of the simulator that a relying party can meet, how sure it is, the clause that says it, and the test that proves that \
the simulator behaves so. What there is, the code says: the lists are read from its own catalogues, types and routes. What is known \
of each stands in `idp/tests/it/fidelity/marks`. A test fails on a behaviour without a mark, on a mark without a behaviour, on a \
clause, table or note that the documents do not have, and on a test that is not run. Faults ([FAULTS.md](FAULTS.md)) are lies on \
purpose and not listed. [SPEC.md](SPEC.md) names the documents, lists the deviations and says what no document answers.

";

const END: &str = "
A mark speaks of the behaviour as the row names it: that it exists under this name, with this meaning, at this place. A setting's mark speaks of its \
default. Where only a part of it is documented, the note says which part is not. The clauses are those of MR 3.48, DP 1.66, REG 2.46, \
TECH 1.3.28 and EPGU 1.13; MR and DP are cited by the numbers of their tables of contents; a change is a version in the table of changes.
";

/// The document.
pub(super) fn page(all: &[(Kind, Sheet)]) -> String {
    let mut out = ABOUT.to_owned();
    out += "| mark | means |\n|---|---|\n";
    for mark in Mark::ALL {
        let _ = writeln!(out, "| {} | {} |", mark.name(), mark.meaning());
    }
    out += END;
    totals(&mut out, all);
    for (kind, sheet) in all {
        let _ = write!(out, "\n## {}\n\nRead from {}.\n", kind.title, kind.from);
        for part in &sheet.parts {
            let _ = write!(
                out,
                "\n### {}\n\n| behaviour | mark | clause | proved by | note |\n|---|---|---|---|---|\n",
                part.title
            );
            for row in &part.rows {
                line(&mut out, row);
            }
        }
    }
    out
}

/// How many behaviours of each kind have each mark.
fn totals(out: &mut String, all: &[(Kind, Sheet)]) {
    let count = |sheet: &Sheet, mark: Mark| rows(sheet).filter(|row| row.mark == mark).count();
    let heads: Vec<_> = Mark::ALL.iter().map(|mark| mark.name()).collect();
    let _ = write!(
        out,
        "\n## Totals\n\n| kind | {} | all |\n|---|{}---|\n",
        heads.join(" | "),
        "---|".repeat(heads.len())
    );
    let put = |out: &mut String, title: &str, numbers: &[usize]| {
        let told: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "| {title} | {} | {} |", told.join(" | "), numbers.iter().sum::<usize>());
    };
    let mut sums = [0; Mark::ALL.len()];
    for (kind, sheet) in all {
        let numbers = Mark::ALL.map(|mark| count(sheet, mark));
        put(out, kind.title, &numbers);
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += number;
        }
    }
    put(out, "**all**", &sums);
}

fn line(out: &mut String, row: &Row) {
    let proofs: Vec<_> = row.proofs.iter().map(|proof| format!("`{proof}`")).collect();
    let Row { name, mark, clause, note, .. } = row;
    let _ = writeln!(out, "| `{name}` | {} | {clause} | {} | {note} |", mark.name(), proofs.join(", "));
}
