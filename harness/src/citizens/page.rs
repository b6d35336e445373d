//! Owns what a citizen does on a page: a decision from the page alone, taken at once.

use reqwest::Url;
use reqwest::header::CONTENT_TYPE;

use load::sides::Side;
use load::trouble::{How, Trouble};

use crate::bench::browser::charset::decode;
use crate::bench::browser::form::{Button, Form};
use crate::bench::browser::page::Page;
use crate::bench::browser::window::Pressed;
use crate::bench::browser::wire::{Outgoing, header};
use crate::bench::limits::Limits;
use crate::bench::party::{Described, Presence, RelyingParty};
use crate::bench::words::{is_called, shorten};
use crate::citizens::wire::Answer;

/// How much of a page's words is told.
const WORDS_CHARS_MAX: usize = 120;
/// What the portal says, in the words of the letters.
const CONSENT: &str = "Предоставление прав доступа";
const ALLOW: &str = "Предоставить";
const LOGIN: &str = "Мобильный телефон или почта";
const PASSWORD: &str = "Пароль";
const ENTER: &str = "Войти";

/// What comes next.
pub(super) enum Next {
    /// A request, after some thinking.
    Go(Outgoing),
    /// The party's page that says who is in, at once.
    LookInside(Outgoing),
    /// Signed in.
    In,
    /// Gives up here.
    Leave,
}

/// What a citizen still means to do.
#[derive(Debug, Clone)]
pub(super) struct Mind {
    /// What is typed into the portal's form.
    pub(super) login: String,
    pub(super) password: &'static str,
    /// A password that is typed first, and is not the right one.
    pub(super) wrong_password: Option<&'static str>,
    /// Whether to give up on the portal.
    pub(super) leaves: bool,
    /// Whether the party's words were pressed, the right password was typed, the party's inner page was asked for.
    pub(super) has_pressed: bool,
    pub(super) has_typed: bool,
    pub(super) has_looked: bool,
    /// What was shown after the portal, where nobody was in.
    pub(super) landed: Option<Trouble>,
}

/// The places of a sign-in.
pub(super) struct Places {
    pub(super) party: Described,
    /// The portal's origin.
    pub(super) portal: String,
    /// Where the sign-in begins, and what is pressed there.
    pub(super) start: Url,
    pub(super) press: Option<String>,
    /// The party's page that says who is in.
    pub(super) inside: Url,
}

impl Places {
    /// Whose an address is.
    pub(super) fn side(&self, url: &Url) -> Side {
        if url.origin().ascii_serialization() == self.portal { Side::Portal } else { Side::Party }
    }

    /// Reads a page.
    pub(super) fn read(&self, url: &Url, answer: &Answer) -> Result<Page, Trouble> {
        let broken = |what: String| self.trouble(url, How::Broken, &what);
        let kind = header(&answer.headers, CONTENT_TYPE).unwrap_or_default();
        let text = decode(&answer.body, &kind).map_err(broken)?.text;
        let page = Page::read(url.clone(), answer.status, &text, &Limits::USUAL).map_err(broken)?;
        if answer.status >= 500 || answer.status == 429 {
            let what = format!("{} «{}»", answer.status, words(&page));
            return Err(self.trouble(url, How::Status, &what));
        }
        Ok(page)
    }

    /// What is done on a page.
    pub(super) fn next(&self, page: &Page, mind: &mut Mind) -> Result<Next, Trouble> {
        match self.side(&page.url) {
            Side::Portal => self.at_portal(page, mind),
            _ => self.at_party(page, mind),
        }
    }

    fn at_portal(&self, page: &Page, mind: &mut Mind) -> Result<Next, Trouble> {
        let forms = page.forms();
        if page.shows(CONSENT) {
            if mind.leaves {
                return Ok(Next::Leave);
            }
            let found = forms.iter().find_map(|form| Some((form, button(form, ALLOW)?)));
            let (form, allow) = found.ok_or_else(|| self.odd(page, "no button of the consent"))?;
            return Ok(pressed(page, form.clone(), allow));
        }
        let login = forms.iter().find(|form| form.has(PASSWORD) && form.has(LOGIN));
        let Some((form, enter)) = login.and_then(|form| Some((form, button(form, ENTER)?))) else {
            return Err(self.odd(page, "the portal shows"));
        };
        if mind.has_typed {
            return Err(self.odd(page, "login and password were not taken"));
        }
        if mind.leaves {
            return Ok(Next::Leave);
        }
        let wrong = mind.wrong_password.take();
        mind.has_typed = wrong.is_none();
        let mut filled = form.clone();
        for (key, value) in [(LOGIN, mind.login.as_str()), (PASSWORD, wrong.unwrap_or(mind.password))] {
            // Both fields are there, and neither is a list.
            let _ = filled.fill(key, value);
        }
        Ok(pressed(page, filled, enter))
    }

    fn at_party(&self, page: &Page, mind: &mut Mind) -> Result<Next, Trouble> {
        match self.party.who_on(page) {
            Presence::In(_) => return Ok(Next::In),
            Presence::Crashed(why) => return Err(self.trouble(&page.url, How::Status, &why)),
            Presence::Nobody => {}
        }
        if let Some(words) = self.press.as_deref().filter(|_| !mind.has_pressed) {
            mind.has_pressed = true;
            if let Some(link) = page.link(words) {
                return Ok(Next::Go(Outgoing::following(&link.url, &page.url)));
            }
            let forms = page.forms();
            let found = forms.iter().find_map(|form| Some((form, button(form, words)?)));
            let missing = format!("neither a link nor a button «{words}» on");
            let (form, begin) = found.ok_or_else(|| self.odd(page, &missing))?;
            return Ok(pressed(page, form.clone(), begin));
        }
        if !mind.has_looked && page.url.path() != self.inside.path() {
            mind.has_looked = true;
            mind.landed = Some(self.odd(page, "nobody is in:"));
            return Ok(Next::LookInside(Outgoing::to(&self.inside)));
        }
        Err(mind.landed.take().unwrap_or_else(|| self.odd(page, "nobody is in:")))
    }

    /// A page that has no place in a sign-in.
    fn odd(&self, page: &Page, why: &str) -> Trouble {
        self.trouble(&page.url, How::Page, &format!("{why} «{}», status {}", words(page), page.status))
    }

    pub(super) fn trouble(&self, url: &Url, how: How, what: &str) -> Trouble {
        let request = format!("page {}", url.path());
        Trouble { side: self.side(url), how, request, what: what.to_owned() }
    }
}

fn words(page: &Page) -> String {
    shorten(&page.title(), WORDS_CHARS_MAX)
}

fn button(form: &Form, words: &str) -> Option<Button> {
    form.buttons.iter().find(|one| is_called(&one.text, words)).cloned()
}

fn pressed(page: &Page, filled: Form, button: Button) -> Next {
    let pressed = Pressed { shown: filled.clone(), filled, button, page: page.url.clone() };
    Next::Go(Outgoing::by(&pressed, encoding_rs::UTF_8))
}
