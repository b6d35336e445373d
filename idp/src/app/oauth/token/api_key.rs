//! A token for an organisation's API-Key: the key is signed instead of a request, and no citizen is there.

use crate::app::journal;
use crate::app::moment::Unsealed;
use crate::app::oauth::checks::still_registered;
use crate::app::oauth::client_auth::{self, Presented};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::oauth::token::system::{self, Token};
use crate::app::{Broken, Moment, Stop};
use crate::crypto::cms;
use crate::crypto::secret;
use crate::domain::api_key::{ApiKeyTerms, Found, KeyRefusal, Standing, TOKEN_LIFE, is_stale};
use crate::domain::client::Client;
use crate::domain::consent::Unlisted;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::scope::{self, AskedScope};
use crate::protocol::oauth::dialect::{Dialect, Signed};
use crate::protocol::oauth::error;
use crate::store::{ReadTx, StoreError};

/// What a key with its signature is granted, before the token is signed.
pub struct Granted {
    client: Client,
    terms: Option<ApiKeyTerms>,
}

impl Unsealed for Granted {
    type Sealed = String;

    fn seal(self, moment: &Moment<'_>) -> Result<String, Broken> {
        let scopes = scopes(&self.client, self.terms.as_ref()).join(" ");
        let employee = self.terms.and_then(|terms| terms.employee);
        let token = Token { asked: &scopes, life: TOKEN_LIFE, begins: false, subject: employee };
        system::token(moment, &self.client, &token)
    }
}

/// The access token for a key with its signature.
///
/// # Errors
/// Nobody has the key, the signature is none of its owner's, or the key is not in force; or something is broken.
pub fn token(moment: &Moment<'_>, key: &str, signature: &str) -> Result<Granted, Stop<OAuthRefusal>> {
    let all = moment.read()?.clients()?;
    let owner =
        all.into_iter().find(|client| client.api_keys.iter().any(|own| own.eq_ignore_ascii_case(key)));
    moment.names_client(owner.as_ref().map(|client| client.mnemonic.as_str()));
    if signature.is_empty() {
        let refusal = OAuthRefusal::missing(vec!["signature"]);
        return Err(Stop::refused(OAuthRefusal { error: error::PARAMETERS_WRONG, ..refusal }));
    }
    let Some(client) = owner else {
        let why = Why::new(reason::API_KEY_UNKNOWN);
        return Err(Stop::refused(OAuthRefusal::new(error::KEY_UNKNOWN, why)));
    };
    // MR table 92 has one error for every wrong signature.
    let wrong = |refusal| Stop::refused(OAuthRefusal { error: error::SIGNATURE_WRONG, ..refusal });
    let needed = client_auth::check(moment, &client, presented(key, signature)).map_err(wrong)?;
    fresh(moment, signature)?;
    let terms = client.api_key_terms.iter().find(|own| own.key.eq_ignore_ascii_case(key)).cloned();
    if let Some(terms) = &terms {
        let found = found(&*moment.read()?, terms)?;
        terms.judge(found, moment.now).map_err(|why| Stop::refused(told(why)))?;
    }
    journal::tolerated(moment, Dialect::V1, &needed);
    still_registered(&*moment.write()?, &client)?;
    journal::answered(moment);
    Ok(Granted { client, terms })
}

/// MR А.12: a signature is good for a day. One that does not say when it was made cannot be judged.
fn fresh(moment: &Moment<'_>, signature: &str) -> Result<(), Stop<OAuthRefusal>> {
    let bytes = secret::decode(signature).map(|decoded| decoded.bytes);
    let signed_at = bytes.ok().and_then(|bytes| cms::signing_time(&bytes));
    match signed_at.filter(|signed_at| is_stale(*signed_at, moment.now)) {
        None => Ok(()),
        Some(signed_at) => {
            let why =
                Why::new(reason::API_KEY_SIGNATURE_OLD).with("signed_at", signed_at).with("now", moment.now);
            Err(Stop::refused(OAuthRefusal::new(error::SIGNATURE_WRONG, why)))
        }
    }
}

/// MR А.12: the key alone is signed, detached, as version 1 signs a request.
fn presented<'a>(key: &'a str, signature: &'a str) -> Presented<'a> {
    let signed = Signed::text(key);
    Presented { dialect: Dialect::V1, signed, client_secret: signature, certificate_hash: None }
}

/// What is there of all that a key names.
fn found(tx: &dyn ReadTx, terms: &ApiKeyTerms) -> Result<Found, StoreError> {
    let standing = |oid: Option<Oid>| {
        let Some(oid) = oid else { return Ok(Standing::Unnamed) };
        Ok::<_, StoreError>(match tx.account(oid)? {
            Some(account) if account.is_in_force() => Standing::InForce,
            Some(account) if !account.is_deleted() => Standing::Blocked,
            Some(_) | None => Standing::Missing,
        })
    };
    let organisation = terms.organisation.map(|oid| tx.organisation(oid)).transpose()?;
    Ok(Found {
        organisation: organisation.is_none_or(|found| found.is_some()),
        employee: standing(terms.employee)?,
        issuer: standing(terms.issuer)?,
        scopes: terms.scopes.iter().all(|name| AskedScope::of(name).is_taken(Unlisted::Refused)),
    })
}

/// MR table 92.
fn told(refusal: KeyRefusal) -> OAuthRefusal {
    let (error, reason) = match refusal {
        KeyRefusal::Blocked => (error::KEY_BLOCKED, reason::API_KEY_BLOCKED),
        KeyRefusal::RunOut => (error::KEY_RUN_OUT, reason::API_KEY_RUN_OUT),
        KeyRefusal::NoOrganisation => (error::KEY_NO_ORGANISATION, reason::API_KEY_NO_ORGANISATION),
        KeyRefusal::NoEmployee => (error::KEY_NO_EMPLOYEE, reason::API_KEY_NO_EMPLOYEE),
        KeyRefusal::IssuerBlocked => (error::KEY_ISSUER_BLOCKED, reason::API_KEY_ISSUER_BLOCKED),
        KeyRefusal::EmployeeBlocked => (error::KEY_EMPLOYEE_BLOCKED, reason::API_KEY_EMPLOYEE_BLOCKED),
        KeyRefusal::NoPowers => (error::KEY_NO_POWERS, reason::API_KEY_NO_POWERS),
        KeyRefusal::UnknownScope => (error::KEY_SCOPES_UNKNOWN, reason::API_KEY_SCOPES_UNKNOWN),
    };
    OAuthRefusal::new(error, Why::new(reason))
}

/// What the terms say, for their organisation; without terms what the owner may do without a citizen: interfaces named
/// by an address, none of which opens a person.
// SIM: which scopes a key has when nothing was agreed is not published.
fn scopes(client: &Client, terms: Option<&ApiKeyTerms>) -> Vec<String> {
    let own = terms.map(|terms| terms.scopes.as_slice()).unwrap_or_default();
    if own.is_empty() {
        let is_interface = |name: &&String| {
            name.contains("://") && scope::find(name).is_some_and(|known| known.discloses.is_empty())
        };
        return client.scopes.iter().filter(is_interface).cloned().collect();
    }
    let organisation = terms.and_then(|terms| terms.organisation);
    let of_organisation = |name: &String| match organisation {
        // The sample of MR А.12.
        Some(oid) if AskedScope::of(name).is_of_organisation() => AskedScope::of(name).for_organisation(oid),
        Some(_) | None => name.clone(),
    };
    own.iter().map(of_organisation).collect()
}
