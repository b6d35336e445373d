//! Owns the window over plain HTTP, which goes one redirect at a time.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use reqwest::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, DATE,
    HeaderMap, HeaderName, LOCATION, ORIGIN, REFERRER_POLICY, REFRESH, SET_COOKIE, X_FRAME_OPTIONS,
};
use reqwest::{Method, RequestBuilder, Url};

use crate::bench::browser::charset::{Decoded, decode};
use crate::bench::browser::form::Form;
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Link, Page};
use crate::bench::browser::site::Journey;
use crate::bench::browser::window::{Pressed, Recorder, Window, address_shown};
use crate::bench::eyes::Sight;
use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, Exchanges, Reads};
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
    /// The page that is shown.
    at: Option<Url>,
}

/// A request that is about to be made.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    fields: Vec<(String, String)>,
    origin: Option<String>,
    encoding: &'static Encoding,
    /// The page that led there; nothing where someone typed the address.
    pub(crate) from: Option<Url>,
}

/// An answer, read.
pub(crate) struct Arrival {
    pub(crate) page: Page,
    /// Where the answer sends the browser: by its status, by `meta http-equiv=refresh` or by the header `Refresh`.
    pub(crate) onward: Option<Url>,
    /// Whether the page itself does that, and not the answer's status.
    by_page: bool,
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
        Self { http, jar: Jar::default(), encoding: UTF_8, at: None }
    }

    /// Goes somewhere and on from there until a page is shown.
    fn go(&mut self, outgoing: Outgoing, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        let mut outgoing = outgoing;
        let mut route = Route::from(recorder.who, &outgoing.url);
        loop {
            let arrival = ask(&self.http, &mut self.jar, &outgoing, recorder)?;
            let Some(onward) = arrival.onward else {
                self.encoding = arrival.encoding;
                self.at = Some(arrival.page.url.clone());
                return Ok(arrival.page);
            };
            route.on(&onward, recorder.transcript.limits().redirects_max)?;
            let by_page = arrival.by_page.then_some(&arrival.page.url);
            outgoing = outgoing.onward(arrival.page.status, onward, by_page);
        }
    }
}

