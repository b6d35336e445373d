//! Signing in: one flow of steps over a sign-in under way; pages and control API are two spellings of it.
//!
//! Steps never lead to one another. Each ends in [`next_step`], which looks at what is known and says what is next.

use std::convert::Infallible;

use crate::app::faults;
use crate::app::journal::{self, About};
use crate::app::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop, password};
use crate::domain::account::{Account, Status};
use crate::domain::client::Client;
use crate::domain::grant::{Asked, Grant, Pending, PersonFilter, Stage};
use crate::domain::id::{PendingId, SessionId};
use crate::domain::journal::Why;
use crate::domain::person::{Email, Phone, Snils};
use crate::domain::scope;
use crate::domain::session::Session;
use crate::protocol::jose::{claims, jws};
use crate::protocol::oauth::error;
use crate::store::{ReadTx, StoreError};

/// What a sign-in under way needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Login and password, for a relying party or for the portal itself.
    SignIn {
        /// The relying party.
        client: Option<Box<Client>>,
    },
    /// The citizen's consent.
    Consent {
        /// Who asks.
        client: Box<Client>,
        /// For which scopes.
        scopes: Vec<String>,
        /// Whose data.
        account: Box<Account>,
    },
    /// Back to the relying party.
    Back {
        /// The address with the answer.
        to: String,
    },
    /// Into the portal's own cabinet.
    Cabinet,
}

/// What the citizen typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Phone, e-mail or SNILS in any spelling.
    pub login: String,
    /// Password.
    pub password: String,
    /// «Чужой компьютер».
    pub foreign_computer: bool,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// «Неверный логин или пароль»: which of the two is not told.
    WrongPair,
    /// The account is locked.
    Blocked,
}

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
    let account = tx.account(session.person)?.filter(may_sign_in);
    Ok(account.map(|account| (session, account)))
}

fn may_sign_in(account: &Account) -> bool {
    !matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. })
}

/// Says what a sign-in needs next, and takes it there when nothing more is needed.
///
/// # Errors
/// Something is broken.
pub fn next_step(
    moment: &Moment<'_>,
    pending: Option<&Pending>,
    session: Option<SessionId>,
) -> Result<Step, Stop<Infallible>> {
    let asked = pending.and_then(|pending| pending.asked.as_ref());
    let client = match asked {
        Some(asked) => moment.read()?.client(&asked.client)?.map(Box::new),
        None => None,
    };
    let Some((session, account)) = session.map(|id| signed_in(moment, id)).transpose()?.flatten() else {
        return Ok(Step::SignIn { client });
    };
    let (Some(pending), Some(asked), Some(client)) = (pending, asked, client) else {
        return Ok(Step::Cabinet);
    };
    if !lets_in(asked, &account, session.trusted) {
        return Ok(Step::Back { to: not_let_in(moment, pending, asked, &account)? });
    }
    let scopes: Vec<String> = scope::words(&asked.scope).into_iter().map(|one| one.name).collect();
    let consented = moment.read()?.consented(account.oid, &client.mnemonic)?;
    if scopes.iter().any(|scope| !consented.contains(scope)) {
        return Ok(Step::Consent { client, scopes, account: Box::new(account) });
    }
    Ok(Step::Back { to: grant(moment, pending, asked, &client, &session)? })
}

/// Whether `person_filter` lets the citizen in.
fn lets_in(asked: &Asked, account: &Account, trusted: bool) -> bool {
    match asked.person_filter {
        None => true,
        Some(PersonFilter::Confirmed) => trusted,
        Some(PersonFilter::Children) => account.is_child(),
        Some(PersonFilter::NotChildren) => !account.is_child(),
    }
}

/// Ends a sign-in of somebody the relying party does not let in (ESIA-007055).
fn not_let_in(
    moment: &Moment<'_>,
    pending: &Pending,
    asked: &Asked,
    account: &Account,
) -> Result<String, StoreError> {
    let mut tx = moment.write()?;
    tx.remove_pending(pending.id)?;
    tx.commit()?;
    let why = Why::new("person-filter", "sign in with an account that the relying party lets in")
        .with("filter", format!("{:?}", asked.person_filter))
        .with("level", account.status.name());
    let about = About {
        client: Some(asked.client.to_string()),
        person: Some(account.oid),
        path: "/login".to_owned(),
        ..About::default()
    };
    journal::refused(moment, about, Some(format!("ESIA-{}", error::NOT_CONFIRMED.code)), why.clone())?;
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri.clone()),
        state: Some(asked.state.clone()),
        ..OAuthRefusal::new(error::NOT_CONFIRMED, why)
    };
    Ok(refusal.redirect().unwrap_or_default())
}

