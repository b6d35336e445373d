use super::*;

#[test]
fn a_scenarios_seed_depends_on_the_run_and_on_its_id_alone() {
    assert_eq!(seed_of(1, "a"), seed_of(1, "a"));
    assert_ne!(seed_of(1, "a"), seed_of(2, "a"));
    assert_ne!(seed_of(1, "a"), seed_of(1, "b"));
}

#[test]
fn a_scenario_passes_only_when_it_came_to_its_end_and_every_check_held() {
    assert_eq!(verdict(&Ok(()), false), Verdict::Passed);
    assert_eq!(verdict(&Ok(()), true), Verdict::Failed);
    for failed in [false, true] {
        assert_eq!(verdict(&Err(Halt::Missing(String::new())), failed), Verdict::Failed);
        assert_eq!(verdict(&Err(Halt::Invalid(String::new())), failed), Verdict::Invalid);
        assert_eq!(verdict(&Err(Halt::Broken(String::new())), failed), Verdict::Broken);
        assert_eq!(verdict(&Err(Halt::Interrupted), failed), Verdict::Interrupted);
    }
}

#[test]
fn a_run_is_as_bad_as_its_worst_scenario() {
    let of = |verdicts: &[Verdict]| verdicts.iter().map(|verdict| Colour::of(*verdict)).max();
    assert_eq!(of(&[Verdict::Passed, Verdict::Passed]), Some(Colour::Green));
    assert_eq!(of(&[Verdict::Passed, Verdict::Invalid]), Some(Colour::Red));
    assert_eq!(of(&[Verdict::Broken, Verdict::Failed]), Some(Colour::Broken));
}
