//! Owns the attacks on the diary's own password: near misses of the right one do not open it.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::scenario::steps::user;

const CLAUSE: &str = "OWASP ASVS 6.2.8: the password is compared whole";

/// The right password opens the diary; nothing that only looks like it does.
pub(crate) fn near_misses(bench: &Bench<'_>) -> Result<(), Halt> {
    if !bench.is_started() {
        let why = "wrong passwords lock a user out, of a party that runs already for the scenarios after this one too";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
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

fn opened(bench: &Bench<'_>, user: &LegacyUser) -> Result<Presence, Halt> {
    let mut browser = bench.browser(user.who);
    // Not by the step of the letters, which keeps each password as a secret that no line may hold.
    bench.party().enter_with_password(&mut browser, user)?;
    bench.party().who_is_in(&mut browser)
}

fn swapped(letter: char) -> char {
    if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
}
