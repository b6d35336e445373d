//! Owns the window over plain HTTP, which goes one redirect at a time.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, LOCATION, ORIGIN, REFRESH, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Url};

use crate::bench::browser::charset::{Decoded, decode};
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Link, Page};
use crate::bench::browser::window::{Pressed, Recorder, Window, address_shown};
use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, Exchanges};
use crate::event::Exchange;

/// What a report keeps is cut much shorter; this is what is looked through for tokens.
const TEXT_CHARS_MAX: usize = 20_000;

/// A window without a screen.
#[derive(Debug)]
pub(crate) struct Wire {
    http: Exchanges,
    jar: Jar,
    /// In which the forms of the page are sent.
    encoding: &'static Encoding,
}

/// A request that is about to be made.
#[derive(Clone)]
pub(crate) struct Outgoing {
    method: Method,
    url: Url,
    fields: Vec<(String, String)>,
    origin: Option<String>,
    encoding: &'static Encoding,
}

/// An answer, read.
pub(crate) struct Arrival {
    pub(crate) page: Page,
    /// Where the answer sends the browser: by its status, by `meta http-equiv=refresh` or by the header `Refresh`.
    pub(crate) onward: Option<Url>,
    encoding: &'static Encoding,
}

/// The addresses that one step of a person has led to, one after another.
#[derive(Debug)]
pub(crate) struct Route<'r> {
    who: &'r str,
    been: Vec<Url>,
}

impl<'r> Route<'r> {
    pub(crate) fn from(who: &'r str, url: &Url) -> Self {
        Self { who, been: vec![url.clone()] }
    }

    /// One more redirect.
    ///
    /// # Errors
    /// When no browser goes there, or there were too many.
    pub(crate) fn on(&mut self, to: &Url, redirects_max: usize) -> Result<(), Halt> {
        let who = self.who;
        if !["http", "https"].contains(&to.scheme()) {
            let scheme = to.scheme();
            let output = format!(
                "{who} was redirected to an address of `{scheme}:`, where no browser lets itself be sent"
            );
            return Err(Halt::Missing(output));
        }
        let known = self.been.iter().position(|been| been == to);
        self.been.push(to.clone());
        if self.been.len() <= redirects_max {
            return Ok(());
        }
        let last = address_shown(to);
        Err(Halt::Missing(match known {
            Some(_) => {
                format!("{who} was redirected {redirects_max} times in a circle: a redirect loop at {last}")
            }
            None => {
                format!("{who} was redirected {redirects_max} times, each time elsewhere, at last to {last}")
            }
        }))
    }
}

impl Wire {
    pub(crate) fn new(http: Exchanges) -> Self {
        Self { http, jar: Jar::default(), encoding: UTF_8 }
    }

    /// Goes somewhere and on from there until a page is shown.
    fn go(&mut self, outgoing: Outgoing, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        let mut outgoing = outgoing;
        let mut route = Route::from(recorder.who, &outgoing.url);
        loop {
            let arrival = ask(&self.http, &mut self.jar, &outgoing, recorder)?;
            let Some(onward) = arrival.onward else {
                self.encoding = arrival.encoding;
                return Ok(arrival.page);
            };
            route.on(&onward, recorder.transcript.limits().redirects_max)?;
            // RFC 9110 section 15.4: after 307 and 308 the same request is made again, after the others a GET.
            outgoing = match arrival.page.status {
                307 | 308 => Outgoing { url: onward, ..outgoing },
                _ => Outgoing::to(&onward),
            };
        }
    }
}

