//! The public logs of the test stand, in its own line form, as plain text.

use askama::Template;

/// A message that was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// When, ready to be read.
    pub at: String,
    /// The number, as `+7(XXX)XXXXXXX`.
    pub to: String,
    /// The text, with its «Код: NNN».
    pub text: String,
}

/// `/logs/sms/`, newest first.
#[derive(Clone, Template)]
#[template(path = "logs/sms.txt")]
pub struct SmsLog {
    /// The messages.
    pub messages: Vec<Sms>,
}

/// A code that was printed on a registered letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Postcode {
    /// The addressee's SNILS with dashes.
    pub snils: String,
    /// The digits.
    pub code: String,
}

/// `/logs/postcodes/`, newest first.
#[derive(Clone, Template)]
#[template(path = "logs/postcodes.txt")]
pub struct PostcodeLog {
    /// The codes.
    pub codes: Vec<Postcode>,
}

#[cfg(test)]
impl SmsLog {
    /// One message.
    pub(crate) fn sample() -> Self {
        let sms = Sms {
            at: "2018.09.01 10:00:00 +0300".to_owned(),
            to: "+7(900)0000001".to_owned(),
            text: "Код: 123456. Никому его не сообщайте".to_owned(),
        };
        Self { messages: vec![sms] }
    }
}

#[cfg(test)]
impl PostcodeLog {
    /// One letter.
    pub(crate) fn sample() -> Self {
        Self { codes: vec![Postcode { snils: "112-233-445 95".to_owned(), code: "123456789012".to_owned() }] }
    }
}
