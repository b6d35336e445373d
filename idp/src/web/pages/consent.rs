//! The page that asks the person to let a relying party see their data.

use askama::Template;

use crate::web::pages::{Frame, Viewer, rights};

/// The terms of a consent of the digital profile, asked through `permissions`.
#[derive(Clone, PartialEq, Eq)]
pub struct Terms {
    /// What the consent is about.
    pub title: String,
    /// Which data, in words.
    pub scopes: Vec<String>,
    /// Who answers for the data, when named.
    pub responsible: Option<String>,
    /// What the data are for.
    pub purposes: Vec<String>,
    /// What may be done with them.
    pub actions: Vec<String>,
    /// How they may be passed on.
    pub conditions: Vec<String>,
    /// Where they are published.
    pub sites: Vec<String>,
    /// Until when, ready to be read.
    pub until: String,
}

/// A box.
#[derive(Clone, PartialEq, Eq)]
pub struct Tick {
    /// The name of its field.
    pub name: String,
    /// What is ticked.
    pub label: String,
}

/// A consent of the digital profile that is offered.
#[derive(Clone, PartialEq, Eq)]
pub struct Offered {
    /// The terms, with the data that cannot be left out.
    pub terms: Terms,
    /// For whom it may be given.
    pub subjects: Vec<Tick>,
    /// Data that may be left out.
    pub optional: Vec<Tick>,
    /// Conditions and sites that may be added: not ticked at first.
    pub free: Vec<Tick>,
    /// What may be forbidden: not ticked at first.
    pub forbiddens: Vec<Tick>,
}

/// «Предоставление прав доступа»: POST `/login/consent` with `ctx`, `decision=grant|deny`, and the boxes ticked.
#[derive(Clone, Template)]
#[template(path = "sign_in/consent.html")]
pub struct ConsentPage {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The display name of the relying party.
    pub relying_party: String,
    /// Who is signed in, so that nobody grants another's rights.
    pub person: String,
    /// What is asked, by topic: [`rights::groups`].
    pub rights: Vec<rights::Group>,
    /// The consents of the digital profile that are asked for.
    pub offers: Vec<Offered>,
}

#[cfg(test)]
impl ConsentPage {
    /// A diary asks for what a diary needs.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::citizen("", "Журавлева Алла Игоревна"),
            ctx: "5f0c1a".to_owned(),
            relying_party: "Электронный дневник".to_owned(),
            person: "Журавлева Алла Игоревна".to_owned(),
            rights: rights::groups(["openid", "fullname", "birthdate", "snils", "email", "kid_fullname"]),
            offers: Vec::new(),
        }
    }

    /// A bank asks for a consent of the digital profile.
    pub(crate) fn sample_with_terms() -> Self {
        let scope = "http://esia.gosuslugi.ru/org_ogrn?org_oid=1000000001";
        let terms = Terms {
            title: "Рассмотрение заявки на кредит".to_owned(),
            scopes: vec!["Фамилия, имя и отчество".to_owned(), "ИНН".to_owned()],
            responsible: Some("АО «Пример»".to_owned()),
            purposes: vec!["Рассмотрение заявки".to_owned()],
            actions: vec!["Все действия с данными".to_owned()],
            conditions: Vec::new(),
            sites: Vec::new(),
            until: "1 марта 2019 года".to_owned(),
        };
        let tick = |name: &str, label: &str| Tick { name: name.to_owned(), label: label.to_owned() };
        let offer = Offered {
            terms,
            subjects: vec![tick("own_0", "О себе"), tick("kid_0_7", "О ребенке: Журавлев Петр")],
            optional: vec![tick("scope_0_email", "Адрес электронной почты")],
            free: Vec::new(),
            forbiddens: Vec::new(),
        };
        Self {
            rights: rights::groups(["openid", scope, "moon_phase"]),
            offers: vec![offer],
            ..Self::sample()
        }
    }
}
