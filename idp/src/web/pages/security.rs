//! How the account is guarded: password, second factor, sessions, contacts, the account's end.

use askama::Template;

use crate::web::pages::{Errors, Frame, Viewer, password::Rules, registration::Channel, sent::Sent};

/// The second factor in force.
#[derive(Clone, PartialEq, Eq)]
pub enum Factor {
    /// None.
    Off,
    /// A code by SMS, to the masked phone.
    Sms(String),
    /// A code by the messenger, bound to the masked phone.
    Max(String),
    /// A code of an authenticator.
    Totp,
}

/// One live session.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Names the session in the form that ends it.
    pub id: String,
    /// What it was opened with: browser, address.
    pub device: String,
    /// When it was opened, ready to be read.
    pub since: String,
    /// Systems entered through it.
    pub systems: Vec<String>,
    /// Whether it is the one that looks.
    pub current: bool,
}

/// `/profile/security`: POST `…/second-factor` with `method=off|sms`, `…/sessions/end` with `session`, `…/sessions/end-all`.
#[derive(Clone, Template)]
#[template(path = "security/settings.html")]
pub struct Settings {
    /// The frame.
    pub frame: Frame,
    /// What has just happened, one sentence; empty when nothing has.
    pub notice: String,
    /// The second factor in force.
    pub factor: Factor,
    /// Whether there is a phone to send codes to.
    pub has_mobile: bool,
    /// The live sessions.
    pub sessions: Vec<Session>,
}

/// `/profile/security/totp`: POST `code` proves that the authenticator has the secret.
#[derive(Clone, Template)]
#[template(path = "security/totp.html")]
pub struct TotpSetUp {
    /// The frame.
    pub frame: Frame,
    /// The whole `<svg>` element of the QR code, made by the simulator and shown unescaped.
    pub qr_svg: String,
    /// The secret in base32, for typing in by hand.
    pub secret: String,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/security/max`: POST `…/send` sends the code, POST `code` binds the messenger.
#[derive(Clone, Template)]
#[template(path = "security/max.html")]
pub struct MaxSetUp {
    /// The frame.
    pub frame: Frame,
    /// The phone that the messenger is bound to, masked.
    pub phone: String,
    /// The code that was sent, once one was asked for.
    pub sent: Option<Sent>,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/security/password`: POST `current_password`, `password`, `password_again`.
#[derive(Clone, Template)]
#[template(path = "security/password.html")]
pub struct ChangePassword {
    /// The frame.
    pub frame: Frame,
    /// The rules, with the broken ones.
    pub rules: Rules,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/contacts?kind=mobile|mail`: POST `kind`, `value`.
#[derive(Clone, Template)]
#[template(path = "security/contact.html")]
pub struct ChangeContact {
    /// The frame.
    pub frame: Frame,
    /// Which contact changes.
    pub channel: Channel,
    /// The value in force; empty when there is none.
    pub current: String,
    /// The value typed before.
    pub value: String,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/contacts/remove?kind=mobile|mail`: POST `kind`.
#[derive(Clone, Template)]
#[template(path = "security/contact_remove.html")]
pub struct RemoveContact {
    /// The frame.
    pub frame: Frame,
    /// Which contact goes.
    pub channel: Channel,
    /// The value in force; empty when there is none.
    pub current: String,
    /// Why it may not go.
    pub errors: Errors,
}

/// `/profile/contacts/code?kind=…`: POST `kind`, `code`; POST `/profile/contacts/resend` with `kind`.
#[derive(Clone, Template)]
#[template(path = "security/contact_code.html")]
pub struct ContactCode {
    /// The frame.
    pub frame: Frame,
    /// The code that was sent to the new contact.
    pub sent: Sent,
    /// What was wrong.
    pub errors: Errors,
}

impl ContactCode {
    /// The value of `kind`.
    pub fn kind(&self) -> &'static str {
        kind(self.sent.channel)
    }
}

impl RemoveContact {
    /// The value of `kind`.
    pub fn kind(&self) -> &'static str {
        kind(self.channel)
    }
}

impl ChangeContact {
    /// The value of `kind`.
    pub fn kind(&self) -> &'static str {
        kind(self.channel)
    }
}

fn kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => "mobile",
        Channel::Mail => "mail",
    }
}

/// `/profile/delete`: POST `password`, `agree=true`.
#[derive(Clone, Template)]
#[template(path = "security/delete.html")]
pub struct Delete {
    /// The frame.
    pub frame: Frame,
    /// Whose account it is.
    pub full_name: String,
    /// What was wrong.
    pub errors: Errors,
}

#[cfg(test)]
mod samples;