/// Ends a sign-in with a code for the relying party.
fn grant(
    moment: &Moment<'_>,
    pending: &Pending,
    asked: &Asked,
    client: &Client,
    session: &Session,
) -> Result<String, Broken> {
    let grant = Grant {
        id: moment.realm.entropy.id(),
        person: session.person,
        session: session.id,
        asked: asked.clone(),
        signed_in_at: session.started_at,
        trusted: session.trusted,
        issued_at: moment.now,
        expires_at: moment.now + client.lifetimes.code_ms,
        stage: Stage::Granted,
    };
    let mut tx = moment.write()?;
    tx.remove_pending(pending.id)?;
    tx.put_grant(&grant)?;
    tx.commit()?;
    // Signing takes a thousand times longer than the transaction: it must not hold the realm's writer.
    let key = moment.realm.keyring.signer(&client.token_algorithm)?;
    let signer = key.signer();
    let code = jws::seal(claims::CODE, &claims::code(&grant, &moment.settings.issuer), signer)?;
    Ok(faults::distort_redirect(moment, asked, session.person, &code))
}

/// Signs a citizen in.
///
/// # Errors
/// Login and password do not fit, the account is locked, or something is broken.
pub fn sign_in(
    moment: &Moment<'_>,
    typed: &Credentials,
    about: About,
) -> Result<Session, Stop<SignInRefusal>> {
    let tx = moment.read()?;
    let found = match find(tx.as_ref(), &typed.login)? {
        Some(account) => tx.password_hash(account.oid)?.map(|hash| (account, hash)),
        None => None,
    };
    drop(tx);
    let Some((account, _)) = found.filter(|(_, hash)| password::matches(hash, &typed.password)) else {
        let why = Why::new("wrong-pair", "check login and password; GET {control}/people shows the logins");
        journal::refused(moment, about, None, why)?;
        return Err(Stop::refused(SignInRefusal::WrongPair));
    };
    if !may_sign_in(&account) {
        let why = Why::new("account-locked", "unblock the account").with("status", account.status.name());
        journal::refused(moment, About { person: Some(account.oid), ..about }, None, why)?;
        return Err(Stop::refused(SignInRefusal::Blocked));
    }
    Ok(open_session(moment, &account, !typed.foreign_computer)?)
}

/// Opens a session for a person whose identity is certain.
///
/// # Errors
/// The store failed.
pub fn open_session(moment: &Moment<'_>, account: &Account, remembered: bool) -> Result<Session, StoreError> {
    let session = Session {
        id: moment.realm.entropy.id(),
        person: account.oid,
        started_at: moment.now,
        expires_at: moment.now + Session::TTL,
        remembered,
        trusted: account.is_trusted(),
    };
    let mut tx = moment.write()?;
    tx.put_session(&session)?;
    tx.commit()?;
    Ok(session)
}

/// The account of a login in any spelling: phone, e-mail, or SNILS.
fn find(tx: &dyn ReadTx, login: &str) -> Result<Option<Account>, StoreError> {
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

/// Remembers that the citizen allowed what a sign-in under way asks for.
///
/// # Errors
/// The store failed.
pub fn consent(moment: &Moment<'_>, pending: &Pending, session: &Session) -> Result<(), StoreError> {
    let Some(asked) = &pending.asked else { return Ok(()) };
    let scopes: Vec<String> = scope::words(&asked.scope).into_iter().map(|one| one.name).collect();
    let mut tx = moment.write()?;
    tx.consent(session.person, &asked.client, &scopes, moment.now)?;
    tx.commit()
}

/// Forgets a sign-in that the citizen declined; tells where the refusal goes.
///
/// # Errors
/// The store failed.
pub fn decline(moment: &Moment<'_>, pending: &Pending) -> Result<Option<Asked>, StoreError> {
    let mut tx = moment.write()?;
    tx.remove_pending(pending.id)?;
    tx.commit()?;
    Ok(pending.asked.clone())
}
