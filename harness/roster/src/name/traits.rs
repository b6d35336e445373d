//! Owns what a word says by its form: patronymic, surname, particle, filler.

use crate::letters::is_letter;
use crate::name::given::is_given;
use crate::person::Gender;

/// What the checks ask of one folded word. A pseudonym answers the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Traits {
    /// Known as a name.
    pub(crate) given: bool,
    /// Ends like a patronymic, and of which gender.
    pub(crate) patronymic: Option<Gender>,
    /// Ends like a Russian surname.
    pub(crate) surname: bool,
    /// `де`, `фон`, `оглы`.
    pub(crate) particle: bool,
    /// `нет`, `-`.
    pub(crate) placeholder: bool,
}

/// By a folded word.
pub(crate) fn traits(word: &str) -> Traits {
    Traits {
        given: is_given(word),
        patronymic: patronymic(word),
        surname: is_surname(word),
        particle: is_particle(word) || is_patronymic_tail(word).is_some(),
        placeholder: is_placeholder(word),
    }
}

fn patronymic(word: &str) -> Option<Gender> {
    if let Some(gender) = is_patronymic_tail(word.rsplit('-').next().unwrap_or(word)) {
        return Some(gender);
    }
    if word.chars().count() < 6 {
        // «Ильич» is the one patronymic of five letters; of its form there is no surname.
        return (word.chars().count() == 5 && word.ends_with("ьич")).then_some(Gender::Male);
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    if ends(&["ович", "евич", "ильич", "мич", "тич", "нич", "кич"]) {
        return Some(Gender::Male);
    }
    ends(&["овна", "евна", "ична", "инична"]).then_some(Gender::Female)
}

/// `оглы`, `кызы`: what follows a father's name.
pub(crate) fn is_patronymic_tail(word: &str) -> Option<Gender> {
    match word {
        "оглы" | "оглу" | "улы" | "уулу" => Some(Gender::Male),
        "кызы" | "гызы" | "казы" => Some(Gender::Female),
        _ => None,
    }
}

/// Endings that hardly any name has. Names that have one are known as names.
fn is_surname(word: &str) -> bool {
    const ENDS: [&str; 22] = [
        "ов",
        "ова",
        "ев",
        "ева",
        "ин",
        "ина",
        "ын",
        "ына",
        "ский",
        "ская",
        "цкий",
        "цкая",
        "ской",
        "енко",
        "ук",
        "юк",
        "чук",
        "ых",
        "их",
        "швили",
        "дзе",
        "ян",
    ];
    word.chars().count() >= 4 && ENDS.iter().any(|end| word.ends_with(end))
}

/// A word of a surname that is no surname by itself.
pub(crate) fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 22] = [
        "де", "да", "ди", "дю", "ла", "ле", "лос", "фон", "цу", "ван", "дер", "ден", "тер", "эль", "аль",
        "ан", "бен", "ибн", "бинт", "дос", "сан", "мак",
    ];
    PARTICLES.contains(&word)
}

/// What people write where there is nothing to write.
pub(crate) fn is_placeholder(folded: &str) -> bool {
    const FILLERS: [&str; 20] = [
        "нет",
        "не имеет",
        "отсутствует",
        "отс",
        "без отчества",
        "б/о",
        "н/д",
        "нд",
        "не указано",
        "не указан",
        "не указана",
        "прочерк",
        "неизвестно",
        "не известно",
        "none",
        "null",
        "n/a",
        "na",
        "no",
        "nan",
    ];
    let is_sign = !folded.is_empty()
        && folded.chars().all(|c| matches!(c, '-' | '.' | '_' | '*' | '?' | '0' | '/' | 'х' | 'x'));
    is_sign || FILLERS.contains(&folded.trim_end_matches('.'))
}

/// «И.», «И.П.», «И»: not a name but its beginning. «Ю» is a name where nothing follows it, and «Ё» is one too.
pub(crate) fn is_initial(part: &str, is_followed: bool) -> bool {
    let letters = part.chars().filter(|c| is_letter(*c)).count();
    let dots = part.chars().filter(|c| *c == '.').count();
    let others = part.chars().filter(|c| !is_letter(*c) && *c != '.' && !c.is_whitespace()).count();
    let is_dotted = dots > 0 && letters <= 2 && others == 0;
    is_dotted || (is_followed && letters == 1 && others == 0 && dots == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::fold::fold_word;

    fn of(word: &str) -> Traits {
        let mut folded = String::new();
        fold_word(word, &mut folded);
        traits(&folded)
    }

    #[test]
    fn the_form_of_a_word_says_what_it_is() {
        assert_eq!(of("Петрович").patronymic, Some(Gender::Male));
        assert_eq!(of("Ильинична").patronymic, Some(Gender::Female));
        assert_eq!(of("Кызы").patronymic, Some(Gender::Female));
        assert_eq!(of("Гасан-оглы").patronymic, Some(Gender::Male));
        for word in ["Иванов", "Ли", "Анна", "О'Нил", "Марина"] {
            assert_eq!(of(word).patronymic, None, "{word}");
        }
        assert!(of("Иванова").surname && !of("Иванова").given);
        assert!(of("Марина").surname && of("Марина").given);
        assert!(!of("Ли").surname && !of("Вальта").surname);
        assert!(is_placeholder("-") && is_placeholder("нет") && !is_placeholder("ю"));
        assert!(
            is_initial("И.", false)
                && is_initial("И", true)
                && !is_initial("Ю", false)
                && !is_initial("Ян", true)
        );
    }
}
