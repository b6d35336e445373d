//! Owns the proof that attacks can succeed: against a diary without one guard, exactly the attacks on that guard do.

use std::path::Path;

use harness::bench::provider::{Leash, Provider};
use harness::event::{RunEvent, Verdict};
use harness::interrupt::Interrupt;
use harness::party::Guard;
use harness::report::Reporter;
use harness::runner::Run;
use harness::scenario::catalog::CATALOG;
use harness::scenario::{Kind, Scenario};

use crate::visit::DIARYS_OWN;

#[derive(Default)]
struct Verdicts(Vec<(&'static str, Verdict, String)>);

impl Reporter for Verdicts {
    fn on_event(&mut self, event: &RunEvent) -> std::io::Result<()> {
        if let RunEvent::ScenarioFinished { id, outcome } = event {
            self.0.push((id, outcome.verdict, outcome.halt.clone().unwrap_or_default()));
        }
        Ok(())
    }
}

fn guards_of(scenario: &Scenario) -> &'static [Guard] {
    match scenario.kind {
        Kind::Hostile { guards } => guards,
        Kind::Positive => &[],
    }
}

fn verdicts(
    provider: &Provider,
    attacks: &[Scenario],
    without: &[Guard],
) -> Vec<(&'static str, Verdict, String)> {
    let run = Run {
        base_url: provider.base_url.trim_end_matches('/'),
        control_url: provider.control_url.trim_end_matches('/'),
        identity: &DIARYS_OWN,
        scenarios: attacks,
        jobs: 2,
        seed: 2018,
        replay: "esia-harness run",
        interrupt: &Interrupt::new(),
        without,
    };
    let mut verdicts = Verdicts::default();
    run.run(&mut [&mut verdicts]).unwrap();
    verdicts.0
}

/// Needs the provider's program beside this one: `cargo build -p idp` makes it.
#[test]
#[ignore = "needs esia-idp beside esia-harness"]
fn without_a_guard_exactly_the_attacks_on_it_succeed() {
    let idp = Path::new(env!("CARGO_BIN_EXE_esia-harness")).with_file_name("esia-idp");
    let provider = Provider::start(&idp, 2018, &Leash::default(), &Interrupt::new()).unwrap();
    let attacks: Vec<Scenario> =
        CATALOG.iter().filter(|one| matches!(one.kind, Kind::Hostile { .. })).copied().collect();
    for (id, verdict, halt) in verdicts(&provider, &attacks, &[]) {
        assert_eq!(verdict, Verdict::Passed, "{id} against the sound diary: {halt}");
    }
    let mut guards: Vec<Guard> = Vec::new();
    for guard in attacks.iter().flat_map(guards_of) {
        if !guards.contains(guard) {
            guards.push(*guard);
        }
    }
    let mut surprises = Vec::new();
    for guard in guards {
        for (id, verdict, halt) in verdicts(&provider, &attacks, &[guard]) {
            let attack = attacks.iter().find(|attack| attack.id == id).unwrap();
            let succeeds = guards_of(attack).contains(&guard);
            let expected = if succeeds { Verdict::Failed } else { Verdict::Passed };
            if verdict != expected {
                surprises.push(format!("{id} without {guard:?}: {verdict:?} {halt}"));
            }
        }
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
}
