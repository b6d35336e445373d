//! Owns the window in a real Chromium: what was found on the page by its words is clicked and typed into there.

mod cookies;
mod keyboard;
mod profile;
mod traffic;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::{Value, json};

use crate::bench::browser::chromium::profile::Profile;
use crate::bench::browser::form::{Field, Kind};
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Link, PLACES, Page};
use crate::bench::browser::window::{Pressed, Recorder, Window};
use crate::bench::chromedriver::session::{Element, Session};
use crate::bench::chromedriver::{Chromedriver, Hand};
use crate::bench::halt::Halt;
use crate::event::Exchange;

/// How often a page is asked whether another one has come in its place: ten seconds and more.
const LOOKS_MAX: u32 = 500;
/// The page answers a moment later, so that no one asks without a pause.
const LOOK: &str = "const tell = arguments[0];
    setTimeout(() => tell(document.readyState === 'complete' ? performance.timeOrigin : 0), 20);";
const LOADED_AT: &str = "return performance.timeOrigin;";
const HTML: &str = "return document.documentElement.outerHTML;";
/// Taller pages are cut: a picture is there to be looked at.
const PICTURE_HEIGHT_MAX: f64 = 6_000.0;

/// What a report keeps is cut much shorter; this is what is looked through for tokens.
const TEXT_CHARS_MAX: usize = 20_000;

/// Where Chromium is when no one answers.
const OWN_FAILURE: &str = "chrome-error";

/// A Chromium of one person, which is opened when it is first used.
#[derive(Debug)]
pub(crate) struct Chromium {
    driver: Arc<Chromedriver>,
    // The window is closed before its profile goes: fields are dropped in this order.
    session: Option<Session>,
    profile: Profile,
}

impl Chromium {
    pub(crate) fn new(driver: &Arc<Chromedriver>) -> Self {
        Self { driver: Arc::clone(driver), session: None, profile: Profile::new() }
    }

    fn session(&self) -> Result<&Session, Halt> {
        self.session.as_ref().ok_or_else(|| Halt::Broken("Chromium was used before it was started".into()))
    }

    /// The document that is shown, and the requests that led to it.
    fn arrived(&self, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        let session = self.session()?;
        let mut asked = traffic::exchanges(&session.traffic()?);
        let address = session.script("return location.href;", json!([]))?;
        let address = address.as_str().and_then(|address| Url::parse(address).ok());
        let url = address.ok_or_else(|| Halt::Broken("Chromium shows a page without an address".into()))?;
        if url.scheme() == OWN_FAILURE {
            return Err(lost(&asked, &url, "Chromium shows its error page: no answer", recorder));
        }
        let html = session.script(HTML, json!([]))?;
        let status = asked.last().map_or(0, |last| last.status);
        let limits = recorder.transcript.limits();
        let page = Page::read(url.clone(), status, html.as_str().unwrap_or_default(), limits)
            .map_err(|why| recorder.unanswered("GET", &url, &why))?;
        if let Some(last) = asked.last_mut() {
            last.text = page.text().chars().take(TEXT_CHARS_MAX).collect();
        }
        asked.into_iter().for_each(|exchange| recorder.exchanged(exchange));
        Ok(page)
    }

    /// Clicks, or presses Enter, and waits until another document has come in the place of this one.
    fn click_away(&self, place: usize, words: &str) -> Result<(), Halt> {
        let session = self.session()?;
        let before = session.script(LOADED_AT, json!([]))?;
        match self.driver.hand() {
            Hand::Mouse => session.click(&self.at(place)?)?,
            Hand::Keyboard => keyboard::enter(session, place, words)?,
        }
        for _ in 0..LOOKS_MAX {
            // A page that goes away in the middle of the question gives no answer.
            let now = session.patient_script(LOOK).unwrap_or(Value::Null);
            if now.as_f64().is_some_and(|now| now > 0.0) && now != before {
                return Ok(());
            }
        }
        Err(Halt::Missing(format!("«{words}» was clicked, and the page stayed")))
    }

    /// The element at one of the page's places.
    fn at(&self, place: usize) -> Result<Element, Halt> {
        let script = "return document.querySelectorAll(arguments[0])[arguments[1]];";
        Ok(self.session()?.element(script, json!([PLACES, place]))?)
    }

