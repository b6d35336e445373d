//! The rules of the family section as one table, the way of a card from the form to the account, and its messages.

use crate::domain::account::{Account, ConfirmedBy, Profile, Status};
use crate::domain::challenge::{Challenge, ChallengeTerms};
use crate::domain::family::{
    Card, CardFault, CardForm, CardState, Child, Command, Creation, Link, Refusal, allows_school_data,
    consent_given, decide, may_add, may_consent, notices,
};
use crate::domain::id::Oid;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::person::sheet::{Field, NameForm};
use crate::domain::person::{Contact, FullName, VerifyState};
use crate::domain::time::{Span, Timestamp};

/// 2 September 2024, 10:00 in Moscow.
const NOW: Timestamp = Timestamp::from_secs(1_725_260_400);

fn parent(confirmed: bool) -> Account {
    let name = FullName {
        last: "Журавлева".parse().unwrap(), first: "Алла".parse().unwrap(), middle: None
    };
    let mut profile = Profile::named(name);
    let mobile = Value::Mobile("+7(000)0000110".parse().unwrap());
    profile.contacts.push(Contact::proved(1, mobile).unwrap());
    let by = ConfirmedBy::Centre { centre: 1 };
    let status = if confirmed {
        Status::Confirmed { since: NOW, by, revision: None }
    } else {
        Status::Standard { since: NOW, revision: None }
    };
    Account { oid: Oid::FIRST, status, profile, registered_at: NOW, updated_at: NOW }
}

fn form() -> CardForm {
    CardForm {
        name: NameForm {
            last_name: "Журавлева".to_owned(),
            first_name: "Соня".to_owned(),
            middle_name: "Петровна".to_owned(),
        },
        gender: "F".to_owned(),
        birth_date: "20.05.2014".to_owned(),
        snils: "000-000-601 14".to_owned(),
        certificate_series: "IV-ТС".to_owned(),
        certificate_number: "000300".to_owned(),
        certificate_issued_on: "01.06.2014".to_owned(),
        certificate_issued_by: "Отдел ЗАГС г. Примерска".to_owned(),
        act_number: "12".to_owned(),
        act_date: "01.06.2014".to_owned(),
    }
}

fn child() -> Child {
    Child::parse(&form()).unwrap()
}

fn challenge(code: &str) -> Challenge {
    Challenge::sent(code.to_owned(), &ChallengeTerms::SMS, NOW)
}

fn creation(with_mobile: bool) -> Box<Creation> {
    Box::new(Creation {
        email: "sonya@example.test".parse().unwrap(),
        mobile: with_mobile.then(|| "+7(000)0000114".parse().unwrap()),
        birth_place: None,
        registration: None,
        password_hash: "hash".to_owned(),
        proving: ContactKind::Email,
        challenge: challenge("111111"),
    })
}

fn checking() -> Card {
    Card::added(7, Oid::FIRST, child(), NOW)
}

fn after(card: Card, command: Command) -> Card {
    let ruling = decide(&card, &parent(true), command, NOW);
    assert_eq!(ruling.answer, Ok(()));
    ruling.events.iter().fold(card, |card, event| card.evolve(event, NOW))
}

fn checked() -> Card {
    after(checking(), Command::FinishCheck(Vec::new()))
}

/// Every state of a card.
fn states() -> Vec<(&'static str, Card)> {
    let failed = after(checking(), Command::FinishCheck(vec![CardFault::SnilsUnknown]));
    let creating = after(checked(), Command::BeginAccount(creation(true)));
    let linked = after(checked(), Command::Link { account: Some(Oid::new(1_000_000_009)) });
    let mut grown = checked();
    grown.child.birth_date = "01.09.2010".parse().unwrap();
    vec![
        ("checking", checking()),
        ("failed", failed),
        ("checked", checked()),
        ("creating", creating),
        ("linked", linked),
        ("fourteen", grown),
    ]
}

fn commands() -> Vec<(&'static str, Command)> {
    let next = || challenge("222222");
    vec![
        ("finish", Command::FinishCheck(Vec::new())),
        ("begin", Command::BeginAccount(creation(false))),
        ("right code", Command::AnswerCode { code: "111111".to_owned(), next: next() }),
        ("wrong code", Command::AnswerCode { code: "000000".to_owned(), next: next() }),
        ("resend", Command::ResendCode(next())),
        ("link", Command::Link { account: Some(Oid::new(1_000_000_009)) }),
        ("link none", Command::Link { account: None }),
        ("end link", Command::EndLink),
    ]
}

