//! Grants: what a citizen's sign-in gave to a relying party, from the code to its redemption.

mod refresh;

use serde::{Deserialize, Serialize};

pub use refresh::{Refresh, RefreshEvent, RefreshStage, RenewRefusal, Renewal};

use crate::domain::account::Account;
use crate::domain::consent::Terms;
use crate::domain::id::{GrantId, Mnemonic, Oid, PendingId, PortalSid, SessionId};
use crate::domain::organisation::Kind;
use crate::domain::organisation::role::LetsIn;
use crate::domain::person::extras::Match;
use crate::domain::progress::Progress;
use crate::domain::ruling::Ruling;
use crate::domain::session::SignInMethod;
use crate::domain::time::{Span, Timestamp};

/// What a relying party asked for, once every check on the request has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Who asks.
    pub client: Mnemonic,
    /// Where the citizen goes back to.
    pub redirect_uri: String,
    /// The scopes, as one blank-separated text in the order asked.
    pub scope: String,
    /// The relying party's own mark on the request.
    pub state: String,
    /// Whether a refresh token is wanted (`access_type=offline`).
    pub offline: bool,
    /// Which accounts are let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_filter: Option<PersonFilter>,
    /// PKCE: what the verifier must fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<CodeChallenge>,
    /// In which roles citizens are let in (`roles`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<LetsIn>,
    /// For which organisations they are let in (`obj_type`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation_kinds: Option<Vec<Kind>>,
    /// Consents of the digital profile (`permissions`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Terms>,
    /// The login that the page begins with (`login_hint`), in a realm that takes hints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// Whether the pages stand in a window of their own (`display=popup`, MR Б.6.2.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pop_up: bool,
    /// What a biometric system found of the person (MR Б.8: `verify_token`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Match>,
}

/// Which accounts a relying party lets in (`person_filter`, MR Б.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonFilter {
    /// `conf_acc`: only confirmed accounts.
    Confirmed,
    /// `acc_kid`: only children's accounts.
    Children,
    /// `acc_not_kid`: everybody but children.
    NotChildren,
    /// `conf_acc acc_kid`: confirmed accounts and children's.
    ConfirmedOrChildren,
}

/// The challenge of an authorization request (MR Б.2.3; RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeChallenge {
    /// `code_challenge`.
    pub value: String,
    /// `code_challenge_method`.
    pub method: Option<String>,
}

/// A sign-in under way for a relying party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Its name, which the browser carries.
    pub id: PendingId,
    /// What was asked; nothing when the citizen signs in to the portal itself.
    pub asked: Option<Asked>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// How far it has come, once a password was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Whether the citizen has decided on the consents that are asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consents_decided: bool,
}

impl Pending {
    /// How long a sign-in may take; ours.
    pub const TTL: Span = Span::from_mins(30);

    /// A sign-in that begins now.
    pub fn begun(id: PendingId, asked: Option<Asked>, now: Timestamp) -> Self {
        Self { id, asked, expires_at: now + Self::TTL, progress: None, consents_decided: false }
    }
}

/// A grant: an authorization code and what may be had for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// `urn:esia:sid` of the code.
    pub id: GrantId,
    /// Whose data.
    pub person: Oid,
    /// The portal session it came from.
    pub session: SessionId,
    /// What was asked.
    pub asked: Asked,
    /// When the citizen signed in.
    pub signed_in_at: Timestamp,
    /// Whether the account was confirmed when the citizen signed in: tokens keep the level of that moment.
    pub trusted: bool,
    /// Whether it is the account of a child under fourteen that a parent made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub child: bool,
    /// The organisation in whose name the citizen entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Oid>,
    /// `urn:esia:sid` of the tokens: one for all grants of a portal session. Absent in grants of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<PortalSid>,
    /// How the citizen signed in.
    #[serde(default)]
    pub method: SignInMethod,
    /// Whether a second factor was entered.
    #[serde(default)]
    pub second_factor: bool,
    /// When the code was issued.
    pub issued_at: Timestamp,
    /// When the code runs out.
    pub expires_at: Timestamp,
    /// How far it has come.
    pub stage: Stage,
}