impl Window for Wire {
    fn open(&mut self, url: &Url, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing::to(url), recorder)
    }

    fn follow(&mut self, link: &Link, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing { from: self.at.clone(), ..Outgoing::to(&link.url) }, recorder)
    }

    fn press(&mut self, pressed: &Pressed, recorder: &Recorder<'_>) -> Result<Page, Halt> {
        self.go(Outgoing::by(pressed, self.encoding), recorder)
    }

    fn forge(
        &mut self,
        page: &Url,
        form: &Form,
        fields: Vec<(String, String)>,
        recorder: &Recorder<'_>,
    ) -> Result<Page, Halt> {
        self.go(Outgoing::forged(page, form, fields), recorder)
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
        let (method, url) = (Method::GET, url.clone());
        Self { method, url, fields: Vec::new(), origin: None, encoding: UTF_8, from: None }
    }

    /// To an address that a page names.
    pub(crate) fn following(url: &Url, page: &Url) -> Self {
        Self { from: Some(page.clone()), ..Self::to(url) }
    }

    /// The request after an answer that sends the browser on, by its status or by the page at that address.
    pub(crate) fn onward(self, status: u16, to: Url, by_page: Option<&Url>) -> Self {
        // RFC 9110 section 15.4: after 307 and 308 the same request is made again, after the others a GET.
        if matches!(status, 307 | 308) {
            return Self { url: to, ..self };
        }
        // A redirect is a part of the way that began before it; a page that leads on begins a new one.
        let from = by_page.cloned().or(self.from);
        Self { from, ..Self::to(&to) }
    }

    /// A form that a page of someone's own making sends.
    pub(crate) fn forged(page: &Url, form: &Form, fields: Vec<(String, String)>) -> Self {
        let method = if form.method == "post" { Method::POST } else { Method::GET };
        let origin = Some(page.origin().ascii_serialization());
        Self { method, url: form.action.clone(), fields, origin, encoding: UTF_8, from: Some(page.clone()) }
    }

    /// Where a form goes with what is in it, in the encoding of its page.
    pub(crate) fn by(pressed: &Pressed, encoding: &'static Encoding) -> Self {
        let form = &pressed.filled;
        let method = if form.method == "post" { Method::POST } else { Method::GET };
        let origin = Some(pressed.page.origin().ascii_serialization());
        let (url, fields) = (form.action.clone(), form.sent(&pressed.button));
        Self { method, url, fields, origin, encoding, from: Some(pressed.page.clone()) }
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
    let bounds = Bounds { within: transcript.next_exchange()?, reads: Reads::Shown(limits.body_octets_max) };
    let is_form = outgoing.method == Method::POST;
    let journey = Journey::between(outgoing.from.as_ref(), &outgoing.url, recorder.portal, is_form);
    let withheld = jar.withheld(&outgoing.url, journey).map(|cookie| cookie.name.clone()).collect();
    let answer = http
        .send(request(http, jar, outgoing, journey), bounds, transcript.interrupt())
        .map_err(|error| error.why().map_or(Halt::Interrupted, |why| lost(&why)))?;
    let date = header(&answer.headers, DATE);
    for header in answer.headers.get_all(SET_COOKIE) {
        jar.take_of(&outgoing.url, &String::from_utf8_lossy(header.as_bytes()), date.as_deref());
    }
    let status = answer.status;
    let location = header(&answer.headers, LOCATION).filter(|_| status.is_redirection());
    let location = location.and_then(|to| outgoing.url.join(&to).ok());
    let kind = header(&answer.headers, CONTENT_TYPE).unwrap_or_default();
    let Decoded { text, encoding, remark } = decode(&answer.body, &kind).map_err(|why| lost(&why))?;
    let page = Page::read(outgoing.url.clone(), status.as_u16(), &text, limits).map_err(|why| lost(&why))?;
    let page = page.remarked(remark);
    let is_html = kind.starts_with("text/html");
    recorder.saw(&Sight {
        url: &outgoing.url,
        status: status.as_u16(),
        location: location.as_ref(),
        set_cookies: all(&answer.headers, SET_COOKIE),
        body: &text,
        is_html,
        cache_control: header(&answer.headers, CACHE_CONTROL),
        referrer_policy: header(&answer.headers, REFERRER_POLICY),
        framing: header(&answer.headers, X_FRAME_OPTIONS).or_else(|| {
            header(&answer.headers, CONTENT_SECURITY_POLICY)
                .filter(|policy| policy.contains("frame-ancestors"))
        }),
        readable_by: header(&answer.headers, ACCESS_CONTROL_ALLOW_ORIGIN),
        withheld,
    });
    let refreshed = || header(&answer.headers, REFRESH).and_then(|content| page.refreshed(&content));
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
    let by_page = location.is_none();
    let onward = location.or_else(|| if is_html { page.refresh() } else { None }).or_else(refreshed);
    Ok(Arrival { page, onward, by_page, encoding })
}

/// A header as browsers read it: addresses come in UTF-8 too.
pub(crate) fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn all(headers: &HeaderMap, name: HeaderName) -> Vec<String> {
    headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

/// The request with the cookies that go along.
pub(crate) fn request(http: &Exchanges, jar: &Jar, outgoing: &Outgoing, journey: Journey) -> RequestBuilder {
    let mut url = outgoing.url.clone();
    let is_get = outgoing.method == Method::GET;
    if is_get && !outgoing.fields.is_empty() {
        url.set_query(Some(&encoded(outgoing)));
    }
    let mut request = http.request(outgoing.method.clone(), url.as_str());
    if outgoing.method == Method::POST {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(encoded(outgoing));
    }
    // A form names its page; so does a script that asks for an address of another site.
    if let Some(origin) = &outgoing.origin
        && (outgoing.method == Method::POST || journey != Journey::Own)
    {
        request = request.header(ORIGIN, origin);
    }
    match jar.header(&url, journey) {
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
