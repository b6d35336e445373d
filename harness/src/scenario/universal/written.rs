//! Owns the attacks with forms in which users write: into another user's records, past a role, without the form's own
//! token, as markup.

use crate::bench::Bench;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::browser::{Browser, PHISHING};
use crate::bench::eyes::CANARY;
use crate::bench::halt::Halt;
use crate::cause::{self, Cause};
use crate::check::session::is_in_as;
use crate::scenario::steps::{KnownUser, settle};
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::forged::{tokens, with_tokens};
use crate::scenario::universal::forms::{each_once, leads_in_or_out, names_of};
use crate::scenario::universal::level::one_of_each_role;
use crate::scenario::universal::others::{CLAUSE as OTHERS, named_only_in, visited};
use crate::scenario::universal::strangers::signed_in;

const FORGED: &str = "OWASP ASVS 3.5.1: a form counts only from the party's own page";
const MARKUP: &str = "OWASP ASVS 1.2.1: what came from outside is escaped";

/// Of how many users the pages are looked through for forms, beside the first of each further role.
const USERS_MAX: usize = 3;
/// How many forms of a user are tried: a page may have one for every pupil.
const FORMS_MAX: usize = 4;

/// A user in a browser of the own, with the forms in which this one writes and the pages that have them.
struct Writer {
    known: KnownUser,
    role: Option<&'static str>,
    browser: Browser,
    addresses: Vec<String>,
    pages: Vec<Page>,
    forms: Vec<(String, Form)>,
}

/// Every user of the file who can write somewhere, and the first one in any case.
fn writers(bench: &Bench<'_>, clause: &'static str) -> Result<Vec<Writer>, Halt> {
    bench.only_if_started("it fills in forms, and a party that runs already would keep what is typed")?;
    let users = bench.party().legacy_users();
    let mut writers = Vec::new();
    let mut numbers: Vec<usize> = (0..users.len().clamp(1, USERS_MAX)).collect();
    numbers.extend(one_of_each_role(bench, 0).into_iter().filter(|number| *number >= USERS_MAX));
    for number in numbers {
        let known = bench.transcript().control(|| settle(bench, number))?;
        let mut browser = signed_in(bench, &known)?;
        is_in_as(bench, &mut browser, clause, &known.id)?;
        let mut writer = Writer {
            role: users.get(number).and_then(|user| user.role),
            known,
            browser,
            addresses: Vec::new(),
            pages: Vec::new(),
            forms: Vec::new(),
        };
        for (address, page) in visited(bench, &mut writer.browser, &writer.known)? {
            let wanted = page.forms().into_iter().filter(is_writing).map(|form| (address.clone(), form));
            writer.forms.extend(wanted);
            writer.pages.push(page);
            writer.addresses.push(address);
        }
        writer.forms = each_once(writer.forms, FORMS_MAX, |form| (form.action.clone(), sent(form)));
        writers.push(writer);
    }
    if writers.iter().all(|writer| writer.forms.is_empty()) {
        let why = "no page of a user has a form in which something is typed".to_owned();
        return Err(Halt::NotApplicable(why));
    }
    Ok(writers)
}

/// Whether something is typed into a form that does not lead in or out.
pub(super) fn is_writing(form: &Form) -> bool {
    form.method == "post"
        && form.fields.iter().any(|field| field.kind == Kind::Text)
        && !leads_in_or_out(form)
}

/// What a form sends when these words are typed wherever something can be typed.
pub(super) fn typed(words: &str, form: &Form) -> Vec<(String, String)> {
    filled(words, form, None)
}

/// The same with the words in one field alone, and a mark in the others: a mark is a number from 2 to 5, and so are many
/// numbers that a school asks for.
fn filled(words: &str, form: &Form, only: Option<&str>) -> Vec<(String, String)> {
    const MARK: &str = "5";
    let mut fields = sent(form);
    let texts: Vec<&str> =
        form.fields.iter().filter(|one| one.kind == Kind::Text).map(|one| one.name.as_str()).collect();
    for (name, value) in fields.iter_mut().filter(|(name, _)| texts.contains(&name.as_str())) {
        let is_for_words = only.is_none_or(|only| only == name);
        if is_for_words {
            words.clone_into(value);
        } else if value.is_empty() {
            MARK.clone_into(value);
        }
    }
    // A list that begins with nothing chosen is sent with its first choice.
    for list in form.fields.iter().filter(|one| one.kind == Kind::Select && one.value.is_empty()) {
        let first = list.options.iter().map(|(value, _)| value).find(|value| !value.is_empty());
        let own = fields.iter_mut().filter(|(name, _)| *name == list.name);
        own.zip(first).for_each(|((_, value), first)| value.clone_from(first));
    }
    fields
}

