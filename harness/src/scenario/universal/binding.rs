//! Owns the attacks on binding: another's account, another's user, no session, a session that has changed.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::{Field, Form, Kind};
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{LegacyUser, Presence};
use crate::cause;
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::scenario::steps::{allow_if_asked, bind, enter_with_password};
use crate::scenario::universal::{
    ONE_ACCOUNT, account, at_portal, begin_to_bind, binders, consented, does_not_open, held, held_at_portal,
    is_not_bound, name_of, opens, opens_nothing, presence_of, start_of, try_to_enter, unknown,
};

const CSRF: &str = "RFC 9700, 4.7: the answer belongs to the browser that asked";

/// The mother, in with her password, is sent the attacker's answer, of a sign-in or of the attacker's own binding.
pub(crate) fn forced(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let attackers = account(bench, father)?;
    consented(bench, &attackers, CSRF)?;
    let guard = "an answer that another browser asked for binds nothing:";
    for (begins, of_a_binding) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut attacker = bench.browser("attacker");
        let answer = if of_a_binding {
            begin_to_bind(bench, &mut attacker, father)?;
            held_at_portal(&mut attacker, &attackers)?
        } else {
            held(bench, &mut attacker, &attackers)?
        };
        let mut victim = bench.browser(mother.who);
        enter_with_password(bench, &mut victim, mother)?;
        if begins {
            bench.party().bind(&mut victim)?;
        }
        victim.open(answer.as_str())?;
        answer::is_sound(bench, &victim, CSRF)?;
        is_not_bound(bench, &attackers, CSRF, guard)?;
    }
    Ok(())
}

/// The mother, in with her password, comes back from a plain sign-in with the attacker's account, which somebody left
/// signed in at the portal: she did not ask to bind anything.
pub(crate) fn by_sign_in(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let attackers = account(bench, father)?;
    consented(bench, &attackers, CSRF)?;
    let mut victim = bench.browser(mother.who);
    try_to_enter(bench, &mut victim, &attackers, CSRF)?;
    enter_with_password(bench, &mut victim, mother)?;
    // Whoever is in may be shown no link to it: the address that everybody sees before does as well.
    let asked = match bench.party().begin(&mut victim) {
        Ok(asked) => Some(asked),
        Err(Halt::Missing(_) | Halt::NotApplicable(_)) => start_of(bench)?,
        Err(other) => return Err(other),
    };
    let none =
        || Halt::NotApplicable("whoever is in is not offered to sign in through the portal".to_owned());
    victim.open(asked.ok_or_else(none)?.as_str())?;
    at_portal(&mut victim, &attackers)?;
    answer::is_sound(bench, &victim, CSRF)?;
    let guard = "a sign-in through the portal binds nothing, whoever is in with a password:";
    is_not_bound(bench, &attackers, CSRF, guard)
}

/// What the party said is bound stays bound: the account opens the diary, the next day too.
pub(crate) fn kept(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, _] = binders(bench)?;
    let person = account(bench, mother)?;
    bind(bench, mother, &person)?;
    let own = name_of(bench, &person, mother);
    for guard in
        ["an account that is bound opens the diary:", "it opens the diary again, from another browser:"]
    {
        opens(bench, (&person, &own), ONE_ACCOUNT, guard)?;
    }
    Ok(())
}

/// What is sent to bind is sent by a browser that nobody has signed in with: as the mother's page had it, and with the
/// tokens that the diary's own front page gives to everybody.
pub(crate) fn without_session(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, _] = binders(bench)?;
    let attackers = account(bench, mother)?;
    let own = name_of(bench, &attackers, mother);
    let (mut shown, page, form) = shown_form(bench, mother)?;
    bench.party().leave(&mut shown).or_else(skipped)?;
    let guard = "without the diary's own password nothing is bound:";
    for with_own_tokens in [false, true] {
        let mut attacker = bench.browser("attacker");
        let mut form = form.clone();
        if with_own_tokens {
            take_tokens(bench, &mut attacker, &mut form)?;
            name_user(&mut form.action, mother);
        }
        attacker.send_forged(&page, &form, sent(&form))?;
        at_portal(&mut attacker, &attackers)?;
        answer::is_sound(bench, &attacker, ONE_ACCOUNT)?;
        let seen = bench.party().who_is_in(&mut attacker)?;
        let holds = seen == Presence::Nobody;
        bench.transcript().judge(ONE_ACCOUNT, guard, "nobody is in", &seen.to_string(), holds);
        does_not_open(bench, (&attackers, &own), ONE_ACCOUNT, guard)?;
    }
    Ok(())
}

