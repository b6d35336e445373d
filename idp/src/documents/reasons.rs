//! `docs/REASONS.md`: what the journal says of refused requests.

use std::fmt::Write as _;

use crate::documents::MADE;
use crate::domain::journal::reason::CATALOGUE;

/// The catalogue of reasons.
pub fn reasons() -> String {
    let mut out = format!(
        "{MADE}# Reasons\n\nWhat the journal (`GET {{control}}/journal`, `why`) says of a request that was refused: `reason` is \
         stable, `fix` says what to change. Where the fix depends on the request, the journal says it more exactly than \
         this table. `facts` hold what was expected and seen. The codes of the wire are those of [ERRORS.md](ERRORS.md); \
         where the answer is a page or one of the control API, there is none.\n"
    );
    for (subject, reasons) in CATALOGUE {
        let _ =
            write!(out, "\n## {subject}\n\n| reason | meaning | fix | answered with |\n|---|---|---|---|\n");
        for reason in *reasons {
            let codes = reason.codes.join(", ");
            let _ = writeln!(out, "| `{}` | {} | {} | {codes} |", reason.id, reason.meaning, reason.fix);
        }
    }
    out
}
