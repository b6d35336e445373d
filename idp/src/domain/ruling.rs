//! The answer of a rule: what happened, and whether the one who asked got a yes.
//!
//! **Invariant:** a *no* may have consequences (an attempt is used up), so events and answer travel together.

/// What a rule decided: the events to keep, and the yes or no to tell.
#[must_use = "a ruling's events must be kept before its answer is told"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling<E, R> {
    /// What happened, in order; kept even when the answer is a refusal.
    pub events: Vec<E>,
    /// Yes, or the reason of the no.
    pub answer: Result<(), R>,
}

impl<E, R> Ruling<E, R> {
    /// A yes with its events.
    pub fn yes(events: Vec<E>) -> Self {
        Self { events, answer: Ok(()) }
    }

    /// A no that changes nothing.
    pub fn no(why: R) -> Self {
        Self { events: Vec::new(), answer: Err(why) }
    }

    /// A no that has consequences.
    pub fn no_but(why: R, events: Vec<E>) -> Self {
        Self { events, answer: Err(why) }
    }

    /// The ruling of a part as one of the whole it belongs to.
    pub fn lifted<F, S>(self, event: impl Fn(E) -> F, refusal: impl FnOnce(R) -> S) -> Ruling<F, S> {
        Ruling { events: self.events.into_iter().map(event).collect(), answer: self.answer.map_err(refusal) }
    }
}
