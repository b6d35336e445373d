//! Owns a browser: a person's window onto the portal and the diary, in which things are found by their words.

pub(crate) mod charset;
mod chromium;
mod forged;
pub mod form;
pub mod jar;
pub mod page;
pub(crate) mod site;
pub(crate) mod window;
pub(crate) mod wire;
pub mod wording;

use std::sync::Arc;

use reqwest::Url;

use crate::bench::back_channel::BackChannel;
use crate::bench::browser::chromium::Chromium;
pub(crate) use crate::bench::browser::forged::PHISHING;
use crate::bench::browser::form::{Field, FillError, Form, Kind};
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::Page;
use crate::bench::browser::window::{Pressed, Recorder, Window, address_shown};
use crate::bench::browser::wire::{Arrival, Outgoing, Route, Wire, ask};
use crate::bench::browser::wording::Wording;
use crate::bench::chromedriver::Chromedriver;
use crate::bench::halt::Halt;
use crate::bench::http::Exchanges;
use crate::bench::transcript::Transcript;
use crate::bench::words::{is_called, shorten};

/// Cookies of the simulated portal, which browsers send to the party too, as cookies are shared by all ports.
pub(crate) const OF_THE_PORTAL: [&str; 2] = ["ESIA_SESSION", "ctx_id"];

/// How many things on a page are named when another one is missing, and how much of each.
const THERE_MAX: usize = 30;
const WORDS_CHARS_MAX: usize = 100;

/// Which kind of browser people in scenarios use. What they do in it is the same.
#[derive(Debug, Clone, Default)]
pub enum Browsers {
    /// Plain HTTP, with forms and cookies done by hand: quick, and it shows each redirect.
    #[default]
    Http,
    /// A real Chromium for each, with a picture of every page.
    Chromium(Arc<Chromedriver>),
}

/// A new browser for a person. It keeps cookies, shows one page, and records what it does.
#[derive(Debug)]
pub struct Browser {
    who: String,
    http: Exchanges,
    transcript: Transcript,
    wording: Wording,
    portal: Option<String>,
    back_channel: Option<BackChannel>,
    window: Box<dyn Window>,
    page: Option<Page>,
    /// What was typed since the page was shown.
    typed: Vec<(String, String)>,
}

impl Browser {
    /// A browser that has never been anywhere.
    pub fn new(who: &str, browsers: &Browsers, http: Exchanges, transcript: Transcript) -> Self {
        let window: Box<dyn Window> = match browsers {
            Browsers::Http => Box::new(Wire::new(http.clone())),
            Browsers::Chromium(driver) => Box::new(Chromium::new(driver)),
        };
        let wording = Wording::of_the_letters();
        Self {
            who: who.to_owned(),
            http,
            transcript,
            wording,
            portal: None,
            back_channel: None,
            window,
            page: None,
            typed: Vec::new(),
        }
    }

    /// The same browser, whose user knows how a relying party says what the letters say.
    pub fn with_wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// The same browser, beside a portal at that address: a part of the bench, and not what is tested.
    pub fn beside(self, portal: &str) -> Self {
        let portal = Url::parse(portal).ok().map(|url| url.origin().ascii_serialization());
        Self { portal, ..self }
    }

    /// The same browser with the portal's cookies of another one, and no others.
    pub(crate) fn with_portal_session_of(mut self, other: &Browser) -> Result<Self, Halt> {
        let mut jar = Jar::default();
        let all = other.jar()?;
        let portals = all.all().iter().filter(|cookie| OF_THE_PORTAL.contains(&cookie.name.as_str()));
        portals.cloned().for_each(|cookie| jar.put(cookie));
        self.window.keep(jar)?;
        Ok(self)
    }

    /// The same browser; the relying party's own requests are recorded after each step.
    pub(crate) fn with_back_channel(self, back_channel: &BackChannel) -> Self {
        Self { back_channel: Some(back_channel.clone()), ..self }
    }

