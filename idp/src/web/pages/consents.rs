//! What the citizen has allowed: consents of the digital profile, and the systems that may see data.

use askama::Template;

use crate::web::pages::consent::Terms;
use crate::web::pages::{Frame, Viewer};

/// A consent that the citizen gave.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenConsent {
    /// Its number.
    pub id: u64,
    /// The system it was given to.
    pub relying_party: String,
    /// When, ready to be read.
    pub given: String,
    /// The terms.
    pub terms: Terms,
    /// How it ended, a sentence; empty while it acts.
    pub ended: String,
}

/// A system that may see data.
#[derive(Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Its mnemonic.
    pub client: String,
    /// Its name.
    pub name: String,
    /// What it may see, in words.
    pub rights: Vec<String>,
}

/// «Согласия и доступ»: POST `/profile/agreements/withdraw` with `agreement`, or `client`.
#[derive(Clone, Template)]
#[template(path = "profile/consents.html")]
pub struct Consents {
    /// The frame.
    pub frame: Frame,
    /// What has just happened; empty for nothing.
    pub notice: String,
    /// Consents, the newest first.
    pub consents: Vec<GivenConsent>,
    /// Systems that may see data.
    pub allowed: Vec<Allowed>,
}

#[cfg(test)]
impl Consents {
    /// Somebody who gave a bank two consents and took one of them back.
    pub(crate) fn sample() -> Self {
        let terms = crate::web::pages::consent::ConsentPage::sample_with_terms().offers.remove(0).terms;
        let acting = GivenConsent {
            id: 2,
            relying_party: "Учебный банк".to_owned(),
            given: "1 сентября 2018 года, 10:00".to_owned(),
            terms,
            ended: String::new(),
        };
        let ended =
            GivenConsent {
                id: 1, ended: "Отозвано 2 сентября 2018 года".to_owned(), ..acting.clone()
            };
        let allowed = Allowed {
            client: "BANK".to_owned(),
            name: "Учебный банк".to_owned(),
            rights: vec!["Фамилия, имя и отчество".to_owned()],
        };
        Self {
            frame: Frame::citizen("", "Журавлева Алла Игоревна"),
            notice: "Согласие отозвано.".to_owned(),
            consents: vec![acting, ended],
            allowed: vec![allowed],
        }
    }
}
