//! Owns the reading of a page as a person reads it: visible text, links, forms with their labels and buttons.

mod forms;
mod parse;
#[cfg(test)]
mod tests;
mod text;

use reqwest::Url;
use scraper::{ElementRef, Html, Selector};

use crate::bench::browser::form::Form;
pub(crate) use crate::bench::browser::page::forms::PLACES;
use crate::bench::browser::page::forms::{elements, is_place};
use crate::bench::browser::page::text::{name, seen};
use crate::bench::limits::Limits;
use crate::bench::words::{is_called, plain, shorten, squeeze};

/// Longer titles are cut.
const TITLE_CHARS_MAX: usize = 300;
/// How long a person waits for a page that announces a redirect.
const REFRESH_S_MAX: f64 = 10.0;
/// A longer text is no address.
const PATH_CHARS_MAX: usize = 200;
/// A page with less than this to read and nothing to click shows itself by scripts.
const BARE_CHARS_MAX: usize = 200;

/// A page that a browser shows.
pub struct Page {
    /// Its address, after all redirects.
    pub url: Url,
    /// The status it came with.
    pub status: u16,
    /// What was wrong with its encoding.
    pub(crate) remark: Option<String>,
    html: Html,
}

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address behind it.
    pub url: Url,
    /// Which of the page's [`PLACES`] it is.
    pub(crate) place: usize,
}

impl Page {
    /// Reads a page. Text that is not HTML is kept as text.
    ///
    /// # Errors
    /// The limit that the page goes beyond.
    pub fn read(url: Url, status: u16, body: &str, limits: &Limits) -> Result<Self, String> {
        Ok(Self { url, status, remark: None, html: parse::html(body, limits)? })
    }

    /// The same page, with what was wrong with its encoding.
    pub(crate) fn remarked(self, remark: Option<String>) -> Self {
        Self { remark, ..self }
    }

    /// The text a reader sees, with every run of blanks made one.
    pub fn text(&self) -> String {
        seen(self.html.root_element())
    }

    /// The page's title, or its first heading.
    pub fn title(&self) -> String {
        let heading = self.first("h1").map(seen).filter(|heading| !heading.is_empty());
        let title = heading.or_else(|| self.first("title").map(words)).unwrap_or_default();
        shorten(&title, TITLE_CHARS_MAX)
    }

    /// Whether a reader sees these words. A letter's «ё» and «е» are the same to a reader, and here.
    pub fn shows(&self, words: &str) -> bool {
        plain(&self.text()).contains(&plain(words))
    }

    /// The link of that text.
    pub fn link(&self, text: &str) -> Option<Link> {
        let mut places = elements(&self.html).filter(|one| is_place(*one)).enumerate();
        let is_wanted = |one: &ElementRef<'_>| one.value().name() == "a" && is_called(&name(*one), text);
        let (place, link) = places.find(|(_, one)| is_wanted(one))?;
        let url = self.url.join(link.attr("href")?).ok()?;
        Some(Link { url, place })
    }

    /// The texts of all links.
    pub fn links(&self) -> Vec<String> {
        self.all("a[href]").map(name).collect()
    }

