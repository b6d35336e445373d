//! The ways to confirm one's identity.

use askama::Template;

use crate::web::pages::{Frame, Viewer};

/// A way the realm offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In person, at a service centre: `/public/ra/?fts=cfm`.
    Centre,
    /// A code in a registered letter: `/profile/confirm/letter`.
    Letter,
    /// A qualified signature: `/profile/confirm/signature`.
    Signature,
    /// An accredited bank; nothing to press here.
    Bank,
}

/// `/profile/confirm`.
#[derive(Clone, Template)]
#[template(path = "profile/ways.html")]
pub struct Ways {
    /// The frame.
    pub frame: Frame,
    /// What is offered, in order; with none, identity cannot be confirmed yet.
    pub ways: Vec<Way>,
    /// Why nothing can be confirmed now, a sentence; empty when it can.
    pub obstacle: String,
}

/// «Доступ невозможен: необходимо подтвердить личность»: the relying party lets only confirmed accounts in.
#[derive(Clone, Template)]
#[template(path = "sign_in/needs_confirmation.html")]
pub struct NeedsConfirmation {
    /// The frame.
    pub frame: Frame,
    /// The display name of the relying party.
    pub relying_party: String,
    /// Where «Войти заново» leads; the whole address.
    pub sign_in_again: String,
}

#[cfg(test)]
impl Ways {
    /// Everything is offered.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::citizen("", "Журавлева А. И."),
            ways: vec![Way::Centre, Way::Letter, Way::Signature, Way::Bank],
            obstacle: String::new(),
        }
    }

    /// The account is not checked yet.
    pub(crate) fn sample_too_early() -> Self {
        let obstacle = "Сначала заполните профиль и дождитесь проверки данных.".to_owned();
        Self { ways: Vec::new(), obstacle, ..Self::sample() }
    }
}

#[cfg(test)]
impl NeedsConfirmation {
    /// A diary that wants confirmed accounts.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::citizen("", "Журавлева А. И."),
            relying_party: "Электронный дневник".to_owned(),
            sign_in_again: "/login".to_owned(),
        }
    }
}
