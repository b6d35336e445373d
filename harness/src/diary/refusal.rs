//! Owns the reasons why the diary refuses sign-in, and the explanation of each for the citizen.

mod consent;
mod reason;
mod token;

use actix_web::http::StatusCode;

pub(crate) use reason::Refusal;
pub(crate) use token::TokenFault;

use crate::diary::level::Level;

/// Reasons for which a policy may have words of its own.
pub(crate) const OF_POLICIES: &[&str] = &[
    "account-without-snils",
    "child-account-needed",
    "confirmed-needed",
    "consent-declined",
    "consent-missing",
    "consent-over",
    "filtered-out",
    "level-too-low",
    "name-differs",
    "not-activated",
    "password-closed",
    "snils-differs",
    "snils-not-entered",
    "unknown-person",
];

impl Refusal {
    /// The HTTP status of its page.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Refusal::WrongPassword => StatusCode::UNAUTHORIZED,
            Refusal::AttemptUnknown
            | Refusal::CodeUnknown
            | Refusal::CredentialsUnfit { .. }
            | Refusal::EntryUnfit { .. } => StatusCode::BAD_REQUEST,
            Refusal::PortalSilent { .. } | Refusal::AnswerUnreadable { .. } => StatusCode::BAD_GATEWAY,
            _ => StatusCode::FORBIDDEN,
        }
    }

    /// What happened, in a few words.
    pub(crate) fn title(&self) -> &'static str {
        if let Some(title) = consent::title(self) {
            return title;
        }
        match self {
            Refusal::WrongPassword => "Неверный логин или пароль",
            Refusal::Declined => "Вы отказались предоставить права доступа",
            Refusal::PortalSilent { .. } => "Портал госуслуг не отвечает",
            Refusal::LevelTooLow { .. } => "Уровня учётной записи недостаточно",
            Refusal::UnknownPerson => "Дневник Вас не знает",
            Refusal::AccountOfAnotherUser | Refusal::UserHasAnotherAccount => "Учётная запись не привязана",
            Refusal::NotYourPupil => "Нет доступа к этому дневнику",
            Refusal::PasswordClosed => "Вход по логину и паролю закрыт",
            Refusal::ChildAccountNeeded => "Нужна детская учётная запись",
            Refusal::ConsentMissing => "Ваш дневник не найден",
            Refusal::NameDiffers | Refusal::SnilsDiffers => "Данные дневника и портала не совпадают",
            Refusal::SnilsNotEntered => "В дневнике нет Вашего СНИЛС",
            Refusal::NotActivated => "Профиль дневника не активирован",
            Refusal::CodeUnknown => "Код активации не подходит",
            Refusal::CredentialsUnfit { .. } => "Логин и пароль не заданы",
            Refusal::WouldLockOut => "Учётная запись не отвязана",
            Refusal::NotYourRole => "Эта страница не для Вас",
            Refusal::EntryUnfit { .. } => "Сведения не сохранены",
            _ => "Вход через портал госуслуг не выполнен",
        }
    }

    /// What it means for the citizen, and what to do next: one sentence or two for each paragraph.
    pub(crate) fn explanation(&self) -> Vec<String> {
        match self {
            Refusal::LevelTooLow { needed, seen } => return level_too_low(*needed, *seen),
            Refusal::CredentialsUnfit { why } => return vec![(*why).to_owned()],
            Refusal::EntryUnfit { why } => return vec![why.clone()],
            _ => {}
        }
        let lines = consent::explanation(self).unwrap_or_else(|| self.lines());
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    /// The explanation of a refusal that has the same one every time.
    fn lines(&self) -> &'static [&'static str] {
        match self {
            Refusal::WrongPassword => &[
                "Проверьте логин и пароль, которые Вам выдали в школе.",
                "После десяти неверных паролей вход с этим логином закрывается на 15 минут.",
            ],
            Refusal::Declined => &[
                "Учётная запись портала госуслуг не привязана: без Вашего разрешения портал ничего не передаёт.",
                "Логин и пароль дневника работают, как прежде. Привязать учётную запись можно позже.",
            ],
            Refusal::PortalRefused { .. } | Refusal::CodeRefused { .. } | Refusal::RecordRefused { .. } => {
                &["Портал госуслуг не завершил вход. Попробуйте ещё раз; если не поможет, сообщите в школу."]
            }
            Refusal::AttemptUnknown => &[
                "Этот вход начат в другом браузере, уже завершён или длился слишком долго.",
                "Начните вход заново.",
            ],
            Refusal::PortalSilent { .. } | Refusal::AnswerUnreadable { .. } => {
                &["Войти через портал сейчас нельзя. Попробуйте через несколько минут."]
            }
            Refusal::Token(_) => &[
                "Ответ портала не прошёл проверку, поэтому дневник ему не поверил.",
                "Начните вход заново; если не поможет, сообщите в школу.",
            ],
            Refusal::SomebodyElse => {
                &["Портал прислал сведения о другом человеке, поэтому дневник не открыт."]
            }
            Refusal::AccountClosed => &["Эта учётная запись портала госуслуг удалена или заблокирована."],
            Refusal::UnknownPerson => &[
                "На портал госуслуг Вы вошли, но эта учётная запись не привязана ни к одному дневнику школы.",
                "Войдите по логину и паролю дневника и нажмите «Привязать учетную запись портала госуслуг». Если логина нет, обратитесь к классному руководителю.",
            ],
            Refusal::AccountOfAnotherUser => &[
                "Эта учётная запись портала уже привязана к другому пользователю дневника.",
                "Если на портале остался вход другого человека, выйдите с портала и повторите привязку.",
            ],
            Refusal::UserHasAnotherAccount => {
                &["К Вашему дневнику уже привязана другая учётная запись портала."]
            }
            Refusal::NotYourPupil => &["Школа не открывала Вам оценки этого ученика."],
            Refusal::PasswordClosed => &[
                "Войти в дневник можно только через портал госуслуг.",
                "Нажмите «через Госуслуги» на странице входа.",
            ],
            Refusal::ChildAccountNeeded => &[
                "Ученику нужна детская учётная запись на портале госуслуг.",
                "Её создаёт родитель с подтверждённой учётной записью в разделе «Семья и дети».",
            ],
            Refusal::ConsentMissing => &[
                "На портале госуслуг нет согласия родителя на передачу сведений школы.",
                "Попросите родителя дать его в разделе «Семья и дети», «Школьное портфолио», и войдите повторно.",
            ],
            Refusal::AccountWithoutSnils => &[
                "Портал не передал Ваш СНИЛС, а дневник узнаёт людей по нему.",
                "Укажите СНИЛС в профиле на портале; если его нет, обратитесь к администратору дневника в школе.",
            ],
            Refusal::WouldLockOut => &[
                "По логину и паролю Вы войти уже не сможете: без привязки доступ к дневнику пропадёт.",
                "Если нужна другая учётная запись портала, обратитесь к администратору дневника в школе.",
            ],
            Refusal::NotYourRole => &["Эта страница открыта другим работникам школы."],
            Refusal::NameDiffers
            | Refusal::SnilsDiffers
            | Refusal::SnilsNotEntered
            | Refusal::NotActivated
            | Refusal::CodeUnknown => self.steps_at_school(),
            _ => &[],
        }
    }

    /// The explanation of what only the school can put right: its list and the portal differ.
    fn steps_at_school(&self) -> &'static [&'static str] {
        match self {
            Refusal::NameDiffers => &[
                "СНИЛС совпадает, но ФИО на портале госуслуг и в дневнике записаны по-разному.",
                "Сообщите администратору дневника в школе, как Ваши ФИО записаны в паспорте.",
            ],
            Refusal::SnilsDiffers => &[
                "ФИО совпадают, но СНИЛС в дневнике другой: возможно, в нём опечатка.",
                "Покажите СНИЛС администратору дневника в школе.",
            ],
            Refusal::SnilsNotEntered => &[
                "Ваши ФИО в дневнике есть, а СНИЛС администратор школы ещё не внёс.",
                "Передайте СНИЛС администратору дневника в школе.",
            ],
            Refusal::NotActivated => &[
                "ФИО и СНИЛС совпадают, но Ваш профиль в дневнике ещё не активирован.",
                "Нажмите «Активировать доступ» на странице входа и введите код, который выдала школа.",
            ],
            Refusal::CodeUnknown => &[
                "Такого кода нет, или он уже использован.",
                "Проверьте код; если не поможет, попросите в школе новый.",
            ],
            _ => &[],
        }
    }

    /// Where on the portal the citizen can put it right, as a label and a path.
    pub(crate) fn on_the_portal(&self) -> &'static [(&'static str, &'static str)] {
        const PROFILE: (&str, &str) = ("Заполнить данные на портале госуслуг", "/profile/");
        const CENTRES: (&str, &str) = ("Где подтвердить личность", "/public/ra/?fts=cfm");
        match self {
            Refusal::LevelTooLow { needed: Level::Confirmed, .. } | Refusal::ConfirmedNeeded => {
                &[PROFILE, CENTRES]
            }
            Refusal::LevelTooLow { .. } => &[PROFILE],
            Refusal::AccountOfAnotherUser => &[("Выйти с портала госуслуг", "/logout")],
            Refusal::ChildAccountNeeded | Refusal::ConsentMissing | Refusal::ConsentOver => {
                &[("Семья и дети на портале госуслуг", "/profile/family")]
            }
            Refusal::AccountWithoutSnils => &[PROFILE],
            _ => &[],
        }
    }

    /// What the support line wants to hear: the reason's name and the portal's own words, never a token or a code.
    pub(crate) fn for_support(&self) -> String {
        let reason = self.reason();
        if let Some(code) = consent::code(self) {
            return format!("{reason}; {code}");
        }
        match self {
            Refusal::PortalRefused { detail }
            | Refusal::PortalSilent { detail }
            | Refusal::AnswerUnreadable { detail }
            | Refusal::CodeRefused { detail }
            | Refusal::RecordRefused { detail } => format!("{reason}; {detail}"),
            _ => reason.to_owned(),
        }
    }
}

fn level_too_low(needed: Level, seen: Level) -> Vec<String> {
    let at_least = if needed == Level::Confirmed { "" } else { "не ниже: " };
    let mut lines = vec![format!(
        "Ваша учётная запись на портале госуслуг — {}, а для входа в дневник нужна {at_least}{}.",
        seen.in_russian(),
        needed.in_russian()
    )];
    if seen < Level::Standard {
        lines.push(
            "Заполните в профиле на портале паспортные данные и СНИЛС и дождитесь окончания их проверки."
                .to_owned(),
        );
    }
    if needed == Level::Confirmed {
        lines.push(
            "Подтвердите личность: придите с паспортом в любой центр обслуживания из списка на портале."
                .to_owned(),
        );
    }
    // The level is written into the token when it is issued; an old sign-in keeps the old level.
    lines.push("После этого выйдите с портала и войдите в дневник повторно.".to_owned());
    lines
}
