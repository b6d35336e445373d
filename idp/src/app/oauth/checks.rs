//! The checks that requests to `ac`, to `te` and of diaries have in common.

use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Moment, Stop, journal};
use crate::domain::client::{Client, PersonalScopes};
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::domain::settings::PersonVehicles;
use crate::domain::time::Timestamp;
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::gateway::{self, GatewayFault};
use crate::protocol::oauth::redirect::Address;
use crate::protocol::oauth::{error, redirect, timestamp};
use crate::protocol::params::Params;
use crate::store::ReadTx;

/// Judges the time of a request against the realm's clock.
///
/// # Errors
/// It is unreadable (ESIA-007014) or too far off (ESIA-007015).
pub fn check_time(moment: &Moment<'_>, text: &str) -> Result<(), OAuthRefusal> {
    let Some(sent_at) = timestamp::read(text) else {
        let why = Why::new(reason::TIMESTAMP_UNREADABLE)
            .with("seen", text)
            .with("expected_form", "2018.12.01 09:00:00 +0300");
        // A malformed timestamp counts as a missing one on the real system.
        return Err(OAuthRefusal {
            names: vec!["timestamp"],
            ..OAuthRefusal::new(error::PARAMETER_MISSING, why)
        });
    };
    let apart = sent_at.since(moment.now);
    if apart.abs() <= moment.settings.timestamp_tolerance_ms {
        return Ok(());
    }
    Err(OAuthRefusal::new(error::WRONG_TIME, clock_difference(moment.now, sent_at, text)))
}

fn clock_difference(now: Timestamp, sent_at: Timestamp, text: &str) -> Why {
    let apart = sent_at.since(now).as_secs();
    let fix = match apart {
        // Whole hours apart is a clock in the right place with the wrong zone written behind it.
        3600.. | ..=-3600 if (apart + 60).rem_euclid(3600) <= 120 => {
            "the clocks differ by whole hours: the zone behind the time is wrong"
        }
        _ => "set the relying party's clock to the provider's: HEAD / answers a Date header",
    };
    Why::new(reason::TIMESTAMP_OFF)
        .with_fix(fix)
        .with("seen", text)
        .with("provider_time", now.to_wire())
        .with("difference_seconds", apart)
}

/// The relying party of a `client_id`.
///
/// # Errors
/// Nobody registered it; the store failed.
pub fn client_of(moment: &Moment<'_>, client_id: &str) -> Result<Client, Stop<OAuthRefusal>> {
    let unknown = || Stop::refused(OAuthRefusal::unknown_client(client_id));
    let mnemonic = client_id.parse().map_err(|_| unknown())?;
    moment.read()?.client(&mnemonic)?.ok_or_else(unknown)
}

/// Looks at the registration once more, in the transaction that writes: what was judged by it before, slowly and
/// without a transaction, holds for this registration only.
///
/// # Errors
/// It was removed or changed meanwhile; the store failed.
pub fn still_registered(tx: &dyn ReadTx, judged: &Client) -> Result<(), Stop<OAuthRefusal>> {
    let client_id = judged.mnemonic.as_str();
    match tx.client(&judged.mnemonic)? {
        Some(client) if client == *judged => Ok(()),
        Some(_) => {
            let why = Why::new(reason::CLIENT_CHANGED).with("client_id", client_id);
            Err(Stop::refused(OAuthRefusal::new(error::TEMPORARILY_UNAVAILABLE, why)))
        }
        None => Err(Stop::refused(OAuthRefusal::unknown_client(client_id))),
    }
}

/// Whether the relying party may use this version of the protocol now.
pub(crate) fn check_dialect(
    moment: &Moment<'_>,
    client: &Client,
    dialect: Dialect,
) -> Result<(), OAuthRefusal> {
    if client.may_speak(dialect.name(), moment.now) {
        return Ok(());
    }
    let why = Why::new(reason::DIALECT_RETIRED).with("version", dialect.name()).with("now", moment.now);
    Err(OAuthRefusal::new(error::UNAUTHORIZED_CLIENT, why))
}

/// The later versions name the certificate by its hash.
pub(crate) fn check_hash_present(
    client: &Client,
    dialect: Dialect,
    hash: Option<&str>,
) -> Result<(), OAuthRefusal> {
    if dialect.is_bare() && hash.is_none() && !client.tolerates(Tolerance::NoCertificateHash) {
        return Err(OAuthRefusal::missing(vec!["client_certificate_hash"]));
    }
    Ok(())
}

/// The host must be one of those registered for the relying party.
pub(crate) fn check_redirect(client: &Client, uri: &str) -> Result<(), OAuthRefusal> {
    let address = redirect::read(uri);
    let allowed = |address: &Address| client.may_redirect_to(&address.host, address.port);
    if address.as_ref().is_some_and(allowed) {
        return Ok(());
    }
    let fix = match address {
        Some(_) => "use a registered host, or register this one for the client",
        None => {
            "send an absolute http or https address without a user, blanks, line breaks and backslashes in it"
        }
    };
    let registered: Vec<_> = client.redirect_hosts.iter().map(ToString::to_string).collect();
    let why = Why::new(reason::REDIRECT_HOST)
        .with_fix(fix)
        .with("seen", uri)
        .with("registered", registered.join(", "));
    Err(OAuthRefusal::new(error::REDIRECT_NOT_ALLOWED, why))
}

