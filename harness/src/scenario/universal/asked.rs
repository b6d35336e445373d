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
use crate::scenario::universal::forms::{each_once, forms_on, leads_in_or_out, names_of};
use crate::scenario::universal::others::{CLAUSE, named_only_in, shows_none, visited, without, words_of};
use crate::scenario::universal::strangers::signed_in;

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
    bench.only_if_started("it sends forms, and a party that runs already would keep what they do")?;
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
    let secrets = words_of(&owner.known, &asker.known);
    without(&mut values, &secrets);
    (secrets, values)
}

/// The forms of pages that name somebody and do not lead in or out, each once.
fn asking(pages: &[(String, Page)]) -> Vec<(String, Form)> {
    let asking = forms_on(pages).filter(|(_, form)| !naming(form).is_empty() && !leads_in_or_out(form));
    each_once(asking, FORMS_MAX, |form| (form.action.clone(), form.method.clone(), naming(form)))
}

/// The fields of a form that may say whom it is about: all but its tokens and ticks.
fn naming(form: &Form) -> Vec<String> {
    names_of(form, &[Kind::Hidden, Kind::Select, Kind::Text])
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
