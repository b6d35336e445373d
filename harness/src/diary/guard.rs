//! Owns the list of the diary's guards: each is one check at one place, so that a weak twin can leave exactly one out.

use strum::VariantArray as _;

/// A check that can refuse a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Guard {
    /// The answer's `state` is one that this browser started.
    State,
    /// A `state` is spent by the first answer that carries it.
    StateOnce,
    /// The redirect back leads to a page of the diary, whatever parameters it has.
    OwnReturn,
    /// Leaving ends the session itself, and not only the browser's cookie.
    SessionEnds,
    /// A sign-in attempt expires.
    AttemptAge,
    /// Signing in gives the browser a session number it did not have before.
    FreshSession,
    /// The `state` of the token answer is the one the token request sent.
    AnswerState,
    /// The token is to be used in the way the diary knows: `token_type` is `Bearer`.
    TokenType,
    /// Tokens are signed with the registration's algorithm and nothing else.
    Algorithm,
    /// The signature is that of the portal's key.
    Signature,
    /// An id token is taken for an id token, an access token for an access token.
    Kind,
    /// The issuer is the portal.
    Issuer,
    /// The id token is for this diary.
    Audience,
    /// The access token was given to this diary.
    Client,
    /// A token is not used after its end.
    Expiry,
    /// A token is not used before its beginning.
    NotBefore,
    /// A token was not issued in the future.
    IssuedAt,
    /// A token was issued after the citizen pressed the button, not kept from another time.
    Freshness,
    /// Id token and access token speak of one person.
    SameSubject,
    /// The person's record is asked for with the access token, so that the portal itself looks at the token too.
    Record,
    /// The person's record is the one of the person who signed in.
    SamePerson,
    /// The account is in use: neither deleted nor blocked.
    Status,
    /// An account counts as confirmed only when the token and the person's record agree on it.
    LevelAgrees,
    /// The account's level is high enough for the policy.
    Level,
    /// The old login and password open what the policy says at that date, and nothing more.
    PasswordAccess,
    /// The school's name of a user is the portal's, where the policy compares them.
    SameName,
    /// A profile must be activated, where the policy says so.
    Activated,
    /// One portal account belongs to one user of the diary.
    BoundOnce,
    /// A user sees the pupils that the school allowed, and no others.
    OwnPupils,
    /// The account of a child opens a pupil's profile and no grown-up's.
    ChildIsPupil,
    /// A message of the portal is only a hint: the list of consents is asked before anything is believed.
    PushAsks,
    /// A consent whose term is past is over, although the list still calls it given.
    ConsentEnds,
    /// The birth date of a child in a consent is a day in Moscow.
    MoscowDay,
    /// A parent's child is found by its insurance number, and not by cutting a name into parts.
    KidBySnils,
    /// A child's card that the registers did not agree with opens nothing.
    CardChecked,
    /// A parent sees the children for whom a consent was given, each by its own.
    ConsentForEach,
}

impl Guard {
    /// All of them, in the order of the sign-in.
    pub const ALL: &[Self] = Self::VARIANTS;
}

/// Which guards are up.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    skipped: Vec<Guard>,
}

impl Guards {
    /// All of them: the sound diary.
    pub fn all() -> Self {
        Self::default()
    }

    /// All but some: a weak twin, made to prove that an attack can succeed.
    pub fn without(skip: &[Guard]) -> Self {
        Self { skipped: skip.to_vec() }
    }

    /// Whether a guard is up.
    pub(crate) fn up(&self, guard: Guard) -> bool {
        !self.skipped.contains(&guard)
    }

    /// Stops with `fault` when the condition fails and the guard is up.
    pub(crate) fn require<E>(&self, guard: Guard, holds: bool, fault: E) -> Result<(), E> {
        if holds || !self.up(guard) { Ok(()) } else { Err(fault) }
    }
}
