//! Owns the attack on the way to a new password: whoever only names a login gets in by it nowhere, and locks nobody out.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::cause;
use crate::check::answer;
use crate::scenario::steps::user;
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::passwords::{is_right, opened, unknown_logins};

const CLAUSE: &str = "OWASP ASVS 6.4.3: a new password is given to nobody but its owner";

/// A password that any rule takes.
const NEW: &str = "Chuzhoj-Zamysel-2025!e";
/// Words of what leads there.
const LOST: &[&str] = &["забыл", "восстан", "сброс", "forgot", "reset", "lost"];
/// Shorter words are no passwords, and more of them nobody tries.
const WORD_CHARS_MIN: usize = 6;
const WORDS_MAX: usize = 8;

/// Somebody who knows a login asks for a new password.
pub(crate) fn asked_for(bench: &Bench<'_>) -> Result<(), Halt> {
    let why = "it asks for new passwords, of a party that runs already for the scenarios after this one too";
    bench.only_if_started(why)?;
    let own = user(bench, 1)?;
    is_right(bench, own)?;
    let none = || Halt::NotApplicable("the page of the password leads to no new one".to_owned());
    let mut told = Vec::new();
    for login in &unknown_logins(own) {
        told.push(words_of(&asks(bench, login)?.ok_or_else(none)?, login)?);
    }
    let mut browser = asks(bench, own.login)?.ok_or_else(none)?;
    let known = words_of(&browser, own.login)?;
    // What the answer shows is tried, and a form for the new password that it leads to.
    let text = browser.page()?.text();
    let mut tried: Vec<&'static str> = candidates(&text).into_iter().map(|word| &*word.leak()).collect();
    if sets(&mut browser, own)? {
        tried.push(NEW);
    }
    for password in tried {
        let seen = opened(bench, &LegacyUser { password, ..*own })?;
        if seen != Presence::Nobody {
            let must = "whoever only names a login is given no password for it:";
            bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), false);
            return Ok(());
        }
    }
    let seen = opened(bench, own)?;
    let must =
        "whoever only names a login changes nothing of it, and the password of before opens the diary:";
    let holds = matches!(seen, Presence::In(_));
    bench.transcript().judge(CLAUSE, must, "the user is in", &seen.to_string(), holds);
    let transcript = bench.transcript();
    transcript.about(&cause::LOGINS, || {
        let must = "who asks for a new password is not told whether the login is there:";
        // What differs from one unknown login to the next tells nothing.
        let holds = known == told[0] || told[0] != told[1];
        transcript.judge(CLAUSE, must, &told[0], &known, holds);
        Ok(())
    })
}

/// The page that answers whoever asks for a new password for a login; nothing where nothing leads there.
fn asks(bench: &Bench<'_>, login: &str) -> Result<Option<Browser>, Halt> {
    let Some((page, _)) = bench.party().password_page() else {
        return Ok(None);
    };
    let mut browser = bench.browser("attacker");
    browser.open(&page)?;
    let shown = browser.page()?;
    let leads = |text: &str| LOST.iter().any(|word| text.to_lowercase().contains(word));
    let link = shown.links().into_iter().filter(|text| leads(text)).find_map(|text| shown.link(&text));
    let is_led = link.is_some();
    if let Some(link) = link {
        browser.open(link.url.as_str())?;
    }
    let is_asking = |form: &Form| {
        form.method == "post"
            && form.fields.iter().any(|field| field.kind == Kind::Text)
            && !form.fields.iter().any(|field| field.kind == Kind::Password)
            && (is_led || form.buttons.iter().any(|button| leads(&button.text)))
    };
    let Some(form) = browser.page()?.forms().into_iter().find(is_asking) else {
        return Ok(None);
    };
    let fields = filled(&form, login, Kind::Text);
    let at = browser.page()?.url.to_string();
    browser.send_forged(&at, &form, fields)?;
    answer::is_sound(bench, &browser, CLAUSE)?;
    Ok(Some(browser))
}

/// What a form sends with the same words in each field of a kind; a password's is empty on its page.
fn filled(form: &Form, words: &str, kind: Kind) -> Vec<(String, String)> {
    let mut fields = sent(form);
    for field in form.fields.iter().filter(|field| field.kind == kind) {
        fields.retain(|(name, _)| *name != field.name);
        fields.push((field.name.clone(), words.to_owned()));
    }
    fields
}

/// Where the answer asks for the new password at once, it is given; whether it asked.
fn sets(browser: &mut Browser, own: &LegacyUser) -> Result<bool, Halt> {
    let forms = browser.page()?.forms();
    let takes = |form: &&Form| form.fields.iter().any(|field| field.kind == Kind::Password);
    let Some(form) = forms.iter().find(takes) else {
        return Ok(false);
    };
    // The form of the sign-in asks for the login beside one password.
    let passwords = form.fields.iter().filter(|field| field.kind == Kind::Password).count();
    if passwords == 1 && form.fields.iter().any(|field| field.kind == Kind::Text && field.value != own.login)
    {
        return Ok(false);
    }
    let at = browser.page()?.url.to_string();
    let fields = filled(form, NEW, Kind::Password);
    browser.send_forged(&at, form, fields)?;
    Ok(true)
}

/// Words of a page that may be a password: with a digit or a sign, and without letters that no password of a school has.
fn candidates(text: &str) -> Vec<String> {
    let trimmed = text.split_whitespace().map(|word| word.trim_matches(|c: char| ",.:;«»()\"".contains(c)));
    let is_like = |word: &&str| {
        word.chars().count() >= WORD_CHARS_MIN
            && word.is_ascii()
            && word.chars().any(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    trimmed.filter(is_like).map(str::to_owned).take(WORDS_MAX).collect()
}

/// What a page says, whatever the login and the digits in it.
fn words_of(browser: &Browser, login: &str) -> Result<String, Halt> {
    let page = browser.page()?;
    let text = page.text().replace(login, "…");
    let text: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    Ok(format!("«{}», status {}: {text}", page.title(), page.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_on_a_page_is_found_among_its_words() {
        assert_eq!(candidates("Ваш новый пароль: new-4f1a2b. Войти"), ["new-4f1a2b"]);
        assert!(candidates("Если такой логин есть, канцелярия сообщит новый пароль").is_empty());
    }
}
