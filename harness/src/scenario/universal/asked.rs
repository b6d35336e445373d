//! Owns the attack with forms that show records: a user's own form, asked for another's.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::check::session::is_in_as;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::Users;
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::forged::tokens;
use crate::scenario::universal::others::{DOING, named_only_in, shows_none, visited, words_of};
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 8.2.2: whose record it is, is asked on every request";

/// How many forms of a user are tried: a page may have one for every pupil.
const FORMS_MAX: usize = 6;

/// A user in a browser of the own, and the pages that are found in it.
struct Asker {
    known: KnownUser,
    browser: Browser,
    pages: Vec<(String, Page)>,
}

/// The forms on a user's pages, sent with the numbers and the name of another user: they show none of that user's records.
pub(crate) fn for_others(bench: &Bench<'_>) -> Result<(), Halt> {
    if !bench.is_started() {
        let why = "it sends forms, and a party that runs already would keep what they do";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let users = Users::settle(bench, CLAUSE)?;
    let mut askers = [asker(bench, users.mother)?, asker(bench, users.father)?];
    let mut tried = 0;
    for owner in [1, 0] {
        let (secrets, values) = of_another(&askers[owner], &askers[1 - owner]);
        let asker = &mut askers[1 - owner];
        for (address, form) in asking(&asker.pages) {
            for fields in asked_for(&form, &values) {
                tried += 1;
                let shown = asker.browser.peek_sent(&address, &form, fields)?;
                shows_none(
                    bench,
                    &shown,
                    &secrets,
                    "a user's form asked for another shows none of the other's records:",
                );
            }
        }
        let id = asker.known.id.clone();
        is_in_as(bench, &mut asker.browser, CLAUSE, &id)?;
    }
    match tried {
        0 => Err(Halt::NotApplicable("no page of a user has a form that names somebody".to_owned())),
        _ => Ok(()),
    }
}

fn asker(bench: &Bench<'_>, known: KnownUser) -> Result<Asker, Halt> {
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, CLAUSE, &known.id)?;
    let pages = visited(bench, &mut browser, &known)?;
    Ok(Asker { known, browser, pages })
}

/// The words that only the owner's records have, and what names the owner: the numbers of the owner's own addresses and the
/// surname.
fn of_another(owner: &Asker, asker: &Asker) -> (Vec<String>, Vec<String>) {
    let addresses = |of: &Asker| of.pages.iter().map(|(address, _)| address.clone()).collect::<Vec<_>>();
    let mut values = named_only_in(&addresses(owner), &addresses(asker));
    values.extend([owner.known.id.clone(), owner.known.person.last_name.clone()]);
    values.dedup();
    (words_of(&owner.known, &asker.known), values)
}

/// The forms of pages that name somebody, each once.
fn asking(pages: &[(String, Page)]) -> Vec<(String, Form)> {
    let mut known = Vec::new();
    let all =
        pages.iter().flat_map(|(address, page)| page.forms().into_iter().map(|form| (address.clone(), form)));
    let mut found: Vec<(String, Form)> = all.filter(|(_, form)| is_asking(form)).collect();
    found.retain(|(_, form)| {
        let own = (form.action.clone(), form.method.clone(), naming(form));
        let is_new = !known.contains(&own);
        known.extend(is_new.then_some(own));
        is_new
    });
    found.truncate(FORMS_MAX);
    found
}

/// Whether a form names somebody and does not lead in or out.
fn is_asking(form: &Form) -> bool {
    let is_doing = |text: &str| DOING.iter().any(|word| text.to_lowercase().contains(word));
    !naming(form).is_empty()
        && form.fields.iter().all(|field| field.kind != Kind::Password)
        && !form.buttons.iter().any(|button| is_doing(&button.text))
        && !is_doing(form.action.path())
}

/// The fields of a form that may say whom it is about: all but its tokens and ticks.
fn naming(form: &Form) -> Vec<String> {
    let tokens: Vec<&str> = tokens(form).map(|field| field.name.as_str()).collect();
    let kinds = [Kind::Hidden, Kind::Select, Kind::Text];
    let names =
        form.fields.iter().filter(|field| kinds.contains(&field.kind)).map(|field| field.name.clone());
    names.filter(|name| !tokens.contains(&name.as_str())).collect()
}

/// What the form sends, each time with one of the values in one of the fields that name somebody.
fn asked_for(form: &Form, values: &[String]) -> Vec<Vec<(String, String)>> {
    let with = |name: &String, value: &String| {
        let mut fields = sent(form);
        fields.iter_mut().filter(|(own, _)| own == name).for_each(|(_, own)| own.clone_from(value));
        fields
    };
    naming(form).iter().flat_map(|name| values.iter().map(move |value| with(name, value))).collect()
}
