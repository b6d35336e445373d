//! Owns forms that an attacker's page sends in a user's browser: what they do must not happen.

use crate::bench::Bench;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::browser::{Browser, PHISHING};
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::cause;
use crate::check::session::is_in_as;
use crate::event::Grade;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::settled;
use crate::scenario::universal::binding::{bound_browser, form_of, sent};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::unbinding::undoing_words;
use crate::scenario::universal::{binders, presence_of};

const CLAUSE: &str = "OWASP ASVS 3.5.1: a form counts only from the party's own page";

const BY_POST: &str = "OWASP ASVS 3.5.3: what changes something is not asked for by GET";

/// Words of what leaves.
const OUT: &[&str] = &["выйти", "выход", "log out", "logout", "sign out", "leave"];

/// The link that leaves the diary, followed from elsewhere; the form that leaves it, sent from elsewhere, and sent without
/// its token.
pub(crate) fn leaving(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let by_link = leaving_by_link(bench, &known)?;
    for way in [Way::FromElsewhere, Way::ByLink, Way::WithoutToken] {
        let mut browser = signed_in(bench, &known)?;
        browser.open(&bench.party().inside())?;
        let Some(form) = form_that(browser.page()?, OUT) else {
            let none = || Halt::NotApplicable("the way out is not on the page of users".to_owned());
            return if by_link { Ok(()) } else { Err(none()) };
        };
        if !send(&mut browser, &form, way)? {
            continue;
        }
        let must = format!("a form {} does not sign the user out:", way.words());
        let seen = bench.party().who_is_in(&mut browser)?;
        let holds = seen == Presence::In(known.id.clone());
        bench.transcript().judge(CLAUSE, &must, &format!("in as {}", known.id), &seen.to_string(), holds);
        is_in_as(bench, &mut signed_in(bench, &known)?, CLAUSE, &known.id)?;
    }
    Ok(())
}

/// Where a link or a mere address leaves the diary, a page of another site has it opened; whether there is such a one.
fn leaving_by_link(bench: &Bench<'_>, known: &KnownUser) -> Result<bool, Halt> {
    let mut browser = signed_in(bench, known)?;
    let Some(address) = bench.party().left_at(&mut browser)? else {
        return Ok(false);
    };
    let link = form_of(address);
    browser.send_forged(PHISHING, &link, Vec::new())?;
    let seen = bench.party().who_is_in(&mut browser)?;
    let holds = seen == Presence::In(known.id.clone());
    let must = "a link of another site does not sign the user out:";
    let transcript = bench.transcript();
    transcript.about(&cause::LEFT_BY_LINK, || {
        // Many sound parties are left by a link, and nothing is lost but the session.
        let expected = format!("in as {}", known.id);
        transcript.weigh(Grade::Should, BY_POST, must, &expected, &seen.to_string(), holds);
        Ok(())
    })?;
    Ok(true)
}

/// The form that takes an account away from a user, sent from elsewhere, and sent without its token.
pub(crate) fn undoing(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, _] = binders(bench)?;
    let words = undoing_words(bench)?;
    let person = super::account(bench, mother)?;
    crate::scenario::steps::bind(bench, mother, &person)?;
    let own = super::name_of(bench, &person, mother);
    for way in [Way::FromElsewhere, Way::ByLink, Way::WithoutToken] {
        let (mut browser, _) = presence_of(bench, mother.who, &person, CLAUSE)?;
        is_in_as(bench, &mut browser, CLAUSE, &own)?;
        browser.open(&bench.party().inside())?;
        let Some(form) = browser.form_with(&words)? else {
            return Err(Halt::NotApplicable(format!("«{words}» is no form")));
        };
        if send(&mut browser, &form, way)? {
            let must = format!("a form {} takes no account away:", way.words());
            super::opens(bench, (&person, &own), CLAUSE, &must)?;
        }
    }
    Ok(())
}

/// The form that binds, sent from elsewhere: the attacker's own portal session is in the victim's browser.
pub(crate) fn binding(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    let attackers = super::account(bench, father)?;
    super::consented(bench, &attackers, CLAUSE)?;
    let words = bench.party().binding_words().unwrap_or_default().to_owned();
    let mut own = bench.browser(father.who);
    crate::scenario::steps::enter_with_password(bench, &mut own, father)?;
    let attackers_form = own.form_with(&words)?;
    let ways = [Way::FromElsewhere, Way::ByLink, Way::WithoutToken];
    for way in ways.into_iter().chain(attackers_form.as_ref().map(Way::WithTokensOf)) {
        let mut victim = bench.browser(mother.who);
        // The attacker has signed the browser in at the portal, as a page elsewhere can.
        super::try_to_enter(bench, &mut victim, &attackers, CLAUSE)?;
        crate::scenario::steps::enter_with_password(bench, &mut victim, mother)?;
        let link = victim.link_called(&words)?.map(|link| form_of(link.url));
        let Some(form) = victim.form_with(&words)?.or(link) else {
            return Err(Halt::NotApplicable(format!("«{words}» is neither a form nor a link")));
        };
        if send(&mut victim, &form, way)? {
            let must = format!("a form {} binds nothing:", way.words());
            super::is_not_bound(bench, &attackers, CLAUSE, &must)?;
        }
    }
    bound_browser(bench, father, CLAUSE).map(drop)
}

