//! What a citizen has allowed a relying party, and what still has to be allowed.

use std::collections::BTreeSet;

use crate::app::Moment;
use crate::app::consent::consents::asked::{self, Decided};
use crate::app::oauth::login::role;
use crate::domain::client::Client;
use crate::domain::consent::{Asker, Choice, Declined, Offer};
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::Role;
use crate::domain::organisation::role::Verdict;
use crate::domain::scope;
use crate::domain::session::Session;
use crate::domain::time::Timestamp;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::store::{ReadTx, StoreError, WriteTx};

/// What has to be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Scopes.
    pub(crate) scopes: Vec<String>,
    /// Consents of the digital profile.
    pub(crate) offers: Vec<Offer>,
    /// The names of the children they are for.
    pub(crate) kids: Vec<(u64, String)>,
}

/// What has to be allowed: everything that is asked for, when something of it was not allowed before. That consents
/// are asked for is kept with that.
///
/// # Errors
/// The store failed.
pub(crate) fn missing(
    moment: &Moment<'_>,
    pending: &Pending,
    client: &Client,
    asker: &Asker,
    role: Role,
) -> Result<Option<Wanted>, StoreError> {
    let Some(asked) = &pending.asked else { return Ok(None) };
    let person = asker.person;
    let tx = moment.read()?;
    let scopes = wanted(asked, person, role);
    let allowed = tx.scope_consent(person, &asked.client)?;
    let offers = asked::offers(&*tx, moment.consents(), pending, client, asker)?;
    if offers.is_empty() && scopes.iter().all(|scope| allowed.contains(scope)) {
        return Ok(None);
    }
    let kids = names(&*tx, &offers)?;
    drop(tx);
    if !offers.is_empty() {
        asked::claim(&mut *moment.write()?, moment.consents(), pending, client, person, &offers)?;
    }
    Ok(Some(Wanted { scopes, offers, kids }))
}

/// The names of the children of offers, by the numbers of their cards.
fn names(tx: &dyn ReadTx, offers: &[Offer]) -> Result<Vec<(u64, String)>, StoreError> {
    let mut names = Vec::new();
    for id in offers.iter().flat_map(|offer| &offer.subjects).filter_map(|subject| subject.kid()) {
        if let Some(card) = tx.card(id)?.filter(|_| !names.iter().any(|(known, _)| *known == id)) {
            names.push((id, card.child.name.to_string()));
        }
    }
    Ok(names)
}

/// Remembers what the citizen allowed of what a sign-in under way asks for; tells what came of the consents.
///
/// # Errors
/// The store failed.
pub fn give(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    choice: &Choice,
) -> Result<(Pending, Decided), StoreError> {
    let done = Pending { consents_decided: true, ..pending.clone() };
    let Some(asked) = &pending.asked else { return Ok((done, Decided::Given)) };
    // Without a role nothing was shown to be allowed.
    let Verdict::As(role) = role::of(moment, asked, session)? else { return Ok((done, Decided::Given)) };
    let scopes = wanted(asked, session.person, role);
    let mut tx = moment.write()?;
    let Some(account) = tx.account(session.person)? else { return Ok((done, Decided::Given)) };
    let at = moment.consents();
    let asker = at.asker(&account, session.trusted);
    let decided = asked::decide(&mut *tx, at, pending, asked, &asker, choice)?;
    if decided == Decided::Given {
        tx.put_scope_consent(session.person, &asked.client, &scopes, moment.now)?;
    }
    tx.put_pending(&done)?;
    Ok((done, decided))
}

/// What comes of the page: everything that was ticked is remembered; or the sign-in ends, and this is why.
///
/// # Errors
/// The store failed.
pub fn decide(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    choice: Option<&Choice>,
) -> Result<(Pending, Option<(OAuthError, Why)>), StoreError> {
    let asks_consents = pending.asked.as_ref().is_some_and(|asked| !asked.terms.is_empty());
    let openid_only = asks_consents && moment.settings.consents.declined == Declined::OpenidOnly;
    let nothing = Choice::Ticked(BTreeSet::new());
    let Some(choice) = choice.or(openid_only.then_some(&nothing)) else {
        return Ok((pending.clone(), Some(declined("the citizen pressed «Отказать»"))));
    };
    let (pending, decided) = give(moment, pending, session, choice)?;
    let ended = match decided {
        Decided::Declined if !openid_only => Some(declined("the citizen left out every consent")),
        Decided::TooYoung { kind, age_min } => {
            let why = Why::new(reason::CONSENT_TOO_YOUNG).with("kind", kind).with("age_min", age_min);
            Some((error::CONSENT_TOO_YOUNG, why))
        }
        Decided::Given | Decided::Declined => None,
    };
    Ok((pending, ended))
}

/// Why a sign-in ends that the citizen declined, and how.
pub fn declined(detail: &str) -> (OAuthError, Why) {
    (error::ACCESS_DENIED, Why::new(reason::CONSENT_DECLINED).with("detail", detail))
}

/// Remembers that a relying party may sign the citizen in, when no page asked for it: a request for consents lets in
/// those who are not asked for any.
pub(crate) fn remember_entry(
    tx: &mut dyn WriteTx,
    asked: &Asked,
    person: Oid,
    now: Timestamp,
) -> Result<(), StoreError> {
    if asked.terms.is_empty() || !tx.scope_consent(person, &asked.client)?.is_empty() {
        return Ok(());
    }
    tx.put_scope_consent(person, &asked.client, &[OPENID.to_owned()], now)
}

/// The scope that a sign-in by consents rests on; it is not asked for on a page.
const OPENID: &str = "openid";

fn wanted(asked: &Asked, person: Oid, role: Role) -> Vec<String> {
    let chosen = role.organisation();
    let mut all: Vec<_> =
        scope::words(&asked.scope).iter().map(|one| one.consent_name(person, chosen)).collect();
    if !asked.terms.is_empty() {
        all.retain(|scope| scope != OPENID);
    }
    all
}