/// Hidden fields of the form get the values that fields of the same name have on the pages that everybody sees.
fn take_tokens(bench: &Bench<'_>, browser: &mut Browser, form: &mut Form) -> Result<(), Halt> {
    let doors = [Some(bench.party().front_door()), bench.party().password_page().map(|(page, _)| page)];
    for door in doors.into_iter().flatten() {
        browser.open(&door)?;
        let shown: Vec<Field> = browser.page()?.forms().into_iter().flat_map(|form| form.fields).collect();
        for field in form.fields.iter_mut().filter(|field| field.kind == Kind::Hidden) {
            let mut own = shown.iter().filter(|one| one.kind == Kind::Hidden && one.name == field.name);
            own.next().into_iter().for_each(|own| field.value.clone_from(&own.value));
        }
    }
    Ok(())
}

/// Parameters by which a party may be told for whom a request is.
pub(super) fn name_user(address: &mut Url, user: &LegacyUser) {
    let mut pairs = address.query_pairs_mut();
    for name in ["user", "user_id", "login", "uid", "id"] {
        pairs.append_pair(name, if name == "login" { user.login } else { user.id });
    }
}

/// The mother begins to bind and leaves the diary; the answer arrives after that.
pub(crate) fn left_meanwhile(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, _] = binders(bench)?;
    let person = account(bench, mother)?;
    consented(bench, &person, CSRF)?;
    let own = name_of(bench, &person, mother);
    let mut browser = bench.browser(mother.who);
    begin_to_bind(bench, &mut browser, mother)?;
    let answer = held_at_portal(&mut browser, &person)?;
    bench.party().leave(&mut browser)?;
    browser.open(answer.as_str())?;
    answer::is_sound(bench, &browser, CSRF)?;
    let guard = "an answer that arrives after the user has left binds nothing and signs nobody in:";
    let seen = bench.party().who_is_in(&mut browser)?;
    bench.transcript().judge(CSRF, guard, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    does_not_open(bench, (&person, &own), CSRF, guard)
}

/// The mother begins to bind; before the answer arrives the father has signed in with the same browser.
pub(crate) fn other_user_meanwhile(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let person = account(bench, mother)?;
    consented(bench, &person, CSRF)?;
    let fathers = name_of(bench, &person, father);
    let mut browser = bench.browser(mother.who);
    begin_to_bind(bench, &mut browser, mother)?;
    let answer = held_at_portal(&mut browser, &person)?;
    bench.party().leave(&mut browser)?;
    browser.hand_over(father.who)?;
    enter_with_password(bench, &mut browser, father)?;
    browser.open(answer.as_str())?;
    answer::is_sound(bench, &browser, CSRF)?;
    let guard = "an account is bound to the user who began to bind it, and to nobody who came after:";
    does_not_open(bench, (&person, &fathers), CSRF, guard)
}

/// A request to bind names its user, in the form or in the address of the answer; an attacker writes another's name there.
pub(crate) fn tampered(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let (_, _, mothers) = shown_form(bench, mother)?;
    // Before he is bound: whoever has an account may be offered no other.
    let held = answer_named_as(bench, father, mother)?;
    form_named_as(bench, father, (mother, &mothers))?;
    let (mut browser, answer, attackers) = held;
    browser.open(answer.as_str())?;
    answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
    let own = name_of(bench, &attackers, mother);
    let guard = "the user whose account is bound is that of the session, and not one that the answer's address names:";
    does_not_open(bench, (&attackers, &own), ONE_ACCOUNT, guard)
}

/// The father's form to bind, into which the mother's name is written.
fn form_named_as(
    bench: &Bench<'_>,
    father: &LegacyUser,
    (mother, mothers): (&LegacyUser, &Form),
) -> Result<(), Halt> {
    let (mut browser, page, mut form) = shown_form(bench, father)?;
    // A party that takes the user from a parameter takes it from one that was not there, too.
    if renamed(&mut form, mothers) == 0 {
        name_user(&mut form.action, mother);
    }
    let attackers = account(bench, father)?;
    let own = name_of(bench, &attackers, mother);
    let fields = sent(&form);
    browser.send_forged(&page, &form, fields)?;
    at_portal(&mut browser, &attackers)?;
    answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
    let guard = "the user whose account is bound is that of the session, and not one that the request names:";
    does_not_open(bench, (&attackers, &own), ONE_ACCOUNT, guard)
}

