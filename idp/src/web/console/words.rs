//! What the console calls what the control API names.

use crate::web::console::visit::Lang;
use crate::web::pages::console::Cell;

/// States of an account, their words and their tones.
const STATES: [(&str, &str, &str, &str); 8] = [
    ("simplified", "упрощенная", "simplified", "plain"),
    ("checking", "идет проверка", "checking", "plain"),
    ("check-failed", "проверка не пройдена", "check failed", "bad"),
    ("standard", "стандартная", "standard", "plain"),
    ("letter-ordered", "ждет письма", "letter ordered", "plain"),
    ("confirmed", "подтвержденная", "confirmed", "good"),
    ("blocked", "заблокирована", "blocked", "bad"),
    ("deleted", "удалена", "deleted", "bad"),
];

/// The state of an account as a mark.
pub fn state(lang: Lang, name: &str) -> Cell {
    match STATES.iter().find(|(own, ..)| *own == name) {
        Some((_, russian, english, tone)) => Cell::Mark(tone, lang.say(russian, english).to_owned()),
        None => Cell::text(name),
    }
}

/// Kinds of messages and their words.
pub const KINDS: [(&str, &str, &str); 4] = [
    ("sms", "СМС", "SMS"),
    ("mail", "Почта", "Mail"),
    ("letter", "Письмо", "Letter"),
    ("push", "Извещение системе", "Push"),
];

/// What a kind of message is called.
pub fn kind(lang: Lang, name: &str) -> String {
    let found = KINDS.iter().find(|(own, ..)| *own == name);
    found.map_or(name, |(_, russian, english)| lang.say(russian, english)).to_owned()
}

/// Fields of the control API, values they have, and the Russian words for these.
const VALUES: [(&str, &str, &str); 26] = [
    ("confirmed_by", "centre", "в центре обслуживания"),
    ("confirmed_by", "letter", "кодом из письма"),
    ("confirmed_by", "signature", "электронной подписью"),
    ("confirmed_by", "bank", "банком"),
    ("confirmed_by", "parent", "родителем"),
    ("confirmed_by", "control", "управляющим API"),
    ("gender", "M", "мужской"),
    ("gender", "F", "женский"),
    ("citizenship", "RUS", "Россия"),
    ("kind", "mobile", "мобильный телефон"),
    ("kind", "email", "почта"),
    ("kind", "home", "домашний телефон"),
    ("kind", "work-email", "рабочая почта"),
    ("second_factor", "none", "нет"),
    ("second_factor", "sms", "СМС"),
    ("second_factor", "totp", "приложение"),
    ("state", "NOT_VERIFIED", "не проверен"),
    ("state", "VERIFYING", "проверяется"),
    ("state", "VERIFIED", "проверен"),
    ("state", "VERIFICATION_FAILED", "не прошел проверку"),
    ("state", "serving", "работает"),
    ("state", "unusable", "не работает"),
    ("signature_check", "strict", "строго"),
    ("signature_check", "tolerant", "с послаблениями"),
    ("signature_check", "off", "не проверяется"),
    ("type", "RF_PASSPORT", "паспорт РФ"),
];

/// The value of a field: in Russian its word where it has one, otherwise as the control API spells it.
pub fn value(lang: Lang, field: &str, spelled: &str) -> String {
    let known = VALUES.iter().find(|(own, value, _)| *own == field && *value == spelled);
    match (lang, known) {
        (Lang::Ru, Some((_, _, russian))) => (*russian).to_owned(),
        _ => spelled.to_owned(),
    }
}

/// Whether a request was answered or refused, as a mark.
pub fn outcome(lang: Lang, name: &str) -> Cell {
    match name {
        "refused" => Cell::Mark("bad", lang.say("отказ", "refused").to_owned()),
        _ => Cell::Mark("good", lang.say("ответ", "answered").to_owned()),
    }
}