fn told(answer: Result<(), Refusal>) -> &'static str {
    match answer {
        Ok(()) => "yes",
        Err(Refusal::NoCheckRunning) => "no check",
        Err(Refusal::NotChecked) => "not checked",
        Err(Refusal::RegistersAlone) => "alone",
        Err(Refusal::AlreadyLinked) => "linked",
        Err(Refusal::NoAccount) => "none",
        Err(Refusal::NotBegun) => "not begun",
        Err(Refusal::Code(_)) => "wrong",
        Err(Refusal::TooSoon { .. }) => "soon",
        Err(_) => "other",
    }
}

#[test]
fn every_state_answers_every_command() {
    let expected = [
        "checking  | yes | not checked | not begun | not begun | not begun | not checked | not checked | none",
        "failed    | no check | not checked | not begun | not begun | not begun | not checked | not checked | none",
        "checked   | no check | yes | not begun | not begun | not begun | yes | none | none",
        "creating  | no check | yes | yes | wrong | soon | yes | none | none",
        "linked    | no check | linked | not begun | not begun | not begun | linked | linked | yes",
        "fourteen  | no check | alone | not begun | not begun | not begun | yes | none | none",
    ];
    let rows: Vec<String> = states()
        .into_iter()
        .map(|(name, card)| {
            let cells = commands()
                .into_iter()
                .map(|(_, command)| told(decide(&card, &parent(true), command, NOW).answer));
            format!("{name:<9} | {}", cells.collect::<Vec<_>>().join(" | "))
        })
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn a_parent_who_is_not_confirmed_may_do_nothing() {
    for (name, command) in commands() {
        let of_itself = matches!(name, "finish" | "end link");
        let answer = decide(&checked(), &parent(false), command, NOW).answer;
        assert_eq!(answer == Err(Refusal::ParentNotConfirmed), !of_itself, "{name}");
    }
    assert_eq!(may_add(&parent(false), &child(), &[], NOW), Err(Refusal::ParentNotConfirmed));
}

#[test]
fn a_card_is_added_once_for_a_child_that_is_born_and_not_of_age() {
    let born = |text: &str| Child { birth_date: text.parse().unwrap(), ..child() };
    let parent = parent(true);
    assert_eq!(may_add(&parent, &child(), &[], NOW), Ok(()));
    assert_eq!(may_add(&parent, &child(), &[checking()], NOW), Err(Refusal::AlreadyAdded));
    let failed = after(checking(), Command::FinishCheck(vec![CardFault::CertificateUnknown]));
    assert_eq!(may_add(&parent, &child(), &[failed], NOW), Ok(()));
    assert_eq!(may_add(&parent, &born("03.09.2024"), &[], NOW), Err(Refusal::NotBornYet));
    assert_eq!(may_add(&parent, &born("02.09.2006"), &[], NOW), Err(Refusal::NotAChild));
    assert_eq!(may_add(&parent, &born("03.09.2006"), &[], NOW), Ok(()));
}

#[test]
fn the_check_marks_the_papers() {
    let state = |card: &Card| card.child.certificate().unwrap().state();
    assert_eq!(state(&checking()), VerifyState::Verifying);
    assert_eq!(state(&checked()), VerifyState::Verified);
    let failed = after(checking(), Command::FinishCheck(vec![CardFault::CertificateUnknown]));
    assert_eq!(state(&failed), VerifyState::VerificationFailed);
    assert!(matches!(failed.state, CardState::Failed { .. }));
    assert_eq!(checked().child.certificate().unwrap().id(), 71);
}

#[test]
fn contacts_are_proved_one_after_the_other() {
    let right = |code: &str| Command::AnswerCode { code: code.to_owned(), next: challenge("222222") };
    let begun = after(checked(), Command::BeginAccount(creation(true)));
    let wrong = decide(&begun, &parent(true), right("999999"), NOW);
    let once = wrong.events.iter().fold(begun.clone(), |card, event| card.evolve(event, NOW));
    assert_eq!(once.creation().unwrap().challenge.attempts_left(), 2);
    let phone = after(once, right("111111"));
    assert_eq!(phone.creation().unwrap().proving, ContactKind::Mobile);
    let ruling = decide(&phone, &parent(true), right("222222"), NOW);
    assert_eq!(ruling.events, [super::Event::ContactsProved]);
    let mail_only = after(checked(), Command::BeginAccount(creation(false)));
    let ruling = decide(&mail_only, &parent(true), right("111111"), NOW);
    assert_eq!(ruling.events, [super::Event::ContactsProved]);
}

#[test]
fn a_birthday_between_the_code_and_its_answer_ends_the_making() {
    let mut card = after(checked(), Command::BeginAccount(creation(false)));
    card.child.birth_date = "02.09.2010".parse().unwrap();
    let typed = Command::AnswerCode { code: "111111".to_owned(), next: challenge("2") };
    let eve = NOW - Span::from_days(1);
    assert_eq!(decide(&card, &parent(true), typed.clone(), eve).answer, Ok(()));
    assert_eq!(decide(&card, &parent(true), typed, NOW).answer, Err(Refusal::RegistersAlone));
}

#[test]
fn every_wrong_field_of_the_form_is_named() {
    let faults = Child::parse(&CardForm::default()).unwrap_err();
    let named: Vec<_> = faults.iter().map(|fault| fault.field.name()).collect();
    let expected = [
        "last_name",
        "first_name",
        "gender",
        "birth_date",
        "snils",
        "certificate_number",
        "certificate_issued_on",
        "certificate_issued_by",
    ];
    assert_eq!(named, expected);
    let early = CardForm { certificate_issued_on: "19.05.2014".to_owned(), ..form() };
    assert_eq!(Child::parse(&early).unwrap_err()[0].field, Field::CertificateIssuedOn);
    let name = NameForm { middle_name: String::new(), ..form().name };
    let plain = CardForm { name, act_number: String::new(), act_date: String::new(), ..form() };
    assert!(Child::parse(&plain).is_ok());
}

#[test]
fn the_parent_is_told_in_russian() {
    let ruling = decide(&checking(), &parent(true), Command::FinishCheck(Vec::new()), NOW);
    let card = checked();
    let told = notices(&parent(true), &card, &ruling.events[0]);
    assert_eq!(told[0].to, "+7(000)0000110");
    assert!(told[0].text.contains("Соня Петровна"), "{}", told[0].text);
}

#[test]
fn a_card_survives_its_record_and_hides_the_hash() {
    for (name, card) in states() {
        let text = serde_json::to_string(&card).unwrap();
        assert_eq!(serde_json::from_str::<Card>(&text).unwrap(), card, "{name}");
        assert!(!format!("{card:?}").contains("hash"), "{name}");
    }
    assert_eq!(checking().link, Link::None);
}

#[test]
fn school_data_of_minors_need_the_word_of_a_parent() {
    let mut pupil = parent(true);
    let mut of_age = |birth_date: &str, has_consent: bool, below: u8| {
        pupil.profile.birth_date = Some(birth_date.parse().unwrap());
        allows_school_data(&pupil, has_consent, below, NOW)
    };
    let (eve, birthday) = ("03.09.2006", "02.09.2006");
    assert!(!of_age(eve, false, 18));
    assert!(of_age(eve, true, 18));
    assert!(of_age(birthday, false, 18), "at eighteen nobody is asked");
    assert!(of_age(eve, false, 14), "unless it is set so");
    assert!(of_age(eve, false, 0));
}

#[test]
fn a_consent_is_given_once_by_a_confirmed_parent_for_a_checked_card() {
    assert_eq!(may_consent(&checked(), &parent(true), false), Ok(()));
    assert_eq!(may_consent(&checked(), &parent(true), true), Err(Refusal::ConsentGiven));
    assert_eq!(may_consent(&checking(), &parent(true), false), Err(Refusal::NotChecked));
    assert_eq!(may_consent(&checked(), &parent(false), false), Err(Refusal::ParentNotConfirmed));
    let told = consent_given(&parent(true), &checked()).unwrap();
    assert!(told.text.contains("Школьное портфолио"), "{}", told.text);
}