/// Writes with the form as its own page does; whether the page shows it.
fn writes(browser: &mut Browser, (address, form): &(String, Form), words: &str) -> Result<bool, Halt> {
    browser.send_forged(address, form, typed(words, form))?;
    let is_shown = browser.page()?.shows(words);
    Ok(browser.peek(address)?.shows(words) || is_shown)
}

/// How a form is filled in so that its owner's page shows it afterwards.
struct Accepted {
    /// The one field that takes words; nothing where each does.
    only: Option<String>,
    /// What was written.
    words: String,
}

/// The way in which a form of a user is accepted, if any: with words that nothing else has written.
fn accepted(owner: &mut Writer, number: usize) -> Result<Option<Accepted>, Halt> {
    let (address, form) = owner.forms[number].clone();
    let texts: Vec<String> =
        form.fields.iter().filter(|one| one.kind == Kind::Text).map(|one| one.name.clone()).collect();
    let alone = texts.iter().filter(|_| texts.len() > 1).cloned().map(Some);
    for (attempt, only) in std::iter::once(None).chain(alone).enumerate() {
        let words = format!("Запись своего {} {number} {attempt}", owner.known.id);
        owner.browser.send_forged(&address, &form, filled(&words, &form, only.as_deref()))?;
        // An error page may repeat what was typed.
        if owner.browser.peek(&address)?.shows(&words) {
            return Ok(Some(Accepted { only, words }));
        }
    }
    Ok(None)
}

/// A form without its token, with a made-up one, with that of another user, or sent by another site where it has none.
pub(crate) fn forged(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut writers = writers(bench, FORGED)?;
    let all: Vec<Vec<Form>> =
        writers.iter().map(|writer| writer.pages.iter().flat_map(Page::forms).collect()).collect();
    let (mut tried, count) = (0, writers.len());
    for (number, writer) in writers.iter_mut().enumerate() {
        let others = &all[(number + 1) % count];
        for place in writer.forms.clone() {
            if !writes(&mut writer.browser, &place, "Проверочная запись первая")? {
                continue;
            }
            tried += 1;
            forges(bench, &mut writer.browser, &place, others)?;
        }
    }
    match tried {
        0 => Err(Halt::NotApplicable("no form of a user shows afterwards what was typed".to_owned())),
        _ => Ok(()),
    }
}

fn forges(
    bench: &Bench<'_>,
    browser: &mut Browser,
    (address, form): &(String, Form),
    others: &[Form],
) -> Result<(), Halt> {
    let mut judge = |how: &str, words: &str, page: &str, fields: Vec<(String, String)>| -> Result<(), Halt> {
        browser.send_forged(page, form, fields)?;
        let is_done = browser.peek(address)?.shows(words);
        let must = format!("a form at {} that is sent {how} changes nothing:", form.action.path());
        let seen = if is_done { "it does" } else { "nothing" };
        bench.transcript().judge(FORGED, &must, "nothing", seen, !is_done);
        Ok(())
    };
    if tokens(form).next().is_none() {
        let words = "Проверочная запись с другого сайта";
        return judge("by another site", words, PHISHING, typed(words, form));
    }
    let made_up = "0123456789abcdef0123456789abcdef";
    let words = "Проверочная запись вторая";
    judge("without its token", words, address, with_tokens(typed(words, form), form, |_| None))?;
    let words = "Проверочная запись третья";
    judge(
        "with a made-up token",
        words,
        address,
        with_tokens(typed(words, form), form, |_| Some(made_up.to_owned())),
    )?;
    let words = "Проверочная запись четвёртая";
    judge(
        "with an empty token",
        words,
        address,
        with_tokens(typed(words, form), form, |_| Some(String::new())),
    )?;
    // An attacker has a token of the own.
    let words = "Проверочная запись пятая";
    let theirs = |name: &str| token_named(others, name);
    let own: Vec<String> = tokens(form).map(|field| field.value.clone()).collect();
    if tokens(form).any(|field| theirs(&field.name).is_some_and(|other| !own.contains(&other))) {
        judge("with another user's token", words, address, with_tokens(typed(words, form), form, theirs))?;
    }
    Ok(())
}

/// The token of that name in a form of a user.
fn token_named(forms: &[Form], name: &str) -> Option<String> {
    forms.iter().flat_map(tokens).find(|field| field.name == name).map(|field| field.value.clone())
}

