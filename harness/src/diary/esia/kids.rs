//! Owns the cards that a parent keeps on the portal, as `/rs/prns/{oid}/kids` gives them out (MR А.2, table 3, row 10).

use reqwest::Client;
use serde::Deserialize;

use crate::diary::esia::answer::{self, silent};
use crate::diary::esia::exchange::broken;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::{Oid, wire};
use crate::diary::refusal::Refusal;
use crate::diary::snils::Snils;

/// A child on a parent's card. The list has them all, whatever became of their check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Card {
    /// Its number: the `kidId` of consents.
    #[serde(deserialize_with = "wire::number")]
    pub(crate) id: u64,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    first_name: String,
    middle_name: Option<String>,
    birth_date: Option<String>,
    snils: Option<String>,
    /// Whether the registers agreed with the card; it says nothing of an account.
    #[serde(default)]
    pub(crate) trusted: bool,
    #[serde(default)]
    pub(crate) has_account: bool,
    #[serde(default)]
    kid_account: Vec<Account>,
    /// Whether this parent is linked to the child's account.
    #[serde(default)]
    pub(crate) linked_to_child_account: bool,
    /// How many adults are.
    #[serde(default)]
    pub(crate) count_parent_link: u64,
    #[serde(default)]
    pub(crate) dead_kid: bool,
    #[serde(default)]
    pub(crate) hidden_by_parent: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Account {
    oid: Oid,
}

#[derive(Deserialize)]
struct Cards {
    #[serde(default)]
    elements: Vec<Card>,
}

/// Reads all cards of a parent.
pub(crate) async fn kids(
    http: &Client,
    portal: &Portal,
    token: &str,
    parent: Oid,
) -> Result<Vec<Card>, Refusal> {
    let mut address = portal.at(&format!("/rs/prns/{parent}/kids")).map_err(broken)?;
    address.set_query(Some("embed=(elements)"));
    let answer = http.get(address).bearer_auth(token).send().await.map_err(silent)?;
    let cards: Cards = answer::read(answer, |detail| Refusal::RecordRefused { detail }).await?;
    Ok(cards.elements)
}

impl Card {
    /// The number by which the school knows the child.
    pub(crate) fn snils(&self) -> Option<Snils> {
        Snils::parse(self.snils.as_deref()?).ok()
    }

    /// The name for pages.
    pub(crate) fn name(&self) -> String {
        let parts = [Some(&self.last_name), Some(&self.first_name), self.middle_name.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The child's own account, whoever is linked to it.
    pub(crate) fn account(&self) -> Option<Oid> {
        self.kid_account.first().map(|account| account.oid)
    }
}
