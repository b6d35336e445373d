//! Owns the attacks on the diary's own password: near misses of the right one, guesses without end, logins that are told.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::event::Grade;
use crate::scenario::steps::user;

const CLAUSE: &str = "OWASP ASVS 6.2.8: the password is compared whole";
const LIMITED: &str = "MR-Д-23: failed sign-ins are limited";
const ALIKE: &str = "OWASP ASVS 6.3.8: a failed sign-in does not tell which users there are";

/// The right password opens the diary; nothing that only looks like it does.
pub(crate) fn near_misses(bench: &Bench<'_>) -> Result<(), Halt> {
    let why =
        "wrong passwords lock a user out, of a party that runs already for the scenarios after this one too";
    bench.only_if_started(why)?;
    let own = user(bench, 0)?;
    let other = user(bench, 1)?;
    let right = opened(bench, own)?;
    if !matches!(right, Presence::In(_)) {
        return Err(Halt::NotApplicable(
            "the password of the file's first [[user]] opens nothing".to_owned(),
        ));
    }
    let password = own.password;
    let but_last: String = password.chars().take(password.chars().count().saturating_sub(1)).collect();
    let first: String = password.chars().take(8.min(password.chars().count().saturating_sub(1))).collect();
    let turned: String = password.chars().map(swapped).collect();
    // Many programs count tries and look no longer after some: what is most usual comes first.
    let wrong = [
        ("no password at all", String::new()),
        ("words of a query language", "' OR '1'='1".to_owned()),
        ("the first letters of the password", first),
        ("the password in other case", turned),
        ("the password of another user", other.password.to_owned()),
        ("the password with a letter more", format!("{password}x")),
        ("the password without its last letter", but_last),
        ("the login", own.login.to_owned()),
        ("a blank", " ".to_owned()),
        ("words of a query language with a comment", "x' OR 1=1 --".to_owned()),
        ("a wildcard", "%".to_owned()),
    ];
    for (what, wrong) in wrong.into_iter().filter(|(_, wrong)| wrong != password) {
        // The words of a scenario live as long as it does; a handful of near misses is no matter.
        let tried = LegacyUser { password: Box::leak(wrong.into_boxed_str()), ..*own };
        let seen = opened(bench, &tried)?;
        let must = format!("{what} does not open the diary:");
        bench.transcript().judge(CLAUSE, &must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    }
    let injected = LegacyUser { login: "' OR '1'='1' --", password: "x", ..*own };
    let seen = opened(bench, &injected)?;
    let must = "a login of words of a query language does not open the diary:";
    bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    Ok(())
}

/// How many wrong passwords are sent before the right one is tried where the party's file says nothing: first what usual
/// limits are below, then what OWASP ASVS 4.0.3, 2.2.1 allows of one login in an hour, and one more.
const TRIES: [u64; 2] = [12, 101];

/// Wrong passwords, each from a browser of its own, as programs send them; then even the right one waits.
pub(crate) fn tries(bench: &Bench<'_>) -> Result<(), Halt> {
    let why = "it locks a user out, of a party that runs already for the scenarios after this one too";
    bench.only_if_started(why)?;
    let own = user(bench, 1)?;
    is_right(bench, own)?;
    // The clause recommends a limit; one that the party's file names is there.
    let declared = bench.party().terms().password_tries;
    let grade = if declared.is_some() { Grade::Must } else { Grade::Should };
    let counts = declared.map_or(TRIES.to_vec(), |limit| vec![limit.saturating_add(1)]);
    let (mut seen, mut sent) = (Presence::Nobody, 0);
    for count in counts {
        sent = count;
        bench.transcript().did("attacker", &format!("sends {count} wrong passwords for one login"))?;
        bench.transcript().quietly(|| (0..count).try_for_each(|number| wrong(bench, own, number)))?;
        seen = opened(bench, own)?;
        if seen == Presence::Nobody {
            break;
        }
    }
    let must =
        "after very many wrong passwords the login is closed for a while, from whatever browser they came:";
    let told = match &seen {
        Presence::In(_) => format!("the right password opens it after {sent} wrong ones"),
        other => other.to_string(),
    };
    bench.transcript().weigh(grade, LIMITED, must, "nobody is in", &told, seen == Presence::Nobody);
    Ok(())
}

fn wrong(bench: &Bench<'_>, own: &LegacyUser, number: u64) -> Result<(), Halt> {
    let password: &'static str = format!("Ne-tot-parol-{number}").leak();
    let mut browser = bench.browser("attacker");
    bench.party().enter_with_password(&mut browser, &LegacyUser { password, ..*own })
}

/// A wrong password for a login that there is, and for some that there are not: the same answer.
pub(crate) fn logins(bench: &Bench<'_>) -> Result<(), Halt> {
    let own = user(bench, 1)?;
    let answer = |login: &'static str| -> Result<String, Halt> {
        let mut browser = bench.browser("attacker");
        let tried = LegacyUser { login, password: "Ne-tot-parol-0", ..*own };
        bench.party().enter_with_password(&mut browser, &tried)?;
        let page = browser.page()?;
        let text = page.text().replace(login, "…");
        // How many tries are left is no word about the login.
        let words: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        Ok(format!("«{}» at {}, status {}: {words}", page.title(), page.url.path(), page.status))
    };
    let [first, second] = unknown_logins(own).map(|login| &*login.leak());
    let unknown = answer(first)?;
    if answer(second)? != unknown {
        let why = "the party's answers to unknown logins differ from one another";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let known = answer(own.login)?;
    let must = "a wrong password is answered as an unknown login is:";
    bench.transcript().judge(ALIKE, must, &unknown, &known, known == unknown);
    Ok(())
}

/// Logins that the party has not got, like one that it has.
pub(super) fn unknown_logins(own: &LegacyUser) -> [String; 2] {
    let turned: String = own.login.chars().rev().collect();
    [format!("q{turned}"), format!("{turned}zh")]
}

/// The password is the right one; otherwise nothing follows from what others do.
pub(super) fn is_right(bench: &Bench<'_>, own: &LegacyUser) -> Result<(), Halt> {
    bench.transcript().hide(own.password);
    match opened(bench, own)? {
        Presence::In(_) => Ok(()),
        _ => Err(Halt::NotApplicable(format!("the password of {} opens nothing", own.who))),
    }
}

/// Who is in after a sign-in by password.
pub(super) fn opened(bench: &Bench<'_>, user: &LegacyUser) -> Result<Presence, Halt> {
    let mut browser = bench.browser(user.who);
    // Not by the step of the letters, which keeps each password as a secret that no line may hold.
    bench.party().enter_with_password(&mut browser, user)?;
    bench.party().who_is_in(&mut browser)
}

fn swapped(letter: char) -> char {
    if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
}
