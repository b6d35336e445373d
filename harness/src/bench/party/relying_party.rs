//! Owns the one view of a relying party: how it is entered, who it says is in, and how it is left.

use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::terms::Terms;

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
    /// Paths that only this user may open.
    pub sees: &'static [&'static str],
    /// What the user is at the school, in the file's own word.
    pub role: Option<&'static str>,
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

    /// The party's own address that leaves it, where a link or a mere address does; the browser's page is where it stands.
    fn left_at(&self, browser: &mut Browser) -> Result<Option<Url>, Halt>;

    /// Asks the party who is signed in, with this browser's cookies and without changing its page.
    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt>;

    /// Who is signed in according to a page.
    fn who_on(&self, page: &Page) -> Presence;

    /// Whether a page has the place in which the party names its user, named or not.
    fn has_place_of_user(&self, page: &Page) -> bool;

    /// The address of the party's own that begins the sign-in, where there is one to be typed; after the front page was
    /// opened in the browser.
    fn starts_at(&self, browser: &Browser) -> Result<Option<Url>, Halt>;

    /// The page of the password sign-in and the words of its two fields, where there is one.
    fn password_page(&self) -> Option<(String, [String; 2])>;

    /// Users who can sign in by password, each with marks of their own.
    fn legacy_users(&self) -> &[LegacyUser];

    /// How the party learns who may come in.
    fn known_by(&self) -> Introduced;

    /// On which terms it lets people in.
    fn terms(&self) -> Terms;

    /// The words on what binds an account.
    fn binding_words(&self) -> Option<&str>;

    /// The words on what takes a bound account away from a user.
    fn unbinding_words(&self) -> Option<&str>;

    /// Introduces a person to the party.
    fn introduce(&self, person: &Person) -> Result<Introduced, Halt>;

    /// Whether the party's file says how a person is taken out again.
    fn removes(&self) -> bool {
        false
    }

    /// Takes a person out whom it was introduced to.
    ///
    /// # Errors
    /// When the party has no such way, or it fails.
    fn remove(&self, _: &Person) -> Result<(), Halt> {
        Err(Halt::NotApplicable("the party's file has no `remove` in [people]".to_owned()))
    }

    /// What the party shows as the signed-in user when it is this person, who may be one of its users.
    fn name_of(&self, person: &Person, user: Option<&LegacyUser>) -> String;

    /// Whether the party may show this user of its own as that, before anybody has bound an account.
    fn shows(&self, user: &LegacyUser, shown: &str) -> bool;

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

    /// What the party keeps as its log, where its file says so: what its process prints, or what a hook reads.
    fn log(&self) -> Result<Option<Vec<String>>, Halt>;

    /// Its process's output from the start; none where the harness did not start it.
    fn output(&self) -> Vec<String>;

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
