//! Why a command on an account is refused.

use crate::domain::account::contacts::ContactRefusal;

/// Why a command is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing to check: the registers are not being asked.
    #[error("no check is running")]
    NoCheckRunning,
    /// The registers are still being asked.
    #[error("a check is running")]
    CheckRunning,
    /// The data must be checked first.
    #[error("the data are not checked yet: the account is not standard")]
    NotStandard,
    /// The identity is confirmed already.
    #[error("the account is confirmed already")]
    AlreadyConfirmed,
    /// A letter is on its way.
    #[error("a letter is on its way: give it up first")]
    LetterPending,
    /// No letter was ordered.
    #[error("no letter was ordered")]
    NoLetter,
    /// The code of the letter is another.
    #[error("the code of the letter is wrong")]
    CodeWrong {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// The code of the letter has run out.
    #[error("the code of the letter has expired")]
    CodeExpired,
    /// No tries remain.
    #[error("no attempts are left for the code of the letter")]
    CodeExhausted,
    /// The letter went back to the sender.
    #[error("the letter went back: order another")]
    LetterReturned,
    /// The name is not the account's.
    #[error("the name is not the one of the account")]
    NameDiffers,
    /// The date of birth is not the account's.
    #[error("the date of birth is not the one of the account")]
    BirthDateDiffers,
    /// The SNILS is not the account's.
    #[error("the SNILS is not the one of the account")]
    SnilsDiffers,
    /// The passport shown is not the account's.
    #[error("the passport shown is not the one of the account")]
    PassportDiffers,
    /// No parent made the account.
    #[error("the account is not a child's")]
    NotAChild,
    /// MR 4.2.1: main data of a standard or confirmed account change only with a proved mobile phone.
    #[error("the account has no proved mobile phone")]
    NoMobile,
    /// MR 4.2.1: the data of a child's account are the matter of the parent who registered it.
    #[error("the account is a child's: the parent who registered it changes its data")]
    ManagedByParent,
    /// The contact stays as it is.
    #[error(transparent)]
    Contact(#[from] ContactRefusal),
    /// The account is locked.
    #[error("the account is blocked")]
    Blocked,
    /// The account is not locked.
    #[error("the account is not blocked")]
    NotBlocked,
    /// The account is gone.
    #[error("the account is deleted")]
    Deleted,
}
