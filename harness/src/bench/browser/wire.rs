//! Owns the window over plain HTTP, which goes one redirect at a time.

use std::io::Read;

use reqwest::blocking::{Client, Response};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Method, Url};

use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Link, Page};
use crate::bench::browser::window::{Pressed, Scribe, Window};
use crate::bench::halt::Halt;
use crate::bench::http::is_unverified;
use crate::event::Exchange;

/// A sign-in takes six redirects; a server that goes on for longer goes round in circles.
pub(crate) const REDIRECTS_MAX: usize = 20;

/// Pages are a hundredth of it.
const BODY_OCTETS_MAX: u64 = 4 << 20;

/// A window without a screen.
#[derive(Debug)]
pub(crate) struct Wire {
    http: Client,
    jar: Jar,
}

/// A request that is about to be made.
pub(crate) struct Going {
    method: Method,
    url: Url,
    fields: Vec<(String, String)>,
    origin: Option<String>,
}

impl Wire {
    pub(crate) fn new(http: Client) -> Self {
        Self { http, jar: Jar::default() }
    }

    /// Goes somewhere and on from there until a page is shown.
    fn go(&mut self, going: Going, scribe: &Scribe<'_>) -> Result<Page, Halt> {
        let mut going = going;
        for _ in 0..REDIRECTS_MAX {
            let (page, location) = ask(&self.http, &mut self.jar, &going, scribe)?;
            let Some(location) = location else {
                return Ok(page);
            };
            // RFC 9110 section 15.4: after 307 and 308 the same request is made again, after the others a GET.
            going = match page.status {
                307 | 308 => Going { url: location, ..going },
                _ => Going::to(&location),
            };
        }
        let who = scribe.who;
        Err(Halt::Missing(format!("{who} was redirected {REDIRECTS_MAX} times and still saw no page")))
    }
}

impl Window for Wire {
    fn open(&mut self, url: &Url, scribe: &Scribe<'_>) -> Result<Page, Halt> {
        self.go(Going::to(url), scribe)
    }

    fn follow(&mut self, link: &Link, scribe: &Scribe<'_>) -> Result<Page, Halt> {
        self.go(Going::to(&link.url), scribe)
    }

    fn press(&mut self, pressed: &Pressed, scribe: &Scribe<'_>) -> Result<Page, Halt> {
        self.go(Going::by(pressed), scribe)
    }

    fn jar(&self) -> Result<Jar, Halt> {
        Ok(self.jar.clone())
    }

    fn keep(&mut self, jar: Jar) -> Result<(), Halt> {
        self.jar = jar;
        Ok(())
    }

    fn restart(&mut self) -> Result<(), Halt> {
        self.jar.close();
        Ok(())
    }
}

impl Going {
    /// To an address.
    pub(crate) fn to(url: &Url) -> Self {
        Self { method: Method::GET, url: url.clone(), fields: Vec::new(), origin: None }
    }

    /// Where a form goes with what is in it.
    pub(crate) fn by(pressed: &Pressed) -> Self {
        let form = &pressed.filled;
        let method = if form.method == "post" { Method::POST } else { Method::GET };
        let origin = Some(pressed.page.origin().ascii_serialization());
        Self { method, url: form.action.clone(), fields: form.sent(&pressed.button), origin }
    }
}

/// One request and its answer, written down: the page, and where the answer sends the browser.
pub(crate) fn ask(
    http: &Client,
    jar: &mut Jar,
    going: &Going,
    scribe: &Scribe<'_>,
) -> Result<(Page, Option<Url>), Halt> {
    let lost = |why: &str| scribe.unanswered(going.method.as_str(), &going.url, why);
    let answer = send(http, jar, going).map_err(|error| lost(why(&error)))?;
    for header in answer.headers().get_all(SET_COOKIE) {
        jar.take(&going.url, &String::from_utf8_lossy(header.as_bytes()));
    }
    let status = answer.status();
    let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let location = location.filter(|_| status.is_redirection()).and_then(|to| going.url.join(to).ok());
    let is_html =
        answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let body = text_of(answer).map_err(|_| lost("the answer broke off"))?;
    let page = Page::read(going.url.clone(), status.as_u16(), &body);
    scribe.exchanged(Exchange {
        who: String::new(),
        method: going.method.to_string(),
        url: going.url.to_string(),
        fields: going.fields.clone(),
        status: status.as_u16(),
        location: location.as_ref().map(Url::to_string),
        text: if is_html { page.text() } else { body },
        tokens: Vec::new(),
    });
    Ok((page, location))
}

fn send(http: &Client, jar: &Jar, going: &Going) -> reqwest::Result<Response> {
    let mut url = going.url.clone();
    if going.method == Method::GET && !going.fields.is_empty() {
        url.query_pairs_mut().clear().extend_pairs(&going.fields);
    }
    let mut request = http.request(going.method.clone(), url.clone());
    if going.method == Method::POST {
        request = request.form(&going.fields);
        if let Some(origin) = &going.origin {
            request = request.header(ORIGIN, origin);
        }
    }
    if let Some(cookies) = jar.header(&url) {
        request = request.header(COOKIE, cookies);
    }
    request.send()
}

/// A page that never ends is read up to there.
fn text_of(answer: Response) -> std::io::Result<String> {
    let mut octets = Vec::new();
    answer.take(BODY_OCTETS_MAX).read_to_end(&mut octets)?;
    Ok(String::from_utf8_lossy(&octets).into_owned())
}

fn why(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        return "no answer in time";
    }
    if is_unverified(error) {
        "its certificate is not one that the run trusts"
    } else {
        "the connection failed"
    }
}