/// How far a grant has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum Stage {
    /// The code waits to be redeemed.
    Granted,
    /// Tokens were issued for the code.
    Redeemed {
        /// When.
        at: Timestamp,
    },
}

/// What happens to a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantEvent {
    /// The code was exchanged for tokens.
    Redeemed {
        /// When.
        at: Timestamp,
    },
}

/// What a token request shows for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redemption<'a> {
    /// Who asks.
    pub client: &'a Mnemonic,
    /// Whether the address is the one of the authorization request.
    pub same_redirect: bool,
    /// PKCE: how the verifier goes together with the challenge.
    pub verifier: Verifier,
    /// What has become of the account.
    pub holder: Holder,
}

/// What has become of the account that a grant is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// It is in force.
    InForce,
    /// It is blocked.
    Blocked,
    /// It was deleted, or never was.
    Gone,
}

impl Holder {
    /// That of an account.
    pub fn of(account: Option<&Account>) -> Self {
        match account {
            Some(account) if account.is_in_force() => Self::InForce,
            Some(account) if !account.is_deleted() => Self::Blocked,
            _ => Self::Gone,
        }
    }
}

/// A verifier beside the challenge of the authorization request (RFC 7636 section 4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verifier {
    /// None was sent.
    Absent,
    /// It has another form than the method of the challenge takes.
    Malformed,
    /// It fits the challenge.
    Fits,
    /// It does not, or there is no challenge.
    Differs,
}

/// Why a code is not redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GrantRefusal {
    /// Redeemed before.
    #[error("the code was already redeemed at {at}")]
    AlreadyRedeemed {
        /// When.
        at: Timestamp,
    },
    /// Past its time.
    #[error("the code expired at {at}")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// Issued to another relying party.
    #[error("the code was issued to another client")]
    OtherClient,
    /// Issued for another address.
    #[error("the code was issued for another redirect_uri")]
    OtherRedirect,
    /// The account was deleted.
    #[error("the account was deleted")]
    AccountGone,
    /// The account is blocked.
    #[error("the account is blocked")]
    AccountBlocked,
    /// A verifier without a challenge.
    #[error("no code_challenge was sent for this code_verifier")]
    NoChallenge,
    /// A challenge without a verifier.
    #[error("the code_verifier is missing")]
    VerifierMissing,
    /// The verifier has another form than the method takes.
    #[error("the code_verifier has another form than the method takes")]
    VerifierMalformed,
    /// The verifier does not fit the challenge.
    #[error("the code_verifier does not fit the code_challenge")]
    VerifierDiffers,
}

impl Grant {
    /// Judges the redemption of the code.
    ///
    /// RFC 6749 section 4.1.3: the code was issued to this client, for this address, is fresh and unused.
    /// RFC 7636 section 4.6: the verifier fits the challenge; neither comes without the other.
    pub fn redeem(&self, shown: Redemption<'_>, now: Timestamp) -> Ruling<GrantEvent, GrantRefusal> {
        let Redemption { client, same_redirect, verifier, holder } = shown;
        match holder {
            Holder::InForce => {}
            Holder::Blocked => return Ruling::no(GrantRefusal::AccountBlocked),
            Holder::Gone => return Ruling::no(GrantRefusal::AccountGone),
        }
        let own = *client == self.asked.client;
        if let (true, Err(why)) = (own, self.check_verifier(verifier)) {
            return Ruling::no(why);
        }
        match self.stage {
            Stage::Redeemed { at } => Ruling::no(GrantRefusal::AlreadyRedeemed { at }),
            Stage::Granted if !own => Ruling::no(GrantRefusal::OtherClient),
            Stage::Granted if now >= self.expires_at => {
                Ruling::no(GrantRefusal::Expired { at: self.expires_at })
            }
            Stage::Granted if !same_redirect => Ruling::no(GrantRefusal::OtherRedirect),
            Stage::Granted => Ruling::yes(vec![GrantEvent::Redeemed { at: now }]),
        }
    }

