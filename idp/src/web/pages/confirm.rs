//! Confirming one's identity without a visit: the registered letter and the qualified signature.

use askama::Template;

use crate::domain::person::address::PostalForm;
use crate::web::pages::{Errors, Frame, Viewer};

/// `/profile/confirm/letter`: POST the names of [`PostalForm`].
#[derive(Clone, Template)]
#[template(path = "confirm/letter_order.html")]
pub struct LetterOrder {
    /// The frame.
    pub frame: Frame,
    /// The address typed before.
    pub address: PostalForm,
    /// What was wrong.
    pub errors: Errors,
}

/// Where the letter is.
#[derive(Clone, PartialEq, Eq)]
pub enum Journey {
    /// On its way; the day it is expected, ready to be read.
    Travelling(String),
    /// It has arrived and its code may be typed.
    Arrived,
    /// Nobody took it and it went back.
    Returned,
    /// Its code is too old or used up.
    Spent,
}

/// `/profile/confirm/letter/code`: POST `code`; POST `/profile/confirm/letter/cancel` gives the letter up.
#[derive(Clone, Template)]
#[template(path = "confirm/letter_code.html")]
pub struct LetterCode {
    /// The frame.
    pub frame: Frame,
    /// Where it goes, in one line.
    pub address: String,
    /// Where it is.
    pub journey: Journey,
    /// How many attempts are left.
    pub attempts_left: u32,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/confirm/signature`: POST `challenge_id`, `signature` (base64 or PEM of a detached CMS);
/// the upload is a form of its own, `multipart/form-data` with `challenge_id`, `signature_file`.
#[derive(Clone, Template)]
#[template(path = "confirm/signature.html")]
pub struct Signature {
    /// The frame.
    pub frame: Frame,
    /// Names the challenge.
    pub challenge_id: String,
    /// The text to be signed, byte for byte.
    pub challenge: String,
    /// Whose signature is expected: surname, name, patronymic, SNILS.
    pub owner: String,
    /// What was pasted before.
    pub signature: String,
    /// Whether a file may be sent.
    pub has_upload: bool,
    /// What was wrong.
    pub errors: Errors,
}

#[cfg(test)]
mod samples;