/// Another user's form, copied, with the tokens of the attacker: it writes nothing into the other user's records. And the
/// attacker's own, with another user's numbers in it.
pub(crate) fn for_others(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut writers = writers(bench, OTHERS)?;
    let renumbered = with_numbers_of_others(bench, &mut writers)?;
    let mut attacker = writers.remove(0);
    let home = attacker.browser.page()?.url.to_string();
    let own: Vec<Form> = attacker.pages.iter().flat_map(Page::forms).collect();
    let mut tried = 0;
    for owner in &mut writers {
        for number in 0..owner.forms.len() {
            let Some(Accepted { only, .. }) = accepted(owner, number)? else {
                continue;
            };
            tried += 1;
            let (address, form) = &owner.forms[number];
            let words = format!("Запись чужого {} {number}", owner.known.id);
            let fields = filled(&words, form, only.as_deref());
            let fields = with_tokens(fields, form, |name| token_named(&own, name));
            attacker.browser.send_forged(&home, form, fields)?;
            let is_done = owner.browser.peek(address)?.shows(&words);
            let is_of_a_role = owner.role.is_some() && owner.role != attacker.role;
            let cause = if is_of_a_role { &cause::ROLE } else { &cause::OWN_PUPILS };
            let must = format!(
                "another user's form at {} writes nothing for {}:",
                form.action.path(),
                attacker.known.who
            );
            writes_nothing(bench, cause, &must, is_done)?;
        }
    }
    match tried + renumbered {
        0 => Err(Halt::NotApplicable(
            "no second user has a form that shows afterwards what was typed".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn writes_nothing(bench: &Bench<'_>, cause: &'static Cause, must: &str, is_done: bool) -> Result<(), Halt> {
    let transcript = bench.transcript();
    transcript.about(cause, || {
        let seen = if is_done { "it does" } else { "nothing" };
        transcript.judge(OTHERS, must, "nothing", seen, !is_done);
        Ok(())
    })
}

/// Every user's own forms whose hidden fields or lists name somebody, sent with the numbers that only another user's
/// addresses have; how many were tried.
fn with_numbers_of_others(bench: &Bench<'_>, writers: &mut [Writer]) -> Result<usize, Halt> {
    let mut tried = 0;
    for attacker in 0..writers.len() {
        for number in 0..writers[attacker].forms.len() {
            let place = writers[attacker].forms[number].clone();
            if naming(&place.1).is_empty() {
                continue;
            }
            let Some(accepted) = accepted(&mut writers[attacker], number)? else {
                continue;
            };
            for victim in (0..writers.len()).filter(|victim| *victim != attacker) {
                // Whoever sees what is written rightly would see it under any number.
                if !shows_anywhere(&mut writers[victim], &accepted.words)? {
                    tried += 1;
                    renumbers(bench, writers, (attacker, victim), (&place, accepted.only.as_deref()))?;
                }
            }
        }
    }
    Ok(tried)
}

/// Sends one form of the attacker's with each number of the victim's, in each field that names somebody.
fn renumbers(
    bench: &Bench<'_>,
    writers: &mut [Writer],
    (attacker, victim): (usize, usize),
    ((address, form), only): (&(String, Form), Option<&str>),
) -> Result<(), Halt> {
    let path = form.action.path();
    let must = format!("a form at {path} writes nothing for whom its own page does not name:");
    for number in numbers_only_of(&writers[victim], &writers[attacker]) {
        for name in naming(form) {
            let words = format!("Запись под чужим номером {number} {name}");
            let mut fields = filled(&words, form, only);
            let named = fields.iter_mut().filter(|(own, _)| *own == name);
            named.for_each(|(_, value)| number.clone_into(value));
            writers[attacker].browser.send_forged(address, form, fields)?;
            let is_done = shows_anywhere(&mut writers[victim], &words)?;
            writes_nothing(bench, &cause::OWN_PUPILS, &must, is_done)?;
        }
    }
    Ok(())
}

/// The fields of a form that say whom it is about: hidden ones beside its tokens, and lists.
fn naming(form: &Form) -> Vec<String> {
    names_of(form, &[Kind::Hidden, Kind::Select])
}

/// What stands in a user's addresses, and nowhere in another's addresses and forms.
fn numbers_only_of(victim: &Writer, attacker: &Writer) -> Vec<String> {
    let fields = attacker.pages.iter().flat_map(Page::forms).flat_map(|form| form.fields);
    let shown: Vec<String> = fields
        .flat_map(|field| field.options.into_iter().map(|(value, _)| value).chain([field.value]))
        .collect();
    let new = named_only_in(&victim.addresses, &attacker.addresses);
    new.into_iter().filter(|number| !shown.contains(number)).collect()
}

fn shows_anywhere(writer: &mut Writer, words: &str) -> Result<bool, Halt> {
    for address in writer.addresses.clone() {
        if writer.browser.peek(&address)?.shows(words) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Markup that a user writes, on the pages that show it.
pub(crate) fn markup(bench: &Bench<'_>) -> Result<(), Halt> {
    for mut writer in writers(bench, MARKUP)? {
        for place in writer.forms.clone() {
            // The bench's eyes look at every page that comes.
            writer.browser.send_forged(&place.0, &place.1, typed(CANARY, &place.1))?;
            writer.browser.peek(&place.0)?;
        }
        is_in_as(bench, &mut writer.browser, MARKUP, &writer.known.id)?;
    }
    Ok(())
}