    /// How the relying party says it.
    pub(crate) fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Someone else sits down at the same browser.
    pub fn hand_over(&mut self, who: &str) -> Result<(), Halt> {
        who.clone_into(&mut self.who);
        self.transcript.did(who, "uses the same browser")
    }

    /// The current user of the browser.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The cookies.
    pub fn jar(&self) -> Result<Jar, Halt> {
        self.window.jar()
    }

    /// Someone else puts the cookies that go to a site from another browser into this one; the portal's stay.
    pub fn plant(&mut self, from: &Browser, address: &str) -> Result<(), Halt> {
        let url = parsed(address)?;
        let (others, mut own) = (from.jar()?, self.jar()?);
        let planted = others.going_to(&url).filter(|cookie| !OF_THE_PORTAL.contains(&cookie.name.as_str()));
        let planted: Vec<_> = planted.cloned().collect();
        if planted.is_empty() {
            let what = format!("{} has no cookie of {}", from.who, address_shown(&url));
            return Err(Halt::NotApplicable(what));
        }
        let names: Vec<_> = planted.iter().map(|cookie| cookie.name.clone()).collect();
        planted.into_iter().for_each(|cookie| own.put(cookie));
        self.window.keep(own)?;
        let what = format!("plants their {} in the browser of {}", names.join(", "), self.who);
        self.transcript.did(&from.who, &what)
    }

    /// Closes the window and opens a new one: what was meant to end with the browser has ended.
    pub fn restart(&mut self) -> Result<(), Halt> {
        self.window.restart()?;
        self.page = None;
        self.typed.clear();
        self.transcript.did(&self.who, "restarts the browser")
    }

    /// The page that is shown.
    pub fn page(&self) -> Result<&Page, Halt> {
        self.page.as_ref().ok_or_else(|| Halt::Broken("the browser has not opened a page yet".into()))
    }

    /// Types an address.
    pub fn open(&mut self, address: &str) -> Result<(), Halt> {
        let url = parsed(address)?;
        self.transcript.did(&self.who, &format!("opens {}", address_shown(&url)))?;
        self.arrive(|window, recorder| window.open(&url, recorder))
    }

