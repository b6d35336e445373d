//! What a token carries of consents: its scopes, and the kinds they were granted by.

use std::collections::BTreeSet;

use crate::app::consent::consents::at::At;
use crate::app::consent::consents::{acting_for, is_to};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::consent::{Consent, KidsShown, Reaches, Terms};
use crate::domain::id::Oid;
use crate::domain::scope::{self, AskedScope};
use crate::protocol::jose::claims::BearerClaims;
use crate::protocol::oauth::permissions;
use crate::store::{ReadTx, StoreError};

/// The consents of a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The scopes as the token spells them.
    pub scopes: Vec<String>,
    /// The terms they were granted on, as given.
    pub terms: Vec<Terms>,
}

/// The same as the claims of a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The scopes.
    pub scopes: Vec<String>,
    /// The kinds.
    pub permissions: Option<String>,
    /// Where the relying party finds the person's consents.
    pub permissions_url: Option<String>,
}

impl Carried {
    /// The claims of a person's token (DP 4); none in a token without a consent.
    pub(crate) fn claimed(self, at: At<'_>, base: &str, person: Oid) -> Claimed {
        if self.scopes.is_empty() {
            return Claimed::default();
        }
        Claimed {
            permissions: permissions::claim(&self.terms, at.terms.permissions_claim),
            permissions_url: Some(format!("{base}/esia-rs/api/public/v1/prns/{person}/issued/permissions")),
            scopes: self.scopes,
        }
    }
}

/// What the acting consents of these kinds open to a relying party at a person's own sign-in; every kind when none is
/// named.
///
/// # Errors
/// The store failed.
pub(crate) fn carried(
    tx: &dyn ReadTx,
    at: At<'_>,
    account: &Account,
    client: &Client,
    kinds: Option<&[Terms]>,
) -> Result<Carried, StoreError> {
    let acting = acting_for(tx, at, account, client)?;
    let is_asked =
        |one: &Consent| kinds.is_none_or(|kinds| kinds.iter().any(|terms| terms.kind == one.terms.kind));
    let mut carried = Carried::default();
    for one in acting.into_iter().filter(is_asked) {
        for name in opened_by(&one) {
            let scope = AskedScope::consented_by(name, account.oid);
            if !carried.scopes.contains(&scope) {
                carried.scopes.push(scope);
            }
        }
        if !carried.terms.iter().any(|terms| terms.kind == one.terms.kind) {
            carried.terms.push(one.terms);
        }
    }
    Ok(carried)
}

/// The scopes of a consent. One for a child opens the child's own data: the child has no children.
fn opened_by(consent: &Consent) -> impl Iterator<Item = &str> {
    let for_child = consent.kid.is_some();
    let names = consent.terms.scopes.iter().map(String::as_str);
    names.filter(move |name| !for_child || !name.starts_with("kid_"))
}

/// The cards of children that a token may show where the realm shows those alone that a consent is given for; nothing
/// where every card is shown.
///
/// # Errors
/// The store failed.
pub(crate) fn cards_shown(
    tx: &dyn ReadTx,
    at: At<'_>,
    claims: &BearerClaims,
    account: &Account,
    client: &Client,
) -> Result<Option<BTreeSet<u64>>, StoreError> {
    let is_of_kids = |word: &AskedScope| word.is_by_consent() && word.name.starts_with("kid_");
    if at.terms.kids_shown == KidsShown::All || !scope::words(&claims.scope).iter().any(is_of_kids) {
        return Ok(None);
    }
    let all = tx.consents(account.oid, None)?.into_iter();
    let acting = all.filter(|one| one.is_acting(at.now) && is_to(one, client));
    Ok(Some(acting.filter_map(|one| one.kid).collect()))
}

/// What a token opens by the consents that act still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It carries no consent.
    NoConsent,
    /// Its scopes, without those whose consent is over.
    Stands(String),
    /// None of its consents acts any more.
    Over,
}

/// Judges the consents of a token that is shown.
///
/// # Errors
/// The store failed.
pub(crate) fn standing(
    tx: &dyn ReadTx,
    at: At<'_>,
    claims: &BearerClaims,
    account: &Account,
    client: &Client,
) -> Result<Standing, StoreError> {
    let words = scope::words(&claims.scope);
    if !words.iter().any(AskedScope::is_by_consent) {
        return Ok(Standing::NoConsent);
    }
    if at.terms.withdrawal_reaches_tokens == Reaches::AtExpiry {
        return Ok(Standing::Stands(claims.scope.clone()));
    }
    let kinds = claims.permissions.as_deref().map(permissions::kinds_of_claim).unwrap_or_default();
    let acting = acting_for(tx, at, account, client)?;
    // A consent that was given again after the token was issued is another one.
    let is_of_token = |one: &&Consent| {
        kinds.contains(&one.terms.kind) && one.given_at.is_some_and(|at| at.as_secs() <= claims.iat)
    };
    let acting: Vec<_> = acting.iter().filter(is_of_token).collect();
    if acting.is_empty() {
        return Ok(Standing::Over);
    }
    let stands = |word: &AskedScope| {
        !word.is_by_consent() || acting.iter().any(|one| opened_by(one).any(|name| name == word.name))
    };
    let names: Vec<_> = words.iter().filter(|word| stands(word)).map(|word| word.name.as_str()).collect();
    Ok(Standing::Stands(names.join(" ")))
}