/// Every scope must be one that the realm takes, and granted to the relying party by application.
pub(crate) fn check_scopes(moment: &Moment<'_>, client: &Client, text: &str) -> Result<(), OAuthRefusal> {
    let asked = scope::words(text);
    let names =
        |wrong: Vec<&scope::AskedScope>| wrong.iter().map(|one| &*one.name).collect::<Vec<_>>().join(" ");
    let unlisted = moment.settings.unlisted_scopes;
    let taken_out = moment.settings.rs.vehicles == PersonVehicles::TakenOut;
    let is_unknown =
        |one: &&scope::AskedScope| !one.is_taken(unlisted) || (taken_out && one.is_of_vehicles());
    let unknown: Vec<_> = asked.iter().filter(is_unknown).collect();
    if asked.is_empty() || !unknown.is_empty() {
        let fix = if asked.iter().any(|one| one.name.contains([',', ';', '+'])) {
            "separate scopes by one blank, encoded once as + or %20"
        } else if unknown.iter().any(|one| one.name == "openid") {
            "send openid without a parameter"
        } else if taken_out && unknown.iter().any(|one| one.is_of_vehicles()) {
            "leave vehicles out: the realm has none of people (the setting rs.vehicles)"
        } else if unknown.iter().all(|one| one.is_listed()) {
            "ask for the scopes of an organisation as name?org_oid=NUMBER"
        } else {
            "ask for scopes of docs/SCOPES.md, or let the realm take others: the setting unlisted_scopes"
        };
        let why = Why::new(reason::SCOPE_UNKNOWN).with_fix(fix).with("unknown", names(unknown));
        return Err(OAuthRefusal::new(error::INVALID_SCOPE, why));
    }
    let ungranted: Vec<_> = asked.iter().filter(|one| !client.may_ask_for(one)).collect();
    if !ungranted.is_empty() {
        let why = Why::new(reason::SCOPE_NOT_GRANTED)
            .with("not_granted", names(ungranted))
            .with("granted", client.scopes.join(" "));
        return Err(OAuthRefusal::new(error::NO_GRANTS, why));
    }
    Ok(())
}

/// MR Б.2.3: what `scope_org` asks for is of organisations, granted like any other scope.
pub(crate) fn check_scope_org(moment: &Moment<'_>, client: &Client, text: &str) -> Result<(), OAuthRefusal> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let others: Vec<_> = scope::words(text)
        .into_iter()
        .filter(|one| one.is_listed() && !one.is_of_organisation())
        .map(|one| one.name)
        .collect();
    if !others.is_empty() {
        let why = Why::new(reason::SCOPE_UNKNOWN)
            .with_fix("name scopes of organisations in scope_org, all others in scope")
            .with("unknown", others.join(" "));
        return Err(OAuthRefusal::new(error::INVALID_SCOPE, why));
    }
    check_scopes(moment, client, text)
}

/// MR Б.4: the lists of deleted people are for systems that ask for themselves.
// I: which error a request for a citizen's token meets is not documented; a scope that cannot be had is ESIA-007006.
pub(crate) fn check_of_citizen(text: &str) -> Result<(), OAuthRefusal> {
    let asked = scope::words(text);
    let others: Vec<_> =
        asked.iter().filter(|one| one.is_for_a_system_alone()).map(|one| &*one.name).collect();
    if others.is_empty() {
        return Ok(());
    }
    let why = Why::new(reason::SCOPE_OF_A_SYSTEM).with("scopes", others.join(" "));
    Err(OAuthRefusal::new(error::INVALID_SCOPE, why))
}

/// MR note 59 ff.: a relying party may be held to ask for a person's data by consents alone.
pub(crate) fn check_personal(client: &Client, text: &str) -> Result<(), OAuthRefusal> {
    let asked = scope::words(text);
    let personal: Vec<_> = asked.iter().filter(|one| one.is_personal()).map(|one| &*one.name).collect();
    if client.personal_scopes == PersonalScopes::Plain || personal.is_empty() {
        return Ok(());
    }
    let why = Why::new(reason::ONLY_BY_CONSENTS).with("scopes", personal.join(" "));
    Err(OAuthRefusal::new(error::ONLY_BY_PERMISSIONS, why))
}

/// Notes which scopes were taken although the list does not have them.
pub(crate) fn remark_unlisted(moment: &Moment<'_>, text: &str) {
    let unlisted: Vec<_> =
        scope::words(text).into_iter().filter(|one| !one.is_listed()).map(|one| one.name).collect();
    if !unlisted.is_empty() {
        journal::remarked(moment, Why::new(reason::SCOPE_UNLISTED).with("unlisted", unlisted.join(" ")));
    }
}

/// Takes what the API Gateway added, and notes that it came that way.
///
/// # Errors
/// It is not what the gateway adds (MR table 101: ESIA-007003, ESIA-007014).
// SIM: the form of `gw_secret` is not published; here it only has to be there.
pub(crate) fn check_gateway(
    moment: &Moment<'_>,
    params: &Params,
    names_certificate: bool,
) -> Result<(), OAuthRefusal> {
    match gateway::read(params, names_certificate) {
        Ok(false) => Ok(()),
        Ok(true) => {
            journal::remarked(moment, Why::new(reason::GATEWAY));
            Ok(())
        }
        Err(GatewayFault::Missing(names)) => Err(OAuthRefusal::missing(names)),
        Err(GatewayFault::Unreadable(fault)) => Err(OAuthRefusal::unreadable(&fault)),
        Err(GatewayFault::OtherId(seen)) => {
            let why = Why::new(reason::GATEWAY_ID).with("seen", seen);
            Err(OAuthRefusal::new(error::INVALID_REQUEST, why))
        }
    }
}

/// Notes which parameters were taken although no document lists them (MR Д.1.2).
pub(crate) fn remark_undocumented(moment: &Moment<'_>, names: &[&str]) {
    if !names.is_empty() {
        let why = Why::new(reason::PARAMETERS_UNDOCUMENTED).with("parameters", names.join(" "));
        journal::remarked(moment, why);
    }
}
