//! Owns the live line of a run on a terminal: how far it is, and which scenarios run now. What the reports print stays
//! above it.
//!
//! Where there is no terminal, and where `CI` is set, there is no such line, and the output is the reports' alone.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::event::RunEvent;
use crate::report::Reporter;

/// How the line is laid out.
const LAYOUT: &str = "{elapsed_precise} [{bar:24}] {pos}/{len} {wide_msg}";

/// The live line. Clones are the same line.
#[derive(Debug, Clone)]
pub struct Live {
    bar: ProgressBar,
    running: Vec<&'static str>,
}

/// Standard output, written while the live line is away.
#[derive(Debug)]
pub struct Above {
    bar: ProgressBar,
    waiting: Vec<u8>,
}

impl Live {
    /// A line on the terminal, where there is one.
    pub fn on_a_terminal() -> Option<Self> {
        let is_watched = io::stdout().is_terminal() && io::stderr().is_terminal();
        let is_automatic = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        (is_watched && !is_automatic).then(|| Self::on(ProgressDrawTarget::stderr()))
    }

    fn on(target: ProgressDrawTarget) -> Self {
        let style = ProgressStyle::with_template(LAYOUT).expect("invariant: a test reads the layout");
        let bar = ProgressBar::with_draw_target(None, target).with_style(style.progress_chars("=> "));
        Self { bar, running: Vec::new() }
    }

    /// Standard output for reports that are printed above the line.
    pub fn above(&self) -> Above {
        Above { bar: self.bar.clone(), waiting: Vec::new() }
    }
}

impl Reporter for Live {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::RunStarted(plan) => {
                self.bar.set_length(u64::try_from(plan.scenarios.len()).unwrap_or(u64::MAX));
            }
            RunEvent::ScenarioStarted { id } => self.running.push(id),
            RunEvent::ScenarioFinished { id, .. } => {
                self.running.retain(|one| one != id);
                self.bar.inc(1);
            }
            RunEvent::RunFinished { .. } => self.bar.finish_and_clear(),
            RunEvent::Happened { .. } | RunEvent::Kept { .. } => {}
        }
        if !self.bar.is_finished() {
            self.bar.set_message(self.running.join(", "));
        }
        Ok(())
    }
}

impl Write for Above {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.waiting);
        self.bar.suspend(|| {
            let mut out = io::stdout().lock();
            out.write_all(&text)?;
            out.flush()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::event::Plan;

    #[test]
    fn the_line_counts_scenarios_and_names_those_that_run() {
        let mut live = Live::on(ProgressDrawTarget::hidden());
        let plan = Plan {
            seed: 1,
            jobs: 2,
            idp: String::new(),
            party: String::new(),
            scenarios: Vec::new(),
            policies: Vec::new(),
        };
        live.on_event(&RunEvent::RunStarted(plan)).unwrap();
        for id in ["diary.bind.memo", "wire.cutover"] {
            live.on_event(&RunEvent::ScenarioStarted { id }).unwrap();
        }
        assert_eq!(live.bar.message(), "diary.bind.memo, wire.cutover");
        live.on_event(&RunEvent::RunFinished { took: Duration::ZERO, interrupted: false }).unwrap();
        assert!(live.bar.is_finished());
    }
}