    /// An attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.first(selector)?.attr(name).map(str::to_owned)
    }

    /// A selector of the element that says exactly this, or has it in an attribute, which is named then; the innermost.
    pub(crate) fn element_saying(&self, text: &str) -> Option<(String, Option<String>)> {
        let wanted = |element: &ElementRef<'_>| {
            let attributes = element.value().attrs();
            let mut own = attributes.filter(|(name, _)| !matches!(*name, "id" | "class" | "href" | "value"));
            own.find(|(_, value)| *value == text).map(|(name, _)| name.to_owned())
        };
        let all: Vec<_> = self.all("body *").collect();
        let by_attribute = all.iter().find_map(|one| Some((selector_of(*one), Some(wanted(one)?))));
        let by_text = || all.iter().rev().find(|one| !text.is_empty() && is_called(&name(**one), text));
        by_attribute.or_else(|| Some((selector_of(*by_text()?), None)))
    }

    /// The texts of all elements that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).map(seen).collect()
    }

    /// The text of the first element that a selector finds. Elements within one another are not read again and again.
    pub fn first_text(&self, selector: &str) -> Option<String> {
        self.all(selector).next().map(seen)
    }

    /// Whether a selector finds an element.
    pub fn has(&self, selector: &str) -> bool {
        self.all(selector).next().is_some()
    }

    /// The addresses of what a browser loads along with the page: styles, scripts, pictures.
    pub(crate) fn resources(&self) -> Vec<Url> {
        let places = [
            ("link[rel=stylesheet][href], link[rel=icon][href]", "href"),
            ("script[src]", "src"),
            ("img[src]", "src"),
        ];
        let addresses =
            places.iter().flat_map(|(place, name)| self.all(place).filter_map(|one| one.attr(name)));
        addresses.filter_map(|address| self.url.join(address).ok()).collect()
    }

    /// The addresses of what the page shows in frames.
    pub(crate) fn framed(&self) -> Vec<Url> {
        let frames =
            [("iframe[src]", "src"), ("frame[src]", "src"), ("embed[src]", "src"), ("object[data]", "data")];
        let addresses =
            frames.iter().flat_map(|(frame, name)| self.all(frame).filter_map(|one| one.attr(name)));
        addresses.filter_map(|address| self.url.join(address).ok()).collect()
    }

    /// Addresses that stand on the page for its scripts: in attributes that no browser follows, and in the scripts' texts.
    pub(crate) fn addresses_named(&self) -> Vec<Url> {
        let is_followed = |name: &str| ["href", "src", "action", "content"].contains(&name);
        let attributes = elements(&self.html).flat_map(|one| one.value().attrs().collect::<Vec<_>>());
        let attributes = attributes.filter(|(name, _)| !is_followed(name)).map(|(_, value)| value.to_owned());
        let scripts = self.all("script").map(|one| one.text().collect::<String>());
        let quoted =
            scripts.flat_map(|text| text.split(['"', '\'', '`']).map(str::to_owned).collect::<Vec<_>>());
        let is_path = |text: &String| {
            text.len() > 1
                && text.len() < PATH_CHARS_MAX
                && text.starts_with('/')
                && !text.starts_with("//")
                && !text.contains(|c: char| c.is_whitespace() || "<>(){}$\\".contains(c))
        };
        attributes.chain(quoted).filter(is_path).filter_map(|path| self.url.join(&path).ok()).collect()
    }

    /// The forms of the page, in order.
    pub fn forms(&self) -> Vec<Form> {
        forms::forms(&self.html, &self.url)
    }

    /// Where the page sends the browser by itself, as the HTML standard has it for `meta http-equiv=refresh`. A page that
    /// only renews itself stays.
    pub(crate) fn refresh(&self) -> Option<Url> {
        let mut metas = self.all("meta[http-equiv][content]");
        let meta = metas.find(|meta| {
            meta.attr("http-equiv").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("refresh"))
        })?;
        self.refreshed(meta.attr("content")?)
    }

    /// The same for the header `Refresh`, which browsers follow likewise.
    pub(crate) fn refreshed(&self, content: &str) -> Option<Url> {
        let content = content.trim();
        let (delay, rest) = content.split_at(content.find([';', ',']).unwrap_or(content.len()));
        let delay: f64 = delay.trim().parse().ok()?;
        let rest = rest.trim_start_matches([';', ',', ' ', '\t']);
        let (key, address) = rest.split_once('=').unwrap_or(("url", rest));
        let address = if key.trim().eq_ignore_ascii_case("url") { address } else { rest };
        let to = self.url.join(address.trim().trim_matches(['\'', '"'])).ok()?;
        ((0.0..=REFRESH_S_MAX).contains(&delay) && (to != self.url || delay < 1.0)).then_some(to)
    }

    /// Whether there is nothing on the page unless its scripts run.
    pub(crate) fn wants_scripts(&self) -> bool {
        let is_bare = || self.text().chars().count() < BARE_CHARS_MAX;
        self.first("script").is_some() && self.first("a[href], button, input").is_none() && is_bare()
    }

    fn first(&self, wanted: &str) -> Option<ElementRef<'_>> {
        self.html.select(&selector(wanted)).next()
    }

    fn all(&self, wanted: &str) -> impl Iterator<Item = ElementRef<'_>> {
        self.html.select(&selector(wanted)).collect::<Vec<_>>().into_iter()
    }
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({} {})", self.status, self.url)
    }
}

/// The shortest selector that a person would write for an element.
fn selector_of(element: ElementRef<'_>) -> String {
    let name = element.value().name();
    match (element.attr("id"), element.value().classes().next()) {
        (Some(id), _) => format!("#{id}"),
        (None, Some(class)) => format!("{name}.{class}"),
        (None, None) => name.to_owned(),
    }
}

fn words(element: ElementRef<'_>) -> String {
    squeeze(&element.text().collect::<String>())
}

fn selector(wanted: &str) -> Selector {
    Selector::parse(wanted).expect("invariant: selectors are written in this crate")
}
