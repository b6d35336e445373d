//! Owns the remedy: the attempt a browser is sent away with, and the address it is sent to.

use jiff::Timestamp;
use jiff::tz::Offset;
use reqwest::Url;

use crate::diary::esia::consent;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::{Portal, PortalAddressError};
use crate::diary::esia::secret::{self, Request, SignError};
use crate::diary::policy::ConsentTerms;

/// A sign-in under way: its purpose and its `state`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) state: String,
    pub(crate) purpose: Purpose,
    pub(crate) started_at: Timestamp,
}

/// What the browser went for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To sign in.
    SignIn,
    /// To bind the portal account to a user who is signed in.
    Bind { user: String },
}

/// The way out is closed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuthorizeError {
    /// The settings hold no address.
    #[error(transparent)]
    Address(#[from] PortalAddressError),
    /// The request could not be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl Attempt {
    /// An attempt to sign in.
    pub(crate) fn sign_in(state: String, now: Timestamp) -> Self {
        Self { state, purpose: Purpose::SignIn, started_at: now }
    }
}

/// The address of the portal's sign-in for this attempt.
///
/// ESIA-MR Б.2.2: `state` is a random identifier in the form of a UUID, and `access_type=online` asks
/// for no refresh token.
pub(crate) fn address(
    portal: &Portal,
    identity: &Identity,
    attempt: &Attempt,
    redirect_uri: &str,
    offset: Offset,
    terms: Option<&ConsentTerms>,
) -> Result<Url, AuthorizeError> {
    let timestamp = secret::timestamp(attempt.started_at, offset);
    let (scope, state) = (portal.scope.as_str(), attempt.state.as_str());
    let request = Request { portal, scope, timestamp: &timestamp, state, redirect_uri, code: None };
    let mut address = portal.at(portal.dialect.spelling().authorization)?;
    address
        .query_pairs_mut()
        .extend_pairs(request.parameters(identity, attempt.started_at)?)
        .append_pair("response_type", "code")
        .append_pair("access_type", "online");
    if let Some(terms) = terms {
        // DP 4: `permissions` and `person_filter` are beside what is signed.
        address.query_pairs_mut().extend_pairs(consent::parameters(terms));
    }
    Ok(address)
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attempt({:?} at {})", self.purpose, self.started_at)
    }
}
