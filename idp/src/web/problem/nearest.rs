//! Which known name is meant by an unknown one.

/// Longer names are not compared: the work stays the same, whatever is sent.
const COMPARED_MAX: usize = 40;

/// The known name nearest to another: at most a third of its letters differ.
pub fn of<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let folded = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    if name.len() > COMPARED_MAX {
        return None;
    }
    let wanted = folded(name);
    let steps = |one: &&'a str| distance(&wanted, &folded(one));
    let best = known.iter().copied().min_by_key(steps)?;
    let longer = wanted.chars().count().max(folded(best).chars().count());
    (distance(&wanted, &folded(best)) * 3 <= longer).then_some(best)
}

/// How many letters must be changed, added or left out to make one text of another (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (column, wanted) in other.iter().enumerate() {
            let up = row.get(column + 1).copied().unwrap_or_default();
            let replaced = diagonal + usize::from(letter != *wanted);
            let best = replaced.min(up + 1).min(left + 1);
            diagonal = up;
            if let Some(cell) = row.get_mut(column) {
                *cell = left;
            }
            left = best;
        }
        if let Some(last) = row.last_mut() {
            *last = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        let known = ["redirect_hosts", "scopes", "name"];
        let cases = [
            ("redirect_host", Some("redirect_hosts")),
            ("redirectHosts", Some("redirect_hosts")),
            ("scpoes", Some("scopes")),
            ("Name", Some("name")),
            ("certificate", None),
            ("", None),
        ];
        for (name, meant) in cases {
            assert_eq!(of(name, &known), meant, "{name}");
        }
    }

    #[test]
    fn distances() {
        for (one, other, steps) in [("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3)] {
            assert_eq!(distance(one, other), steps, "{one} {other}");
        }
    }
}
