use super::*;

#[test]
fn a_scenarios_seed_depends_on_the_run_and_on_its_id_alone() {
    assert_eq!(seed_of(1, "a"), seed_of(1, "a"));
    assert_ne!(seed_of(1, "a"), seed_of(2, "a"));
    assert_ne!(seed_of(1, "a"), seed_of(1, "b"));
}

#[test]
fn a_scenario_passes_only_when_it_came_to_its_end_and_every_check_held() {
    assert_eq!(verdict(&Ok(()), None), Verdict::Passed);
    assert_eq!(verdict(&Ok(()), Some(Grade::Look)), Verdict::Look);
    assert_eq!(verdict(&Ok(()), Some(Grade::Should)), Verdict::Warned);
    assert_eq!(verdict(&Ok(()), Some(Grade::Must)), Verdict::Failed);
    for worst in [None, Some(Grade::Look), Some(Grade::Should), Some(Grade::Must)] {
        assert_eq!(verdict(&Err(Halt::Missing(String::new())), worst), Verdict::Failed);
        let of_control = if worst == Some(Grade::Must) { Verdict::Failed } else { Verdict::Invalid };
        assert_eq!(verdict(&Err(Halt::Invalid(String::new())), worst), of_control);
        assert_eq!(verdict(&Err(Halt::Broken(String::new())), worst), Verdict::Broken);
        assert_eq!(verdict(&Err(Halt::Interrupted), worst), Verdict::Interrupted);
    }
}

#[test]
fn what_was_seen_before_a_story_ceased_to_apply_counts_all_the_same() {
    let ended = || Err(Halt::NotApplicable(String::new()));
    assert_eq!(verdict(&ended(), None), Verdict::NotApplicable);
    assert_eq!(verdict(&ended(), Some(Grade::Should)), Verdict::Warned);
    assert_eq!(verdict(&ended(), Some(Grade::Must)), Verdict::Failed);
}

#[test]
fn a_run_is_as_bad_as_its_worst_scenario_and_never_green_for_having_found_out_nothing() {
    use Verdict::{Broken, Failed, Invalid, Look, NotApplicable, Passed, Warned};
    assert_eq!(Colour::of(&[Passed, Passed]), Colour::Green);
    assert_eq!(Colour::of(&[Passed, NotApplicable, Look, Warned]), Colour::Green);
    assert_eq!(Colour::of(&[Passed, Invalid]), Colour::Red);
    assert_eq!(Colour::of(&[Broken, Failed]), Colour::Broken);
    assert_eq!(Colour::of(&[NotApplicable, NotApplicable]), Colour::Red);
}

#[test]
fn a_party_that_follows_no_policy_is_not_told_the_dates_of_any() {
    use std::path::PathBuf;

    use crate::bench::party::Description;
    use crate::scenario::catalog::CATALOG;

    let text = include_str!("../../../fixtures/parties/builtin.toml");
    let told = |text: &str| {
        let description = Description::parse("party.toml", text, PathBuf::from(".")).unwrap();
        policies(&Choice::Described(Box::new(description)), CATALOG).len()
    };
    assert!(told(text) > 0 && !policies(&Choice::Builtin, CATALOG).is_empty());
    let without: String =
        text.lines().filter(|line| !line.starts_with("policy")).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(told(&without), 0);
}
