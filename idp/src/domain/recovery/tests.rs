//! The rules of recovery: codes, documents, contacts that nobody has.

use uuid::Uuid;

use super::*;
use crate::domain::challenge::ChallengeTerms;
use crate::domain::id::Id;
use crate::domain::person::{FullName, Inn, Snils};

const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

fn recovery(person: Option<Oid>) -> Recovery {
    Recovery {
        id: Id::new(Uuid::from_u128(1)),
        contact: RegistrationContact::Mobile("+7(900)0000001".parse().unwrap()),
        person,
        stage: RecoveryStage::AwaitingCode {
            challenge: Challenge::sent("123456".to_owned(), &ChallengeTerms::SMS, NOW),
        },
        expires_at: NOW + Recovery::TTL,
    }
}

fn after(recovery: Recovery, decision: &Decision) -> Recovery {
    decision.events.iter().fold(recovery, Recovery::evolve)
}

#[test]
fn a_simplified_account_needs_no_document_and_a_checked_one_does() {
    let terms = RecoveryTerms::default();
    for (asks, expected) in
        [(false, RecoveryStage::Proven), (true, RecoveryStage::AwaitingDocument { attempts_left: 3 })]
    {
        let begun = recovery(Some(Oid::FIRST));
        let decision = begun.answer("123456", asks, &terms, NOW);
        assert_eq!(decision.answer, Ok(()));
        assert_eq!(after(begun, &decision).stage, expected);
    }
}

#[test]
fn a_contact_nobody_has_is_told_no_code_and_takes_none() {
    let begun = recovery(None);
    assert_eq!(begun.notice(), None);
    let decision = begun.answer("123456", false, &RecoveryTerms::default(), NOW);
    assert_eq!(decision.answer, Err(ChallengeRefusal::Wrong { attempts_left: 2 }.into()));
}

#[test]
fn wrong_documents_count_down_until_only_a_centre_helps() {
    let mut recovery = Recovery {
        stage: RecoveryStage::AwaitingDocument { attempts_left: 3 },
        ..recovery(Some(Oid::FIRST))
    };
    for expected in [
        RecoveryRefusal::DocumentWrong { attempts_left: 2 },
        RecoveryRefusal::DocumentWrong { attempts_left: 1 },
        RecoveryRefusal::Closed,
        RecoveryRefusal::Closed,
    ] {
        let decision = recovery.show(false);
        assert_eq!(decision.answer, Err(expected));
        recovery = after(recovery, &decision);
    }
    assert_eq!(recovery.show(true).answer, Err(RecoveryRefusal::Closed));
}

#[test]
fn a_new_code_waits_for_its_pause_and_gives_new_tries() {
    let fresh = |now| Challenge::sent("654321".to_owned(), &ChallengeTerms::SMS, now);
    let begun = recovery(Some(Oid::FIRST));
    let early = begun.resend(fresh(NOW), NOW);
    assert_eq!(early.answer, Err(RecoveryRefusal::TooSoon { pause: Span::from_mins(1) }));
    let later = NOW + Span::from_mins(1);
    let sent = begun.resend(fresh(later), later);
    let begun = after(begun, &sent);
    assert_eq!(begun.answer("654321", false, &RecoveryTerms::default(), later).answer, Ok(()));
}

#[test]
fn documents_are_compared_by_their_digits() {
    let name = FullName {
        last: "Громова".parse().unwrap(), first: "Вера".parse().unwrap(), middle: None
    };
    let snils: Snils = "112-233-445 95".parse().unwrap();
    let inn: Inn = "990000000115".parse().unwrap();
    let profile = Profile { snils: Some(snils), inn: Some(inn), ..Profile::named(name) };
    for (paper, typed, expected) in [
        (Paper::Snils, "11223344595", true),
        (Paper::Snils, "112-233-445 95", true),
        (Paper::Snils, "112-233-445 96", false),
        (Paper::Inn, " 990000000115 ", true),
        (Paper::Inn, "", false),
        (Paper::Passport, "", false),
        (Paper::Passport, "0003000003", false),
    ] {
        assert_eq!(is_paper_of(&profile, paper, typed), expected, "{paper:?} {typed}");
    }
}
