//! The pages that bring back a forgotten password: contact, code, document, new password, the end.

use askama::Template;

use crate::web::pages::{
    Choice, Errors, Frame, Viewer, login::Captcha, password::Rules, registration::Channel, sent::Sent,
};

/// The start: POST `/recovery/` with `contact`, and `captcha_id`, `captcha` when asked.
#[derive(Clone, Template)]
#[template(path = "recovery/start.html")]
pub struct Start {
    /// The frame.
    pub frame: Frame,
    /// The phone or the address typed before.
    pub contact: String,
    /// The puzzle to solve, if any.
    pub captcha: Option<Captcha>,
    /// What was wrong.
    pub errors: Errors,
}

/// The code: POST `/recovery/code` with `recovery`, `code`; POST `/recovery/resend` with `recovery`.
#[derive(Clone, Template)]
#[template(path = "recovery/code.html")]
pub struct Code {
    /// The frame.
    pub frame: Frame,
    /// The recovery under way.
    pub recovery: String,
    /// The code that was sent.
    pub sent: Sent,
    /// What was wrong.
    pub errors: Errors,
}

/// A document of a confirmed account: POST `/recovery/document` with `recovery`, `document=passport|inn|snils`, `document_number`.
#[derive(Clone, Template)]
#[template(path = "recovery/document.html")]
pub struct Document {
    /// The frame.
    pub frame: Frame,
    /// The recovery under way.
    pub recovery: String,
    /// Which document was chosen before; empty at first.
    pub document: String,
    /// The number typed before.
    pub document_number: String,
    /// What was wrong.
    pub errors: Errors,
}

impl Document {
    /// The documents to choose from.
    pub fn documents(&self) -> Vec<Choice> {
        let chosen = if self.document.is_empty() { "passport" } else { &self.document };
        Choice::list(&[("passport", "Паспорт: серия и номер"), ("inn", "ИНН"), ("snils", "СНИЛС")], chosen)
    }
}

/// The new password: POST `/recovery/password` with `recovery`, `password`, `password_again`.
#[derive(Clone, Template)]
#[template(path = "recovery/password.html")]
pub struct Password {
    /// The frame.
    pub frame: Frame,
    /// The recovery under way.
    pub recovery: String,
    /// The rules, with the broken ones.
    pub rules: Rules,
    /// What was wrong.
    pub errors: Errors,
}

/// How a recovery ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The password is new; old sessions are over.
    Changed,
    /// No account has this contact.
    Unknown,
    /// The documents do not match, or there is no contact: only a centre can help.
    AtCentre,
}

/// The end of a recovery.
#[derive(Clone, Template)]
#[template(path = "recovery/result.html")]
pub struct Outcome {
    /// The frame.
    pub frame: Frame,
    /// How it ended.
    pub end: End,
}

#[cfg(test)]
mod samples;
