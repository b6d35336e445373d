//! Owns what people in scenarios read in the messages that were sent to them.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Letter, Person};

impl Bench<'_> {
    /// Reads the newest code sent to someone.
    pub fn code_for(&self, who: &str, to: &str, kind: &str) -> Result<String, Halt> {
        self.found(who, to, kind, "code", |letter| letter.code.clone())
    }

    /// Reads the link in the newest mail to someone.
    pub fn link_for(&self, who: &str, to: &str) -> Result<String, Halt> {
        let link = |letter: &Letter| {
            let mut words = letter.text.split_whitespace();
            words.find(|word| word.starts_with("http://") || word.starts_with("https://")).map(str::to_owned)
        };
        self.found(who, to, "mail", "link", link)
    }

    /// Reads the password in the newest SMS: it is sent when someone else registers or recovers an account.
    pub fn with_first_password(&self, who: &str, person: Person, to: &str) -> Result<Person, Halt> {
        let password = |letter: &Letter| {
            let (_, rest) = letter.text.split_once("Пароль для входа: ")?;
            Some(rest.split(['.', ' ']).next().unwrap_or_default().to_owned())
        };
        let password = self.found(who, to, "sms", "password", password)?;
        Ok(Person { password, ..person })
    }

    /// The newest message to someone that has what is looked for; it is kept out of the record.
    fn found(
        &self,
        who: &str,
        to: &str,
        kind: &str,
        what: &str,
        read: impl Fn(&Letter) -> Option<String>,
    ) -> Result<String, Halt> {
        let letters = self.idp().outbox(to, kind)?;
        let Some(found) = letters.iter().rev().find_map(read) else {
            let came = letters.len();
            let why = format!("{who} waited for a {what} by {kind}; of {came} messages none has one");
            return Err(Halt::Missing(why));
        };
        self.transcript().hide(&found);
        self.transcript().did(who, &format!("reads the {what} sent by {kind}"))?;
        Ok(found)
    }
}
