//! A collection of the data API on its way out: where it lies, and how it was asked for.

use serde::Serialize;

use crate::protocol::rs::collection::{Collection, Numbered, Page};
use crate::web::rs::answer::{Spelled, spelled};
use crate::web::rs::shown::pick;

/// How a collection was asked for: as objects or as links, whole or by pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) objects: bool,
    pub(super) page: Page,
}

impl Form {
    /// The collection at an address.
    pub(super) fn list<T: Serialize + Numbered>(self, schema: &str, address: &str, all: Vec<T>) -> Spelled {
        spelled(schema, &Collection::new(address, all, self.objects).paged(self.page))
    }

    /// The collection where nothing follows its address, one of its elements where a number does.
    pub(super) fn list_or_one<T: Serialize + Numbered>(
        self,
        (many, one): (&str, &str),
        address: &str,
        rest: &[&str],
        all: Vec<T>,
    ) -> Option<Spelled> {
        match rest {
            [] => Some(self.list(many, address, all)),
            [id] => pick(one, all, id),
            _ => None,
        }
    }
}

/// The schemas of contacts: of the collection, of one.
pub(super) const CONTACTS: (&str, &str) = ("ctts/Contacts-1", "ctts/Contact-1");
/// The schemas of addresses.
pub(super) const ADDRESSES: (&str, &str) = ("addrs/Addresses-1", "addrs/Address-1");
/// The schemas of vehicles.
pub(super) const VEHICLES: (&str, &str) = ("vhls/Vehicles-1", "vhls/Vehicle-1");
/// The schemas of documents.
pub(super) const DOCUMENTS: (&str, &str) = ("docs/Documents-1", "docs/Document-1");
