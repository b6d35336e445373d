//! Owns the one view of a relying party: how it is entered, who it says is in, and how it is left.

use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;

/// The signed-in user according to the relying party. Verdicts rest on this, not on status codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// No one.
    Nobody,
    /// The user of this id.
    In(String),
    /// It failed to answer.
    Crashed(String),
}

/// Someone who can enter the party without the portal.
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
    /// Words that stand on the page of marks, and on no one else's.
    pub marks: &'static [&'static str],
}

/// How the party learns about a portal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Introduced {
    /// It accepts any portal account.
    Anybody,
    /// It accepts known accounts only.
    Known,
    /// The person signs in by password and binds the portal account.
    ByBinding,
}

/// A site that lets citizens in through the portal.
///
/// What a party does not offer is a [`Halt::NotApplicable`] with the reason.
pub trait RelyingParty {
    /// The front page.
    fn front_door(&self) -> String;

    /// The name under which it is registered.
    fn mnemonic(&self) -> &str;

    /// A page that only a signed-in user sees.
    fn inside(&self) -> String;

    /// Starts the sign-in through the portal on the front page.
    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// The same without following the redirect: gives the authorization request.
    fn begin(&self, browser: &mut Browser) -> Result<Url, Halt>;

    /// Signs in by password, without the portal.
    fn enter_with_password(&self, browser: &mut Browser, user: &LegacyUser) -> Result<(), Halt>;

    /// Starts to bind a portal account to the signed-in user.
    fn bind(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// The words that say that an account is bound.
    fn bound(&self) -> &str;

    /// Continues from the page that says so.
    fn go_on_bound(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Signs out of the party only.
    fn leave(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Signs out of the party and the portal.
    fn leave_with_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Asks the party who is signed in, with this browser's cookies and without changing its page.
    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt>;

    /// Users who can sign in by password, each with marks of their own.
    fn legacy_users(&self) -> &[LegacyUser];

    /// Introduces a person to the party.
    fn introduce(&self, person: &Person) -> Result<Introduced, Halt>;

    /// What the party shows as the signed-in user when it is this person, who may be one of its users.
    fn name_of(&self, person: &Person, user: Option<&LegacyUser>) -> String;

    /// The page with the marks; nothing where it is the page after sign-in.
    fn marks_page(&self) -> Option<String>;

    /// Whether a page is a refusal, where the party's file says how to recognise one.
    fn says_no(&self, page: &Page) -> Option<bool>;

    /// Sets the party's clock to a moment in RFC 3339.
    ///
    /// # Errors
    /// When the party has no test control for its clock, or it fails.
    fn set_clock(&self, now: &str) -> Result<(), Halt>;

    /// How the party says what the letters say.
    fn wording(&self) -> Wording;

    /// The last lines of its process's output; none where the harness did not start it.
    fn output_tail(&self) -> Vec<String>;
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
