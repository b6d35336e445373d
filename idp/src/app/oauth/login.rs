//! Signing in: one flow of steps over a sign-in under way; pages and control API are two spellings of it.
//!
//! Steps never lead to one another. Each ends in [`next_step`], which looks at what is known and says what is next.

pub mod consent;
pub mod expired;
mod onward;
pub mod role;
mod step;

pub use onward::Onward;
pub use step::{Awaited, Step};

use crate::app::consent::consents::asked;
use crate::app::oauth::login::consent::Wanted;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{About, Explained, Moment, journal};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::grant::{Asked, Grant, Pending, PersonFilter, Stage};
use crate::domain::id::{Oid, PendingId, SessionId};
use crate::domain::journal::{Outcome, Why, reason};
use crate::domain::organisation::Role;
use crate::domain::organisation::role::Verdict;
use crate::domain::person::{Email, Phone, Snils};
use crate::domain::progress::{self, Progress};
use crate::domain::scope::{self, AskedScope};
use crate::domain::session::Session;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::store::port::PersonFilter as PersonList;
use crate::store::{ReadTx, StoreError};

/// How many people a page offers to choose from.
const OFFERED_MAX: u32 = 50;

/// A sign-in under way, when there is one of this name and it has not run out.
///
/// # Errors
/// The store failed.
pub fn pending(moment: &Moment<'_>, id: PendingId) -> Result<Option<Pending>, StoreError> {
    Ok(moment.read()?.pending(id)?.filter(|pending| moment.now < pending.expires_at))
}

/// The account of a living session.
///
/// # Errors
/// The store failed.
pub fn signed_in(moment: &Moment<'_>, session: SessionId) -> Result<Option<(Session, Account)>, StoreError> {
    let tx = moment.read()?;
    let Some(session) = tx.session(session)?.filter(|session| session.is_alive(moment.now)) else {
        return Ok(None);
    };
    let account = tx.account(session.person)?.filter(Account::is_in_force);
    Ok(account.map(|account| (session, account)))
}

/// Says what a sign-in needs next, and takes it there when nothing more is needed.
///
/// # Errors
/// The store failed.
pub fn next_step(
    moment: &Moment<'_>,
    pending: Option<&Pending>,
    session: Option<SessionId>,
) -> Result<Onward, StoreError> {
    if let Some(progress) = pending.and_then(|pending| pending.progress.as_ref())
        && let Some(step) = awaited(moment, progress)?
    {
        return Ok(step.into());
    }
    let asked = pending.and_then(|pending| pending.asked.as_ref());
    let client = match asked {
        Some(asked) => moment.read()?.client(&asked.client)?.map(Box::new),
        None => None,
    };
    let Some((session, account)) = session.map(|id| signed_in(moment, id)).transpose()?.flatten() else {
        return Ok(Step::SignIn { client, people: offered(moment)? }.into());
    };
    let (Some(pending), Some(asked), Some(client)) = (pending, asked, client) else {
        return Ok(Step::Cabinet.into());
    };
    let child = account.is_child(moment.now.date());
    if let Some((error, why)) = not_let_in(moment, asked, &account, child, session.trusted)? {
        return sent_back(moment, pending, asked, &account, error, why);
    }
    // SIM: whether a session without a second factor is stepped up is not documented; here the sign-in begins anew.
    if !session.second_factor && demands_second_factor(moment, asked).is_some() {
        return Ok(Step::SignIn { client: Some(client), people: offered(moment)? }.into());
    }
    let role = match role::of(moment, asked, &session)? {
        Verdict::As(role) => role,
        Verdict::Refused(refusal) => {
            let (error, why) = role::told(refusal);
            return sent_back(moment, pending, asked, &account, error, why);
        }
        Verdict::Choose(roles) => {
            let roles = role::offered(moment, account.oid, &roles)?;
            return Ok(Step::Role { client, roles, account: Box::new(account) }.into());
        }
    };
    let asker = moment.consents().asker(&account, session.trusted);
    if let Some(Wanted { scopes, offers, kids }) = consent::missing(moment, pending, &client, &asker, role)? {
        return Ok(Step::Consent { client, scopes, offers, kids, account: Box::new(account) }.into());
    }
    grant(moment, pending, asked, &client, &session, (child, role))
}

