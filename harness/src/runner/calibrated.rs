//! Owns the sign-in before all scenarios, which shows whether anything can be judged.

use std::sync::mpsc;

use super::Run;
use super::starts::Starts;
use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Choice;
use crate::bench::transcript::Transcript;
use crate::scenario::calibration::{CALIBRATION, MEND};

impl Run<'_> {
    /// What has to be mended in the party's file before anything can be judged; nothing when its `[who]` finds who is in.
    pub(super) fn calibrated(&self, starts: &Starts) -> Option<String> {
        if matches!(self.party, Choice::Builtin) {
            return None;
        }
        // No one listens: what goes wrong besides, the scenarios find out themselves.
        let (events, _) = mpsc::channel();
        let transcript = Transcript::within(self.limits, CALIBRATION.id, events, self.interrupt.clone());
        let bench = starts.noted(|| Bench::open(self.setting(&CALIBRATION), transcript)).ok()?;
        match (CALIBRATION.run)(&bench) {
            Err(Halt::Invalid(why)) if why.starts_with(MEND) => Some(why),
            _ => None,
        }
    }
}
