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

/// What happens to an account, and its words.
const EVENTS: [(&str, &str, &str); 28] = [
    ("registered", "учетная запись создана", "the account was made"),
    ("submitted", "данные отправлены на проверку", "the data were sent to the check"),
    ("check-passed", "проверка пройдена", "the check was passed"),
    ("check-failed", "проверка не пройдена", "the check was not passed"),
    ("check-cancelled", "проверка отозвана", "the check was taken back"),
    ("revision-submitted", "новые данные отправлены на проверку", "new data were sent to the check"),
    ("revision-passed", "новые данные проверены и действуют", "the new data were checked and are in force"),
    ("revision-failed", "новые данные проверку не прошли", "the new data did not pass the check"),
    ("letter-ordered", "заказано письмо с кодом", "a letter with a code was ordered"),
    ("letter-attempt-used", "введен неверный код из письма", "a wrong code of the letter was typed"),
    ("letter-given-up", "человек отказался от письма", "the letter was given up"),
    ("letter-returned", "письмо вернулось отправителю", "the letter went back to the sender"),
    ("confirmed", "личность подтверждена", "the identity was confirmed"),
    ("reconfirmed", "личность подтверждена заново", "the identity was confirmed again"),
    ("refused-in-person", "центр обслуживания отказал", "a service centre refused"),
    ("recovered-in-person", "центр обслуживания вернул доступ", "a service centre gave access back"),
    ("blocked", "учетная запись заблокирована", "the account was blocked"),
    ("unblocked", "учетная запись разблокирована", "the account was unblocked"),
    ("turned-fourteen", "ребенку исполнилось 14 лет", "the child became fourteen"),
    ("changed-by-parent", "родитель изменил данные", "the parent changed the data"),
    ("contact-offered", "указан новый контакт", "a new contact was offered"),
    ("contact-attempt-used", "введен неверный код контакта", "a wrong code of a contact was typed"),
    ("contact-code-sent", "отправлен код контакта", "the code of a contact was sent"),
    ("contact-proved", "контакт подтвержден", "the contact was proved"),
    ("contact-withdrawn", "новый контакт отозван", "the new contact was withdrawn"),
    ("contact-removed", "контакт удален", "the contact was removed"),
    ("contact-lost", "контакт перешел к другому человеку", "the contact went to another person"),
    ("deleted", "учетная запись удалена", "the account was deleted"),
];

/// What happened to an account, in words.
pub fn event(lang: Lang, name: &str) -> String {
    let found = EVENTS.iter().find(|(own, ..)| *own == name);
    found.map_or(name, |(_, russian, english)| lang.say(russian, english)).to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that the code gives to events, read from where it gives them.
    fn names_of(source: &'static str) -> impl Iterator<Item = &'static str> {
        let arms = source.lines().filter(|line| line.trim_start().starts_with("Self::"));
        arms.filter_map(|line| line.split_once("=> \"")?.1.split('"').next())
    }

    #[test]
    fn every_event_of_an_account_has_words_in_both_languages() {
        let own = names_of(include_str!("../../domain/account/event.rs"));
        let of_contacts = names_of(include_str!("../../domain/account/contacts.rs"));
        let all: Vec<_> = own.chain(of_contacts.filter(|name| name.starts_with("contact-"))).collect();
        assert!(all.contains(&"registered") && all.contains(&"contact-lost"), "{all:?}");
        for name in &all {
            for lang in [Lang::Ru, Lang::En] {
                assert!(event(lang, name).contains(' '), "{name} has no words");
            }
        }
        assert_eq!(all.len(), EVENTS.len(), "{all:?}");
    }
}
