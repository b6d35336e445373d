//! Owns which forms of a user's pages are worth a try, and which of their fields name somebody.

use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::scenario::universal::forged::tokens;

/// How many forms that ask for something are tried.
const SEARCHES_MAX: usize = 6;

/// Words on links and buttons that do something to a session instead of showing something.
const DOING: &[&str] =
    &["выйти", "выход", "отвяз", "привяз", "удал", "logout", "leave", "exit", "bind", "delete"];

/// Whether words or a path say that something is done to a session.
pub(super) fn is_doing(text: &str) -> bool {
    let text = text.to_lowercase();
    DOING.iter().any(|word| text.contains(word))
}

/// Whether a form leads in or out, or takes something away for good.
pub(super) fn leads_in_or_out(form: &Form) -> bool {
    form.fields.iter().any(|field| field.kind == Kind::Password)
        || form.buttons.iter().any(|button| is_doing(&button.text))
        || is_doing(form.action.path())
}

/// The names of a form's fields of these kinds, without its tokens.
pub(super) fn names_of(form: &Form, kinds: &[Kind]) -> Vec<String> {
    let tokens: Vec<&str> = tokens(form).map(|field| field.name.as_str()).collect();
    let names =
        form.fields.iter().filter(|field| kinds.contains(&field.kind)).map(|field| field.name.clone());
    names.filter(|name| !tokens.contains(&name.as_str())).collect()
}

/// The first of those forms that are alike, and no more of them than this.
pub(super) fn each_once<K: PartialEq>(
    forms: impl IntoIterator<Item = (String, Form)>,
    max: usize,
    key: impl Fn(&Form) -> K,
) -> Vec<(String, Form)> {
    let mut known = Vec::new();
    let mut is_new = |form: &Form| {
        let own = key(form);
        let is_new = !known.contains(&own);
        known.extend(is_new.then_some(own));
        is_new
    };
    forms.into_iter().filter(|(_, form)| is_new(form)).take(max).collect()
}

/// The forms on pages, each with the address of its page.
pub(super) fn forms_on(pages: &[(String, Page)]) -> impl Iterator<Item = (String, Form)> {
    pages.iter().flat_map(|(address, page)| page.forms().into_iter().map(|form| (address.clone(), form)))
}

/// The forms on a user's pages that only ask for something, each once.
pub(super) fn searches(pages: &[(String, Page)]) -> Vec<(String, Form)> {
    let is_search =
        |form: &Form| form.method == "get" && form.fields.iter().any(|field| field.kind == Kind::Text);
    let asking = forms_on(pages).filter(|(_, form)| is_search(form) && !leads_in_or_out(form));
    each_once(asking, SEARCHES_MAX, |form| (form.action.clone(), names_of(form, &[Kind::Text])))
}