impl Window for Wire {
    fn open(&mut self, url: &Url, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing::to(url), recorder)
    }

    fn follow(&mut self, link: &Link, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing::to(&link.url), recorder)
    }

    fn press(&mut self, pressed: &Pressed, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing::by(pressed, self.encoding), recorder)
    }

    fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    fn runs_scripts(&self) -> bool {
        false
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

impl Outgoing {
    /// To an address.
    pub(crate) fn to(url: &Url) -> Self {
        Self { method: Method::GET, url: url.clone(), fields: Vec::new(), origin: None, encoding: UTF_8 }
    }

    /// Where a form goes with what is in it, in the encoding of its page.
    pub(crate) fn by(pressed: &Pressed, encoding: &'static Encoding) -> Self {
        let form = &pressed.filled;
        let method = if form.method == "post" { Method::POST } else { Method::GET };
        let origin = Some(pressed.page.origin().ascii_serialization());
        Self { method, url: form.action.clone(), fields: form.sent(&pressed.button), origin, encoding }
    }
}

/// One request and its answer, written down.
///
/// # Errors
/// When there is no answer that can be read, within the limits of the scenario.
pub(crate) fn ask(
    http: &Exchanges,
    jar: &mut Jar,
    outgoing: &Outgoing,
    recorder: &Recorder<'_>,
) -> Result<Arrival, Halt> {
    let lost = |why: &str| recorder.unanswered(outgoing.method.as_str(), &outgoing.url, why);
    let (transcript, limits) = (recorder.transcript, recorder.transcript.limits());
    let bounds = Bounds { within: transcript.next_exchange()?, octets_max: Some(limits.body_octets_max) };
    let answer = http
        .send(request(http, jar, outgoing), bounds, transcript.interrupt())
        .map_err(|error| error.why().map_or(Halt::Interrupted, |why| lost(&why)))?;
    for header in answer.headers.get_all(SET_COOKIE) {
        jar.take(&outgoing.url, &String::from_utf8_lossy(header.as_bytes()));
    }
    let status = answer.status;
    let location = header(&answer.headers, LOCATION).filter(|_| status.is_redirection());
    let location = location.and_then(|to| outgoing.url.join(&to).ok());
    let kind = header(&answer.headers, CONTENT_TYPE).unwrap_or_default();
    let Decoded { text, encoding, remark } = decode(&answer.body, &kind).map_err(|why| lost(&why))?;
    let page = Page::read(outgoing.url.clone(), status.as_u16(), &text, limits).map_err(|why| lost(&why))?;
    let page = page.remarked(remark);
    let refreshed = || header(&answer.headers, REFRESH).and_then(|content| page.refreshed(&content));
    let is_html = kind.starts_with("text/html");
    let text = if is_html { page.text() } else { text };
    recorder.exchanged(Exchange {
        who: String::new(),
        method: outgoing.method.to_string(),
        url: outgoing.url.to_string(),
        fields: outgoing.fields.clone(),
        status: status.as_u16(),
        location: location.as_ref().map(Url::to_string),
        text: text.chars().take(TEXT_CHARS_MAX).collect(),
        tokens: Vec::new(),
    });
    let onward = location.or_else(|| if is_html { page.refresh() } else { None }).or_else(refreshed);
    Ok(Arrival { page, onward, encoding })
}

/// A header as browsers read it: addresses come in UTF-8 too.
fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn request(http: &Exchanges, jar: &Jar, outgoing: &Outgoing) -> RequestBuilder {
    let mut url = outgoing.url.clone();
    let is_get = outgoing.method == Method::GET;
    if is_get && !outgoing.fields.is_empty() {
        url.set_query(Some(&encoded(outgoing)));
    }
    let mut request = http.request(outgoing.method.clone(), url.as_str());
    if outgoing.method == Method::POST {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(encoded(outgoing));
        if let Some(origin) = &outgoing.origin {
            request = request.header(ORIGIN, origin);
        }
    }
    match jar.header(&url) {
        Some(cookies) => request.header(COOKIE, cookies),
        None => request,
    }
}

/// The fields as they go over the wire. What the encoding of the page lacks is sent as a character reference.
fn encoded(outgoing: &Outgoing) -> String {
    let mut stand = outgoing.url.clone();
    let encode = encoder(outgoing.encoding);
    stand.query_pairs_mut().clear().encoding_override(Some(&encode)).extend_pairs(&outgoing.fields);
    stand.query().unwrap_or_default().to_owned()
}

fn encoder(encoding: &'static Encoding) -> impl Fn(&str) -> Cow<'_, [u8]> {
    move |text| encoding.encode(text).0
}