/// The people that the page of a sign-in offers; nobody where the realm does not say so.
pub(crate) fn offered(moment: &Moment<'_>) -> Result<Vec<Account>, StoreError> {
    if !moment.settings.person_picker {
        return Ok(Vec::new());
    }
    let first = PersonList { limit: OFFERED_MAX, ..PersonList::default() };
    let mut people = moment.read()?.accounts(&first)?;
    people.retain(Account::is_in_force);
    // Whom the tester made last stands at the top.
    people.reverse();
    Ok(people)
}

/// Why the relying party does not let a citizen in.
fn not_let_in(
    moment: &Moment<'_>,
    asked: &Asked,
    account: &Account,
    child: bool,
    trusted: bool,
) -> Result<Option<(OAuthError, Why)>, StoreError> {
    if !lets_in(asked, child, trusted) {
        let why = Why::new(reason::PERSON_FILTER)
            .with_fix("sign in with an account that the relying party lets in")
            .with("filter", format!("{:?}", asked.person_filter))
            .with("level", account.status.name());
        return Ok(Some((error::NOT_CONFIRMED, why)));
    }
    // I: which error a scope of another person meets is not documented; one that cannot be had is ESIA-007006.
    let others: Vec<_> =
        scope::words(&asked.scope).into_iter().filter(|one| one.is_of_another(account.oid)).collect();
    if !others.is_empty() {
        let names: Vec<_> = others.iter().map(AskedScope::word).collect();
        let why = Why::new(reason::SCOPE_OF_ANOTHER_PERSON).with("scopes", names.join(" "));
        return Ok(Some((error::INVALID_SCOPE, why)));
    }
    let Some(scope) = demands_second_factor(moment, asked) else { return Ok(None) };
    let credentials = moment.read()?.credentials(account.oid)?;
    let can = progress::has_factor(&credentials, account.mobile().is_some());
    let why = || Why::new(reason::SECOND_FACTOR_MISSING).with("scope", scope);
    Ok((!can).then(|| (error::SECOND_FACTOR_NEEDED, why())))
}

/// The scope of a request that only a citizen with a second factor may be asked for (MR 3.4).
fn demands_second_factor(moment: &Moment<'_>, asked: &Asked) -> Option<String> {
    let demanding = &moment.settings.second_factor_scopes;
    scope::words(&asked.scope).into_iter().map(|one| one.name).find(|name| demanding.contains(name))
}

/// What stands between a typed password and the session; nothing when the password is no longer the one.
fn awaited(moment: &Moment<'_>, progress: &Progress) -> Result<Option<Step>, StoreError> {
    let tx = moment.read()?;
    let credentials = tx.credentials(progress.who.person)?;
    let account = tx.account(progress.who.person)?.filter(Account::is_in_force);
    let Some(account) = account.filter(|_| {
        credentials.generation == progress.who.generation && credentials.lock_at(moment.now).is_none()
    }) else {
        return Ok(None);
    };
    let phone = || account.mobile().map(Phone::masked).unwrap_or_default();
    Ok(Some(match &progress.stage {
        progress::Stage::Puzzle { .. } => Step::Puzzle,
        progress::Stage::Sms { challenge } => {
            Step::Code(Awaited::Sms { phone: phone(), challenge: challenge.clone() })
        }
        progress::Stage::Max { challenge } => Step::Code(Awaited::Max {
            phone: phone(),
            challenge: challenge.clone(),
            sms_instead: moment.settings.messenger.sms_instead,
        }),
        progress::Stage::Binding { may_skip, challenge } => {
            Step::Binding { phone: phone(), may_skip: *may_skip, challenge: challenge.clone() }
        }
        progress::Stage::Totp => {
            Step::Code(Awaited::Totp { attempts_left: credentials.codes_left(&moment.settings.guard) })
        }
        progress::Stage::NewPassword { may_skip } => Step::NewPassword { may_skip: *may_skip },
    }))
}

