//! The pages of self-registration: start, code, taken contact, password, done.

use askama::Template;

use crate::web::pages::{Errors, Frame, Viewer, password::Rules, plural::seconds};

/// Where a code goes and by what a person registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A mobile phone.
    Mobile,
    /// An e-mail address.
    Mail,
}

/// The start: POST `/registration/` with `last_name`, `first_name` and `mobile`, or `email` after `?by=email`.
#[derive(Clone, Template)]
#[template(path = "registration/start.html")]
pub struct Start {
    /// The frame.
    pub frame: Frame,
    /// Which contact is asked for.
    pub channel: Channel,
    /// The surname typed before.
    pub last_name: String,
    /// The name typed before.
    pub first_name: String,
    /// The phone or the address typed before.
    pub contact: String,
    /// What was wrong.
    pub errors: Errors,
}

/// The code: POST `/registration/code` with `registration`, `code`; POST `/registration/resend` with `registration`.
#[derive(Clone, Template)]
#[template(path = "registration/code.html")]
pub struct Code {
    /// The frame.
    pub frame: Frame,
    /// The registration under way.
    pub registration: String,
    /// Where the code went.
    pub channel: Channel,
    /// The contact, masked.
    pub contact: String,
    /// How many attempts are left; with none the field is gone and only a new code helps.
    pub attempts_left: u32,
    /// Seconds until another code may be sent; zero when it may be sent now.
    pub resend_in: i64,
    /// Whether a new code has just been sent.
    pub resent: bool,
    /// What was wrong.
    pub errors: Errors,
}

impl Code {
    /// How long to wait for another code, after «через».
    pub fn wait(&self) -> String {
        seconds(self.resend_in)
    }
}

/// The contact belongs to an account already.
#[derive(Clone, Template)]
#[template(path = "registration/taken.html")]
pub struct Taken {
    /// The frame.
    pub frame: Frame,
    /// Which kind of contact it is.
    pub channel: Channel,
    /// The contact as it was typed.
    pub contact: String,
    /// The first day on which a phone of another account is free, where one is known.
    pub free_on: Option<String>,
}

/// The password: POST `/registration/password` with `registration`, `password`, `password_again`.
#[derive(Clone, Template)]
#[template(path = "registration/password.html")]
pub struct Password {
    /// The frame.
    pub frame: Frame,
    /// The registration under way.
    pub registration: String,
    /// The rules, with the broken ones.
    pub rules: Rules,
    /// What was wrong, usually [`Rules::errors`].
    pub errors: Errors,
}

/// «Поздравляем, Вы успешно прошли предварительную регистрацию».
#[derive(Clone, Template)]
#[template(path = "registration/done.html")]
pub struct Done {
    /// The frame.
    pub frame: Frame,
    /// What to sign in with: the phone or the address.
    pub contact: String,
}

#[cfg(test)]
mod samples;
