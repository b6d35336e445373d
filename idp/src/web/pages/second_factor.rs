//! What may stand between the password and the end of a sign-in: second factor, puzzle, lock, new password, role.

use askama::Template;

use crate::web::pages::{
    Choice, Errors, Frame, Viewer, login::Captcha, password::Rules, registration::Channel, sent::Sent,
};

/// A code sent by SMS: POST `/login/sms` with `ctx`, `code`; POST `/login/sms/resend` with `ctx`.
#[derive(Clone, Template)]
#[template(path = "sign_in/sms.html")]
pub struct Sms {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The code that was sent.
    pub sent: Sent,
    /// What was wrong.
    pub errors: Errors,
}

/// A code sent by the messenger: POST `/login/max` with `ctx`, `code`; POST `/login/max/resend` and, for a code by SMS
/// instead, `/login/max/sms`, with `ctx`.
#[derive(Clone, Template)]
#[template(path = "sign_in/max.html")]
pub struct Max {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The code that was sent.
    pub sent: Sent,
    /// Whether a code by SMS may be had instead.
    pub sms_instead: bool,
    /// What was wrong.
    pub errors: Errors,
}

/// The messenger to be bound: POST `/login/messenger` with `ctx`, `code`; POST `/login/messenger/send` with `ctx` sends
/// the code, `/login/messenger/skip` puts the binding off or refuses it.
#[derive(Clone, Template)]
#[template(path = "sign_in/messenger.html")]
pub struct Binding {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The phone that the messenger is bound to, masked.
    pub phone: String,
    /// Whether it may be put off.
    pub may_skip: bool,
    /// The code that was sent, once one was asked for.
    pub sent: Option<Sent>,
    /// What was wrong.
    pub errors: Errors,
}

/// A code of an authenticator: POST `/login/totp` with `ctx`, `code`.
#[derive(Clone, Template)]
#[template(path = "sign_in/totp.html")]
pub struct Totp {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// How many attempts are left.
    pub attempts_left: u32,
    /// What was wrong.
    pub errors: Errors,
}

/// The puzzle alone: POST `/login/captcha` with `ctx`, `captcha_id`, `captcha`.
#[derive(Clone, Template)]
#[template(path = "sign_in/captcha.html")]
pub struct CaptchaPage {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The puzzle.
    pub captcha: Captcha,
    /// What was wrong.
    pub errors: Errors,
}

/// The account is locked after too many attempts.
#[derive(Clone, Template)]
#[template(path = "sign_in/locked.html")]
pub struct Locked {
    /// The frame.
    pub frame: Frame,
    /// Until when, ready to be read; empty when it will not end by itself.
    pub until: String,
}

/// A new password before the sign-in may end: POST `/login/password` with `ctx`, `password`, `password_again`;
/// POST `/login/password/skip` with `ctx` where it may be put off.
#[derive(Clone, Template)]
#[template(path = "sign_in/new_password.html")]
pub struct NewPassword {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The rules, with the broken ones.
    pub rules: Rules,
    /// Whether it may be put off.
    pub may_skip: bool,
    /// What was wrong.
    pub errors: Errors,
}

/// The role to go on in: POST `/login/role` with `ctx`, `role`.
#[derive(Clone, Template)]
#[template(path = "sign_in/role.html")]
pub struct Role {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The private person first, then the organisations: the value is what the web layer understands.
    pub roles: Vec<Choice>,
    /// What was wrong.
    pub errors: Errors,
}

#[cfg(test)]
mod samples;
