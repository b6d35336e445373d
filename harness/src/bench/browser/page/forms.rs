//! Owns the reading of forms: each field and button with its words, its form and its place, in one walk over the page.

use std::collections::HashMap;

use ego_tree::NodeId;
use reqwest::Url;
use scraper::{ElementRef, Html};

use crate::bench::browser::form::{Button, Field, Form, Kind};
use crate::bench::browser::page::text::{beside, name, seen};

/// What a person may click or type into, as a selector. The number of such an element on the page is its place, in
/// which a real browser finds it again.
pub(crate) const PLACES: &str = "a[href], button, input, select, textarea";

/// Whether an element is one of [`PLACES`].
pub(super) fn is_place(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "a" => element.attr("href").is_some(),
        "button" | "input" | "select" | "textarea" => true,
        _ => false,
    }
}

/// The elements of a page, in order.
pub(super) fn elements(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    html.root_element().descendants().filter_map(ElementRef::wrap)
}

/// The forms of a page, in order.
pub(super) fn forms(html: &Html, base: &Url) -> Vec<Form> {
    let mut reading = Reading::of(html, base);
    for (place, element) in elements(html).filter(|one| is_place(*one)).enumerate() {
        let Some(owner) = reading.owner(element) else {
            continue;
        };
        if let Some(field) = reading.field(element, place) {
            reading.forms[owner].fields.push(field);
        }
        if let Some(button) = button(element, place) {
            reading.forms[owner].buttons.push(button);
        }
    }
    reading.forms
}

/// What fields are read with.
struct Reading<'h> {
    forms: Vec<Form>,
    /// Which form an element is, and which has an id.
    of_element: HashMap<NodeId, usize>,
    of_id: HashMap<&'h str, usize>,
    /// The label for an id.
    labels: HashMap<&'h str, ElementRef<'h>>,
    /// Words of labels and legends that were read already: one may stand around many fields.
    words: HashMap<NodeId, String>,
}

impl<'h> Reading<'h> {
    fn of(html: &'h Html, base: &Url) -> Self {
        let mut reading = Self {
            forms: Vec::new(),
            of_element: HashMap::new(),
            of_id: HashMap::new(),
            labels: HashMap::new(),
            words: HashMap::new(),
        };
        for element in elements(html) {
            match element.value().name() {
                "form" => {
                    let number = reading.forms.len();
                    reading.of_element.insert(element.id(), number);
                    if let Some(id) = element.attr("id") {
                        reading.of_id.entry(id).or_insert(number);
                    }
                    reading.forms.push(empty(element, base));
                }
                "label" => {
                    if let Some(id) = element.attr("for") {
                        reading.labels.entry(id).or_insert(element);
                    }
                }
                _ => {}
            }
        }
        reading
    }

    /// The form that an element belongs to.
    fn owner(&self, element: ElementRef<'_>) -> Option<usize> {
        match element.attr("form") {
            Some(id) => self.of_id.get(id).copied(),
            None => element.ancestors().find_map(|above| self.of_element.get(&above.id()).copied()),
        }
    }

    fn field(&mut self, element: ElementRef<'h>, place: usize) -> Option<Field> {
        let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
        let kind = match (element.value().name(), attribute("type").to_ascii_lowercase().as_str()) {
            ("a" | "button", _) => return None,
            ("input", "submit" | "button" | "reset" | "image" | "file") => return None,
            ("input", "checkbox") => Kind::Checkbox,
            ("input", "radio") => Kind::Radio,
            ("input", "hidden") => Kind::Hidden,
            ("input", "password") => Kind::Password,
            ("select", _) => Kind::Select,
            _ => Kind::Text,
        };
        let name = element.attr("name")?.to_owned();
        if element.attr("disabled").is_some() {
            return None;
        }
        let (options, chosen) = if kind == Kind::Select { options(element) } else { Default::default() };
        let value = match kind {
            Kind::Checkbox | Kind::Radio => element.attr("value").unwrap_or("on").to_owned(),
            Kind::Select => options.get(chosen).map(|(value, _)| value.clone()).unwrap_or_default(),
            _ if element.value().name() == "textarea" => element.text().collect(),
            _ => attribute("value"),
        };
        let on = element.attr("checked").is_some() || !matches!(kind, Kind::Checkbox | Kind::Radio);
        let (label, group) = (self.label(element), self.group(element));
        Some(Field { name, label, group, kind, value, on, options, place })
    }

    /// The words that stand beside a field: a label that names it, or one around it.
    fn label(&mut self, field: ElementRef<'h>) -> String {
        let named = field.attr("id").and_then(|id| self.labels.get(id).copied());
        let label = match named.or_else(|| around(field, "label")) {
            Some(label) => self.words_of(label, beside),
            None => field.attr("aria-label").unwrap_or_default().to_owned(),
        };
        label.trim_end_matches([':', '*', ' ']).to_owned()
    }

    /// The words over a group of fields.
    fn group(&mut self, field: ElementRef<'h>) -> String {
        let Some(set) = around(field, "fieldset") else {
            return String::new();
        };
        self.words_of(set, |set| {
            let legend =
                set.descendants().filter_map(ElementRef::wrap).find(|one| one.value().name() == "legend");
            legend.map(name).unwrap_or_default()
        })
    }

    fn words_of(&mut self, element: ElementRef<'h>, read: fn(ElementRef<'h>) -> String) -> String {
        self.words.entry(element.id()).or_insert_with(|| read(element)).clone()
    }
}

fn empty(form: ElementRef<'_>, base: &Url) -> Form {
    let action = form.attr("action").filter(|action| !action.is_empty());
    let action = action.and_then(|action| base.join(action).ok()).unwrap_or_else(|| base.clone());
    let method = form.attr("method").unwrap_or("get").to_ascii_lowercase();
    Form { action, method, fields: Vec::new(), buttons: Vec::new() }
}

fn button(element: ElementRef<'_>, place: usize) -> Option<Button> {
    let attribute = |name: &str| element.attr(name).map(str::to_owned);
    let kind = element.attr("type").unwrap_or("submit").to_ascii_lowercase();
    let text = match element.value().name() {
        "button" if kind == "submit" => name(element),
        "input" if kind == "submit" && element.attr("type").is_some() => attribute("value")?,
        "input" if kind == "image" => attribute("alt").or_else(|| attribute("value"))?,
        _ => return None,
    };
    if element.attr("disabled").is_some() {
        return None;
    }
    let (name, value) = (attribute("name"), attribute("value").unwrap_or_default());
    Some(Button { text, name, value, place })
}

fn around<'h>(element: ElementRef<'h>, name: &str) -> Option<ElementRef<'h>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == name)
}

/// What can be chosen, value and words, and which of it is.
fn options(select: ElementRef<'_>) -> (Vec<(String, String)>, usize) {
    let all = select.descendants().filter_map(ElementRef::wrap).filter(|one| one.value().name() == "option");
    let all: Vec<_> = all.collect();
    let chosen = all.iter().position(|one| one.attr("selected").is_some()).unwrap_or_default();
    let read = |one: &ElementRef<'_>| {
        let text = seen(*one);
        (one.attr("value").map_or_else(|| text.clone(), str::to_owned), text)
    };
    (all.iter().map(read).collect(), chosen)
}
