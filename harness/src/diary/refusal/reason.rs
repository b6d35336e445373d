//! Owns the list of the reasons to refuse, each with its short stable name.

use crate::diary::level::Level;
use crate::diary::refusal::TokenFault;

/// A reason to refuse sign-in.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Refusal {
    /// Login and password of the diary do not go together.
    WrongPassword,
    /// The citizen did not allow the portal to pass the account on.
    Declined,
    /// The portal sent the citizen back with another error.
    PortalRefused { detail: String },
    /// The answer belongs to no sign-in that this browser has under way.
    AttemptUnknown,
    /// The portal did not answer, or answered that it cannot.
    PortalSilent { detail: String },
    /// The portal's answer cannot be read.
    AnswerUnreadable { detail: String },
    /// The portal did not exchange the code.
    CodeRefused { detail: String },
    /// The portal did not give out the person's record.
    RecordRefused { detail: String },
    /// A token does not hold.
    Token(TokenFault),
    /// The portal's record is that of another person.
    SomebodyElse,
    /// The account was deleted or blocked.
    AccountClosed,
    /// The account's level does not suffice.
    LevelTooLow { needed: Level, seen: Level },
    /// The account of a child would open a grown-up's profile.
    ChildIsNoGrownUp,
    /// The policy's consent can be given with a confirmed account only.
    ConfirmedNeeded,
    /// The citizen declined the consent.
    ConsentDeclined,
    /// The consent that let the user in was withdrawn, or has run out.
    ConsentOver,
    /// What the diary knew is not enough any more: the citizen has to sign in again.
    SignInAgain,
    /// The portal lets in no account of that kind: the diary's filter says so.
    FilteredOut,
    /// The portal blocked the account.
    AccountBlocked,
    /// The portal wants personal data to be asked for by consents only.
    ScopesClosed,
    /// The portal takes no scopes beside a consent.
    ScopesBeside,
    /// No one at this school has bound this account.
    UnknownPerson,
    /// The account is bound to another user of the diary.
    AccountOfAnotherUser,
    /// The user has bound another account before.
    UserHasAnotherAccount,
    /// The school did not allow this user to see that pupil.
    NotYourPupil,
    /// The policy has closed the password sign-in for this user.
    PasswordClosed,
    /// A young pupil needs an account that a parent makes.
    ChildAccountNeeded,
    /// The portal does not find the child: no parent has allowed school data there.
    ConsentMissing,
    /// The account has no insurance number to be found by.
    AccountWithoutSnils,
    /// The school has the number under another name.
    NameDiffers,
    /// The school has the name with another number.
    SnilsDiffers,
    /// The school has the name and no number.
    SnilsNotEntered,
    /// No one has begun to use the profile.
    NotActivated,
    /// No user has this activation code.
    CodeUnknown,
    /// The login is taken, or the two passwords differ.
    CredentialsUnfit { why: &'static str },
    /// Without the binding nothing would let the user in.
    WouldLockOut,
    /// The page is another role's.
    NotYourRole,
    /// A form of the school was filled in wrongly.
    EntryUnfit { why: String },
}

impl Refusal {
    /// A short stable name, for tests and for the support line.
    pub(crate) fn reason(&self) -> &'static str {
        match self {
            Refusal::Token(fault) => fault.reason(),
            refusal => refusal.into(),
        }
    }
}

impl From<TokenFault> for Refusal {
    fn from(fault: TokenFault) -> Self {
        Refusal::Token(fault)
    }
}
