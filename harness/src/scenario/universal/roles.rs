//! Owns the attacks of one role on the rooms of another: what a teacher opens stays closed to a parent, whatever the parent
//! sends.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::check::session::is_in_as;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::comes_in;
use crate::scenario::steps::settle;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::others::{private_addresses, shows_none, words_of};
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 8.2.1: what a role may do, is asked on every request";

/// The rooms of every other role, opened by somebody who has not got it: plainly, and with what the party keeps in the
/// browser of somebody who has.
pub(crate) fn rooms(bench: &Bench<'_>) -> Result<(), Halt> {
    let (attacker, owners) = roles(bench)?;
    for owner in owners {
        let secrets = words_of(&owner, &attacker);
        let mut theirs = signed_in(bench, &owner)?;
        let addresses = private_addresses(bench, &mut theirs, &owner, &secrets)?;
        let sessions = session_cookies(bench, &mut theirs)?;
        let beside = theirs.cookies_of(&bench.party().inside())?;
        let beside =
            beside.into_iter().filter(|one| !sessions.iter().any(|session| session.name == one.name));
        let mut browsers = vec![("a user of another role", signed_in(bench, &attacker)?)];
        browsers.push(("somebody who is not signed in", bench.browser("somebody who is not signed in")));
        for cookie in beside {
            let mut browser = signed_in(bench, &attacker)?;
            browser.put_cookie(&cookie, &cookie.value)?;
            browsers.push(("a user of another role with a cookie of this one", browser));
        }
        for (who, mut browser) in browsers {
            let guard = format!("{who} opens no room of the role:");
            for address in &addresses {
                for asked in [address.clone(), with_role(address)] {
                    let page = browser.peek(&asked)?;
                    shows_none(bench, &page, &secrets, &guard);
                }
            }
        }
    }
    is_in_as(bench, &mut signed_in(bench, &attacker)?, CLAUSE, &attacker.id)
}

/// The address with parameters that name a role.
fn with_role(address: &str) -> String {
    let mut asked = address.to_owned();
    asked.push(if address.contains('?') { '&' } else { '?' });
    asked + "role=teacher&type=teacher&as=teacher&teacher=1&is_teacher=true&admin=1&is_admin=true&debug=1"
}

/// The first user, and for each role that this one has not, the first who has it.
fn roles(bench: &Bench<'_>) -> Result<(KnownUser, Vec<KnownUser>), Halt> {
    let none =
        || Halt::NotApplicable("the party's file names no users of two roles: `role` of [[user]]".to_owned());
    let all: Vec<Option<&str>> = bench.party().legacy_users().iter().map(|user| user.role).collect();
    let own = all.first().copied().flatten().ok_or_else(none)?;
    let mut seen = vec![own];
    let mut others = Vec::new();
    for (number, role) in all.iter().enumerate() {
        if let Some(role) = role.filter(|role| !seen.contains(role)) {
            seen.push(role);
            others.push(number);
        }
    }
    if others.is_empty() {
        return Err(none());
    }
    bench.transcript().control(|| {
        let settled = |number: usize| {
            let known = settle(bench, number)?;
            comes_in(bench, &known, CLAUSE)?;
            Ok(known)
        };
        Ok((settled(0)?, others.iter().map(|number| settled(*number)).collect::<Result<_, Halt>>()?))
    })
}