    /// Brings a field from what it shows to what it is to hold.
    fn fill(&self, shown: &Field, filled: &Field) -> Result<(), Halt> {
        if (&shown.value, shown.on) == (&filled.value, filled.on) {
            return Ok(());
        }
        let (session, place, hand) = (self.session()?, filled.place, self.driver.hand());
        let words = if filled.words().is_empty() { &filled.name } else { filled.words() };
        match (filled.kind, hand) {
            (Kind::Text | Kind::Password, _) => {
                if hand == Hand::Keyboard {
                    keyboard::reach(session, place, words)?;
                }
                session.type_into(&self.at(place)?, &filled.value)?;
            }
            // A circle goes out when another of its group is lit.
            (Kind::Radio, _) if !filled.on => {}
            (Kind::Checkbox | Kind::Radio, Hand::Mouse) => session.click(&self.at(place)?)?,
            (Kind::Checkbox | Kind::Radio, Hand::Keyboard) => keyboard::tick(session, place, words)?,
            (Kind::Select, _) => self.choose(filled, words)?,
            (Kind::Hidden, _) => {
                return Err(Halt::Broken(format!("the hidden field `{}` cannot be typed into", filled.name)));
            }
        }
        Ok(())
    }

    /// Chooses the line of a list that a field is to hold.
    fn choose(&self, field: &Field, words: &str) -> Result<(), Halt> {
        let session = self.session()?;
        let wanted = field.options.iter().position(|(value, _)| *value == field.value).unwrap_or_default();
        if self.driver.hand() == Hand::Keyboard {
            return keyboard::choose(session, field.place, words, wanted);
        }
        let script = "return document.querySelectorAll(arguments[0])[arguments[1]].options[arguments[2]];";
        Ok(session.click(&session.element(script, json!([PLACES, field.place, wanted]))?)?)
    }
}

impl Window for Chromium {
    fn open(&mut self, url: &Url, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        if self.session.is_none() {
            self.session = Some(Session::open(&self.driver, self.profile.path())?);
        }
        let opened = self.session()?.open_page(url.as_str());
        match opened {
            Ok(()) => self.arrived(recorder),
            Err(why) => {
                let asked = traffic::exchanges(&self.session()?.traffic()?);
                Err(lost(&asked, url, &why.to_string(), recorder))
            }
        }
    }

    fn follow(&mut self, link: &Link, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.click_away(link.place, link.url.path())?;
        self.arrived(recorder)
    }

    fn press(&mut self, pressed: &Pressed, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        let fields = pressed.shown.fields.iter().zip(&pressed.filled.fields);
        fields.into_iter().try_for_each(|(shown, filled)| self.fill(shown, filled))?;
        self.click_away(pressed.button.place, &pressed.button.text)?;
        self.arrived(recorder)
    }

    fn jar(&self) -> Result<Jar, Halt> {
        match &self.session {
            Some(session) => Ok(cookies::read(session)?),
            None => Ok(Jar::default()),
        }
    }

    fn keep(&mut self, jar: Jar) -> Result<(), Halt> {
        if self.session.is_none() {
            self.session = Some(Session::open(&self.driver, self.profile.path())?);
        }
        Ok(cookies::write(self.session()?, &jar)?)
    }

    fn restart(&mut self) -> Result<(), Halt> {
        self.session = None;
        self.session = Some(Session::open(&self.driver, self.profile.path())?);
        Ok(())
    }

    fn picture(&self) -> Result<Option<Vec<u8>>, Halt> {
        let session = self.session()?;
        let size = session.chromium("Page.getLayoutMetrics", json!({}))?["cssContentSize"].take();
        let side = |name: &str| size[name].as_f64().unwrap_or_default();
        let taken = session.chromium(
            "Page.captureScreenshot",
            json!({
                "format": "webp", "quality": 70, "captureBeyondViewport": true,
                "clip": {
                    "x": 0, "y": 0, "width": side("width"), "height": side("height").min(PICTURE_HEIGHT_MAX), "scale": 1,
                },
            }),
        )?;
        let image = STANDARD.decode(taken["data"].as_str().unwrap_or_default());
        image
            .map(Some)
            .map_err(|error| Halt::Broken(format!("Chromium's screenshot cannot be read: {error}")))
    }
}

/// No one answered the last of the requests; `url` where Chromium noted none.
fn lost(asked: &[Exchange], url: &Url, why: &str, recorder: &Recorder<'_>) -> Halt {
    let last = asked.last().and_then(|last| Some((last.method.as_str(), Url::parse(&last.url).ok()?)));
    let (method, url) = last.unwrap_or(("GET", url.clone()));
    recorder.unanswered(method, &url, why)
}
