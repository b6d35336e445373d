//! Collections: a size, a tag, and elements as links or as objects.

use serde::{Serialize, Serializer};
use sha1::{Digest, Sha1};

use crate::domain::settings::Paging;

/// An element: its address, or itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element<T> {
    /// The absolute address it is had from.
    Link(String),
    /// The element itself.
    Object(T),
}

impl<T: Serialize> Serialize for Element<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Link(link) => serializer.serialize_str(link),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

/// A collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection<T> {
    /// `hasSize`, or `Paginated` and whether it is the first and the last page (MR А.1).
    pub state_facts: Vec<&'static str>,
    /// How many elements are here.
    pub size: usize,
    /// How many a page has at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<usize>,
    /// Which page this is, from 1 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_index: Option<usize>,
    /// How many elements there are on all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_size: Option<usize>,
    /// Changes with the content; roles have none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
    /// The elements.
    pub elements: Vec<Element<T>>,
}

/// How many elements a page has when nothing else is asked for (MR А.11.3, А.5).
pub const PAGE_SIZE: usize = 100;

/// The page of a collection that a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// `pageIndex`: 0 and 1 are the first page, since the documents count both ways (MR А.1).
    pub index: Option<usize>,
    /// `pageSize`.
    pub size: Option<usize>,
    /// What comes when neither is given.
    pub paging: Paging,
}

impl Page {
    /// Number and size of the page out of a collection of this length; nothing when it comes whole.
    fn of(self, total: usize) -> Option<(usize, usize)> {
        let asked = self.index.is_some() || self.size.is_some();
        let size = self.size.filter(|size| *size > 0).unwrap_or(PAGE_SIZE);
        let paged = match self.paging {
            Paging::Always => true,
            Paging::WhenNeeded => asked || total > PAGE_SIZE,
            Paging::Never => asked,
        };
        paged.then_some((self.index.unwrap_or(1).max(1), size))
    }
}

/// Something with a number of its own, which its address ends in.
pub trait Numbered {
    /// The number.
    fn id(&self) -> u64;

    /// The end of its address.
    fn path_end(&self) -> String {
        self.id().to_string()
    }
}

impl<T: Serialize + Numbered> Collection<T> {
    /// A collection at an address, its elements as objects or as links below that address.
    pub fn new(address: &str, items: Vec<T>, as_objects: bool) -> Self {
        let e_tag = tag(&items);
        let size = items.len();
        let elements = items.into_iter().map(|item| match as_objects {
            true => Element::Object(item),
            false => Element::Link(format!("{address}/{}", item.path_end())),
        });
        Self { e_tag, ..Self::whole(size, elements.collect()) }
    }
}

impl<T> Collection<T> {
    fn whole(size: usize, elements: Vec<Element<T>>) -> Self {
        Self {
            state_facts: vec!["hasSize"],
            size,
            page_size: None,
            page_index: None,
            total_size: None,
            e_tag: String::new(),
            elements,
        }
    }

    /// A collection of links, which has no tag.
    pub fn of_links(links: Vec<String>) -> Self {
        Self::whole(links.len(), links.into_iter().map(Element::Link).collect())
    }

    /// The page that was asked for.
    #[must_use]
    pub fn paged(self, page: Page) -> Self {
        let total = self.elements.len();
        let Some((index, size)) = page.of(total) else { return self };
        let first = (index - 1).saturating_mul(size);
        let elements: Vec<_> = self.elements.into_iter().skip(first).take(size).collect();
        let mut state_facts = vec!["Paginated"];
        state_facts.extend((index == 1).then_some("FirstPage"));
        state_facts.extend((first.saturating_add(size) >= total).then_some("LastPage"));
        Self {
            state_facts,
            size: elements.len(),
            page_size: Some(size),
            page_index: Some(index),
            total_size: Some(total),
            e_tag: self.e_tag,
            elements,
        }
    }

    /// A collection whose elements are objects whether or not that is asked, and which has no tag.
    pub fn of_objects(items: Vec<T>) -> Self {
        let size = items.len();
        let elements = items.into_iter().map(Element::Object).collect();
        Self::whole(size, elements)
    }
}

/// A tag of a content: forty upper-case hexadecimal digits.
pub fn tag<T: Serialize>(content: &T) -> String {
    let json =
        serde_json::to_vec(content).expect("invariant: resources are plain values and always serialise");
    Sha1::digest(json).iter().map(|byte| format!("{byte:02X}")).collect()
}