    fn check_verifier(&self, verifier: Verifier) -> Result<(), GrantRefusal> {
        match (&self.asked.challenge, verifier) {
            (None, Verifier::Absent) | (Some(_), Verifier::Fits) => Ok(()),
            (None, Verifier::Fits | Verifier::Differs | Verifier::Malformed) => {
                Err(GrantRefusal::NoChallenge)
            }
            (Some(_), Verifier::Absent) => Err(GrantRefusal::VerifierMissing),
            (Some(_), Verifier::Malformed) => Err(GrantRefusal::VerifierMalformed),
            (Some(_), Verifier::Differs) => Err(GrantRefusal::VerifierDiffers),
        }
    }

    /// `urn:esia:sid` of its tokens.
    pub fn portal_sid(&self) -> String {
        self.sid.map_or_else(|| self.id.to_string(), |sid| sid.to_string())
    }

    /// The grant after an event.
    #[must_use]
    pub fn evolve(mut self, event: &GrantEvent) -> Self {
        match *event {
            GrantEvent::Redeemed { at } => self.stage = Stage::Redeemed { at },
        }
        self
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::samples::{NOW, grant};
    use super::*;

    #[test]
    fn a_code_is_redeemed_once_and_in_time_by_its_own_client() {
        let own: Mnemonic = "DIARY".parse().unwrap();
        let other: Mnemonic = "OTHER".parse().unwrap();
        let shown = |client| Redemption {
            client,
            same_redirect: true,
            verifier: Verifier::Absent,
            holder: Holder::InForce,
        };
        let first = grant().redeem(shown(&own), NOW);
        assert_eq!(first.answer, Ok(()));
        let spent = first.events.iter().fold(grant(), Grant::evolve);
        assert_eq!(spent.redeem(shown(&own), NOW).answer, Err(GrantRefusal::AlreadyRedeemed { at: NOW }));
        assert_eq!(grant().redeem(shown(&other), NOW).answer, Err(GrantRefusal::OtherClient));
        let elsewhere = Redemption { same_redirect: false, ..shown(&own) };
        assert_eq!(grant().redeem(elsewhere, NOW).answer, Err(GrantRefusal::OtherRedirect));
        let gone = Redemption { holder: Holder::Gone, ..shown(&own) };
        assert_eq!(grant().redeem(gone, NOW).answer, Err(GrantRefusal::AccountGone));
        let blocked = Redemption { holder: Holder::Blocked, ..shown(&own) };
        assert_eq!(grant().redeem(blocked, NOW).answer, Err(GrantRefusal::AccountBlocked));
        let late = NOW + Span::from_secs(300);
        assert_eq!(grant().redeem(shown(&own), late).answer, Err(GrantRefusal::Expired { at: late }));
    }

    #[test]
    fn a_verifier_and_a_challenge_come_together_and_fit() {
        let own: Mnemonic = "DIARY".parse().unwrap();
        let challenge = CodeChallenge { value: "c".to_owned(), method: None };
        for (has_challenge, verifier, expected) in [
            (false, Verifier::Absent, Ok(())),
            (false, Verifier::Differs, Err(GrantRefusal::NoChallenge)),
            (true, Verifier::Fits, Ok(())),
            (true, Verifier::Absent, Err(GrantRefusal::VerifierMissing)),
            (true, Verifier::Malformed, Err(GrantRefusal::VerifierMalformed)),
            (true, Verifier::Differs, Err(GrantRefusal::VerifierDiffers)),
        ] {
            let mut grant = grant();
            grant.asked.challenge = has_challenge.then(|| challenge.clone());
            let shown = Redemption { client: &own, same_redirect: true, verifier, holder: Holder::InForce };
            assert_eq!(grant.redeem(shown, NOW).answer, expected, "{has_challenge} {verifier:?}");
        }
    }
}
