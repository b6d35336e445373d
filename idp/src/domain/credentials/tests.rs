//! The rules of credentials: tables of tries.

use super::*;

const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

fn terms() -> GuardTerms {
    GuardTerms { lock_after: 5, ..GuardTerms::default() }
}

fn with_password() -> Credentials {
    Credentials::default().evolve(&CredentialEvent::PasswordSet { hash: "h".to_owned() })
}

fn kept(credentials: &Credentials, decision: &Decision) -> Credentials {
    decision.events.iter().fold(credentials.clone(), Credentials::evolve)
}

#[test]
fn bad_passwords_ask_for_a_puzzle_and_then_lock_until_their_time() {
    use CredentialRefusal::{Locked, PuzzleNeeded, WrongPassword};
    let until = NOW + terms().lock_ms;
    // Whether the password is right, whether a puzzle was solved, what it comes to.
    let tries: [(bool, bool, Result<(), CredentialRefusal>); 8] = [
        (false, false, Err(WrongPassword)),
        (false, false, Err(WrongPassword)),
        (false, false, Err(WrongPassword)),
        (true, false, Err(PuzzleNeeded)),
        (false, false, Err(PuzzleNeeded)),
        (false, true, Err(WrongPassword)),
        (false, true, Err(Locked { until })),
        (true, true, Err(Locked { until })),
    ];
    let mut credentials = with_password();
    for (number, (matched, solved, expected)) in tries.into_iter().enumerate() {
        let decision = credentials.try_password(matched, solved, &terms(), NOW);
        assert_eq!(decision.answer, expected, "try {number}");
        credentials = kept(&credentials, &decision);
    }
    assert_eq!(credentials.try_password(true, false, &terms(), until).answer, Ok(()));
}

#[test]
fn a_good_password_begins_a_new_count() {
    let mut credentials = with_password();
    for matched in [false, false, true] {
        credentials = kept(&credentials, &credentials.try_password(matched, false, &terms(), NOW));
    }
    assert_eq!(credentials.bad_passwords, 0);
}

#[test]
fn an_account_without_a_password_is_never_entered() {
    let decision = Credentials::default().try_password(true, true, &terms(), NOW);
    assert_eq!(decision.answer, Err(CredentialRefusal::WrongPassword));
}

#[test]
fn wrong_codes_count_down_and_lock() {
    use CredentialRefusal::{Locked, WrongCode};
    let until = NOW + terms().lock_ms;
    let mut credentials = with_password();
    for expected in
        [WrongCode { attempts_left: 2 }, WrongCode { attempts_left: 1 }, Locked { until }, Locked { until }]
    {
        let decision = credentials.try_code(Proof::Wrong, &terms(), NOW);
        assert_eq!(decision.answer, Err(expected));
        credentials = kept(&credentials, &decision);
    }
    assert_eq!(credentials.try_code(Proof::Sent, &terms(), NOW).answer, Err(Locked { until }));
    assert_eq!(credentials.codes_left(&terms()), 3, "a lock that ends gives every try back");
}

#[test]
fn a_right_code_gives_the_tries_back() {
    let missed = with_password().evolve(&CredentialEvent::CodeMissed);
    let taken = kept(&missed, &missed.try_code(Proof::Sent, &terms(), NOW));
    assert_eq!(taken.codes_left(&terms()), 3);
}

#[test]
fn an_authenticators_code_is_taken_once_unless_the_terms_say_otherwise() {
    let taken = with_password().evolve(&CredentialEvent::CodeAccepted { step: Some(7) });
    let lenient = GuardTerms { totp_codes_once: false, ..terms() };
    for (step, terms, expected) in [
        (7, terms(), Err(CredentialRefusal::CodeUsed)),
        (6, terms(), Err(CredentialRefusal::CodeUsed)),
        (8, terms(), Ok(())),
        (7, lenient, Ok(())),
    ] {
        assert_eq!(taken.try_code(Proof::Totp { step }, &terms, NOW).answer, expected, "step {step}");
    }
}

#[test]
fn a_new_password_ends_locks_counts_and_demands() {
    let until = NOW + Span::from_days(1);
    let before = with_password()
        .evolve(&CredentialEvent::PasswordMissed)
        .evolve(&CredentialEvent::Locked { until })
        .evolve(&CredentialEvent::ChangeDemanded(Demand::Required));
    let after = before.clone().evolve(&CredentialEvent::PasswordSet { hash: "new".to_owned() });
    assert_eq!((after.bad_passwords, after.lock_at(NOW), after.demand), (0, None, Demand::None));
    assert_ne!(after.generation, before.generation);
}

#[test]
fn a_hash_and_a_secret_never_show_in_debug_output() {
    let secret = TotpSecret::new([7; TotpSecret::BYTES]);
    let credentials = with_password().evolve(&CredentialEvent::FactorSet(Factor::Totp { secret }));
    let shown = format!("{credentials:?}");
    assert!(!shown.contains(&secret.to_string()) && !shown.contains("\"h\""), "{shown}");
}
