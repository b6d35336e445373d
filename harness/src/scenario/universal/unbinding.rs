//! Owns the end of a binding: what was taken away opens nothing, and only its own user takes it away.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::Form;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::Presence;
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::event::Grade;
use crate::scenario::steps::bind;
use crate::scenario::universal::binding::{form_of, name_user, renamed, sent};
use crate::scenario::universal::{ONE_ACCOUNT, account, binders, name_of, opens, presence_of};

const SESSIONS: &str = "OWASP ASVS 7.4.3: with a way in its sessions end";

/// What was bound is taken away again: the account opens nothing any more, and whoever is in with it is out.
pub(crate) fn undone(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = ONE_ACCOUNT;
    let [mother, _] = binders(bench)?;
    let words = undoing_words(bench)?;
    let person = account(bench, mother)?;
    let own = name_of(bench, &person, mother);
    bench.transcript().control(|| bind(bench, mother, &person))?;
    let (mut elsewhere, _) = presence_of(bench, "somebody with the account", &person, clause)?;
    is_in_as(bench, &mut elsewhere, clause, &own)?;
    let (mut browser, _) = presence_of(bench, mother.who, &person, clause)?;
    browser.open(&bench.party().inside())?;
    browser.click(&words)?;
    answer::is_sound(bench, &browser, clause)?;
    // Who takes an account away because somebody else has it wants that one out at once.
    let seen = bench.party().who_is_in(&mut elsewhere)?;
    let must = "a session that began with an account ends when the account is taken away:";
    let is_out = seen == Presence::Nobody;
    bench.transcript().weigh(Grade::Should, SESSIONS, must, "nobody is in", &seen.to_string(), is_out);
    let (_, seen) = presence_of(bench, mother.who, &person, clause)?;
    let guard = "an account that was taken away opens the diary no longer:";
    let holds = seen != Presence::In(own);
    bench.transcript().judge(clause, guard, "not in", &seen.to_string(), holds);
    Ok(())
}

/// The father's form that takes his account away names its user; he writes the mother's name into it.
pub(crate) fn undone_by_another(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let words = undoing_words(bench)?;
    let people = [account(bench, mother)?, account(bench, father)?];
    bench.transcript().control(|| {
        bind(bench, mother, &people[0])?;
        bind(bench, father, &people[1])
    })?;
    let shown = |person: &Person, who: &str| -> Result<(Browser, Option<Form>), Halt> {
        let (mut browser, _) = presence_of(bench, who, person, ONE_ACCOUNT)?;
        browser.open(&bench.party().inside())?;
        let link = browser.link_called(&words)?.map(|link| form_of(link.url));
        let form = browser.form_with(&words)?.or(link);
        Ok((browser, form))
    };
    let ((_, theirs), (mut browser, own)) = (shown(&people[0], mother.who)?, shown(&people[1], father.who)?);
    let (Some(theirs), Some(mut form)) = (theirs, own) else {
        return Err(Halt::NotApplicable(format!("«{words}» is neither a form nor a link")));
    };
    if renamed(&mut form, &theirs) == 0 {
        name_user(&mut form.action, mother);
    }
    let page = bench.party().inside();
    browser.send_forged(&page, &form, sent(&form))?;
    answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
    let guard = "an account is taken away by its own user only:";
    opens(bench, (&people[0], &name_of(bench, &people[0], mother)), ONE_ACCOUNT, guard)
}

/// The words that undo a binding: the file's, else the party's usual ones.
///
/// # Errors
/// There are none: what needs them does not apply.
pub(super) fn undoing_words(bench: &Bench<'_>) -> Result<String, Halt> {
    let none = "the party's file does not say what takes a bound account away: `undo` in [binding]";
    let words = bench.party().unbinding_words();
    words.map(str::to_owned).ok_or_else(|| Halt::NotApplicable(none.to_owned()))
}
