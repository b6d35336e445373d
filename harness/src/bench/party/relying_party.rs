//! Owns the one view of a relying party: how it is entered, who it says is in, and how it is left.

use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;

/// Who the relying party says is in. This, and not a status code, is what verdicts rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Nobody.
    Nobody,
    /// The user of this id.
    In(String),
    /// It does not say, because it broke.
    Crashed(String),
}

/// Somebody who can enter the party without the portal.
#[derive(Debug, Clone, Copy)]
pub struct LegacyUser {
    /// The party's own name for the user.
    pub id: &'static str,
    /// Who it is, in a word for the record.
    pub who: &'static str,
    /// Surname, name and patronymic, as the school has them.
    pub name: [&'static str; 3],
    /// The old login.
    pub login: &'static str,
    /// The old password.
    pub password: &'static str,
    /// Words that stand on the page of marks, and on nobody else's.
    pub marks: &'static [&'static str],
}

/// How the party comes to know somebody who is on the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Introduced {
    /// It lets in whoever the portal says is there.
    Anybody,
    /// It does, and nobody else.
    Known,
    /// The person enters in the old way and binds the account of the portal.
    ByBinding,
}

/// A site that lets citizens in through the portal.
///
/// Whatever a party does not offer is a [`Halt::NotApplicable`] with the reason.
pub trait RelyingParty {
    /// The address where everybody begins.
    fn front_door(&self) -> String;

    /// The name under which it is registered.
    fn mnemonic(&self) -> &str;

    /// The page that only somebody who is in sees.
    fn inside(&self) -> String;

    /// Presses whatever leads from the front door to the portal.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// The same, but the browser stays at the door: gives the address of the portal that it would go to.
    ///
    /// # Errors
    /// When there is nothing to press, or it does not lead away.
    fn begin(&self, browser: &mut Browser) -> Result<Url, Halt>;

    /// Enters in the old way, without the portal.
    ///
    /// # Errors
    /// When there is no form for it.
    fn enter_with_password(&self, browser: &mut Browser, user: &LegacyUser) -> Result<(), Halt>;

    /// Presses whatever begins to bind an account of the portal to the user who is in.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn bind(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// The words that say that an account is bound.
    fn bound(&self) -> &str;

    /// Goes on from the page that says so.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn go_on_bound(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Presses whatever leaves the party and nothing else.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn leave(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Presses whatever leaves the party and the portal.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn leave_with_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Asks the party who is in, with this browser's cookies and without touching its page.
    ///
    /// # Errors
    /// When the bench is broken.
    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt>;

    /// Users who have the old way in, each with marks of their own.
    fn legacy_users(&self) -> &[LegacyUser];

    /// Lets the party know that there is such a person.
    ///
    /// # Errors
    /// When the hook that does it fails.
    fn introduce(&self, person: &Person) -> Result<Introduced, Halt>;

    /// What the party says when this person is in, who may be one of its users.
    fn name_of(&self, person: &Person, user: Option<&LegacyUser>) -> String;

    /// The page where marks are read; nothing where it is the one that is shown after the sign-in.
    fn marks_page(&self) -> Option<String>;

    /// Whether a page says no, as far as that can be told.
    fn says_no(&self, page: &Page) -> Option<bool>;

    /// Puts the party's clock at a moment, as RFC 3339 writes it.
    ///
    /// # Errors
    /// When it has no such lever, or the lever does not work.
    fn set_clock(&self, now: &str) -> Result<(), Halt>;

    /// How the party says what the letters say.
    fn wording(&self) -> Wording;

    /// The last lines that its own process wrote; none where the harness did not start one.
    fn last_words(&self) -> Vec<String>;
}

impl std::fmt::Display for Presence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Presence::Nobody => f.write_str("nobody is in"),
            Presence::In(user) => write!(f, "in as {user}"),
            Presence::Crashed(why) => write!(f, "crashed: {why}"),
        }
    }
}