/// An answer to the attacker's own binding, kept back, whose address names the victim as the victim's own answers do.
fn answer_named_as(
    bench: &Bench<'_>,
    attacker: &LegacyUser,
    victim: &LegacyUser,
) -> Result<(Browser, Url, Person), Halt> {
    let attackers = account(bench, attacker)?;
    consented(bench, &attackers, ONE_ACCOUNT)?;
    let answer_of = |user: &LegacyUser| {
        let mut browser = bench.browser(user.who);
        begin_to_bind(bench, &mut browser, user)?;
        let answer = held_at_portal(&mut browser, &attackers)?;
        Ok::<_, Halt>((browser, answer))
    };
    let (_, theirs) = answer_of(victim)?;
    let (browser, mut answer) = answer_of(attacker)?;
    if !readdressed(&mut answer, &theirs) {
        name_user(&mut answer, victim);
    }
    Ok((browser, answer, attackers))
}

/// Puts what another answer's address has in the place of the own, but for what belongs to the attempt; whether any differed.
fn readdressed(answer: &mut Url, theirs: &Url) -> bool {
    let before = answer.clone();
    let others: Vec<(String, String)> = theirs.query_pairs().into_owned().collect();
    let of_the_attempt = ["code", "state", "error"];
    let pairs = before.query_pairs().into_owned().map(|(name, value)| {
        let other =
            others.iter().find(|(other, _)| *other == name && !of_the_attempt.contains(&name.as_str()));
        let value = other.map_or(value, |(_, value)| value.clone());
        (name, value)
    });
    answer.set_path(theirs.path());
    answer.query_pairs_mut().clear().extend_pairs(pairs);
    let is_same = before.query_pairs().eq(answer.query_pairs()) && before.path() == answer.path();
    !is_same
}

/// The form or the link that binds, as a user sees it after the password sign-in, and on which page.
pub(super) fn shown_form(bench: &Bench<'_>, user: &LegacyUser) -> Result<(Browser, String, Form), Halt> {
    let words = bench.party().binding_words().unwrap_or_default().to_owned();
    let mut browser = bench.browser(user.who);
    enter_with_password(bench, &mut browser, user)?;
    let page = browser.page()?.url.to_string();
    let form = match browser.form_with(&words)? {
        Some(form) => Some(form),
        None => browser.link_called(&words)?.map(|link| form_of(link.url)),
    };
    let none = || Halt::NotApplicable(format!("«{words}» is neither a form nor a link"));
    Ok((browser, page, form.ok_or_else(none)?))
}

/// The citizen turns back at the portal's door, and another time says no there: nothing is bound, and the way by password
/// is as it was.
pub(crate) fn declined(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "ESIA-007004";
    let [mother, _] = binders(bench)?;
    let person = account(bench, mother)?;
    let before = by_password(bench, mother)?;
    let mut turned_back = bench.browser(mother.who);
    begin_to_bind(bench, &mut turned_back, mother)?;
    let same_way_in = |after: &str| {
        let guard = format!("{after} comes in by password as before: the account is not bound yet:");
        let seen = by_password(bench, mother)?;
        let transcript = bench.transcript();
        transcript.about(&cause::GOOD_USER_REFUSED, || {
            transcript.judge(clause, &guard, &before.to_string(), &seen.to_string(), seen == before);
            Ok(())
        })
    };
    same_way_in("whoever has only begun to bind")?;
    let mut browser = bench.browser(mother.who);
    begin_to_bind(bench, &mut browser, mother)?;
    crate::scenario::steps::sign_in_at_portal(&mut browser, &person)?;
    browser.press("Отказать")?;
    answer::is_sound(bench, &browser, clause)?;
    let own = name_of(bench, &person, mother);
    does_not_open(bench, (&person, &own), clause, "a refusal of the citizen binds nothing:")?;
    same_way_in("whoever said no on the portal")?;
    // The same citizen, who allows it this time, is bound: the refusal was the citizen's and nothing else's.
    bench.transcript().control(|| {
        let mut again = bench.browser(mother.who);
        begin_to_bind(bench, &mut again, mother)?;
        at_portal(&mut again, &person)?;
        is_in_as(bench, &mut again, clause, &own)
    })
}

