//! Owns a browser: a person's window onto the portal and the diary, which goes one redirect at a time.

pub mod form;
pub mod jar;
pub mod page;
pub mod wording;

use reqwest::blocking::{Client, Response};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Method, Url};

use crate::bench::browser::form::{Field, FillError, Form, Kind};
use crate::bench::browser::jar::Jar;
use crate::bench::browser::page::{Page, is_called};
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::transcript::Transcript;
use crate::event::Exchange;

/// A sign-in takes six redirects; a server that goes on for longer goes round in circles.
const REDIRECTS_MAX: usize = 20;

/// A browser of somebody. It keeps cookies, shows one page, and writes down whatever it does.
#[derive(Debug)]
pub struct Browser {
    who: String,
    http: Client,
    transcript: Transcript,
    wording: Wording,
    jar: Jar,
    page: Option<Page>,
    /// What was typed since the page was shown.
    typed: Vec<(String, String)>,
}

/// A request that is about to be made.
struct Going {
    method: Method,
    url: Url,
    fields: Vec<(String, String)>,
    origin: Option<String>,
}

impl Going {
    fn to(url: Url) -> Self {
        Self { method: Method::GET, url, fields: Vec::new(), origin: None }
    }
}

impl Browser {
    /// A browser that has never been anywhere.
    pub fn new(who: &str, http: Client, transcript: Transcript) -> Self {
        let (jar, wording) = (Jar::default(), Wording::of_the_letters());
        Self { who: who.to_owned(), http, transcript, wording, jar, page: None, typed: Vec::new() }
    }

