//! Owns the reading of a page as a person reads it: visible text, links, forms with their labels and buttons.

#[cfg(test)]
mod tests;

use reqwest::Url;
use scraper::{ElementRef, Html, Selector};

use crate::bench::browser::form::{Button, Field, Form, Kind};
use crate::bench::browser::words::{is_called, plain, squeeze};

/// A page that a browser shows.
pub struct Page {
    /// Its address, after all redirects.
    pub url: Url,
    /// The status it came with.
    pub status: u16,
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

/// What a person may click or type into, as a selector. The number of such an element on the page is its place, in
/// which a real browser finds it again.
pub(crate) const PLACES: &str = "a[href], button, input, select, textarea";

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["script", "style", "head", "template", "noscript"];
/// Elements whose text runs on with what is around them.
const INLINE: &[&str] = &["a", "b", "strong", "em", "i", "span", "code", "small", "u", "sup", "sub"];

impl Page {
    /// Reads a page. Whatever is not HTML reads as its own text.
    pub fn read(url: Url, status: u16, body: &str) -> Self {
        Self { url, status, html: Html::parse_document(body) }
    }

    /// The text a reader sees, with every run of blanks made one.
    pub fn text(&self) -> String {
        seen(self.html.root_element())
    }

    /// The page's title, or its first heading.
    pub fn title(&self) -> String {
        let heading = self.first("h1").map(seen).filter(|heading| !heading.is_empty());
        heading.or_else(|| self.first("title").map(words)).unwrap_or_default()
    }

    /// Whether a reader sees these words. A letter's «ё» and «е» are the same to a reader, and here.
    pub fn shows(&self, words: &str) -> bool {
        plain(&self.text()).contains(&plain(words))
    }

    /// The link of that text.
    pub fn link(&self, text: &str) -> Option<Link> {
        let link = self.all("a[href]").find(|link| is_called(&seen(*link), text))?;
        let url = self.url.join(link.attr("href")?).ok()?;
        Some(Link { url, place: self.place(link) })
    }

    /// The texts of all links.
    pub fn links(&self) -> Vec<String> {
        self.all("a[href]").map(seen).collect()
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
        let by_text = || all.iter().rev().find(|one| !text.is_empty() && is_called(&seen(**one), text));
        by_attribute.or_else(|| Some((selector_of(*by_text()?), None)))
    }

    /// The texts of all elements that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).map(seen).collect()
    }

    /// The forms of the page, in order.
    pub fn forms(&self) -> Vec<Form> {
        self.all("form").map(|form| self.form(form)).collect()
    }

    fn form(&self, form: ElementRef<'_>) -> Form {
        let method = form.attr("method").unwrap_or("get").to_ascii_lowercase();
        let action = form.attr("action").filter(|action| !action.is_empty());
        let action = action.and_then(|action| self.url.join(action).ok()).unwrap_or_else(|| self.url.clone());
        let id = form.attr("id");
        let inside = |element: &ElementRef<'_>| match element.attr("form") {
            Some(owner) => Some(owner) == id,
            None => element.ancestors().any(|above| above.id() == form.id()),
        };
        let fields = self.all("input[name], select[name], textarea[name]").filter(inside);
        let buttons = self.all("button, input[type=submit]").filter(inside);
        Form {
            action,
            method,
            fields: fields.filter_map(|field| self.field(field)).collect(),
            buttons: buttons.filter_map(|button| self.button(button)).collect(),
        }
    }

    fn field(&self, element: ElementRef<'_>) -> Option<Field> {
        let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
        let kind = match (element.value().name(), attribute("type").to_ascii_lowercase().as_str()) {
            ("input", "submit" | "button" | "reset" | "image" | "file") => return None,
            ("input", "checkbox") => Kind::Checkbox,
            ("input", "radio") => Kind::Radio,
            ("input", "hidden") => Kind::Hidden,
            ("input", "password") => Kind::Password,
            ("select", _) => Kind::Select,
            _ => Kind::Text,
        };
        if element.attr("disabled").is_some() {
            return None;
        }
        let options = element.select(&selector("option")).map(option).collect::<Vec<_>>();
        let value = match kind {
            Kind::Checkbox | Kind::Radio => element.attr("value").unwrap_or("on").to_owned(),
            Kind::Select => {
                selected(element).or_else(|| Some(options.first()?.0.clone())).unwrap_or_default()
            }
            _ if element.value().name() == "textarea" => element.text().collect(),
            _ => attribute("value"),
        };
        let on = element.attr("checked").is_some() || !matches!(kind, Kind::Checkbox | Kind::Radio);
        let (name, label, group) = (attribute("name"), self.label(element), group(element));
        let place = self.place(element);
        Some(Field { name, label, group, kind, value, on, options, place })
    }

    fn button(&self, element: ElementRef<'_>) -> Option<Button> {
        let attribute = |name: &str| element.attr(name).map(str::to_owned);
        let kind = element.attr("type").unwrap_or("submit").to_ascii_lowercase();
        if kind != "submit" || element.attr("disabled").is_some() {
            return None;
        }
        let text = if element.value().name() == "input" { attribute("value")? } else { seen(element) };
        let (name, value) = (attribute("name"), attribute("value").unwrap_or_default());
        Some(Button { text, name, value, place: self.place(element) })
    }

    /// Which of the page's places an element is.
    fn place(&self, element: ElementRef<'_>) -> usize {
        self.all(PLACES).position(|other| other.id() == element.id()).unwrap_or_default()
    }

    /// The words that stand beside a field: a label that names it, or one around it.
    fn label(&self, field: ElementRef<'_>) -> String {
        let named = field
            .attr("id")
            .and_then(|id| self.all("label[for]").find(|label| label.attr("for") == Some(id)));
        let around =
            || field.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "label");
        let label = named.or_else(around).map(beside).or_else(|| field.attr("aria-label").map(str::to_owned));
        label.unwrap_or_default().trim_end_matches([':', '*', ' ']).to_owned()
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

fn option(element: ElementRef<'_>) -> (String, String) {
    let text = seen(element);
    (element.attr("value").map_or_else(|| text.clone(), str::to_owned), text)
}

fn selected(select: ElementRef<'_>) -> Option<String> {
    select.select(&selector("option[selected]")).next().map(|chosen| option(chosen).0)
}

fn seen(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    read_into(element, &mut text, UNSEEN);
    squeeze(&text)
}

/// The words over a group of fields.
fn group(field: ElementRef<'_>) -> String {
    let set = field.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "fieldset");
    set.and_then(|set| set.select(&selector("legend")).next()).map(seen).unwrap_or_default()
}

/// The words of a label without those of the field inside it.
fn beside(label: ElementRef<'_>) -> String {
    let mut text = String::new();
    read_into(label, &mut text, &["select", "textarea", "button"]);
    squeeze(&text)
}

fn words(element: ElementRef<'_>) -> String {
    squeeze(&element.text().collect::<String>())
}

fn read_into(element: ElementRef<'_>, text: &mut String, skipped: &[&str]) {
    let name = element.value().name();
    if skipped.contains(&name) || element.attr("hidden").is_some() {
        return;
    }
    let apart = !INLINE.contains(&name);
    if apart {
        text.push(' ');
    }
    for child in element.children() {
        if let Some(piece) = child.value().as_text() {
            text.push_str(piece);
        } else if let Some(below) = ElementRef::wrap(child) {
            read_into(below, text, skipped);
        }
    }
    if apart {
        text.push(' ');
    }
}

fn selector(wanted: &str) -> Selector {
    Selector::parse(wanted).expect("invariant: selectors are written in this crate")
}
