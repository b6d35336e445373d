//! Owns what an attacker does with a browser: forms of the own making, cookies that were copied or made up.

use std::time::Duration;

use reqwest::Url;

use crate::bench::back_channel::BackChannel;
use crate::bench::browser::Browser;
use crate::bench::browser::form::Form;
use crate::bench::browser::jar::{Cookie, Jar};
use crate::bench::browser::page::{Link, Page};
use crate::bench::browser::window::address_shown;
use crate::bench::browser::wire::Outgoing;
use crate::bench::halt::Halt;
use crate::bench::words::is_called;

/// The page from which an attacker sends forms.
pub(crate) const PHISHING: &str = "http://phishing.example/";

/// How long a scenario may last before a party whose clock goes on from `{now}` is beyond the tolerance of the portal, whose
/// clock stands still: the portal allows a minute.
const CLOCKS_TOGETHER: Duration = Duration::from_secs(50);

impl Browser {
    /// The sign-in has begun: the page that is shown is the portal's.
    ///
    /// # Errors
    /// When the party has not led there, or the portal refused the request; its own reason is told.
    pub(crate) fn is_at_portal(&self) -> Result<(), Halt> {
        let page = self.page()?;
        let is_portals = self.portal.as_deref() == Some(page.url.origin().ascii_serialization().as_str());
        if is_portals || self.portal.is_none() {
            return Ok(());
        }
        let refused = self.back_channel.as_ref().and_then(BackChannel::last_refusal);
        let reason = refused.map(|refusal| format!("; the portal's reason: {refusal}")).unwrap_or_default();
        let took = self.transcript.elapsed();
        if took > CLOCKS_TOGETHER && reason.contains("timestamp-off") {
            let why = format!(
                "this machine is too slow: in the {} s of the scenario the party's clock went on while the portal's \
                 stood still, so their times differ; run fewer scenarios at once (--jobs 1)",
                took.as_secs()
            );
            return Err(Halt::Broken(why));
        }
        let (title, at) = (page.title(), address_shown(&page.url));
        let why = format!(
            "the sign-in did not begin: the browser is on «{title}» ({at}) and not at the portal{reason}"
        );
        Err(Halt::Missing(self.transcript.masked(&why)))
    }

    /// The form with a button of these words, on the page that is shown.
    pub(crate) fn form_with(&self, words: &str) -> Result<Option<Form>, Halt> {
        let words = self.own(words)?;
        let mut forms = self.page()?.forms().into_iter();
        Ok(forms.find(|form| form.buttons.iter().any(|button| is_called(&button.text, &words))))
    }

    /// The link of these words on the page that is shown.
    pub(crate) fn link_called(&self, words: &str) -> Result<Option<Link>, Halt> {
        Ok(self.page()?.link(&self.own(words)?))
    }

    /// Sends a form that a page at that address has made, with fields of someone's choice, and shows where it leads.
    pub(crate) fn send_forged(
        &mut self,
        page: &str,
        form: &Form,
        fields: Vec<(String, String)>,
    ) -> Result<(), Halt> {
        let page = Url::parse(page).map_err(|error| Halt::Broken(error.to_string()))?;
        let what = format!("sends a form of {} to {}", address_shown(&page), address_shown(&form.action));
        self.transcript.did(&self.who, &what)?;
        self.arrive(|window, recorder| window.forge(&page, form, fields, recorder))
    }

    /// The same, but only looks at the answer, and leaves the page that is shown as it is.
    pub(crate) fn peek_sent(
        &mut self,
        page: &str,
        form: &Form,
        fields: Vec<(String, String)>,
    ) -> Result<Page, Halt> {
        let page = Url::parse(page).map_err(|error| Halt::Broken(error.to_string()))?;
        Ok(self.aside(&Outgoing::forged(&page, form, fields))?.page)
    }

    /// The same, but gives the first address elsewhere to which the answer leads, and does not go there.
    pub(crate) fn send_and_hold(
        &mut self,
        page: &str,
        form: &Form,
        fields: Vec<(String, String)>,
    ) -> Result<Option<Url>, Halt> {
        let page = Url::parse(page).map_err(|error| Halt::Broken(error.to_string()))?;
        let what = format!("sends a form to {} and looks where it leads", address_shown(&form.action));
        self.transcript.did(&self.who, &what)?;
        let outgoing = Outgoing::forged(&page, form, fields);
        match self.leave_for(&page, outgoing, form.action.clone()) {
            Ok(led) => Ok(Some(led)),
            Err(Halt::Missing(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Takes the cookies of an answer that came past the window.
    pub(crate) fn take(&mut self, url: &Url, headers: &[String]) -> Result<(), Halt> {
        let mut jar = self.window.jar()?;
        headers.iter().for_each(|header| jar.take(url, header));
        self.window.keep(jar)
    }

    /// Keeps these cookies and no others.
    pub(crate) fn keep(&mut self, jar: Jar) -> Result<(), Halt> {
        self.window.keep(jar)
    }

    /// Puts a cookie of someone's own making in the place of the one of that name.
    pub(crate) fn put_cookie(&mut self, cookie: &Cookie, value: &str) -> Result<(), Halt> {
        self.transcript
            .did(&self.who, &format!("has another value put into the cookie `{}`", cookie.name))?;
        let mut jar = self.window.jar()?;
        jar.put(Cookie { value: value.to_owned(), ..cookie.clone() });
        self.window.keep(jar)
    }

    /// The party's cookies in this browser.
    pub(crate) fn cookies_of(&self, address: &str) -> Result<Vec<Cookie>, Halt> {
        let url = Url::parse(address).map_err(|error| Halt::Broken(error.to_string()))?;
        let jar = self.window.jar()?;
        let own = jar.going_to(&url).filter(|cookie| !super::OF_THE_PORTAL.contains(&cookie.name.as_str()));
        Ok(own.cloned().collect())
    }
}
