//! Owns relying parties: the built-in diary and any other that a file describes, behind one view.

pub(crate) mod blanks;
mod builtin;
mod described;
pub(crate) mod draft;
pub mod file;
mod hook;
mod papers;
pub mod people;
mod process;
mod relying_party;
mod setting;
pub(crate) mod survey;
mod terms;

use crate::bench::halt::Halt;
use crate::bench::idp::Idp;
use crate::bench::transcript::Transcript;
pub(crate) use crate::diary::esia::portal::Portal;
pub use crate::diary::esia::protocol::{Algorithm, Dialect, Protocol};
pub(crate) use crate::diary::policy::EDU_JOURNAL;
pub(crate) use crate::diary::policy::consent::PersonFilter;
pub use crate::diary::{Guard, Policy};
pub use builtin::Builtin;
pub(crate) use builtin::{portal_in_force, register};
pub use described::Described;
pub(crate) use file::Accepted;
pub use file::Description;
pub use relying_party::{Introduced, LegacyUser, Presence, RelyingParty};
pub(crate) use setting::MNEMONIC;
pub use setting::{Choice, Setting};
pub use terms::Terms;

/// A relying party, started for one scenario.
#[derive(Debug)]
pub(crate) enum Party {
    Builtin(Builtin),
    Described(Box<Described>),
}

impl Choice {
    pub(crate) fn start(
        &self,
        idp: &Idp,
        setting: &Setting<'_>,
        transcript: &Transcript,
    ) -> Result<Party, Halt> {
        Ok(match self {
            Choice::Builtin => Party::Builtin(Builtin::start(idp, setting, MNEMONIC)?),
            Choice::Described(description) => {
                Party::Described(Box::new(Described::start(description, idp, setting, transcript)?))
            }
        })
    }
}

impl Party {
    pub(crate) fn as_relying_party(&self) -> &dyn RelyingParty {
        match self {
            Party::Builtin(builtin) => builtin,
            Party::Described(described) => described.as_ref(),
        }
    }
}
