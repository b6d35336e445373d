//! Collections: a size, a tag, and elements as links or as objects.

use serde::{Serialize, Serializer};
use sha1::{Digest, Sha1};

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
    /// Always `hasSize`.
    pub state_facts: [&'static str; 1],
    /// How many elements there are.
    pub size: usize,
    /// Changes with the content; roles have none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
    /// The elements.
    pub elements: Vec<Element<T>>,
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
        Self { state_facts: ["hasSize"], size, e_tag, elements: elements.collect() }
    }
}

impl<T> Collection<T> {
    /// A collection whose elements are objects whether or not that is asked, and which has no tag.
    pub fn of_roles(items: Vec<T>) -> Self {
        let size = items.len();
        let elements = items.into_iter().map(Element::Object).collect();
        Self { state_facts: ["hasSize"], size, e_tag: String::new(), elements }
    }
}

/// A tag of a content: forty upper-case hexadecimal digits.
pub fn tag<T: Serialize>(content: &T) -> String {
    let json =
        serde_json::to_vec(content).expect("invariant: resources are plain values and always serialise");
    Sha1::digest(json).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The element of a collection that is always empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Nothing {}

impl Numbered for Nothing {
    fn id(&self) -> u64 {
        match *self {}
    }
}
