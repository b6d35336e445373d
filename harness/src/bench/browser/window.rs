//! Owns what a browser is made of: a window that goes where a person sends it, over plain HTTP or in Chromium.

use encoding_rs::{Encoding, UTF_8};
use reqwest::Url;

use crate::bench::browser::form::{Button, Form};
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Link, Page};
use crate::bench::eyes::Sight;
use crate::bench::halt::Halt;
use crate::bench::transcript::Transcript;
use crate::bench::words::shorten;
use crate::event::Exchange;

/// Longer addresses are cut where people read them.
const ADDRESS_CHARS_MAX: usize = 300;

/// A window with one page in it. Steps are found on the page by their words, above; here they are taken.
pub(crate) trait Window: std::fmt::Debug {
    /// Goes to an address that someone typed.
    fn open(&mut self, url: &Url, recorder: &Recorder<'_>) -> Result<Page, Halt>;

    /// Follows a link of the page.
    fn follow(&mut self, link: &Link, recorder: &Recorder<'_>) -> Result<Page, Halt>;

    /// Fills in a form of the page and presses its button.
    fn press(&mut self, pressed: &Pressed, recorder: &Recorder<'_>) -> Result<Page, Halt>;

    /// Sends a form that a page elsewhere has made.
    fn forge(
        &mut self,
        _page: &Url,
        _form: &Form,
        _fields: Vec<(String, String)>,
        _recorder: &Recorder<'_>,
    ) -> Result<Page, Halt> {
        Err(Halt::NotApplicable(
            "forms of an attacker's making are sent by the plain browser only".to_owned(),
        ))
    }

    /// The cookies.
    fn jar(&self) -> Result<Jar, Halt>;

    /// Keeps these cookies and no others.
    fn keep(&mut self, jar: Jar) -> Result<(), Halt>;

    /// Restarts: session cookies are gone.
    fn restart(&mut self) -> Result<(), Halt>;

    /// In which the forms of its page are sent.
    fn encoding(&self) -> &'static Encoding {
        UTF_8
    }

    /// Whether pages come to life in it.
    fn runs_scripts(&self) -> bool {
        true
    }

    /// What it looks like, as WebP; nothing where there is nothing to look at.
    fn picture(&self) -> Result<Option<Vec<u8>>, Halt> {
        Ok(None)
    }
}

/// A form that is sent.
#[derive(Debug)]
pub(crate) struct Pressed {
    /// As the page shows it.
    pub(crate) shown: Form,
    /// As the person filled it in.
    pub(crate) filled: Form,
    pub(crate) button: Button,
    /// The page it is on.
    pub(crate) page: Url,
}

/// Writes down what a window asks and is answered.
#[derive(Debug)]
pub(crate) struct Recorder<'s> {
    /// The current user of the browser.
    pub(crate) who: &'s str,
    /// The record.
    pub(crate) transcript: &'s Transcript,
    /// The portal's origin, where it is known.
    pub(crate) portal: Option<&'s str>,
}

impl Recorder<'_> {
    /// A request was answered.
    pub(crate) fn exchanged(&self, exchange: Exchange) {
        self.transcript.exchanged(Exchange { who: self.who.to_owned(), ..exchange });
    }

    /// An answer came as it is looked at for what it gives away. The portal is a part of the bench.
    pub(crate) fn saw(&self, sight: &Sight<'_>) {
        let Some(portal) = self.portal else {
            return;
        };
        // What the portal sends a browser away with, and what a browser comes to it with, is a secret of this story.
        if sight.url.origin().ascii_serialization() == portal {
            [Some(sight.url), sight.location]
                .into_iter()
                .flatten()
                .for_each(|url| self.transcript.learn_from(url));
        } else {
            self.transcript.saw(sight, portal);
        }
    }

    /// A request was not answered. The portal is a part of the bench; everything else is the relying party's, or where
    /// that has sent the browser.
    pub(crate) fn unanswered(&self, method: &str, url: &Url, why: &str) -> Halt {
        let text = format!("{method} {}: {why}", address_shown(url));
        let is_portals = self.portal == Some(url.origin().ascii_serialization().as_str());
        if is_portals { Halt::Broken(text) } else { Halt::Unanswered(text) }
    }
}

/// An address without its query, which is for machines.
pub(crate) fn address_shown(url: &Url) -> String {
    shorten(&format!("{}{}", url.origin().ascii_serialization(), url.path()), ADDRESS_CHARS_MAX)
}