/// Who is in after the password sign-in of a user.
fn by_password(bench: &Bench<'_>, user: &LegacyUser) -> Result<Presence, Halt> {
    let mut browser = bench.browser(user.who);
    enter_with_password(bench, &mut browser, user)?;
    bench.party().who_is_in(&mut browser)
}

/// A portal account that nobody has bound, in the name of a user.
pub(crate) fn unbound(bench: &Bench<'_>) -> Result<(), Halt> {
    let [_, father] = binders(bench)?;
    bench.transcript().control(|| {
        let fathers = account(bench, father)?;
        bind(bench, father, &fathers)?;
        let (mut browser, _) = presence_of(bench, father.who, &fathers, ONE_ACCOUNT)?;
        is_in_as(bench, &mut browser, ONE_ACCOUNT, &name_of(bench, &fathers, father))
    })?;
    let guard = "an account that nobody has bound opens nothing, whatever its owner is called:";
    // A teacher's, too: whose name opens most.
    for namesake in bench.party().legacy_users() {
        opens_nothing(bench, &account(bench, namesake)?, ONE_ACCOUNT, guard)?;
    }
    opens_nothing(bench, &unknown(bench)?, ONE_ACCOUNT, guard)
}

/// The form as it is sent without its button: the first one's own value goes along.
pub(super) fn sent(form: &Form) -> Vec<(String, String)> {
    match form.buttons.first() {
        Some(button) => form.sent(button),
        None => Vec::new(),
    }
}

/// A link as a form that asks for its address.
pub(super) fn form_of(action: Url) -> Form {
    Form { action, method: "get".to_owned(), fields: Vec::new(), buttons: Vec::new() }
}

/// Longer values are tokens against forgery, which are each session's own.
const NAME_CHARS_MAX: usize = 40;

/// Puts another user's names in the place of the own, in fields and in the address; how often.
pub(super) fn renamed(form: &mut Form, others: &Form) -> usize {
    let mut count = 0;
    let is_name = |own: &str, other: &str| own != other && other.len() <= NAME_CHARS_MAX && !is_random(other);
    for (field, other) in form.fields.iter_mut().zip(&others.fields) {
        if field.name == other.name && is_name(&field.value, &other.value) {
            field.value.clone_from(&other.value);
            count += 1;
        }
    }
    if form.action != others.action {
        form.action = others.action.clone();
        count += 1;
    }
    count
}

/// Whether a value looks like drawn by lot: long, with digits among its letters.
fn is_random(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(char::is_ascii_alphabetic).count();
    value.len() >= 20 && digits >= 3 && letters >= 3
}

/// A party without a way out is left by a new browser.
fn skipped(halt: Halt) -> Result<(), Halt> {
    match halt {
        Halt::NotApplicable(_) => Ok(()),
        other => Err(other),
    }
}

/// A browser of a user who has bound an account.
pub(super) fn bound_browser(
    bench: &Bench<'_>,
    user: &LegacyUser,
    clause: &'static str,
) -> Result<(Browser, String), Halt> {
    let person = account(bench, user)?;
    bind(bench, user, &person)?;
    let (mut browser, _) = presence_of(bench, user.who, &person, clause)?;
    let own = name_of(bench, &person, user);
    is_in_as(bench, &mut browser, clause, &own)?;
    allow_if_asked(&mut browser)?;
    Ok((browser, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_takes_over_what_another_address_names_but_not_its_code_and_state() {
        let url = |text: &str| text.parse::<Url>().unwrap();
        let theirs = url("https://diary.example/back/2?user=b&code=cb&state=sb");
        let mut answer = url("https://diary.example/back/1?user=a&code=ca&state=sa");
        assert!(readdressed(&mut answer, &theirs));
        assert_eq!(answer.as_str(), "https://diary.example/back/2?user=b&code=ca&state=sa");
        let mut plain = url("https://diary.example/back?code=ca&state=sa");
        assert!(!readdressed(&mut plain, &url("https://diary.example/back?code=cb&state=sb")));
    }
}
