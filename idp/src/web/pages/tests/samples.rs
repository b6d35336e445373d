//! Every page once, and once more in each of its states.

use askama::Template;

use super::Page;
use crate::web::pages::{
    agreements, cabinet, centres, confirm, consent, console, family, journal, login, notices, operator,
    portfolio, profile, recovery, registration, second_factor, security, ways,
};

fn page(name: &str, template: &impl Template) -> Page {
    Page { name: name.to_owned(), html: template.render().expect("a sample is rendered") }
}

/// Templates that have a sample below; parts, the layout and the macros are seen through them.
pub(super) const TEMPLATES: &[&str] = &[
    "centres.html",
    "confirm/letter_code.html",
    "confirm/letter_order.html",
    "confirm/signature.html",
    "console/page.html",
    "family/account.html",
    "family/account_code.html",
    "family/card.html",
    "family/consent.html",
    "family/data.html",
    "family/list.html",
    "index.html",
    "journal/entry.html",
    "journal/list.html",
    "logs/postcodes.txt",
    "logs/sms.txt",
    "notice/contact_proved.html",
    "notice/failed.html",
    "notice/refused.html",
    "notice/too_late.html",
    "notice/unserved.html",
    "notice/signed_out.html",
    "operator/delete.html",
    "operator/desk.html",
    "operator/recover.html",
    "operator/refuse.html",
    "operator/register.html",
    "operator/result.html",
    "operator/sign_in.html",
    "profile/agreements.html",
    "profile/portfolio.html",
    "profile/cabinet.html",
    "profile/edit.html",
    "profile/ways.html",
    "recovery/code.html",
    "recovery/document.html",
    "recovery/password.html",
    "recovery/result.html",
    "recovery/start.html",
    "registration/code.html",
    "registration/done.html",
    "registration/password.html",
    "registration/start.html",
    "registration/taken.html",
    "security/contact.html",
    "security/contact_code.html",
    "security/contact_remove.html",
    "security/delete.html",
    "security/password.html",
    "security/settings.html",
    "security/totp.html",
    "sign_in/captcha.html",
    "sign_in/consent.html",
    "sign_in/locked.html",
    "sign_in/login.html",
    "sign_in/needs_confirmation.html",
    "sign_in/new_password.html",
    "sign_in/role.html",
    "sign_in/sms.html",
    "sign_in/totp.html",
];

/// Every sample, rendered.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = vec![
        page("login", &login::Login::sample()),
        page("login-refused", &login::Login::sample_refused()),
        page("login-people", &login::Login::sample_with_people()),
        page("console", &console::Page::sample()),
        page("agreements", &agreements::Agreements::sample()),
        page("consent", &consent::Consent::sample()),
        page("consent-terms", &consent::Consent::sample_with_terms()),
        page("registration-start", &registration::Start::sample()),
        page("registration-start-refused", &registration::Start::sample_refused()),
        page("registration-code", &registration::Code::sample()),
        page("registration-code-refused", &registration::Code::sample_refused()),
        page("registration-code-exhausted", &registration::Code::sample_exhausted()),
        page("registration-taken", &registration::Taken::sample()),
        page("registration-password", &registration::Password::sample()),
        page("registration-password-refused", &registration::Password::sample_refused()),
        page("registration-done", &registration::Done::sample()),
        page("cabinet", &cabinet::Cabinet::sample()),
        page("profile-edit", &profile::Edit::sample()),
        page("profile-edit-refused", &profile::Edit::sample_refused()),
        page("ways", &ways::Ways::sample()),
        page("ways-too-early", &ways::Ways::sample_too_early()),
        page("needs-confirmation", &ways::NeedsConfirmation::sample()),
        page("centres", &centres::Centres::sample()),
        page("centres-map", &centres::Centres::sample_map()),
        page("centres-empty", &centres::Centres::sample_empty()),
        page("operator-choose", &operator::Desk::sample()),
        page("signed-out", &notices::SignedOut::sample()),
        page("contact-proved", &notices::ContactProved::sample()),
        page("refused", &notices::Refused::sample()),
        page("too-late", &notices::TooLate::sample()),
        page("unserved", &notices::Unserved::sample()),
        page("failed", &notices::Failed::sample()),
        page("not-found", &notices::Failed::sample_not_found()),
        page("index", &notices::Index::sample()),
    ];
    pages.extend(later());
    let states = cabinet::Cabinet::sample_states();
    pages.extend(states.iter().map(|(name, one)| page(&format!("cabinet-{name}"), one)));
    let confirmed = profile::Edit::sample_confirmed();
    pages.extend(confirmed.iter().map(|(name, one)| page(&format!("profile-edit-{name}"), one)));
    let states = operator::Desk::sample_states();
    pages.extend(states.iter().map(|(name, one)| page(&format!("operator-{name}"), one)));
    pages
}

