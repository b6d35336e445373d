//! Owns why a token of the portal is not accepted.

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenFault {
    Unreadable,
    WrongAlgorithm,
    BadSignature,
    WrongKind,
    WrongIssuer,
    WrongAudience,
    WrongClient,
    Expired,
    NotYetValid,
    IssuedInFuture,
    IssuedBeforeAsked,
    TwoSubjects,
}

impl TokenFault {
    /// A short stable name.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            TokenFault::Unreadable => "token-unreadable",
            TokenFault::WrongAlgorithm => "token-algorithm",
            TokenFault::BadSignature => "token-signature",
            TokenFault::WrongKind => "token-kind",
            TokenFault::WrongIssuer => "token-issuer",
            TokenFault::WrongAudience => "token-audience",
            TokenFault::WrongClient => "token-client",
            TokenFault::Expired => "token-expired",
            TokenFault::NotYetValid => "token-not-yet-valid",
            TokenFault::IssuedInFuture => "token-issued-in-future",
            TokenFault::IssuedBeforeAsked => "token-issued-before-asked",
            TokenFault::TwoSubjects => "token-two-subjects",
        }
    }
}
