//! Every page once, and once more in each of its states.

use askama::Template;

use super::Page;
use crate::web::pages::{cabinet, centres, consent, login, notices, operator, profile, registration, ways};

fn page(name: &str, template: &impl Template) -> Page {
    Page { name: name.to_owned(), html: template.render().expect("a sample is rendered") }
}

/// Templates that have a sample below; parts, the layout and the macros are seen through them.
pub(super) const TEMPLATES: &[&str] = &[
    "centres.html",
    "index.html",
    "logs/postcodes.txt",
    "logs/sms.txt",
    "notice/failed.html",
    "notice/refused.html",
    "notice/signed_out.html",
    "operator/desk.html",
    "profile/cabinet.html",
    "profile/edit.html",
    "profile/ways.html",
    "registration/code.html",
    "registration/done.html",
    "registration/password.html",
    "registration/start.html",
    "registration/taken.html",
    "sign_in/consent.html",
    "sign_in/login.html",
    "sign_in/needs_confirmation.html",
];

/// Every sample, rendered.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = vec![
        page("login", &login::Login::sample()),
        page("login-refused", &login::Login::sample_refused()),
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
        page("refused", &notices::Refused::sample()),
        page("failed", &notices::Failed::sample()),
        page("not-found", &notices::Failed::sample_not_found()),
        page("index", &notices::Index::sample()),
    ];
    let states = cabinet::Cabinet::sample_states();
    pages.extend(states.iter().map(|(name, one)| page(&format!("cabinet-{name}"), one)));
    let states = operator::Desk::sample_states();
    pages.extend(states.iter().map(|(name, one)| page(&format!("operator-{name}"), one)));
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
        "last_name first_name middle_name gender birth_date birth_place snils citizenship \
         passport_series passport_number passport_issued_on passport_issuer_code passport_issued_by",
        "Сохранить",
    ),
    ("cabinet-letter", "/profile/confirm/letter/code", "code", "Подтвердить"),
    ("operator-choose", "/operator/", "centre", "Выбрать"),
    ("operator-search", "/operator/", "centre snils", "Найти"),
    (
        "operator-found",
        "/operator/confirm",
        "centre oid passport_series passport_number",
        "Подтвердить личность",
    ),
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