/// Samples of the pages of the account's later life.
fn later() -> Vec<Page> {
    let mut pages = vec![
        page("recovery-start", &recovery::Start::sample()),
        page("recovery-code", &recovery::Code::sample()),
        page("recovery-document", &recovery::Document::sample()),
        page("recovery-password", &recovery::Password::sample()),
        page("recovery-changed", &recovery::Outcome::sample()),
        page("sms", &second_factor::Sms::sample()),
        page("sms-exhausted", &second_factor::Sms::sample_exhausted()),
        page("totp", &second_factor::Totp::sample()),
        page("captcha", &second_factor::CaptchaPage::sample()),
        page("locked", &second_factor::Locked::sample()),
        page("new-password", &second_factor::NewPassword::sample()),
        page("role", &second_factor::Role::sample()),
        page("security", &security::Settings::sample()),
        page("security-set-up", &security::TotpSetUp::sample()),
        page("security-password", &security::ChangePassword::sample()),
        page("contact", &security::ChangeContact::sample()),
        page("contact-first", &security::ChangeContact::sample_first()),
        page("contact-remove", &security::RemoveContact::sample()),
        page("contact-code", &security::ContactCode::sample()),
        page("delete", &security::Delete::sample()),
        page("letter-order", &confirm::LetterOrder::sample()),
        page("letter-arrived", &confirm::LetterCode::sample()),
        page("signature", &confirm::Signature::sample()),
        page("family", &family::Family::sample()),
        page("family-not-confirmed", &family::Family::sample_not_confirmed()),
        page("family-card", &family::AddChild::sample()),
        page("family-account", &family::CreateAccount::sample()),
        page("family-account-code", &family::AccountCode::sample()),
        page("family-data", &family::ChildDetails::sample()),
        page("family-consent", &family::SchoolConsent::sample()),
        page("family-consent-given", &family::SchoolConsent::sample_given()),
        page("portfolio", &portfolio::Portfolio::sample()),
        page("portfolio-empty", &portfolio::Portfolio::sample_empty()),
        page("operator-sign-in", &operator::SignIn::sample()),
        page("operator-register", &operator::OneStep::sample()),
        page("operator-recover", &operator::Recover::sample()),
        page("operator-delete", &operator::Delete::sample()),
        page("operator-refuse", &operator::Refuse::sample()),
        page("operator-result", &operator::Outcome::sample()),
        page("journal", &journal::Journal::sample()),
        page("journal-entry", &journal::Explained::sample()),
        page("journal-entry-old", &journal::Explained::sample_old()),
        page("journal-empty", &journal::Journal::sample_empty()),
    ];
    let ends = recovery::Outcome::sample_others();
    pages.extend(ends.iter().map(|(name, one)| page(&format!("recovery-{name}"), one)));
    let factors = security::Settings::sample_factors();
    pages.extend(factors.iter().map(|(name, one)| page(&format!("security-{name}"), one)));
    let journeys = confirm::LetterCode::sample_journeys();
    pages.extend(journeys.iter().map(|(name, one)| page(&format!("letter-{name}"), one)));
    pages
}

