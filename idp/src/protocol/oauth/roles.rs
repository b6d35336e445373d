//! `roles` and `obj_type` (MR Б.2.3): in which roles, and for which organisations, a relying party lets citizens in.

use crate::domain::organisation::Kind;
use crate::domain::organisation::role::LetsIn;

/// The words of `roles`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles {
    /// `E`: an employee.
    employees: bool,
}

/// The words of `obj_type`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Types {
    /// `P`: a person in their own name.
    persons: bool,
    /// `B`, `L`, `A`: organisations. No organisation here is a branch of a foreign one (`F`), which is read all the same.
    kinds: Vec<Kind>,
}

/// Reads `roles`: `E` (employee) and `C` (chief), separated by blanks.
pub fn roles(text: &str) -> Option<Roles> {
    let words = words(text)?;
    let known = words.iter().all(|word| matches!(*word, "E" | "C"));
    known.then(|| Roles { employees: words.contains(&"E") })
}

/// Reads `obj_type`: `P` (person), `B` (sole proprietor), `L` (legal entity), `F` (branch of a foreign legal entity), `A`
/// (state body), separated by blanks.
pub fn types(text: &str) -> Option<Types> {
    let words = words(text)?;
    let kind = |word: &str| match word {
        "L" => Some(Kind::Legal),
        "B" => Some(Kind::SoleProprietor),
        "A" => Some(Kind::StateBody),
        _ => None,
    };
    let known = words.iter().all(|word| matches!(*word, "P" | "F") || kind(word).is_some());
    let kinds = words.iter().filter_map(|word| kind(word)).collect();
    known.then(|| Types { persons: words.contains(&"P"), kinds })
}

/// Whom both let in together; everybody when neither was sent.
// SIM: how the two go together is not documented. `roles` speaks of organisations alone; an employee may be the chief.
pub fn lets_in(roles: Option<Roles>, types: Option<&Types>) -> Option<LetsIn> {
    if roles.is_none() && types.is_none() {
        return None;
    }
    Some(LetsIn {
        citizens: types.is_some_and(|types| types.persons),
        employees: types.is_none_or(|types| !types.kinds.is_empty()),
        only_chiefs: roles.is_some_and(|roles| !roles.employees),
    })
}

impl Types {
    /// The organisations that are let in.
    pub fn kinds(self) -> Vec<Kind> {
        self.kinds
    }
}

fn words(text: &str) -> Option<Vec<&str>> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_others_refused() {
        assert_eq!(roles("C E"), Some(Roles { employees: true }));
        assert_eq!(roles("C"), Some(Roles { employees: false }));
        let kinds = vec![Kind::StateBody, Kind::Legal];
        assert_eq!(types("A L F"), Some(Types { persons: false, kinds }));
        assert_eq!(types("P"), Some(Types { persons: true, kinds: vec![] }));
        for wrong in ["", "p", "EC", "E,C", "P;E", "X", "A,L"] {
            assert_eq!((roles(wrong), types(wrong)), (None, None), "{wrong}");
        }
        assert_eq!((roles("P"), types("E")), (None, None));
    }

    #[test]
    fn both_together_say_who_is_let_in() {
        let told = |role: Option<&str>, kind: Option<&str>| {
            lets_in(role.and_then(roles), kind.and_then(types).as_ref())
        };
        let of = |citizens, employees, only_chiefs| Some(LetsIn { citizens, employees, only_chiefs });
        assert_eq!(told(None, None), None);
        assert_eq!(told(Some("E"), None), of(false, true, false));
        assert_eq!(told(Some("C"), None), of(false, true, true));
        assert_eq!(told(None, Some("P")), of(true, false, false));
        assert_eq!(told(None, Some("P L")), of(true, true, false));
        assert_eq!(told(Some("C"), Some("P L")), of(true, true, true));
        assert_eq!(told(None, Some("F")), of(false, false, false));
    }
}
