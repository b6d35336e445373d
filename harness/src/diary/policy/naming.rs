//! Owns the comparison of names: which differences between the school's spelling and the portal's count.

use serde::Deserialize;

use crate::diary::roster::FullName;

/// Which differences between two spellings of a name are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Naming {
    /// «Ёлкина» and «Елкина».
    pub(crate) yo_is_ye: bool,
    /// «ИВАНОВ» and «Иванов».
    pub(crate) ignore_case: bool,
    /// Blanks at the ends, and several for one.
    pub(crate) collapse_blanks: bool,
    /// «Петрова-Водкина» and «Петрова Водкина».
    pub(crate) hyphen_is_blank: bool,
    /// A patronymic that one side lacks.
    pub(crate) absent_patronymic: AbsentPatronymic,
}

/// What a missing patronymic agrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AbsentPatronymic {
    /// With another missing one only.
    MatchesAbsent,
    /// With anything.
    MatchesAny,
}

impl Naming {
    /// Whether two names are one.
    pub(crate) fn same(self, a: &FullName, b: &FullName) -> bool {
        let middles = (self.patronymic(a), self.patronymic(b));
        let same_middle = match &middles {
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            _ => self.absent_patronymic == AbsentPatronymic::MatchesAny,
        };
        same_middle
            && self.folded(&a.last) == self.folded(&b.last)
            && self.folded(&a.first) == self.folded(&b.first)
    }

    /// An empty patronymic is an absent one, and so is a dash: forms that demand the field are filled in like that.
    fn patronymic(self, name: &FullName) -> Option<String> {
        let folded = self.folded(name.middle.as_deref()?);
        Some(folded).filter(|middle| !middle.trim().trim_matches('-').is_empty())
    }

    fn folded(self, part: &str) -> String {
        let mut folded = part.to_owned();
        if self.ignore_case {
            folded = folded.to_lowercase();
        }
        if self.yo_is_ye {
            folded = folded.replace('ё', "е").replace('Ё', "Е");
        }
        if self.hyphen_is_blank {
            folded = folded.replace(['-', '\u{2010}', '\u{2011}', '–', '—'], " ");
        }
        if self.collapse_blanks {
            folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Naming = Naming {
        yo_is_ye: true,
        ignore_case: true,
        collapse_blanks: true,
        hyphen_is_blank: true,
        absent_patronymic: AbsentPatronymic::MatchesAbsent,
    };

    fn name(last: &str, first: &str, middle: Option<&str>) -> FullName {
        FullName { last: last.to_owned(), first: first.to_owned(), middle: middle.map(str::to_owned) }
    }

    #[test]
    fn spellings_that_the_policy_treats_as_one_are_one_and_others_are_not() {
        let portal = name("Ёлкина-Берёзова", "Анна", Some("Сергеевна"));
        let spellings: [(&str, &str, Naming); 5] = [
            ("Елкина-Березова", "Анна", Naming { yo_is_ye: false, ..ALL }),
            ("ЁЛКИНА-БЕРЁЗОВА", "анна", Naming { ignore_case: false, ..ALL }),
            (" Ёлкина-Берёзова ", "Анна", Naming { collapse_blanks: false, ..ALL }),
            ("Ёлкина  Берёзова", "Анна", Naming { hyphen_is_blank: false, ..ALL }),
            ("Ёлкина - Берёзова", "Анна", Naming { collapse_blanks: false, ..ALL }),
        ];
        for (last, first, strict) in spellings {
            let school = name(last, first, Some("Сергеевна"));
            assert!(ALL.same(&school, &portal), "{last} {first}");
            assert!(!strict.same(&school, &portal), "{last} {first} under {strict:?}");
        }
        assert!(!ALL.same(&name("Ёлкин", "Анна", Some("Сергеевна")), &portal));
        assert!(!ALL.same(&name("Ёлкина-Берёзова", "Инна", Some("Сергеевна")), &portal));
    }

    #[test]
    fn an_absent_patronymic_agrees_as_the_policy_says() {
        let any = Naming { absent_patronymic: AbsentPatronymic::MatchesAny, ..ALL };
        let (with, without) = (name("А", "Б", Some("В")), name("А", "Б", None));
        assert!(ALL.same(&without, &without) && ALL.same(&without, &name("А", "Б", Some(" "))));
        assert!(ALL.same(&without, &name("А", "Б", Some("-"))));
        assert!(!ALL.same(&with, &without) && any.same(&with, &without));
        assert!(!any.same(&with, &name("А", "Б", Some("Г"))));
    }
}
