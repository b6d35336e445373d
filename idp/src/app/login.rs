//! Signing in: one flow of steps over a sign-in under way; pages and control API are two spellings of it.
//!
//! Steps never lead to one another. Each ends in [`next_step`], which looks at what is known and says what is next.

pub mod consent;
pub mod expired;
pub mod role;

use std::convert::Infallible;

use crate::app::faults;
use crate::app::journal::{self, About};
use crate::app::login::consent::Wanted;
use crate::app::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop};
use crate::domain::account::{Account, Status};
use crate::domain::agreement::Terms;
use crate::domain::challenge::Challenge;
use crate::domain::client::Client;
use crate::domain::credentials::Factor;
use crate::domain::grant::{Asked, Grant, Pending, PersonFilter, Stage};
use crate::domain::id::{PendingId, SessionId};
use crate::domain::journal::Why;
use crate::domain::organisation::Role;
use crate::domain::organisation::role::Verdict;
use crate::domain::person::{Email, Phone, Snils};
use crate::domain::progress::{self, Progress};
use crate::domain::scope;
use crate::domain::session::Session;
use crate::protocol::jose::{claims, jws};
use crate::protocol::oauth::error::{self, OAuthError};
use crate::store::{ReadTx, StoreError};

/// What a sign-in under way needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Login and password, for a relying party or for the portal itself.
    SignIn {
        /// The relying party.
        client: Option<Box<Client>>,
    },
    /// A puzzle, before the password counts.
    Puzzle,
    /// A code of the second factor.
    Code(Awaited),
    /// A new password.
    NewPassword {
        /// Whether it may be put off.
        may_skip: bool,
    },
    /// The role to go on in.
    Role {
        /// Who asks.
        client: Box<Client>,
        /// The roles to choose from.
        roles: Vec<role::Offered>,
        /// Who chooses.
        account: Box<Account>,
    },
    /// The citizen's consent.
    Consent {
        /// Who asks.
        client: Box<Client>,
        /// For which scopes.
        scopes: Vec<String>,
        /// On which terms of the digital profile.
        terms: Vec<Terms>,
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

/// The code that a sign-in waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// The one that was sent.
    Sms {
        /// To which phone, masked.
        phone: String,
        /// The code.
        challenge: Challenge,
    },
    /// One of the authenticator.
    Totp {
        /// Tries that remain.
        attempts_left: u8,
    },
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

/// Whether the account's owner may sign in, and what was given for it is still good.
pub(crate) fn may_sign_in(account: &Account) -> bool {
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
    if let Some(progress) = pending.and_then(|pending| pending.progress.as_ref())
        && let Some(step) = awaited(moment, progress)?
    {
        return Ok(step);
    }
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
    let child = account.is_child(moment.now.date());
    if !lets_in(asked, child, session.trusted) {
        let why = Why::new("person-filter", "sign in with an account that the relying party lets in")
            .with("filter", format!("{:?}", asked.person_filter))
            .with("level", account.status.name());
        let to = sent_back(moment, pending, asked, &account, error::NOT_CONFIRMED, why)?;
        return Ok(Step::Back { to });
    }
    if let Some(why) = lacks_second_factor(moment, asked, &account)? {
        let to = sent_back(moment, pending, asked, &account, error::SECOND_FACTOR_NEEDED, why)?;
        return Ok(Step::Back { to });
    }
    let role = match role::of(moment, asked, &session)? {
        Verdict::As(role) => role,
        Verdict::Refused(refusal) => {
            let (error, why) = role::told(refusal);
            return Ok(Step::Back { to: sent_back(moment, pending, asked, &account, error, why)? });
        }
        Verdict::Choose(roles) => {
            let roles = role::offered(moment, account.oid, &roles)?;
            return Ok(Step::Role { client, roles, account: Box::new(account) });
        }
    };
    if let Some(Wanted { scopes, terms }) = consent::missing(moment, asked, account.oid, role)? {
        return Ok(Step::Consent { client, scopes, terms, account: Box::new(account) });
    }
    Ok(Step::Back { to: grant(moment, pending, asked, &client, &session, (child, role))? })
}

/// Why a citizen without a second factor may not be asked for a scope that demands one.
fn lacks_second_factor(
    moment: &Moment<'_>,
    asked: &Asked,
    account: &Account,
) -> Result<Option<Why>, StoreError> {
    let demanding = &moment.settings.second_factor_scopes;
    let words = scope::words(&asked.scope);
    let Some(scope) = words.iter().find(|one| demanding.contains(&one.name)) else { return Ok(None) };
    let factor = moment.read()?.credentials(account.oid)?.factor;
    let fix = "sign in as somebody with a second factor, or switch it on under «Безопасность»";
    Ok((factor == Factor::Off).then(|| Why::new("second-factor-missing", fix).with("scope", &scope.name)))
}

/// What stands between a typed password and the session; nothing when the password is no longer the one.
fn awaited(moment: &Moment<'_>, progress: &Progress) -> Result<Option<Step>, StoreError> {
    let tx = moment.read()?;
    let credentials = tx.credentials(progress.who.person)?;
    let account = tx.account(progress.who.person)?.filter(may_sign_in);
    let Some(account) = account.filter(|_| {
        credentials.generation == progress.who.generation && credentials.lock_at(moment.now).is_none()
    }) else {
        return Ok(None);
    };
    Ok(Some(match &progress.stage {
        progress::Stage::Puzzle { .. } => Step::Puzzle,
        progress::Stage::Sms { challenge } => {
            let phone = account.mobile().map(Phone::masked).unwrap_or_default();
            Step::Code(Awaited::Sms { phone, challenge: challenge.clone() })
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
    }
}

/// Ends a sign-in of somebody the relying party does not let in; tells the address that takes the refusal back.
fn sent_back(
    moment: &Moment<'_>,
    pending: &Pending,
    asked: &Asked,
    account: &Account,
    error: OAuthError,
    why: Why,
) -> Result<String, StoreError> {
    let mut tx = moment.write()?;
    tx.remove_pending(pending.id)?;
    tx.commit()?;
    let about = About {
        client: Some(asked.client.to_string()),
        person: Some(account.oid),
        path: "/login".to_owned(),
        ..About::default()
    };
    journal::refused(moment, about, Some(format!("ESIA-{}", error.code)), why.clone())?;
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri.clone()),
        state: Some(asked.state.clone()),
        ..OAuthRefusal::new(error, why)
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
    (child, role): (bool, Role),
) -> Result<String, Broken> {
    let grant = Grant {
        id: moment.realm.entropy.id(),
        person: session.person,
        session: session.id,
        asked: asked.clone(),
        signed_in_at: session.started_at,
        trusted: session.trusted,
        child,
        organisation: role.organisation(),
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

/// Opens a session for a person whose identity is certain.
///
/// # Errors
/// The store failed.
pub fn open_session(moment: &Moment<'_>, account: &Account, remembered: bool) -> Result<Session, StoreError> {
    let session = new_session(moment, account, remembered, "");
    let mut tx = moment.write()?;
    tx.put_session(&session)?;
    tx.commit()?;
    Ok(session)
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
