//! `roles` and `obj_type`: in which roles, and for which organisations, a relying party lets citizens in.
//!
// SIM: the syntax of both values is not public; the words are those of SAML's metadata (`GlobalRole`, `OrgType`).

use crate::domain::organisation::Kind;
use crate::domain::organisation::role::LetsIn;

/// Reads `roles`: `P` (citizens) and `E` (employees), separated by blanks or commas.
pub fn roles(text: &str) -> Option<LetsIn> {
    let words = words(text)?;
    words
        .iter()
        .all(|word| matches!(*word, "P" | "E"))
        .then(|| LetsIn { citizens: words.contains(&"P"), employees: words.contains(&"E") })
}

/// Reads `obj_type`: `L` (legal entities), `B` (sole proprietors), `A` (state bodies).
pub fn organisation_kinds(text: &str) -> Option<Vec<Kind>> {
    let kind = |word: &&str| match *word {
        "L" => Some(Kind::Legal),
        "B" => Some(Kind::SoleProprietor),
        "A" => Some(Kind::StateBody),
        _ => None,
    };
    words(text)?.iter().map(kind).collect()
}

fn words(text: &str) -> Option<Vec<&str>> {
    let separates = |sign: char| sign == ',' || sign.is_whitespace();
    let words: Vec<_> = text.split(separates).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_others_refused() {
        assert_eq!(roles("P,E"), Some(LetsIn { citizens: true, employees: true }));
        assert_eq!(roles("E"), Some(LetsIn { citizens: false, employees: true }));
        assert_eq!(organisation_kinds("A L"), Some(vec![Kind::StateBody, Kind::Legal]));
        for wrong in ["", "p", "PE", "P;E", "X"] {
            assert_eq!((roles(wrong), organisation_kinds(wrong)), (None, None), "{wrong}");
        }
    }
}
