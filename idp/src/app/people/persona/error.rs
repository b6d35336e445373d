//! Why a person is not made up.

/// A wish that nobody can fulfil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonaError {
    /// More people than there are numbers.
    #[error("expected a sequence number of at most 899999")]
    Sequence,
    /// A day so early or late that a life does not fit into the calendar.
    #[error("expected a clock between 1980 and 2189")]
    Clock,
    /// A patronymic and none.
    #[error("expected either a middle name or none, not both")]
    MiddleName,
    /// A birth in the future.
    #[error("expected a birth date that has come already")]
    NotBornYet,
    /// A minor of fourteen or more.
    #[error("expected a minor to be under fourteen")]
    MinorOfAge,
    /// A foreigner who is a citizen of Russia.
    #[error("expected a foreigner to have another citizenship than RUS")]
    RussianForeigner,
    /// A passport of a foreigner.
    #[error("expected no passport for a foreigner")]
    PassportOfForeigner,
    /// A passport of someone under fourteen.
    #[error("expected no passport before the fourteenth birthday")]
    PassportOfChild,
    /// A passport from the future.
    #[error("expected a passport issued not later than today")]
    PassportOfTomorrow,
    /// A passport older than its owner, or than any owner could be.
    #[error("expected a passport issued after its owner's birth")]
    PassportBeforeBirth,
}