    /// Fills a field, named by its name or by the words beside it. It is sent with the next button.
    pub fn fill(&mut self, key: &str, value: &str) -> Result<(), Halt> {
        let key = &self.own(key)?;
        let forms = self.page()?.forms();
        let Some(mut form) = forms.iter().find(|form| form.has(key)).cloned() else {
            return Err(self.missing("field", key, &fields(&forms)));
        };
        if let Err(FillError::NoSuchChoice(choices)) = form.fill(key, value) {
            return Err(self.missing(&format!("option in «{key}»"), value, &choices));
        }
        self.typed.retain(|(known, _)| known != key);
        self.typed.push((key.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Presses the button with these words on it.
    pub fn press(&mut self, text: &str) -> Result<(), Halt> {
        let pressed = self.pressing(text)?;
        self.arrive(|window, recorder| window.press(&pressed, recorder))
    }

    /// Presses the button and goes nowhere: gives the address that the answer sends the browser to.
    pub fn press_and_hold(&mut self, text: &str) -> Result<Url, Halt> {
        let pressed = self.pressing(text)?;
        let arrival = self.aside(&Outgoing::by(&pressed, self.window.encoding()))?;
        let status = arrival.page.status;
        arrival.onward.ok_or_else(|| Halt::Missing(format!("«{text}» led nowhere: the answer was {status}")))
    }

    /// Clicks what has these words and follows links within the same site: gives the first address elsewhere that the
    /// browser is sent to, and does not go there.
    pub fn click_and_hold(&mut self, text: &str) -> Result<Url, Halt> {
        let home = self.page()?.url.clone();
        match self.page()?.link(&self.own(text)?) {
            Some(link) => {
                self.transcript.did(&self.who, &format!("looks up where «{text}» leads"))?;
                self.leave_for(&home, Outgoing::to(&link.url), link.url)
            }
            None => {
                let pressed = self.pressing(text)?;
                let outgoing = Outgoing::by(&pressed, self.window.encoding());
                self.leave_for(&home, outgoing, pressed.filled.action)
            }
        }
    }

    /// The same for an address that is typed.
    pub fn open_and_hold(&mut self, address: &str) -> Result<Url, Halt> {
        let url = parsed(address)?;
        self.transcript.did(&self.who, &format!("looks up where {} leads", address_shown(&url)))?;
        self.leave_for(&url, Outgoing::to(&url), url.clone())
    }

    fn leave_for(&mut self, home: &Url, outgoing: Outgoing, to: Url) -> Result<Url, Halt> {
        let (mut outgoing, mut to) = (outgoing, to);
        let who = self.who.clone();
        let mut route = Route::from(&who, &to);
        while to.origin() == home.origin() {
            let Arrival { page, onward, .. } = self.aside(&outgoing)?;
            to = onward.ok_or_else(|| Halt::Missing(format!("{who} stayed on «{}»", page.title())))?;
            // No browser goes there, and who looks where it leads wants to know.
            if !["http", "https"].contains(&to.scheme()) {
                return Ok(to);
            }
            route.on(&to, self.transcript.limits().redirects_max)?;
            outgoing = Outgoing::to(&to);
        }
        Ok(to)
    }

    /// The form that is sent when a button is pressed.
    fn pressing(&mut self, text: &str) -> Result<Pressed, Halt> {
        let text = &self.own(text)?;
        let forms = self.page()?.forms();
        let button_of = |form: &Form| form.buttons.iter().find(|one| is_called(&one.text, text)).cloned();
        let is_filled = |form: &Form| self.typed.iter().all(|(key, _)| form.has(key));
        let mut wanted = forms.iter().filter_map(|form| Some((form, button_of(form)?)));
        let found = wanted.clone().find(|(form, _)| is_filled(form)).or_else(|| wanted.next());
        let Some((shown, button)) = found else {
            let buttons: Vec<_> =
                forms.iter().flat_map(|form| &form.buttons).map(|b| b.text.clone()).collect();
            return Err(self.missing("button", text, &buttons));
        };
        let typed = std::mem::take(&mut self.typed);
        self.transcript.did(&self.who, &format!("{}presses «{text}»", self.filled(shown, &typed)))?;
        let mut filled = shown.clone();
        for (key, value) in typed.iter().filter(|(key, _)| shown.has(key)) {
            let _ = filled.fill(key, value);
        }
        Ok(Pressed { shown: shown.clone(), filled, button, page: self.page()?.url.clone() })
    }

    /// Follows the link with these words.
    pub fn follow(&mut self, text: &str) -> Result<(), Halt> {
        let text = &self.own(text)?;
        let page = self.page()?;
        let Some(link) = page.link(text) else {
            return Err(self.missing("link", text, &page.links()));
        };
        self.transcript.did(&self.who, &format!("follows «{text}»"))?;
        self.arrive(|window, recorder| window.follow(&link, recorder))
    }

    /// Clicks the link or button with these words.
    pub fn click(&mut self, text: &str) -> Result<(), Halt> {
        let is_link = self.page()?.link(&self.own(text)?).is_some();
        if is_link { self.follow(text) } else { self.press(text) }
    }

    /// What these words are on the page that is shown.
    fn own(&self, words: &str) -> Result<String, Halt> {
        Ok(self.wording.own(&self.page()?.url, words).to_owned())
    }

    /// Looks at an address with this browser's cookies, and leaves the page that is shown as it is.
    pub fn peek(&mut self, address: &str) -> Result<Page, Halt> {
        Ok(self.aside(&Outgoing::to(&parsed(address)?))?.page)
    }

    /// Takes a step and shows the page that it leads to.
    fn arrive(
        &mut self,
        step: impl FnOnce(&mut dyn Window, &Recorder<'_>) -> Result<Page, Halt>,
    ) -> Result<(), Halt> {
        self.typed.clear();
        let recorder =
            Recorder { who: &self.who, transcript: &self.transcript, portal: self.portal.as_deref() };
        let page = step(self.window.as_mut(), &recorder);
        self.back_channel.iter().for_each(|channel| channel.record(&self.transcript));
        let page = page?;
        if let Some(image) = self.window.picture()? {
            self.transcript.pictured(&self.who, &page.title(), image);
        }
        self.page = Some(page);
        Ok(())
    }

    /// One request with the cookies of the window, past the page that it shows.
    fn aside(&mut self, outgoing: &Outgoing) -> Result<Arrival, Halt> {
        let recorder =
            Recorder { who: &self.who, transcript: &self.transcript, portal: self.portal.as_deref() };
        let before = self.window.jar()?;
        let mut jar = before.clone();
        let answer = ask(&self.http, &mut jar, outgoing, &recorder)?;
        if jar != before {
            self.window.keep(jar)?;
        }
        Ok(answer)
    }

    /// The part of a sentence that says what was typed.
    fn filled(&self, form: &Form, typed: &[(String, String)]) -> String {
        let output = typed.iter().map(|(key, value)| {
            let field = form.fields.iter().find(|field| field.is_called(key));
            let words = field.map(Field::words).filter(|words| !words.is_empty());
            let shown = match field {
                Some(field) if field.kind == Kind::Password => "•••".to_owned(),
                Some(field) => self.transcript.shown(&field.name, value),
                None => String::new(),
            };
            format!("«{}»: {shown}", words.unwrap_or(key))
        });
        let output: Vec<_> = output.collect();
        if output.is_empty() { String::new() } else { format!("fills in {}, ", output.join(", ")) }
    }

    /// The scenario needs something that the page does not have.
    fn missing(&self, what: &str, words: &str, there: &[String]) -> Halt {
        let page = self.page.as_ref();
        let title = page.map(Page::title).unwrap_or_default();
        let address = page.map(|page| address_shown(&page.url)).unwrap_or_default();
        let more = there.len().saturating_sub(THERE_MAX);
        let there = there.iter().take(THERE_MAX).map(|one| format!("«{}»", shorten(one, WORDS_CHARS_MAX)));
        let there: Vec<_> = there.chain((more > 0).then(|| format!("{more} more"))).collect();
        let remark = page.and_then(|page| page.remark.as_deref()).map(|remark| format!("; {remark}"));
        let output = self.transcript.masked(&format!(
            "{} looked for the {what} «{words}» on the page «{title}» ({address}) and saw {}{}",
            self.who,
            if there.is_empty() { "none".to_owned() } else { there.join(", ") },
            remark.unwrap_or_default(),
        ));
        if !self.window.runs_scripts() && page.is_some_and(Page::wants_scripts) {
            return Halt::NotApplicable(format!(
                "{output}; the page shows nothing without JavaScript, which runs with --browser chromium"
            ));
        }
        if page.is_none_or(|page| self.wording.is_known(&page.url, words)) {
            return Halt::Missing(output);
        }
        Halt::NotApplicable(format!(
            "{output}; if the party has it under other words, its file says so in [words]"
        ))
    }
}

fn parsed(address: &str) -> Result<Url, Halt> {
    Url::parse(address).map_err(|error| Halt::Broken(format!("`{address}`: {error}")))
}

fn fields(forms: &[Form]) -> Vec<String> {
    let seen = forms.iter().flat_map(|form| &form.fields).filter(|field| field.kind != Kind::Hidden);
    seen.map(|field| if field.words().is_empty() { field.name.clone() } else { field.words().to_owned() })
        .collect()
}
