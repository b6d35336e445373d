//! What kinds of faults there are, and where in the protocol each is committed.

use serde::{Deserialize, Serialize};

/// Where data are read: the old address, the public ones, the digital profiles, consents of organisations.
const RESOURCES: [&str; 5] = [
    "/rs/",
    "/esia-rs/api/public/",
    "/digital/api/public/",
    "/digital-org/api/public/",
    "/org-grant/api/public/",
];

/// Where in the protocol a fault is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultPoint {
    /// In the redirect back from the authorization.
    Redirect,
    /// Before a token request is looked at.
    BeforeToken,
    /// After the code was consumed, before the answer.
    AfterCode,
    /// In the claims, header or signature of a token.
    Token,
    /// In the JSON that carries the tokens.
    TokenAnswer,
    /// In whether the data API answers.
    Resource,
    /// In what the data API shows of anything.
    ResourceBody,
    /// In what the data API shows of a person.
    ResourcePerson,
    /// In the HTTP exchange itself.
    Transport,
    /// In a push to a relying party.
    Push,
    /// In a push that tells of a consent.
    ConsentPush,
}

impl FaultPoint {
    /// The endpoint whose answer it changes; nothing when that is any of them.
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Redirect => Some(Place::Authorization),
            Self::BeforeToken | Self::AfterCode | Self::Token | Self::TokenAnswer => Some(Place::Token),
            Self::Resource | Self::ResourceBody | Self::ResourcePerson => Some(Place::Resource),
            Self::Transport | Self::Push | Self::ConsentPush => None,
        }
    }

    /// Its name in documents and in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::BeforeToken => "before-token",
            Self::AfterCode => "after-code",
            Self::Token => "token",
            Self::TokenAnswer => "token-answer",
            Self::Resource => "resource",
            Self::ResourceBody => "resource-body",
            Self::ResourcePerson => "resource-person",
            Self::Transport => "transport",
            Self::Push => "push",
            Self::ConsentPush => "consent-push",
        }
    }

    /// Whether it lies in a push, which belongs to no endpoint of the provider.
    pub fn is_of_pushes(self) -> bool {
        matches!(self, Self::Push | Self::ConsentPush)
    }
}

/// A named fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the catalogue says of each what it does and what a sound relying party does"
)]
pub enum Fault {
    AuthorizationServerError,
    AuthorizationUnavailable,
    AuthorizationError,
    RedirectOtherState,
    RedirectNoState,
    RedirectNoCode,
    RedirectReplayedCode,
    RedirectCodeAndError,
    RedirectDoubled,
    RedirectMutated,
    TokenServerError,
    TokenUnavailable,
    TokenError,
    FailureAfterCode,
    TokenExpired,
    TokenNotYetValid,
    TokenWithoutExpiry,
    TokenClockJumped,
    TokenForeignKey,
    TokenRetiredKey,
    TokenUnsigned,
    TokenHmacWithPublicKey,
    TokenBrokenSignature,
    TokenSignatureMissing,
    TokenOtherIssuer,
    TokenOtherAudience,
    TokenAudienceMissing,
    TokenOtherSubject,
    TokenOtherOid,
    TokenOidAsText,
    TokenSubjectMissing,
    TokenLevelRaised,
    TokenOtherClient,
    TokenKindSwapped,
    TokenMutated,
    AnswerOtherState,
    AnswerNoState,
    AnswerExpiryAsText,
    AnswerNoIdToken,
    AnswerNoAccessToken,
    AnswerIdTokenOnly,
    AnswerOtherTokenType,
    AnswerNotJson,
    AnswerHalf,
    AnswerMemberNull,
    AnswerMutated,
    ResourceOtherPerson,
    ResourceWithoutSnils,
    ResourceUntrusted,
    ResourceTrusted,
    ResourceDeleted,
    ResourceUnauthorized,
    ResourceForbidden,
    ResourceEmpty,
    ResourceError,
    ResourceMemberNull,
    ResourceMutated,
    TransportSlow,
    TransportUnavailable,
    TransportHtml,
    TransportCut,
    TransportWrongDate,
    TransportChunked,
    TransportRedirect,
    PushLate,
    PushLost,
    PushDoubled,
    PushSwapped,
    PushNotJson,
    PushOidAsNumber,
    PushOtherPerson,
    PushUnknownConsent,
    PushUnknownOperation,
    PushNoSession,
    PushForgedIssue,
    PushForgedRevoke,
}

/// What is known of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultFacts {
    /// The fault.
    pub fault: Fault,
    /// Its name in the control API.
    pub name: &'static str,
    /// Where it is committed.
    pub point: FaultPoint,
    /// What it does.
    pub does: &'static str,
    /// What a sound relying party does about it.
    pub sound: &'static str,
}

/// An endpoint that a fault of the HTTP exchange can be bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// `ac`.
    Authorization,
    /// `te`.
    Token,
    /// The data API and the consent platform, at `/rs` and at their public addresses.
    Resource,
}

impl Place {
    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorization => "ac",
            Self::Token => "te",
            Self::Resource => "rs",
        }
    }

    /// The place of a name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Authorization, Self::Token, Self::Resource].into_iter().find(|place| place.name() == name)
    }

    /// The place a path of a realm belongs to.
    pub fn of_path(path: &str) -> Option<Self> {
        if RESOURCES.into_iter().any(|root| path.starts_with(root)) {
            return Some(Self::Resource);
        }
        let own = path.strip_prefix("/aas/oauth2/")?;
        match own.rsplit('/').next()? {
            "ac" => Some(Self::Authorization),
            "te" => Some(Self::Token),
            _ => None,
        }
    }
}
