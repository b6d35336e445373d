//! Owns the marks: what is known of each behaviour, as the files `marks/*.txt` say it.
//!
//! A file is made of parts. `## Title` begins one, `## [key] Title` one whose names all begin with `key.`; `proved by a, b` names the
//! tests of its rows. A row is `name ; name | mark | clause | note | proof, proof`; the last two may be left out, and a proof of its
//! own takes the place of the part's.

use crate::source::root;

use super::FOLDER;

/// How sure a behaviour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Documented,
    Seen,
    Inferred,
    Guess,
    Own,
}

impl Mark {
    pub(super) const ALL: [Self; 5] = [Self::Documented, Self::Seen, Self::Inferred, Self::Guess, Self::Own];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Seen => "seen",
            Self::Inferred => "inferred",
            Self::Guess => "guess",
            Self::Own => "own",
        }
    }

    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Documented => "the clause says it",
            Self::Seen => {
                "no document says it, or they contradict one another or the real answers: it is what tokens, answers and clients of the real system show, the test stand's manual, or the letters that schools sent"
            }
            Self::Inferred => "no document says it; it follows from the clause that is named",
            Self::Guess => "nothing says how the real system does it; ours, not to be relied on",
            Self::Own => {
                "the real system has nothing of the kind: the simulator's own, listed so that the lists are whole"
            }
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }

    pub(super) const fn rests_on_a_clause(self) -> bool {
        matches!(self, Self::Documented | Self::Inferred)
    }

    pub(super) const fn wants(self) -> &'static str {
        if self.rests_on_a_clause() { "names its clause" } else { "names no clause: tell it in the note" }
    }
}

/// What is known of one behaviour.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) mark: Mark,
    pub(super) clause: String,
    pub(super) note: String,
    pub(super) proofs: Vec<String>,
}

/// Rows that belong together.
#[derive(Debug)]
pub(super) struct Part {
    /// What its names begin with, with the dot; nothing where they stand whole.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// One file.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) parts: Vec<Part>,
}

/// The marks of a kind of behaviours.
pub(super) fn read(file: &str) -> Sheet {
    let path = format!("{FOLDER}/marks/{file}.txt");
    let text = std::fs::read_to_string(root().join(&path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    let mut sheet = Sheet { parts: Vec::new() };
    let (mut key, mut proofs) = (String::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let wrong = |why: &str| -> ! { panic!("{path}, line {}: {why}", number + 1) };
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        if let Some(heading) = line.strip_prefix("## ") {
            let (of, title) =
                heading.strip_prefix('[').and_then(|rest| rest.split_once("] ")).unwrap_or(("", heading));
            key = if of.is_empty() { String::new() } else { format!("{of}.") };
            proofs = Vec::new();
            sheet.parts.push(Part { key: key.clone(), title: title.to_owned(), rows: Vec::new() });
        } else if let Some(named) = line.strip_prefix("proved by ") {
            proofs = named.split(", ").map(str::to_owned).collect();
        } else {
            let Some(part) = sheet.parts.last_mut() else { wrong("a row before the first heading `## …`") };
            match parsed(line, &key, &proofs) {
                Ok(rows) => part.rows.extend(rows),
                Err(why) => wrong(&why),
            }
        }
    }
    sheet
}

/// The rows of a line: one for each of its names.
fn parsed(line: &str, key: &str, proofs: &[String]) -> Result<Vec<Row>, String> {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let mark = Mark::of(cell(1)).ok_or_else(|| format!("`{}` is no mark", cell(1)))?;
    if cells.len() > 5 {
        return Err("a row has at most five cells".to_owned());
    }
    let own = cell(4);
    let proofs = if own.is_empty() { proofs.to_vec() } else { own.split(", ").map(str::to_owned).collect() };
    let row = |name: &str| Row {
        name: format!("{key}{name}"),
        mark,
        clause: cell(2).to_owned(),
        note: cell(3).to_owned(),
        proofs: proofs.clone(),
    };
    Ok(cell(0).split(" ; ").map(row).collect())
}
