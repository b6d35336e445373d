//! Filled pages for the tests.

use super::{Cabinet, Changes, Contact, Document, Failure, Person, Section, Status};
use crate::web::pages::{Errors, Frame};

impl Cabinet {
    /// A confirmed person.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::citizen("", "Журавлева А. И.").at("1 сентября 2018 года, 10:00"),
            back: String::new(),
            notice: String::new(),
            sections: vec![Section::Security, Section::Family, Section::Portfolio, Section::Consents],
            status: Status::Confirmed,
            changes: None,
            person: Person {
                full_name: "Журавлева Алла Игоревна".to_owned(),
                gender: Some("женский".to_owned()),
                birth_date: Some("03.07.1983".to_owned()),
                birth_place: Some("город Примерск".to_owned()),
                citizenship: Some("Россия".to_owned()),
                snils: Some("112-233-445 95".to_owned()),
                inn: None,
            },
            contacts: vec![
                contact("Мобильный телефон", "+7 (900) 000-00-01", None),
                contact(
                    "Электронная почта",
                    "alla@example.test",
                    Some("zhuravleva.alla.igorevna@example.test"),
                ),
            ],
            documents: vec![Document {
                label: "Паспорт гражданина РФ".to_owned(),
                number: "0003 000003".to_owned(),
                issued: "Отделом по городу Примерску, 12.08.2003, код 000-001".to_owned(),
                verified: true,
            }],
            errors: Errors::none(),
        }
    }

    /// One person per state of the account, with a name for the picture.
    pub(crate) fn sample_states() -> Vec<(&'static str, Self)> {
        let failures = vec![
            failure("snils", "СНИЛС", "Пенсионный фонд не нашел человека с такими данными."),
            failure("passport_number", "Серия и номер паспорта", "МВД не нашло такой паспорт."),
        ];
        let address = "000000, г. Примерск, ул. Тестовая, д. 1, кв. 1".to_owned();
        let reason = "Учетная запись заблокирована по заявлению владельца.".to_owned();
        let state = |status| Self { status, ..Self::sample() };
        vec![
            ("simplified", Self::sample_simplified()),
            ("checking", state(Status::Checking)),
            ("check-failed", state(Status::CheckFailed { failures: failures.clone() })),
            ("standard", state(Status::Standard)),
            (
                "letter",
                Self { errors: wrong_code(), ..state(Status::LetterOrdered { address, attempts_left: 4 }) },
            ),
            ("changes", Self { changes: Some(Changes::Checking), ..Self::sample() }),
            ("changes-refused", Self { changes: Some(Changes::Refused(failures.clone())), ..Self::sample() }),
            ("blocked", state(Status::Blocked { reason })),
        ]
    }

    fn sample_simplified() -> Self {
        let full_name = "Журавлева Алла".to_owned();
        Self {
            notice: "Данные сохранены.".to_owned(),
            status: Status::Simplified,
            person: Person { full_name, ..Person::default() },
            contacts: vec![contact("Мобильный телефон", "+7 (900) 000-00-01", None)],
            documents: Vec::new(),
            sections: Vec::new(),
            ..Self::sample()
        }
    }
}

fn contact(label: &str, value: &str, waiting: Option<&str>) -> Contact {
    Contact {
        label: label.to_owned(),
        value: value.to_owned(),
        verified: true,
        waiting: waiting.map(str::to_owned),
        change: "/profile/contacts?kind=mobile".to_owned(),
        remove: "/profile/contacts/remove?kind=mobile".to_owned(),
        prove: "/profile/contacts/code?kind=mobile".to_owned(),
    }
}

fn failure(field: &str, label: &str, reason: &str) -> Failure {
    Failure { field: field.to_owned(), label: label.to_owned(), reason: reason.to_owned() }
}

fn wrong_code() -> Errors {
    Errors::one("code", "Код подтверждения личности указан неверно")
}
