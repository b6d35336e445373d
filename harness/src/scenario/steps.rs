//! Owns the steps that several scenarios share, in the words of the letters.

pub(crate) mod answers;
pub(crate) mod cabinet;
pub(crate) mod known;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::eyes::Secret;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Introduced, LegacyUser};

/// The heading of the consent page.
pub(crate) const CONSENT: &str = "Предоставление прав доступа";

/// S000 memo 2, steps 1-2: opens the diary and enters with the old login and password.
pub(crate) fn enter_with_password(
    bench: &Bench<'_>,
    browser: &mut Browser,
    user: &LegacyUser,
) -> Result<(), Halt> {
    let is_of_the_party = bench.party().legacy_users().iter().any(|one| one.id == user.id);
    if !is_of_the_party && bench.builtin().is_err() {
        let why = format!("it is about {}, a user of the built-in diary's school", user.id);
        return Err(Halt::NotApplicable(why));
    }
    bench.transcript().hide(user.password);
    bench.transcript().learn(Secret::Password, user.password);
    bench.party().enter_with_password(browser, user)
}

/// S000 memo 2, step 4: signs in at the portal, on the page that the browser was sent to.
pub(crate) fn sign_in_at_portal(browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.is_at_portal()?;
    browser.fill("Мобильный телефон или почта", person.login())?;
    browser.fill("Пароль", &person.password)?;
    browser.press("Войти")
}

/// Types the code that came by SMS, where the portal asks for it.
pub(crate) fn answer_sms(bench: &Bench<'_>, browser: &mut Browser, mobile: &str) -> Result<(), Halt> {
    let code = bench.code_for("citizen", mobile, "sms")?;
    browser.fill("Код подтверждения", &code)?;
    browser.press("Подтвердить")
}

/// S000 memo 2, step 5: allows the portal to pass the account on.
pub(crate) fn allow(browser: &mut Browser) -> Result<(), Halt> {
    browser.press("Предоставить")
}

/// The same, when the portal may remember that it was allowed before.
pub(crate) fn allow_if_asked(browser: &mut Browser) -> Result<(), Halt> {
    if browser.page()?.shows(CONSENT) { allow(browser) } else { Ok(()) }
}

/// The party's user of that number, who has the password sign-in.
pub(crate) fn user<'b>(bench: &'b Bench<'_>, number: usize) -> Result<&'b LegacyUser, Halt> {
    let none = || Halt::NotApplicable("the party's file has no such [[user]] with a password".into());
    bench.party().legacy_users().get(number).ok_or_else(none)
}

/// Binds a user's portal account in a browser of its own.
pub(crate) fn bind(bench: &Bench<'_>, user: &LegacyUser, person: &Person) -> Result<(), Halt> {
    bench.knows(user.id, &bench.party().name_of(person, Some(user)));
    let mut browser = bench.browser(user.who);
    enter_with_password(bench, &mut browser, user)?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, person)?;
    allow_if_asked(&mut browser)?;
    bench.party().go_on_bound(&mut browser)
}

/// A person who may sign in to the party through the portal.
#[derive(Debug)]
pub(crate) struct KnownUser {
    /// In a word, for the record.
    pub(crate) who: &'static str,
    /// What the party says when this person is in.
    pub(crate) id: String,
    /// The account on the portal.
    pub(crate) person: Person,
    /// How the party learned about this person.
    pub(crate) introduced: Introduced,
    /// Words that are only on this person's page of marks.
    pub(crate) marks: &'static [&'static str],
}

impl KnownUser {
    /// The words that are only on this person's page of marks, to be looked for.
    pub(crate) fn words(&self) -> Vec<String> {
        self.marks.iter().map(|words| (*words).to_owned()).collect()
    }
}

/// Names of known users of a party without users of its own.
const RESIDENTS: [&str; 2] = ["citizen", "another citizen"];

/// What the control API is asked for an account of the party's resident of that number.
pub(crate) fn wanted(bench: &Bench<'_>, number: usize, level: Level) -> Value {
    let user = bench.party().legacy_users().get(number);
    user.map_or_else(|| json!({ "level": level.word() }), |user| account_of(user, level))
}

/// Introduces someone with a confirmed account to the party, in the way the party supports.
pub(crate) fn settle(bench: &Bench<'_>, number: usize) -> Result<KnownUser, Halt> {
    let person = bench.citizen(wanted(bench, number, Level::Confirmed))?;
    let own = bench.party().legacy_users().get(number);
    let introduced = bench.party().introduce(&person)?;
    if introduced == Introduced::ByBinding {
        bind(bench, user(bench, number)?, &person)?;
    }
    let id = bench.party().name_of(&person, own);
    bench.knows(&id, &id);
    Ok(KnownUser {
        who: own.map_or(RESIDENTS[number.min(1)], |user| user.who),
        id,
        introduced,
        marks: own.map_or(&[], |user| user.marks),
        person,
    })
}

/// What to ask of the control API for an account of this user of the diary.
pub(crate) fn account_of(user: &LegacyUser, level: Level) -> Value {
    let [last_name, first_name, middle_name] = user.name;
    json!({ "level": level.word(), "last_name": last_name, "first_name": first_name, "middle_name": middle_name })
}
