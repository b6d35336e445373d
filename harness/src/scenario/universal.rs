//! Owns the attacks and stories that apply to every party that can do the thing, whatever letter it follows.

pub(crate) mod added;
pub(crate) mod asked;
mod bare;
pub(crate) mod binding;
pub(crate) mod bound_once;
pub(crate) mod callbacks;
mod cookies;
pub(crate) mod crowd;
pub(crate) mod forged;
pub(crate) mod forgotten;
mod forms;
pub(crate) mod gallery;
pub(crate) mod hands;
pub(crate) mod kept_log;
pub(crate) mod leaks;
pub(crate) mod level;
pub(crate) mod lost_password;
pub(crate) mod numbers;
pub(crate) mod other_cookies;
pub(crate) mod others;
pub(crate) mod own_password;
pub(crate) mod passwords;
pub(crate) mod records;
pub(crate) mod redirected;
pub(crate) mod redirects;
pub(crate) mod refusals;
pub(crate) mod removed;
pub(crate) mod requests;
pub(crate) mod roles;
pub(crate) mod scripts;
pub(crate) mod sessions;
pub(crate) mod sites;
mod spellings;
pub(crate) mod strangers;
pub(crate) mod unbinding;
pub(crate) mod written;

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Introduced, LegacyUser, Presence};
use crate::check::answer;
use crate::scenario::steps::{account_of, allow_if_asked, enter_with_password, sign_in_at_portal, user};

/// What binding rests on.
const ONE_ACCOUNT: &str = "RFC 9700, 4.7: an account belongs to the user who proved both";

/// The two users of a party whose people bind, with passwords of the diary.
fn binders<'b>(bench: &'b Bench<'_>) -> Result<[&'b LegacyUser; 2], Halt> {
    if bench.party().known_by() != Introduced::ByBinding || bench.party().binding_words().is_none() {
        return Err(Halt::NotApplicable(
            "the party binds no portal accounts: its file has no [binding]".to_owned(),
        ));
    }
    Ok([user(bench, 0)?, user(bench, 1)?])
}

/// A confirmed account in the name of a user.
fn account(bench: &Bench<'_>, user: &LegacyUser) -> Result<Person, Halt> {
    bench.citizen(account_of(user, Level::Confirmed))
}

/// A confirmed account that the party has never heard of.
fn unknown(bench: &Bench<'_>) -> Result<Person, Halt> {
    bench.citizen(serde_json::json!({ "level": "confirmed" }))
}

/// Comes in through the portal as far as the party and the portal let the person come; the party must answer soundly.
fn try_to_enter(
    bench: &Bench<'_>,
    browser: &mut Browser,
    person: &Person,
    clause: &'static str,
) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    at_portal(browser, person)?;
    answer::is_sound(bench, browser, clause)
}

/// What the portal asks on the way, as far as it asks.
fn at_portal(browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    if asks_for_password(browser)? {
        sign_in_at_portal(browser, person)?;
    }
    allow_if_asked(browser)
}

/// Whether the portal's form for the password is shown.
fn asks_for_password(browser: &Browser) -> Result<bool, Halt> {
    let is_shown = browser.page()?.forms().iter().any(|form| form.has("login") && form.has("password"));
    Ok(is_shown && browser.is_at_portal().is_ok())
}

/// Signs in with the diary's password and begins to bind; the browser is at the portal then.
fn begin_to_bind(bench: &Bench<'_>, browser: &mut Browser, user: &LegacyUser) -> Result<(), Halt> {
    enter_with_password(bench, browser, user)?;
    bench.party().bind(browser)
}

/// The portal has asked this person for consent before, so that its next answer comes at once.
fn consented(bench: &Bench<'_>, person: &Person, clause: &'static str) -> Result<(), Halt> {
    let mut browser = bench.browser("somebody");
    try_to_enter(bench, &mut browser, person, clause)
}

/// The address that begins the sign-in, as somebody sees it who is not in, where it can be typed.
fn start_of(bench: &Bench<'_>) -> Result<Option<Url>, Halt> {
    let mut browser = bench.browser("somebody at the door");
    bench.party().begin(&mut browser)?;
    bench.party().starts_at(&browser)
}