    /// The same browser, whose user knows how a relying party says what the letters say.
    pub fn knowing(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// How the relying party says it.
    pub(crate) fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Somebody else sits down at the same browser.
    pub fn hand_over(&mut self, who: &str) -> Result<(), Halt> {
        who.clone_into(&mut self.who);
        self.transcript.did(who, "sits down at the same browser")
    }

    /// Whoever sits at the browser.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The cookies.
    pub fn jar(&self) -> &Jar {
        &self.jar
    }

    /// Somebody else puts the cookies that a site gave to another browser into this one.
    pub fn plant(&mut self, from: &Browser, address: &str) -> Result<(), Halt> {
        let url = Url::parse(address).map_err(|error| Halt::Broken(format!("`{address}`: {error}")))?;
        let cookies: Vec<_> = from.jar.given_by(&url).cloned().collect();
        if cookies.is_empty() {
            let what = format!("{} has no cookie of {}", from.who, address_shown(&url));
            return Err(Halt::NotApplicable(what));
        }
        let names: Vec<_> = cookies.iter().map(|cookie| cookie.name.clone()).collect();
        cookies.into_iter().for_each(|cookie| self.jar.put(cookie));
        let what = format!("plants the own {} in the browser of {}", names.join(", "), self.who);
        self.transcript.did(&from.who, &what)
    }

    /// Closes the window and opens a new one: what was meant to end with the browser has ended.
    pub fn restart(&mut self) -> Result<(), Halt> {
        self.jar.close();
        self.page = None;
        self.typed.clear();
        self.transcript.did(&self.who, "closes the browser and opens it again")
    }

    /// The page that is shown.
    pub fn page(&self) -> Result<&Page, Halt> {
        self.page
            .as_ref()
            .ok_or_else(|| Halt::Broken("a browser was asked for a page before it opened one".into()))
    }

    /// Types an address.
    pub fn open(&mut self, address: &str) -> Result<(), Halt> {
        let going = self.opening(address)?;
        self.go(going)
    }

    fn opening(&self, address: &str) -> Result<Going, Halt> {
        let url = Url::parse(address).map_err(|error| Halt::Broken(format!("`{address}`: {error}")))?;
        self.transcript.did(&self.who, &format!("opens {}", address_shown(&url)))?;
        Ok(Going::to(url))
    }

    /// Fills a field, named by its name or by the words beside it. It is sent with the next button.
    pub fn fill(&mut self, key: &str, value: &str) -> Result<(), Halt> {
        let key = &self.own(key)?;
        let forms = self.page()?.forms();
        let Some(mut form) = forms.iter().find(|form| form.has(key)).cloned() else {
            return Err(self.missing("field", key, &fields(&forms)));
        };
        if let Err(FillError::NoSuchChoice(choices)) = form.fill(key, value) {
            return Err(self.missing(&format!("choice in «{key}»"), value, &choices));
        }
        self.typed.retain(|(known, _)| known != key);
        self.typed.push((key.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Presses the button with these words on it.
    pub fn press(&mut self, text: &str) -> Result<(), Halt> {
        let going = self.pressing(text)?;
        self.go(going)
    }

    /// Presses the button and goes nowhere: gives the address that the answer sends the browser to.
    pub fn press_and_hold(&mut self, text: &str) -> Result<Url, Halt> {
        let going = self.pressing(text)?;
        let (page, location) = self.ask(&going)?;
        let status = page.status;
        location.ok_or_else(|| Halt::Missing(format!("«{text}» led nowhere: the answer was {status}")))
    }

    /// Clicks whatever has these words and goes on within the same site: gives the first address elsewhere that the
    /// browser is sent to, and does not go there.
    pub fn click_and_hold(&mut self, text: &str) -> Result<Url, Halt> {
        let home = self.page()?.url.clone();
        let going = self.clicking(text)?;
        self.leave_for(&home, going)
    }

    /// The same for an address that is typed.
    pub fn open_and_hold(&mut self, address: &str) -> Result<Url, Halt> {
        let going = self.opening(address)?;
        self.leave_for(&going.url.clone(), going)
    }

    fn leave_for(&mut self, home: &Url, going: Going) -> Result<Url, Halt> {
        if going.url.origin() != home.origin() {
            return Ok(going.url);
        }
        let elsewhere = self.go_within(going, |url| url.origin() == home.origin())?;
        let stayed = || Halt::Missing(format!("{} was not sent to another site", self.who));
        elsewhere.ok_or_else(stayed)
    }

    /// The request that pressing a button makes.
    fn pressing(&mut self, text: &str) -> Result<Going, Halt> {
        let text = &self.own(text)?;
        let forms = self.page()?.forms();
        let is_wanted = |form: &&Form| form.buttons.iter().any(|button| is_called(&button.text, text));
        let is_filled = |form: &&Form| self.typed.iter().all(|(key, _)| form.has(key));
        let mut wanted = forms.iter().filter(is_wanted);
        let form = wanted.clone().find(is_filled).or_else(|| wanted.next());
        let Some(mut form) = form.cloned() else {
            let buttons: Vec<_> =
                forms.iter().flat_map(|form| &form.buttons).map(|b| b.text.clone()).collect();
            return Err(self.missing("button", text, &buttons));
        };
        let typed = std::mem::take(&mut self.typed);
        self.transcript.did(&self.who, &format!("{}presses «{text}»", self.filled(&form, &typed)))?;
        for (key, value) in typed.iter().filter(|(key, _)| form.has(key)).cloned().collect::<Vec<_>>() {
            let _ = form.fill(&key, &value);
        }
        let button = form.buttons.iter().find(|button| is_called(&button.text, text));
        let fields = button.map(|button| form.sent(button)).unwrap_or_default();
        let origin = Some(self.page()?.url.origin().ascii_serialization());
        let method = if form.method == "post" { Method::POST } else { Method::GET };
        Ok(Going { method, url: form.action, fields, origin })
    }

    /// Follows the link with these words.
    pub fn follow(&mut self, text: &str) -> Result<(), Halt> {
        let going = self.following(text)?;
        self.go(going)
    }

    fn following(&self, text: &str) -> Result<Going, Halt> {
        let text = &self.own(text)?;
        let page = self.page()?;
        let Some(url) = page.link(text) else {
            return Err(self.missing("link", text, &page.links()));
        };
        self.transcript.did(&self.who, &format!("follows «{text}»"))?;
        Ok(Going::to(url))
    }

    /// Clicks whatever has these words: a link or a button.
    pub fn click(&mut self, text: &str) -> Result<(), Halt> {
        let going = self.clicking(text)?;
        self.go(going)
    }

    fn clicking(&mut self, text: &str) -> Result<Going, Halt> {
        let is_link = self.page()?.link(&self.own(text)?).is_some();
        if is_link { self.following(text) } else { self.pressing(text) }
    }

    /// What these words are on the page that is shown.
    fn own(&self, words: &str) -> Result<String, Halt> {
        Ok(self.wording.own(&self.page()?.url, words).to_owned())
    }

    /// Looks at an address with this browser's cookies, and leaves the page that is shown as it is.
    pub fn peek(&mut self, address: &str) -> Result<Page, Halt> {
        let url = Url::parse(address).map_err(|error| Halt::Broken(format!("`{address}`: {error}")))?;
        let (page, _) = self.ask(&Going::to(url))?;
        Ok(page)
    }

    /// Goes somewhere and on from there until a page is shown.
    fn go(&mut self, going: Going) -> Result<(), Halt> {
        self.go_within(going, |_| true).map(|_| ())
    }

    /// Goes somewhere and on from there until a page is shown, or gives the first address that is not of those `within`.
    fn go_within(&mut self, going: Going, within: impl Fn(&Url) -> bool) -> Result<Option<Url>, Halt> {
        self.typed.clear();
        let mut going = going;
        for _ in 0..REDIRECTS_MAX {
            let (page, location) = self.ask(&going)?;
            let Some(location) = location else {
                self.page = Some(page);
                return Ok(None);
            };
            if !within(&location) {
                return Ok(Some(location));
            }
            // RFC 9110 section 15.4: after 307 and 308 the same request is made again, after the others a GET.
            going = match page.status {
                307 | 308 => Going { url: location, ..going },
                _ => Going::to(location),
            };
        }
        Err(Halt::Missing(format!("{} was redirected {REDIRECTS_MAX} times and still saw no page", self.who)))
    }

    /// One request and its answer, written down.
    fn ask(&mut self, going: &Going) -> Result<(Page, Option<Url>), Halt> {
        let answer = self.send(going)?;
        for header in answer.headers().get_all(SET_COOKIE) {
            self.jar.take(&going.url, &String::from_utf8_lossy(header.as_bytes()));
        }
        let status = answer.status();
        let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        let location = location.filter(|_| status.is_redirection()).and_then(|to| going.url.join(to).ok());
        let is_html =
            answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let body = answer.text().map_err(|error| broken(going, &error))?;
        let page = Page::read(going.url.clone(), status.as_u16(), &body);
        self.transcript.exchanged(Exchange {
            who: self.who.clone(),
            method: going.method.to_string(),
            url: going.url.to_string(),
            fields: going.fields.clone(),
            status: status.as_u16(),
            location: location.as_ref().map(Url::to_string),
            text: if is_html { page.text() } else { body },
        });
        Ok((page, location))
    }

    fn send(&self, going: &Going) -> Result<Response, Halt> {
        let mut url = going.url.clone();
        if going.method == Method::GET && !going.fields.is_empty() {
            url.query_pairs_mut().clear().extend_pairs(&going.fields);
        }
        let mut request = self.http.request(going.method.clone(), url.clone());
        if going.method == Method::POST {
            request = request.form(&going.fields);
            if let Some(origin) = &going.origin {
                request = request.header(ORIGIN, origin);
            }
        }
        if let Some(cookies) = self.jar.header(&url) {
            request = request.header(COOKIE, cookies);
        }
        request.send().map_err(|error| broken(going, &error))
    }

    /// The part of a sentence that tells what was typed.
    fn filled(&self, form: &Form, typed: &[(String, String)]) -> String {
        let told = typed.iter().map(|(key, value)| {
            let field = form.fields.iter().find(|field| field.is_called(key));
            let words = field.map(Field::words).filter(|words| !words.is_empty());
            let shown = match field {
                Some(field) if field.kind == Kind::Password => "•••".to_owned(),
                Some(field) => self.transcript.shown(&field.name, value),
                None => String::new(),
            };
            format!("«{}»: {shown}", words.unwrap_or(key))
        });
        let told: Vec<_> = told.collect();
        if told.is_empty() { String::new() } else { format!("fills in {}, ", told.join(", ")) }
    }

    /// The story needs something that the page does not have.
    fn missing(&self, what: &str, words: &str, there: &[String]) -> Halt {
        let page = self.page.as_ref();
        let title = page.map(Page::title).unwrap_or_default();
        let address = page.map(|page| address_shown(&page.url)).unwrap_or_default();
        let there: Vec<_> = there.iter().map(|one| format!("«{one}»")).collect();
        let told = self.transcript.masked(&format!(
            "{} looked for the {what} «{words}» on the page «{title}» ({address}) and saw {}",
            self.who,
            if there.is_empty() { "none".to_owned() } else { there.join(", ") }
        ));
        let is_known = page.is_none_or(|page| self.wording.is_known(&page.url, words));
        if is_known {
            return Halt::Missing(told);
        }
        Halt::NotApplicable(format!(
            "{told}; if the party has it under other words, its file says so in [words]"
        ))
    }
}

fn fields(forms: &[Form]) -> Vec<String> {
    let seen = forms.iter().flat_map(|form| &form.fields).filter(|field| field.kind != Kind::Hidden);
    seen.map(|field| if field.words().is_empty() { field.name.clone() } else { field.words().to_owned() })
        .collect()
}

/// An address without its query, which is for machines.
fn address_shown(url: &Url) -> String {
    format!("{}{}", url.origin().ascii_serialization(), url.path())
}

fn broken(going: &Going, error: &reqwest::Error) -> Halt {
    let what = if error.is_timeout() { "no answer in time" } else { "the connection failed" };
    Halt::Broken(format!("{} {}: {what}", going.method, address_shown(&going.url)))
}