/// The form of the password sign-in, where it has a token: without it nobody is in.
pub(crate) fn password(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = crate::scenario::steps::user(bench, 0)?;
    let Some((page, [login, password])) = bench.party().password_page() else {
        return Err(Halt::NotApplicable("the party's file has no [password], the old way in".to_owned()));
    };
    bench.transcript().hide(known.password);
    for (how, value) in [("without its token", None), ("with an empty token", Some(""))] {
        let mut browser = bench.browser("victim");
        browser.open(&page)?;
        let mut forms = browser.page()?.forms().into_iter();
        let found = forms.find(|form| form.fields.iter().any(|field| field.kind == Kind::Password));
        let Some(mut form) = found.filter(|form| tokens(form).next().is_some()) else {
            return Err(Halt::NotApplicable("the form of the password sign-in has no token".to_owned()));
        };
        let _ = (form.fill(&login, known.login), form.fill(&password, known.password));
        let fields = with_tokens(sent(&form), &form, |_| value.map(str::to_owned));
        browser.send_forged(&page, &form, fields)?;
        let seen = bench.party().who_is_in(&mut browser)?;
        let must = format!("the form of the password sign-in {how} signs nobody in:");
        bench.transcript().judge(CLAUSE, &must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    }
    Ok(())
}

/// How a form is sent that must not count.
#[derive(Debug, Clone, Copy)]
enum Way<'f> {
    FromElsewhere,
    ByLink,
    WithoutToken,
    /// The same form as another user's page has it.
    WithTokensOf(&'f Form),
}

impl Way<'_> {
    fn words(self) -> &'static str {
        match self {
            Way::FromElsewhere => "that a page of another site sends",
            Way::ByLink => "that a link on another site stands for",
            Way::WithoutToken => "without the token that it had",
            Way::WithTokensOf(_) => "with the token of another user's session",
        }
    }
}

/// Sends the form without what an attacker cannot know; whether there was a point in it.
fn send(browser: &mut Browser, form: &Form, way: Way<'_>) -> Result<bool, Halt> {
    let mut fields = sent(form);
    let tokens: Vec<String> = tokens(form).map(|field| field.name.clone()).collect();
    fields.retain(|(name, _)| !tokens.contains(name));
    let home = browser.page()?.url.to_string();
    match way {
        Way::FromElsewhere => browser.send_forged(PHISHING, form, fields)?,
        Way::ByLink => {
            let link = Form { method: "get".to_owned(), ..form.clone() };
            browser.send_forged(PHISHING, &link, fields)?;
        }
        Way::WithoutToken | Way::WithTokensOf(_) if tokens.is_empty() => return Ok(false),
        Way::WithoutToken => browser.send_forged(&home, form, fields)?,
        Way::WithTokensOf(other) => {
            let value = |name: &str| {
                other.fields.iter().find(|field| field.name == name).map(|field| field.value.clone())
            };
            browser.send_forged(&home, form, with_tokens(sent(form), form, value))?;
        }
    }
    Ok(true)
}

/// The form's fields with other values in the place of its tokens; a token without one is left out.
pub(super) fn with_tokens(
    fields: Vec<(String, String)>,
    form: &Form,
    other: impl Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    let names: Vec<&str> = tokens(form).map(|field| field.name.as_str()).collect();
    let each = fields.into_iter().filter_map(|(name, value)| {
        if names.contains(&name.as_str()) {
            other(&name).map(|value| (name, value))
        } else {
            Some((name, value))
        }
    });
    each.collect()
}

/// The hidden fields whose value nobody guesses.
pub(super) fn tokens(form: &Form) -> impl Iterator<Item = &crate::bench::browser::form::Field> {
    form.fields.iter().filter(|field| {
        let name = field.name.to_lowercase();
        let is_named = ["csrf", "xsrf", "token", "nonce"].iter().any(|word| name.contains(word));
        field.kind == Kind::Hidden
            && (is_named || field.value.len() >= 20 && !field.value.contains([' ', '/']))
    })
}

/// A form that is sent by POST with a button of one of these words.
fn form_that(page: &Page, words: &[&str]) -> Option<Form> {
    let says = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    page.forms().into_iter().find(|form| {
        form.method == "post"
            && form.buttons.iter().any(|button| says(&button.text))
            && form.fields.iter().all(|field| field.kind == Kind::Hidden)
    })
}
