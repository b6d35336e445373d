//! Refresh tokens (MR Б.2.6): given with a permit, used once, withdrawn when one of them is used twice.

use crate::app::consent::pushes;
use crate::app::oauth::given;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::grant::{Grant, Holder, Refresh, RefreshEvent, RefreshStage, RenewRefusal, Renewal};
use crate::domain::id::GrantKind;
use crate::domain::journal::{Why, reason};
use crate::protocol::oauth::error;
use crate::store::{StoreError, WriteTx};

/// A new refresh token for a grant that may have one.
pub(crate) fn give(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    client: &Client,
    grant: &Grant,
) -> Result<Option<String>, StoreError> {
    if client.refresh_permit.is_none() || !grant.asked.may_be_prolonged() {
        return Ok(None);
    }
    let token = moment.realm.entropy.id::<GrantKind>().to_string();
    tx.put_refresh(&token, &Refresh::given(grant.clone(), moment.now + client.lifetimes.refresh_ms))?;
    Ok(Some(token))
}

/// The grant that a refresh token prolongs; the token is used up.
pub(crate) fn renew(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    client: &Client,
    token: &str,
) -> Result<Grant, Stop<OAuthRefusal>> {
    if client.refresh_permit.is_none() {
        let why = Why::new(reason::REFRESH_NOT_PERMITTED);
        return Err(Stop::refused(OAuthRefusal::new(error::UNAUTHORIZED_CLIENT, why)));
    }
    let Some(refresh) = tx.refresh(token)? else {
        let why = Why::new(reason::REFRESH_UNKNOWN);
        return Err(Stop::refused(OAuthRefusal::new(error::INVALID_GRANT, why)));
    };
    let grant = &refresh.grant;
    let shown = Renewal {
        client: &client.mnemonic,
        holder: Holder::of(tx.account(grant.person)?.as_ref()),
        is_open: given::is_open(&*tx, grant.person, &grant.asked.client)?,
    };
    let ruling = refresh.renew(shown, moment.now);
    for event in &ruling.events {
        match event {
            RefreshEvent::Replaced => {
                tx.put_refresh(token, &Refresh { stage: RefreshStage::Replaced, ..refresh.clone() })?;
            }
            RefreshEvent::Compromised => compromised(moment, tx, client, grant)?,
        }
    }
    ruling.answer.map_err(|why| Stop::refused(told(why)))?;
    Ok(refresh.grant)
}

/// Withdraws every refresh token of a grant; the system's own push address is told of it (TECH 3.1.1).
fn compromised(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    client: &Client,
    grant: &Grant,
) -> Result<(), StoreError> {
    tx.withdraw_refreshes(grant)?;
    pushes::refresh_compromised(tx, moment.now, moment, client, grant.person)
}

fn told(refusal: RenewRefusal) -> OAuthRefusal {
    let (error, reason) = match refusal {
        RenewRefusal::OtherClient => (error::INVALID_GRANT, reason::REFRESH_OF_ANOTHER_CLIENT),
        RenewRefusal::Blocked => (error::ACCOUNT_BLOCKED, reason::ACCOUNT_BLOCKED),
        RenewRefusal::Deleted => (error::INVALID_GRANT, reason::ACCOUNT_GONE),
        RenewRefusal::Reused => (error::REFRESH_WITHDRAWN, reason::REFRESH_REUSED),
        RenewRefusal::Withdrawn => (error::REFRESH_WITHDRAWN, reason::REFRESH_WITHDRAWN),
        RenewRefusal::Expired => (error::REFRESH_EXPIRED, reason::REFRESH_EXPIRED),
        RenewRefusal::ConsentWithdrawn => (error::INVALID_GRANT, reason::CONSENT_WITHDRAWN),
    };
    OAuthRefusal::new(error, Why::new(reason))
}
