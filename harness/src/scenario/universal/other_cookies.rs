//! Owns the attacks with cookies beside the session: another user's, and some that name another user.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::scenario::steps::known::Users;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::others::{
    CLAUSE, NAMES, named_only_in, numbers_of, own_pages, private_addresses, shows_none, words_of,
};
use crate::scenario::universal::parsed;
use crate::scenario::universal::strangers::signed_in;

/// How many names and numbers of another user are written into cookies.
const VALUES_MAX: usize = 5;

/// Whatever the party keeps in the father's browser beside the session, put into the mother's; and cookies of the mother's
/// own making that name the father.
pub(crate) fn of_others(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let secrets = words_of(&users.father, &users.mother);
    let mut fathers = signed_in(bench, &users.father)?;
    let theirs = private_addresses(bench, &mut fathers, &users.father, &secrets)?;
    let sessions = session_cookies(bench, &mut fathers)?;
    let cookies = fathers.cookies_of(&bench.party().inside())?;
    for cookie in cookies.into_iter().filter(|cookie| !sessions.iter().any(|one| one.name == cookie.name)) {
        let mut mothers = signed_in(bench, &users.mother)?;
        mothers.put_cookie(&cookie, &cookie.value)?;
        opens_none(bench, &users, &mut mothers, &[])?;
    }
    made_up(bench, &users, &theirs)
}

/// The names under which programs keep whose page it is, each with the same name or number of the father.
fn made_up(bench: &Bench<'_>, users: &Users, theirs: &[String]) -> Result<(), Halt> {
    let door = parsed(&bench.party().front_door())?;
    let mut mothers = signed_in(bench, &users.mother)?;
    let words = words_of(&users.mother, &users.father);
    let own = private_addresses(bench, &mut mothers, &users.mother, &words)?;
    let sessions = session_cookies(bench, &mut mothers)?;
    let mut values = named_only_in(theirs, &own);
    values.extend(numbers_of(bench, &users.father));
    // A cookie holds Latin letters only, and no address.
    values.retain(|value| value.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)));
    for value in values.iter().take(VALUES_MAX) {
        let names = NAMES.iter().filter(|name| !sessions.iter().any(|session| session.name == **name));
        let headers: Vec<String> = names.map(|name| format!("{name}={value}; Path=/")).collect();
        mothers.take(&door, &headers)?;
        opens_none(bench, users, &mut mothers, theirs)?;
    }
    Ok(())
}

/// With the cookies that the mother's browser has now, her pages and these addresses show nothing of the father's.
fn opens_none(bench: &Bench<'_>, users: &Users, mothers: &mut Browser, more: &[String]) -> Result<(), Halt> {
    let guard = "another user's cookie opens none of that user's records:";
    let secrets = words_of(&users.father, &users.mother);
    for page in own_pages(bench, mothers)?.iter().chain(more) {
        let shown = mothers.peek(page)?;
        shows_none(bench, &shown, &secrets, guard);
    }
    let seen = bench.party().who_is_in(mothers)?;
    let holds = seen != Presence::In(users.father.id.clone());
    bench.transcript().judge(CLAUSE, guard, "not in as the father", &seen.to_string(), holds);
    Ok(())
}