/// Whether `person_filter` lets the citizen in.
fn lets_in(asked: &Asked, child: bool, trusted: bool) -> bool {
    match asked.person_filter {
        None => true,
        Some(PersonFilter::Confirmed) => trusted,
        Some(PersonFilter::Children) => child,
        Some(PersonFilter::NotChildren) => !child,
        Some(PersonFilter::ConfirmedOrChildren) => trusted || child,
    }
}

/// Ends a sign-in of somebody the relying party does not let in.
fn sent_back(
    moment: &Moment<'_>,
    pending: &Pending,
    asked: &Asked,
    account: &Account,
    error: OAuthError,
    why: Why,
) -> Result<Onward, StoreError> {
    moment.write()?.remove_pending(pending.id)?;
    let about = About {
        client: Some(asked.client.to_string()),
        person: Some(account.oid),
        path: "/login".to_owned(),
        ..About::default()
    };
    moment.note_of(about, Outcome::Refused, Some(error.journal_code()), Some(why.clone()));
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri.clone()),
        state: Some(asked.state.clone()),
        ..OAuthRefusal::new(error, why)
    }
    .named(moment.settings.error_names);
    Ok(Step::Back { to: refusal.redirect().unwrap_or_default() }.into())
}

/// Ends a sign-in for a relying party that the citizen declined, or could not allow; the portal's own has nobody to
/// go back to.
///
/// # Errors
/// The store failed.
pub fn decline(
    moment: &Moment<'_>,
    pending: &Pending,
    person: Oid,
    (error, why): (OAuthError, Why),
) -> Result<Option<Onward>, StoreError> {
    let mut tx = moment.write()?;
    asked::decline(&mut *tx, moment.consents(), pending, person)?;
    tx.remove_pending(pending.id)?;
    drop(tx);
    let Some(asked) = &pending.asked else { return Ok(None) };
    moment.names_client(Some(&asked.client));
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri.clone()),
        state: Some(asked.state.clone()),
        ..OAuthRefusal::new(error, why)
    };
    journal::refused(moment, refusal.code(), refusal.why());
    Ok(refusal.redirect().map(|to| Step::Back { to }.into()))
}

/// Ends a sign-in with a grant, whose code goes to the relying party.
fn grant(
    moment: &Moment<'_>,
    pending: &Pending,
    asked: &Asked,
    client: &Client,
    session: &Session,
    (child, role): (bool, Role),
) -> Result<Onward, StoreError> {
    let grant = Grant {
        id: moment.realm.entropy.id(),
        person: session.person,
        session: session.id,
        asked: asked.clone(),
        signed_in_at: session.started_at,
        trusted: session.trusted,
        child,
        organisation: role.organisation(),
        sid: session.sid,
        method: session.method,
        second_factor: session.second_factor,
        issued_at: moment.now,
        expires_at: moment.now + client.lifetimes.code_ms,
        stage: Stage::Granted,
    };
    let mut tx = moment.write()?;
    tx.remove_pending(pending.id)?;
    tx.put_grant(&grant)?;
    consent::remember_entry(&mut *tx, asked, session.person, moment.now)?;
    Ok(Onward::with_code(grant, client))
}

/// A session that begins now; it is not kept yet.
pub(crate) fn new_session(moment: &Moment<'_>, account: &Account, remembered: bool, device: &str) -> Session {
    Session {
        id: moment.realm.entropy.id(),
        person: account.oid,
        started_at: moment.now,
        expires_at: moment.now + moment.settings.session_ttl_ms,
        remembered,
        trusted: account.is_trusted(),
        device: device.chars().take(200).collect(),
        role: None,
        sid: Some(moment.realm.entropy.id()),
        method: moment.settings.sign_in_method,
        second_factor: false,
    }
}

/// The account of a login in any spelling: phone, e-mail, or SNILS.
pub(crate) fn find(tx: &dyn ReadTx, login: &str) -> Result<Option<Account>, StoreError> {
    let spellings = [
        login.parse::<Snils>().ok().map(|snils| snils.to_string()),
        login.parse::<Phone>().ok().map(|phone| phone.to_string()),
        login.parse::<Email>().ok().map(|email| email.key()),
    ];
    for spelling in spellings.into_iter().flatten() {
        if let Some(oid) = tx.account_of_login(&spelling)? {
            return tx.account(oid);
        }
    }
    Ok(None)
}
