//! Owns the words for refusals around consents, filters and the diary's own registration, and the codes they come from.

use crate::diary::refusal::Refusal;

/// What the portal says by a code of its own, wherever it says it.
const OF_CODES: &[(&str, Refusal)] = &[
    ("ESIA-007055", Refusal::FilteredOut),
    ("ESIA-007036", Refusal::AccountBlocked),
    ("ESIA-007071", Refusal::ScopesClosed),
    ("ESIA-007006", Refusal::ScopesBeside),
];

impl Refusal {
    /// The refusal that the portal's own words name by a code.
    pub(crate) fn of_portal(detail: &str) -> Option<Self> {
        OF_CODES.iter().find(|(code, _)| detail.contains(code)).map(|(_, refusal)| refusal.clone())
    }

    /// What the diary's administrator has to be told: no citizen can put it right.
    pub(crate) fn complaint(&self) -> Option<&'static str> {
        Some(match self {
            Refusal::ScopesClosed => {
                "ESIA-007071: системе закрыты области доступа (scope) с личными данными. Запрашивайте их согласием (permissions) или подайте заявку оператору портала."
            }
            Refusal::ScopesBeside => {
                "ESIA-007006: рядом с согласием (permissions) в scope допустим только openid, и только области из заявки."
            }
            _ => return None,
        })
    }
}

/// The code to tell the support line.
pub(super) fn code(refusal: &Refusal) -> Option<&'static str> {
    OF_CODES.iter().find(|(_, known)| known == refusal).map(|(code, _)| *code)
}

/// What happened, in a few words.
pub(super) fn title(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::ChildIsNoGrownUp => "Детская учётная запись открывает только дневник ученика",
        Refusal::ConfirmedNeeded => "Подтвердите учётную запись",
        Refusal::ConsentDeclined => "Вы не дали согласия",
        Refusal::ConsentOver => "Согласие больше не действует",
        Refusal::SignInAgain => "Войдите ещё раз",
        Refusal::FilteredOut => "С этой учётной записью портал не пускает",
        Refusal::AccountBlocked => "Учётная запись заблокирована",
        Refusal::ScopesClosed | Refusal::ScopesBeside => "Дневник неверно подключён к порталу",
        _ => return None,
    })
}

/// What it means for the citizen, and what to do next.
pub(super) fn explanation(refusal: &Refusal) -> Option<&'static [&'static str]> {
    Some(match refusal {
        Refusal::ChildIsNoGrownUp => &[
            "По СНИЛС этой учётной записи в дневнике записан взрослый, а учётная запись — детская.",
            "Сообщите администратору дневника в школе: скорее всего, в СНИЛС взрослого ошибка.",
        ],
        Refusal::ConfirmedNeeded => &[
            "Вход на портал выполнен, но согласие может дать только взрослый с подтверждённой учётной записью.",
            "Взрослым: подтвердите личность на портале, затем войдите в дневник повторно.",
            "Ученикам до 18 лет подтверждать ничего не нужно: попросите родителя дать согласие.",
        ],
        Refusal::ConsentDeclined => &[
            "Портал ничего не передал, потому что на странице согласия Вы нажали «Отказать» или сняли все отметки.",
            "Без согласия дневник Вас не узнает. Передумать можно в любой день: нажмите «через Госуслуги» и дайте согласие.",
        ],
        Refusal::ConsentOver => &[
            "Согласие, по которому был открыт дневник, отозвано, или его срок вышел.",
            "Взрослым: войдите через портал ещё раз и дайте согласие заново. Ученикам до 18 лет: попросите об этом родителя.",
            "Оценки не пропадут.",
        ],
        Refusal::SignInAgain => {
            &["Портал больше не отвечает дневнику от Вашего имени. Войдите через портал ещё раз."]
        }
        Refusal::FilteredOut => &[
            "Дневник попросил портал впускать не всех, и Ваша учётная запись под это условие не подходит.",
            "Взрослым нужна подтверждённая учётная запись. Если Вы ученик и вошли с детской учётной записью, сообщите в школу: дневник настроен только на взрослых.",
        ],
        Refusal::AccountBlocked => &[
            "Портал госуслуг заблокировал эту учётную запись, поэтому войти с ней нельзя.",
            "Обратитесь в службу поддержки портала: дневник здесь помочь не может.",
        ],
        Refusal::ScopesClosed | Refusal::ScopesBeside => &[
            "Портал отклонил запрос самого дневника: Вы всё сделали верно.",
            "Сообщите в школу. Администратор дневника видит причину на своей странице.",
        ],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portals_codes_have_words_of_their_own_and_others_have_none() {
        for (code, refusal) in OF_CODES {
            let told = Refusal::of_portal(&format!("invalid_request: {code}: words"));
            assert_eq!(told.as_ref(), Some(refusal));
            assert!(title(refusal).is_some() && explanation(refusal).is_some(), "{code}");
            assert!(refusal.for_support().contains(code), "{code}");
        }
        assert_eq!(Refusal::of_portal("invalid_request: ESIA-007003"), None);
    }
}
