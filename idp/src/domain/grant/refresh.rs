//! Refresh tokens (MR Б.2.1, Б.2.6): each is good for one use, which gives the next; a second use withdraws them all.

use serde::{Deserialize, Serialize};

use crate::domain::grant::{Asked, Grant, Holder};
use crate::domain::id::Mnemonic;
use crate::domain::ruling::Ruling;
use crate::domain::scope;
use crate::domain::time::Timestamp;

/// A refresh token, and the grant it prolongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refresh {
    /// The grant it came from.
    pub grant: Grant,
    /// When it runs out.
    pub expires_at: Timestamp,
    /// How far it has come.
    #[serde(default)]
    pub stage: RefreshStage,
}

/// How far a refresh token has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshStage {
    /// It is the newest of its grant.
    #[default]
    Current,
    /// It was used, and a newer one given.
    Replaced,
    /// It was taken back.
    Withdrawn,
}

/// What happens to the refresh tokens of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshEvent {
    /// The one that was shown is used up.
    Replaced,
    /// All of them are taken back: one was used twice, so somebody else may have it.
    Compromised,
}

/// What a token request shows with a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal<'a> {
    /// Who asks.
    pub client: &'a Mnemonic,
    /// What has become of the account.
    pub holder: Holder,
    /// Whether the relying party's access was not taken back.
    pub is_open: bool,
}

/// Why a refresh token prolongs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenewRefusal {
    /// Issued to another relying party.
    #[error("the refresh token was issued to another client")]
    OtherClient,
    /// The account is blocked.
    #[error("the account is blocked")]
    Blocked,
    /// The account was deleted.
    #[error("the account was deleted")]
    Deleted,
    /// Used before.
    #[error("the refresh token was used before")]
    Reused,
    /// Taken back.
    #[error("the refresh token was withdrawn")]
    Withdrawn,
    /// Past its time.
    #[error("the refresh token expired")]
    Expired,
    /// The citizen took the consent back.
    #[error("the consent was withdrawn")]
    ConsentWithdrawn,
}

impl Refresh {
    /// A token that is given now for a grant.
    pub fn given(grant: Grant, expires_at: Timestamp) -> Self {
        Self { grant, expires_at, stage: RefreshStage::Current }
    }

    /// Judges the use of the token.
    ///
    /// MR Б.2.1: it is the newest one, neither withdrawn nor run out. RFC 6749 section 6: it was issued to this client.
    // SIM: how far ESIA-007028 reaches is not documented; here a second use withdraws every token of the grant.
    pub fn renew(&self, shown: Renewal<'_>, now: Timestamp) -> Ruling<RefreshEvent, RenewRefusal> {
        let Renewal { client, holder, is_open } = shown;
        if self.grant.asked.client != *client {
            return Ruling::no(RenewRefusal::OtherClient);
        }
        match (holder, self.stage) {
            (Holder::Blocked, _) => Ruling::no(RenewRefusal::Blocked),
            (Holder::Gone, _) => Ruling::no(RenewRefusal::Deleted),
            (Holder::InForce, RefreshStage::Withdrawn) => Ruling::no(RenewRefusal::Withdrawn),
            (Holder::InForce, RefreshStage::Replaced) => {
                Ruling { events: vec![RefreshEvent::Compromised], answer: Err(RenewRefusal::Reused) }
            }
            (Holder::InForce, RefreshStage::Current) if now >= self.expires_at => {
                Ruling::no(RenewRefusal::Expired)
            }
            (Holder::InForce, RefreshStage::Current) if !is_open => {
                Ruling::no(RenewRefusal::ConsentWithdrawn)
            }
            (Holder::InForce, RefreshStage::Current) => Ruling::yes(vec![RefreshEvent::Replaced]),
        }
    }
}

impl Asked {
    /// Whether a refresh token goes with the access token. DP 4: not with consents. MR Б.8: not with biometrics.
    pub fn may_be_prolonged(&self) -> bool {
        let biometric = |name: &str| matches!(name, "bio" | "ext_auth_result");
        self.offline
            && self.terms.is_empty()
            && !scope::words(&self.scope).iter().any(|one| biometric(&one.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::grant::samples::{NOW, grant};
    use crate::domain::time::Span;

    #[test]
    fn a_refresh_token_prolongs_a_consent_that_stands_for_its_own_client_in_time_and_once() {
        let (own, other): (Mnemonic, Mnemonic) = ("DIARY".parse().unwrap(), "OTHER".parse().unwrap());
        let late = NOW + Span::from_secs(300);
        let shown = |client, holder, is_open| Renewal { client, holder, is_open };
        let of = |stage| Refresh { stage, ..Refresh::given(grant(), late) };
        use {Holder as H, RefreshStage as S, RenewRefusal as R};
        // The token, who shows it, how the account and the consent stand, when, what follows.
        let table = [
            (S::Current, &own, H::InForce, true, NOW, Ok(())),
            (S::Current, &other, H::InForce, true, NOW, Err(R::OtherClient)),
            (S::Current, &own, H::InForce, true, late, Err(R::Expired)),
            (S::Current, &own, H::InForce, false, NOW, Err(R::ConsentWithdrawn)),
            (S::Current, &own, H::Blocked, true, NOW, Err(R::Blocked)),
            (S::Current, &own, H::Gone, true, NOW, Err(R::Deleted)),
            (S::Replaced, &own, H::InForce, true, NOW, Err(R::Reused)),
            (S::Replaced, &own, H::InForce, true, late, Err(R::Reused)),
            (S::Replaced, &other, H::InForce, true, NOW, Err(R::OtherClient)),
            (S::Withdrawn, &own, H::InForce, true, NOW, Err(R::Withdrawn)),
            (S::Withdrawn, &own, H::Blocked, true, NOW, Err(R::Blocked)),
        ];
        for (stage, client, holder, is_open, now, expected) in table {
            let ruling = of(stage).renew(shown(client, holder, is_open), now);
            assert_eq!(ruling.answer, expected, "{stage:?} {holder:?}");
            let events = match expected {
                Ok(()) => vec![RefreshEvent::Replaced],
                Err(R::Reused) => vec![RefreshEvent::Compromised],
                Err(_) => vec![],
            };
            assert_eq!(ruling.events, events, "{stage:?} {holder:?}");
        }
    }

    #[test]
    fn consents_and_biometrics_are_not_prolonged() {
        let asked = |scope: &str, offline| Asked { scope: scope.to_owned(), offline, ..grant().asked };
        assert!(asked("openid fullname", true).may_be_prolonged());
        for (scope, offline) in [("openid", false), ("openid bio", true), ("openid ext_auth_result", true)] {
            assert!(!asked(scope, offline).may_be_prolonged(), "{scope}");
        }
    }
}
