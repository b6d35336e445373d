//! Words for what people see: names, levels, faults of fields. The portal's texts write «е» for «ё».

use crate::app::account::accounts::CommandRefusal;
use crate::app::account::logins::Occupied;
use crate::app::oauth::login::role::Offered;
use crate::domain::account::{FieldFault, Level, Refusal, Status};
use crate::domain::organisation::{Kind, Membership, Role};
use crate::domain::password::{LENGTH_MIN, PasswordFault};
use crate::domain::person::address::PostalField;
use crate::domain::person::contact::ContactKind;
use crate::domain::person::sheet::{Field, FieldError};
use crate::domain::person::{Document, DocumentKind, FullName, Gender, date};
use crate::web::pages::Errors;
use crate::web::pages::password::Rule;
use crate::web::pages::rights;

/// Surname, name and patronymic.
pub fn full_name(name: &FullName) -> String {
    let middle = name.middle.as_ref().map(|middle| format!(" {middle}")).unwrap_or_default();
    format!("{} {}{middle}", name.last, name.first)
}

/// The kind of an account.
pub fn level(status: &Status) -> &'static str {
    match (status, status.level()) {
        (Status::Blocked { .. }, _) => "Заблокированная",
        (Status::Deleted { .. }, _) => "Удаленная",
        (_, Level::Simplified) => "Упрощенная",
        (_, Level::Standard) => "Стандартная",
        (_, Level::Confirmed) => "Подтвержденная",
    }
}

/// A gender in words.
pub fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "мужской",
        Gender::Female => "женский",
    }
}

/// A kind of contact.
pub fn contact(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Mobile => "Мобильный телефон",
        ContactKind::Home => "Домашний телефон",
        ContactKind::Email => "Электронная почта",
        ContactKind::WorkEmail => "Рабочая почта",
    }
}

/// A kind of document.
pub fn document(document: &Document) -> &'static str {
    match document.kind() {
        DocumentKind::Passport => "Паспорт гражданина РФ",
        kind if kind.is_birth_certificate() => "Свидетельство о рождении",
        kind if kind.proves_identity() => "Документ, удостоверяющий личность",
        _ => "Документ",
    }
}

/// A password rule as the page lists it.
pub fn password_rule(fault: PasswordFault) -> Option<Rule> {
    Some(match fault {
        PasswordFault::TooShort => Rule::Length(LENGTH_MIN),
        PasswordFault::NoLowerCase => Rule::LowerCase,
        PasswordFault::NoUpperCase => Rule::UpperCase,
        PasswordFault::NoDigit => Rule::Digit,
        PasswordFault::NoPunctuation => Rule::Punctuation,
        PasswordFault::NotRepeated => Rule::Repeated,
        PasswordFault::TooLong => Rule::LengthMax,
    })
}

/// What is wrong with a name.
pub fn name_fault(typed: &str) -> &'static str {
    if typed.trim().is_empty() {
        "Заполните поле"
    } else {
        "Введите не более 60 букв одного алфавита; допустимы дефис и пробел"
    }
}

/// What is wrong with a phone.
pub fn phone_fault(typed: &str) -> &'static str {
    if typed.trim().is_empty() {
        "Заполните поле"
    } else {
        "Номер мобильного телефона введен в неверном формате. Введите 10 цифр после +7"
    }
}

/// Why a contact that is another account's cannot be taken.
pub fn occupied(occupied: Occupied) -> String {
    match occupied.free_on {
        // MR table 73, row 90: the day from which the phone may be confirmed is told.
        Some(day) => format!(
            "Этот номер уже указан в другой учетной записи или был подтвержден в ней недавно. Указать его можно будет с {}",
            date::spell(day)
        ),
        None => "Этот контакт уже указан в другой учетной записи".to_owned(),
    }
}

/// What is wrong with an e-mail address.
pub fn email_fault(typed: &str) -> &'static str {
    if typed.trim().is_empty() {
        "Заполните поле"
    } else {
        "Введите адрес в формате example@example.test"
    }
}

/// What is wrong with a field of a form about a person.
pub fn field_error(error: &FieldError) -> &'static str {
    if error.typed.trim().is_empty() {
        return "Заполните поле";
    }
    match error.field {
        Field::LastName | Field::FirstName | Field::MiddleName => name_fault(&error.typed),
        Field::Gender => "Выберите пол",
        Field::BirthDate => "Введите дату рождения в формате ДД.ММ.ГГГГ",
        Field::BirthPlace => "Введите не более 255 символов",
        Field::ChildBirthPlace => "Введите место рождения, как в свидетельстве",
        Field::Citizenship => "Выберите страну из списка",
        Field::Snils => "СНИЛС введен в неверном формате. Он состоит из 11 цифр, последние две — контрольные",
        Field::DocumentType => "Выберите документ, который подходит к гражданству",
        Field::PassportNumber => "Введите 4 цифры серии и 6 цифр номера паспорта",
        Field::PassportIssuedOn | Field::CertificateIssuedOn => {
            "Введите дату выдачи в формате ДД.ММ.ГГГГ, не раньше даты рождения"
        }
        Field::PassportIssuerCode => "Введите код подразделения: 6 цифр",
        Field::PassportIssuedBy | Field::CertificateIssuedBy => "Введите не более 233 символов",
        Field::CertificateNumber => "Введите серию свидетельства, например XVII-ШЮ, и номер из 6 цифр",
        Field::ActNumber => "Введите не более 50 символов",
        Field::ActDate => "Введите дату в формате ДД.ММ.ГГГГ",
        Field::Registration => "Введите адрес постоянной регистрации",
        Field::Mobile => phone_fault(&error.typed),
        Field::Email => email_fault(&error.typed),
    }
}