/// Page, form's address, names of its fields in order, words on its buttons.
pub(super) const FORMS: &[(&str, &str, &str, &str)] = &[
    ("login", "/login", "ctx login password foreign_computer", "Войти"),
    ("login-refused", "/login", "ctx login password captcha_id captcha foreign_computer", "Войти"),
    ("consent", "/login/consent", "ctx decision", "Предоставить Отказать"),
    ("registration-start", "/registration/", "last_name first_name mobile", "Зарегистрироваться"),
    (
        "registration-start-refused",
        "/realms/r-1/registration/?by=email",
        "last_name first_name email",
        "Зарегистрироваться",
    ),
    ("registration-code", "/registration/code", "registration code", "Подтвердить"),
    ("registration-code", "/registration/resend", "registration", "Отправить код еще раз"),
    ("registration-code-exhausted", "/registration/resend", "registration", "Отправить код еще раз"),
    ("registration-password", "/registration/password", "registration password password_again", "Готово"),
    (
        "profile-edit",
        "/profile/edit",
        "last_name first_name middle_name gender birth_date birth_place snils citizenship document_type \
         passport_series passport_number passport_issued_on passport_issuer_code passport_issued_by",
        "Сохранить",
    ),
    ("cabinet-letter", "/profile/confirm/letter/code", "code", "Подтвердить"),
    ("operator-choose", "/operator/", "centre", "Выбрать"),
    ("operator-search", "/operator/", "centre snils mobile email", "Найти"),
    (
        "operator-found",
        "/operator/confirm",
        "centre oid passport_series passport_number",
        "Подтвердить личность",
    ),
    ("recovery-start", "/recovery/", "contact captcha_id captcha", "Продолжить"),
    ("recovery-code", "/recovery/code", "recovery code", "Подтвердить"),
    ("recovery-code", "/recovery/resend", "recovery", "Отправить код еще раз"),
    ("recovery-document", "/recovery/document", "recovery document document_number", "Продолжить"),
    ("recovery-password", "/recovery/password", "recovery password password_again", "Сохранить"),
    ("sms", "/login/sms", "ctx code", "Подтвердить"),
    ("sms-exhausted", "/login/sms/resend", "ctx", "Отправить код еще раз"),
    ("totp", "/login/totp", "ctx code", "Подтвердить"),
    ("captcha", "/login/captcha", "ctx captcha_id captcha", "Продолжить"),
    ("new-password", "/login/password", "ctx password password_again", "Сохранить"),
    ("new-password", "/login/password/skip", "ctx", "Позже"),
    ("role", "/login/role", "ctx role", "Продолжить"),
    ("security", "/profile/security/second-factor", "method", "Получать код в SMS"),
    ("security-totp", "/profile/security/second-factor", "method", "Получать код в SMS Выключить"),
    ("security", "/profile/security/sessions/end-all", "", "Выйти со всех устройств"),
    ("security-set-up", "/profile/security/totp", "code", "Включить"),
    (
        "security-password",
        "/profile/security/password",
        "current_password password password_again",
        "Сменить пароль",
    ),
    ("contact", "/profile/contacts", "kind value", "Получить код"),
    ("contact-code", "/profile/contacts/code", "kind code", "Подтвердить"),
    ("delete", "/profile/delete", "password agree", "Удалить учетную запись"),
    (
        "letter-order",
        "/profile/confirm/letter",
        "zip_code region settlement street house flat",
        "Заказать письмо",
    ),
    ("letter-arrived", "/profile/confirm/letter/code", "code", "Подтвердить"),
    ("letter-travelling", "/profile/confirm/letter/cancel", "", "Отказаться от письма"),
    ("signature", "/profile/confirm/signature", "challenge_id signature", "Подтвердить личность"),
    ("signature", "/profile/confirm/signature", "challenge_id signature_file", "Отправить файл"),
    (
        "family-card",
        "/profile/family/add",
        "last_name first_name middle_name gender birth_date snils certificate_series certificate_number \
         certificate_issued_on certificate_issued_by act_number act_date",
        "Сохранить",
    ),
    (
        "family-account",
        "/profile/family/k2/account",
        "birth_place registration email mobile password password_again",
        "Создать",
    ),
    ("family-account-code", "/profile/family/k2/account/code", "code", "Подтвердить"),
    ("family-account-code", "/profile/family/k2/account/resend", "", "Отправить код еще раз"),
    (
        "family-data",
        "/profile/family/k3/data",
        "last_name first_name middle_name birth_place registration",
        "Сохранить",
    ),
    ("family", "/profile/family/k2/hide", "hide", "Показывать карточку: Журавлев Тимур Олегович"),
    ("family-consent", "/profile/family/k3/consent", "decision", "Дать согласие"),
    ("family-consent-given", "/profile/family/k3/consent", "decision", "Отозвать согласие"),
    ("operator-sign-in", "/operator/login", "login password centre", "Войти"),
    (
        "operator-register",
        "/operator/register",
        "centre last_name first_name middle_name gender birth_date birth_place snils passport_series \
         passport_number passport_issued_on passport_issuer_code passport_issued_by mobile email",
        "Зарегистрировать и подтвердить",
    ),
    (
        "operator-recover",
        "/operator/recover",
        "centre oid snils passport_series passport_number contact",
        "Восстановить доступ",
    ),
    (
        "operator-delete",
        "/operator/delete",
        "centre oid snils passport_series passport_number",
        "Удалить учетную запись",
    ),
    ("operator-refuse", "/operator/refuse", "centre oid reason comment", "Отказать"),
    ("journal", "/journal/", "client code outcome", "Показать"),
];

/// Page and words that must be on it.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("login", "Телефон или почта СНИЛС"),
    ("login", "для системы «Электронный дневник»"),
    ("login", "Забыли пароль?"),
    ("login", "Чужой компьютер"),
    ("login-refused", "для портала Госуслуг"),
    ("login-refused", "Неверный логин или пароль"),
    ("consent", "Предоставление прав доступа"),
    ("registration-start", "У меня нет мобильного телефона"),
    ("registration-code", "Код подтверждения"),
    ("registration-code-refused", "Осталось попыток: 1"),
    ("registration-taken", "уже используется"),
    ("registration-password-refused", "В пароле нет цифры"),
    ("registration-done", "Поздравляем, Вы успешно прошли предварительную регистрацию"),
    ("cabinet", "Статус вашей учетной записи «Подтвержденная»"),
    ("cabinet", "Выйти"),
    (
        "cabinet-checking",
        "Выполняется автоматическая проверка введенных данных для подтверждения учетной записи",
    ),
    ("cabinet-check-failed", "СНИЛС: Пенсионный фонд не нашел"),
    ("cabinet-standard", "Идентифицирован"),
    ("cabinet-standard", "Перейти к подтверждению личности"),
    ("cabinet-letter", "Вам направлено почтовое отправление, содержащее код подтверждения личности"),
    ("cabinet-letter", "Введите код"),
    ("cabinet-letter", "Или воспользуйтесь другим способом подтверждения личности!"),
    ("ways", "Выберите способ подтверждения личности:"),
    ("needs-confirmation", "Доступ невозможен: необходимо подтвердить личность"),
    ("refused", "ESIA-007023"),
];
