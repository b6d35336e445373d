//! Owns what scenarios say again and again, in both languages.

use crate::lang::Lang;

/// What scenarios say again and again about a check, in a language; everything else stays in their own words.
pub fn phrase(text: &str, lang: Lang) -> String {
    const BEGIN: &[(&str, &str)] = &[
        ("the diary's own session of ", "сеанс дневника: "),
        ("in as ", "вошёл как "),
        ("nobody is in", "никто не вошёл"),
        ("the built-in diary", "встроенный дневник"),
        ("a control did not hold: ", "контроль не выполнен: "),
        ("the citizen reads", "гражданин читает"),
        ("an answer with status ", "ответ со статусом "),
        ("no failure of the party", "страница без сбоя системы"),
    ];
    if lang == Lang::En {
        return text.to_owned();
    }
    let begun = BEGIN.iter().find_map(|(en, ru)| Some(format!("{ru}{}", text.strip_prefix(en)?)));
    let reads = || text.strip_suffix(" does not read").map(|who| format!("{who} не читает"));
    begun
        .or_else(reads)
        .or_else(|| text.strip_suffix(" reads").map(|who| format!("{who} читает")))
        .unwrap_or_else(|| text.to_owned())
}
