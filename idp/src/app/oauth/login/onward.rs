//! A step whose code, if it leads back to the relying party with one, is not signed yet.

use crate::app::moment::Unsealed;
use crate::app::oauth::login::step::Step;
use crate::app::oauth::{code, faults};
use crate::app::{Broken, Moment};
use crate::domain::client::Client;
use crate::domain::grant::Grant;

/// Where a sign-in goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Onward {
    /// To this step.
    Step(Step),
    /// Back to the relying party with a code.
    Code(Box<Granted>),
}

/// A grant whose code waits to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    grant: Grant,
    /// The JOSE name of the algorithm that the relying party's codes are signed with.
    algorithm: String,
}

impl Onward {
    /// Back to the relying party with the code of a grant.
    pub(crate) fn with_code(grant: Grant, client: &Client) -> Self {
        Self::Code(Box::new(Granted { grant, algorithm: client.token_algorithm.clone() }))
    }
}

impl From<Step> for Onward {
    fn from(step: Step) -> Self {
        Self::Step(step)
    }
}

impl Unsealed for Onward {
    type Sealed = Step;

    fn seal(self, moment: &Moment<'_>) -> Result<Step, Broken> {
        let granted = match self {
            Self::Step(step) => return Ok(step),
            Self::Code(granted) => granted,
        };
        moment.realm.tally.signed_in();
        let Granted { grant, algorithm } = *granted;
        let code = code::of(moment, &grant, &algorithm)?;
        Ok(Step::Back { to: faults::distort_redirect(moment, &grant, &algorithm, &code)? })
    }
}

impl<P> Unsealed for (P, Onward) {
    type Sealed = (P, Step);

    fn seal(self, moment: &Moment<'_>) -> Result<(P, Step), Broken> {
        Ok((self.0, self.1.seal(moment)?))
    }
}