/// Brings a browser in which somebody is in to the portal's form; whether the party offers that to whoever is in.
fn begins_over_another(bench: &Bench<'_>, computer: &mut Browser) -> Result<bool, Halt> {
    computer.open(&bench.party().front_door())?;
    let begun = bench.party().enter_through_portal(computer);
    if begun.is_ok() && asks_for_password(computer)? {
        return Ok(true);
    }
    // The address that everybody sees before the sign-in.
    if let Some(start) = start_of(bench)? {
        computer.open(start.as_str())?;
    }
    if asks_for_password(computer)? {
        return Ok(false);
    }
    Err(Halt::NotApplicable("whoever is in is not offered to sign in once more".to_owned()))
}

/// An address of the party or the portal, taken apart.
fn parsed(address: &str) -> Result<Url, Halt> {
    address.parse().map_err(|error| Halt::Broken(format!("`{address}`: {error}")))
}

/// The portal's answer to a sign-in of this person, kept back.
fn held(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<Url, Halt> {
    bench.party().enter_through_portal(browser)?;
    held_at_portal(browser, person)
}

/// The same from the portal's page on.
fn held_at_portal(browser: &mut Browser, person: &Person) -> Result<Url, Halt> {
    browser.is_at_portal()?;
    browser.fill("Мобильный телефон или почта", person.login())?;
    browser.fill("Пароль", &person.password)?;
    browser.press_and_hold("Войти")
}

/// A new browser in which this person signs in through the portal, and whom the party then says is in.
fn presence_of(
    bench: &Bench<'_>,
    who: &str,
    person: &Person,
    clause: &'static str,
) -> Result<(Browser, Presence), Halt> {
    let mut browser = bench.browser(who);
    bench.party().enter_through_portal(&mut browser)?;
    // In a new browser the portal knows nobody, and asks.
    browser.is_at_portal()?;
    at_portal(&mut browser, person)?;
    answer::is_sound(bench, &browser, clause)?;
    let presence = bench.party().who_is_in(&mut browser)?;
    Ok((browser, presence))
}

/// With this account nobody comes in as that user.
fn does_not_open(
    bench: &Bench<'_>,
    (person, user): (&Person, &str),
    clause: &'static str,
    guard: &str,
) -> Result<(), Halt> {
    let (_, seen) = presence_of(bench, "attacker", person, clause)?;
    let holds = !matches!(&seen, Presence::In(who) if who == user) && !matches!(seen, Presence::Crashed(_));
    let expected = format!("the account does not open the diary of {user}");
    bench.transcript().judge(clause, guard, &expected, &seen.to_string(), holds);
    Ok(())
}

/// An account that nobody has bound opens nobody's diary.
fn is_not_bound(bench: &Bench<'_>, person: &Person, clause: &'static str, guard: &str) -> Result<(), Halt> {
    let (_, seen) = presence_of(bench, "attacker", person, clause)?;
    let holds = seen == Presence::Nobody;
    bench.transcript().judge(clause, guard, "the account opens nobody's diary", &seen.to_string(), holds);
    Ok(())
}

/// With this account nobody comes in at all.
fn opens_nothing(bench: &Bench<'_>, person: &Person, clause: &'static str, guard: &str) -> Result<(), Halt> {
    let (browser, seen) = presence_of(bench, "stranger", person, clause)?;
    let holds = seen == Presence::Nobody;
    bench.transcript().judge(clause, guard, "nobody is in", &seen.to_string(), holds);
    answer::tells(bench, &browser, clause)
}

/// This account opens the diary of that user.
fn opens(
    bench: &Bench<'_>,
    (person, user): (&Person, &str),
    clause: &'static str,
    guard: &str,
) -> Result<(), Halt> {
    let (_, seen) = presence_of(bench, "owner", person, clause)?;
    let holds = seen == Presence::In(user.to_owned());
    bench.transcript().judge(clause, guard, &format!("in as {user}"), &seen.to_string(), holds);
    Ok(())
}

/// How the party shows a user who came in with this account: under the name that its own records have.
fn name_of(bench: &Bench<'_>, person: &Person, user: &LegacyUser) -> String {
    let [last_name, first_name, middle_name] = user.name.map(str::to_owned);
    let middle_name = Some(middle_name).filter(|name| !name.is_empty());
    let own = Person { last_name, first_name, middle_name, ..person.clone() };
    bench.party().name_of(&own, Some(user))
}
