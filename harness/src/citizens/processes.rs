//! Owns what the processes of a run use: CPU time and memory of the party with its descendants, of the portal, of the driver.

use load::timeline::Usage;
use load::told::Cpu;

use crate::load::machine;

/// The processes by their numbers; nothing for those that the harness did not start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Processes {
    pub(super) party: Option<u32>,
    pub(super) portal: Option<u32>,
}

/// CPU seconds that were used until a moment, in seconds since the run began.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Used {
    party: Option<f64>,
    portal: Option<f64>,
    driver: f64,
    at_s: f64,
}

impl Processes {
    /// What was used until now.
    pub(super) fn used(&self, at_s: f64) -> Used {
        let of = |root: Option<u32>| root.map(|root| sum(root, machine::cpu_seconds));
        let driver = machine::cpu_seconds("self").unwrap_or_default();
        Used { party: of(self.party), portal: of(self.portal), driver, at_s }
    }

    /// What they use, from what was used a while before.
    pub(super) fn usage(&self, before: &Used, now: &Used) -> Option<Usage> {
        let cpu = now.since(before);
        let cores = |used: f64| if cpu.elapsed_s > 0.0 { used / cpu.elapsed_s } else { 0.0 };
        let memory = |root: Option<u32>| root.map(|root| sum(root, machine::resident_mb)).unwrap_or_default();
        (self.party.is_some() || self.portal.is_some()).then(|| Usage {
            party_cores: cores(cpu.party_s.unwrap_or_default()),
            portal_cores: cores(cpu.portal_s.unwrap_or_default()),
            driver_cores: cores(cpu.driver_s),
            party_mb: memory(self.party),
            portal_mb: memory(self.portal),
        })
    }
}

impl Used {
    /// What was used since an earlier moment.
    pub(super) fn since(&self, before: &Self) -> Cpu {
        // A process of the party that has ended takes its time along.
        let less = |now: Option<f64>, before: Option<f64>| Some((now? - before?).max(0.0));
        Cpu {
            party_s: less(self.party, before.party),
            portal_s: less(self.portal, before.portal),
            driver_s: self.driver - before.driver,
            elapsed_s: self.at_s - before.at_s,
        }
    }
}

/// Of a process and all its descendants; those that end meanwhile count nothing.
fn sum(root: u32, of: fn(&str) -> Result<f64, String>) -> f64 {
    machine::family(root).iter().filter_map(|number| of(&number.to_string()).ok()).sum()
}
