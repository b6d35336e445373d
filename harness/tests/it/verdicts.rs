//! Owns what tests of whole scenarios begin with: a real provider, and the verdicts of a run against it.

use std::path::Path;

use harness::bench::browser::Browsers;
use harness::bench::limits::{Limits, Mutations};
use harness::bench::party::{Choice, Guard, Protocol};
use harness::bench::provider::{ProcessHandle, ProcessHandles, Provider, Serving};
use harness::diary::esia::identity::Identity;
use harness::event::{RunEvent, Verdict};
use harness::interrupt::Interrupt;
use harness::report::Reporter;
use harness::runner::Run;
use harness::scenario::Scenario;

/// A scenario's id, how it went, and why it did not go on.
pub(crate) type Told = (&'static str, Verdict, String);

/// Keeps the verdicts.
#[derive(Default)]
struct Verdicts(Vec<Told>);

impl Reporter for Verdicts {
    fn on_event(&mut self, event: &RunEvent) -> std::io::Result<()> {
        if let RunEvent::ScenarioFinished { id, outcome } = event {
            self.0.push((id, outcome.verdict, outcome.halt.clone().unwrap_or_default()));
        }
        Ok(())
    }
}

/// Needs the provider's program beside this one: `cargo build -p idp` makes it.
pub(crate) fn provider() -> Provider {
    let idp = Path::new(env!("CARGO_BIN_EXE_esia-harness")).with_file_name("esia-idp");
    let serving = Serving { listen: "127.0.0.1:0", seed: 2018, tls: false };
    Provider::start(&idp, serving, &ProcessHandle::default(), &Interrupt::new()).unwrap()
}

/// What the built-in diary of a run is, and which of its guards are down.
#[derive(Clone, Copy)]
pub(crate) struct Diary<'d> {
    pub(crate) identity: &'d Identity,
    pub(crate) protocol: Protocol,
    pub(crate) without: &'d [Guard],
}

impl Diary<'_> {
    pub(crate) fn verdicts(&self, provider: &Provider, scenarios: &[Scenario]) -> Vec<Told> {
        let mut verdicts = Verdicts::default();
        self.run(provider, scenarios, &mut verdicts);
        verdicts.0
    }

    pub(crate) fn run(&self, provider: &Provider, scenarios: &[Scenario], reporter: &mut dyn Reporter) {
        self.run_telling(provider, scenarios, reporter, Mutations::Quick);
    }

    /// The same with so many of the generated lies.
    pub(crate) fn run_telling(
        &self,
        provider: &Provider,
        scenarios: &[Scenario],
        reporter: &mut dyn Reporter,
        mutations: Mutations,
    ) {
        let run = Run {
            base_url: provider.base_url.trim_end_matches('/'),
            control_url: provider.control_url.trim_end_matches('/'),
            control_token: None,
            identity: self.identity,
            protocol: self.protocol,
            party: &Choice::Builtin,
            scenarios,
            browsers: &Browsers::Http,
            jobs: 2,
            seed: 2018,
            replay: "esia-harness run",
            limits: Limits { mutations, ..Limits::USUAL },
            interrupt: &Interrupt::new(),
            trust: &provider.trust,
            process_handles: &ProcessHandles::default(),
            abandon: None,
            fail_fast: false,
            without: self.without,
        };
        run.run(&mut [reporter]).unwrap();
    }
}
