//! What the addresses of the data API take behind `?`.

use serde::Deserialize;

use crate::domain::settings::Paging;
use crate::protocol::rs::collection::Page;

/// What may stand behind `?`.
#[derive(Debug, Deserialize)]
pub(super) struct RsQuery {
    #[serde(default)]
    pub(super) embed: String,
    #[serde(default, rename = "pageIndex")]
    pub(super) page_index: String,
    #[serde(default, rename = "pageSize")]
    pub(super) page_size: String,
    #[serde(default, rename = "brhOid")]
    pub(super) branch: String,
    #[serde(default, rename = "itSystemName")]
    pub(super) system: String,
}

impl RsQuery {
    /// The page that is asked for; a text that is no number asks for none.
    pub(super) fn page(&self, paging: Paging) -> Page {
        Page { index: self.page_index.parse().ok(), size: self.page_size.parse().ok(), paging }
    }
}
