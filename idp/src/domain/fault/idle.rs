//! Faults that could never be committed, or not as ordered.

use crate::domain::fault::catalogue::CATALOGUE;
use crate::domain::fault::kind::{Fault, FaultPoint, Place};
use crate::domain::fault::plan::Armed;
use crate::domain::time::Timestamp;

/// The longest delay that can be ordered, in milliseconds.
const DELAY_MAX_MS: u32 = 600_000;

/// Why an order for a fault has no effect, or another one than it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// The fault is committed at another endpoint only.
    Elsewhere(Fault, Place),
    /// It is committed in pushes, which belong to no endpoint.
    NoPlace(Fault),
    /// The moment until which it is committed has passed.
    Over(Timestamp),
    /// Where it is committed the relying party is not known.
    NoClient(Fault),
    /// Where it is committed the person is not known.
    NoPerson(Fault),
    /// It has nothing that could be measured.
    NoAmount(Fault),
    /// The delay is longer than anybody waits.
    TooLong,
}

impl Idle {
    /// The field of the order that is wrong.
    pub fn field(self) -> &'static str {
        match self {
            Self::Elsewhere(..) | Self::NoPlace(_) => "at",
            Self::Over(_) => "until",
            Self::NoClient(_) => "client",
            Self::NoPerson(_) => "person",
            Self::NoAmount(_) | Self::TooLong => "amount",
        }
    }

    /// What to do.
    pub fn fix(self) -> String {
        match self {
            Self::Elsewhere(_, place) => format!("leave at out, or change it to {}", place.name()),
            Self::NoPlace(_) => "leave at out: a push is sent, it answers no endpoint".to_owned(),
            Self::Over(now) => {
                format!(
                    "change until to a moment after {now}, or leave it out; GET {{control}}/clock shows the time"
                )
            }
            Self::NoClient(_) => {
                "leave client out: the fault is committed for every relying party".to_owned()
            }
            Self::NoPerson(_) => "leave person out: the fault is committed for everybody".to_owned(),
            Self::NoAmount(_) => {
                let takes = CATALOGUE.iter().filter(|facts| facts.fault.takes_amount());
                let names: Vec<_> = takes.map(|facts| facts.name).collect();
                format!("leave amount out; these faults take one: {}", names.join(", "))
            }
            Self::TooLong => format!("change amount to at most {DELAY_MAX_MS} milliseconds"),
        }
    }
}

impl std::fmt::Display for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Elsewhere(fault, place) => {
                write!(f, "{} is committed at {} only", fault.facts().name, place.name())
            }
            Self::NoPlace(fault) => {
                write!(f, "{} is committed at none of the endpoints", fault.facts().name)
            }
            Self::Over(now) => write!(f, "it would never be committed: the clock shows {now} already"),
            Self::NoClient(fault) => {
                write!(f, "{} cannot be bound to a client: it is not known there", fault.facts().name)
            }
            Self::NoPerson(fault) => {
                write!(f, "{} cannot be bound to a person: nobody is known there", fault.facts().name)
            }
            Self::NoAmount(fault) => write!(f, "{} takes no amount", fault.facts().name),
            Self::TooLong => write!(f, "expected at most {DELAY_MAX_MS} milliseconds"),
        }
    }
}

impl Fault {
    /// Whether an amount changes what it does.
    pub fn takes_amount(self) -> bool {
        matches!(
            self,
            Self::AuthorizationError
                | Self::TokenError
                | Self::ResourceError
                | Self::TokenClockJumped
                | Self::TransportSlow
                | Self::TransportCut
                | Self::TransportWrongDate
                | Self::TransportChunked
                | Self::PushLate
                | Self::PushSwapped
        )
    }
}

impl Armed {
    /// Judges an order at a moment of the realm's clock.
    ///
    /// # Errors
    /// The fault would never be committed, or not as the order says.
    pub fn check(&self, now: Timestamp) -> Result<(), Idle> {
        let (fault, point) = (self.fault, self.fault.facts().point);
        let elsewhere = point.place().filter(|own| self.place.is_some_and(|place| place != *own));
        if let Some(own) = elsewhere {
            return Err(Idle::Elsewhere(fault, own));
        }
        if self.place.is_some() && point.is_of_pushes() {
            return Err(Idle::NoPlace(fault));
        }
        if self.until.is_some_and(|until| until <= now) {
            return Err(Idle::Over(now));
        }
        if self.client.is_some() && point == FaultPoint::Transport {
            return Err(Idle::NoClient(fault));
        }
        if self.person.is_some() && matches!(point, FaultPoint::Transport | FaultPoint::BeforeToken) {
            return Err(Idle::NoPerson(fault));
        }
        if self.amount.is_some() && !fault.takes_amount() {
            return Err(Idle::NoAmount(fault));
        }
        if fault == Fault::TransportSlow && self.amount.is_some_and(|amount| amount > DELAY_MAX_MS) {
            return Err(Idle::TooLong);
        }
        Ok(())
    }
}