/// The errors of a form about a person, each at its field.
pub fn field_errors(errors: &[FieldError]) -> Errors {
    errors.iter().fold(Errors::none(), |all, error| all.and(error.field.name(), field_error(error)))
}

/// What is wrong with a field of a postal address.
pub fn address_fault(field: PostalField) -> &'static str {
    match field {
        PostalField::ZipCode => "Введите индекс: 6 цифр",
        PostalField::Street | PostalField::Flat => "Введите не более 120 символов",
        PostalField::Region | PostalField::Settlement | PostalField::House => {
            "Заполните поле, не более 120 символов"
        }
    }
}

/// Why a command on a person's account does not go through.
pub fn command_refusal(refusal: CommandRefusal) -> &'static str {
    match refusal {
        CommandRefusal::Rules(refusal) => self::refusal(refusal),
        CommandRefusal::NoAccount(_) => "Учетная запись не найдена.",
    }
}

/// What a register did not accept: the field of the form, its name, and the register's words.
pub fn field_fault(fault: FieldFault) -> (&'static str, &'static str, &'static str) {
    match fault {
        FieldFault::SnilsUnknown => ("snils", "СНИЛС", "Пенсионный фонд не нашел такой СНИЛС."),
        FieldFault::SnilsNameDiffers => {
            ("last_name", "Фамилия, имя, отчество", "В Пенсионном фонде этот СНИЛС записан на другое имя.")
        }
        FieldFault::SnilsBirthDateDiffers => {
            ("birth_date", "Дата рождения", "В Пенсионном фонде у этого СНИЛС другая дата рождения.")
        }
        FieldFault::SnilsGenderDiffers => {
            ("gender", "Пол", "В Пенсионном фонде у этого СНИЛС указан другой пол.")
        }
        FieldFault::SnilsTaken => ("snils", "СНИЛС", "Этот СНИЛС уже указан в другой учетной записи."),
        FieldFault::PassportUnknown => {
            ("passport_number", "Документ", "МВД не нашло документ с такими серией и номером.")
        }
        FieldFault::PassportReplaced => {
            ("passport_number", "Паспорт", "Паспорт заменен. Укажите серию и номер нового.")
        }
        FieldFault::PassportInvalid => {
            ("passport_number", "Документ", "По данным МВД документ недействителен.")
        }
        FieldFault::PassportHolderUnknown => ("snils", "СНИЛС", "МВД не нашло человека с таким СНИЛС."),
    }
}

/// Why a command on an account is refused, for the citizen or the operator.
pub fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoCheckRunning => "Проверка данных не выполняется.",
        Refusal::CheckRunning => "Выполняется проверка данных. Дождитесь ее окончания.",
        Refusal::NotStandard => {
            "Личные данные еще не проверены: сначала учетная запись должна стать стандартной."
        }
        Refusal::AlreadyConfirmed => "Личность уже подтверждена.",
        Refusal::LetterPending => "Письмо с кодом уже отправлено.",
        Refusal::NoLetter => "Письмо с кодом не заказано.",
        Refusal::CodeWrong { .. } => "Введен неверный код.",
        Refusal::CodeExpired => "Срок действия кода истек.",
        Refusal::CodeExhausted => "Попытки закончились.",
        Refusal::LetterReturned => "Письмо вернулось отправителю. Закажите новое.",
        Refusal::NameDiffers => "Фамилия, имя или отчество не совпадают с данными учетной записи.",
        Refusal::BirthDateDiffers => "Дата рождения не совпадает с данными учетной записи.",
        Refusal::SnilsDiffers => "СНИЛС не совпадает с данными учетной записи.",
        Refusal::PassportDiffers => "Паспорт не совпадает с данными учетной записи. Ничего не изменилось.",
        Refusal::NotAChild => "Это не учетная запись ребенка.",
        Refusal::NoMobile => "Чтобы изменить данные, сначала подтвердите номер мобильного телефона.",
        Refusal::ManagedByParent => {
            "Данные ребенка изменяет родитель, который создал учетную запись: раздел «Семья и дети» его кабинета."
        }
        Refusal::Contact(_) => "Контакт остался прежним.",
        Refusal::Blocked => "Учетная запись заблокирована.",
        Refusal::NotBlocked => "Учетная запись не заблокирована.",
        Refusal::Deleted => "Учетная запись удалена.",
    }
}

/// What a form sends for a role: `citizen`, or the number of an organisation.
pub(crate) fn role_value(role: Role) -> String {
    role.organisation().map_or_else(|| "citizen".to_owned(), |oid| oid.to_string())
}

/// The role that a form sends.
pub(crate) fn role(value: &str) -> Option<Role> {
    if value == "citizen" { Some(Role::Citizen) } else { value.parse().ok().map(Role::Employee) }
}

/// A role as the citizen reads it.
pub(crate) fn role_name(offered: &Offered) -> String {
    let Some(place) = &offered.place else { return "Частное лицо".to_owned() };
    let (organisation, Membership { post, .. }) = place.as_ref();
    let position = match (&post.position, post.chief) {
        (Some(position), _) => position.to_string(),
        // A sole proprietor and its head are one person: the name says it all.
        (None, true) if organisation.kind == Kind::SoleProprietor => {
            return organisation.short_name.to_string();
        }
        (None, true) => "руководитель".to_owned(),
        (None, false) => "сотрудник".to_owned(),
    };
    format!("{}: {position}", organisation.short_name)
}

/// What scopes open, as the citizen reads it.
pub(crate) fn scopes(names: &[String]) -> Vec<String> {
    let groups = rights::groups(names.iter().map(String::as_str));
    groups.into_iter().flat_map(|group| group.lines).map(|line| line.text).collect()
}
