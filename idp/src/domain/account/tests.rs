use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::*;
use crate::domain::challenge::{Challenge, ChallengeTerms};
use crate::domain::mail_link::MailLink;
use crate::domain::person::DocumentKind;
use crate::domain::person::FullName;
use crate::domain::person::contact::{Pending, Value};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::sheet::NameForm;
use crate::domain::time::{Span, Timestamp};

const START: Timestamp = Timestamp::from_secs(1_543_611_600);

fn application(number: u32) -> Application {
    let form = ApplicationForm {
        name: NameForm {
            last_name: "Журавлева".to_owned(),
            first_name: "Алла".to_owned(),
            ..NameForm::default()
        },
        gender: "F".to_owned(),
        birth_date: "01.02.1980".to_owned(),
        birth_place: "г. Примерск".to_owned(),
        citizenship: "RUS".to_owned(),
        snils: format!("000-000-600 {number:02}"),
        passport_series: "0003".to_owned(),
        passport_number: format!("0000{number:02}"),
        passport_issued_on: "01.03.2000".to_owned(),
        passport_issuer_code: "000003".to_owned(),
        passport_issued_by: "Отделением г. Примерска".to_owned(),
        ..ApplicationForm::default()
    };
    Application::parse(&form).unwrap()
}

fn fresh() -> Account {
    let name = FullName {
        last: "Журавлева".parse().unwrap(), first: "Алла".parse().unwrap(), middle: None
    };
    let mut profile = Profile::named(name);
    let phone = Value::Mobile("+7(000)0000001".parse().unwrap());
    profile.contacts.push(Contact::proved(1, phone).unwrap());
    let simplified = r#"{"oid":1000000001,"status":{"status":"simplified"},"profile":null,"registered_at":0,"updated_at":0}"#;
    let mut json: serde_json::Value = serde_json::from_str(simplified).unwrap();
    json["profile"] = serde_json::to_value(profile).unwrap();
    serde_json::from_value(json).unwrap()
}

fn any_command(chance: &mut StdRng, now: Timestamp) -> Command {
    let number = chance.random_range(6..8);
    match chance.random_range(0..24) {
        0 | 1 => Command::Submit(Box::new(application(number))),
        2 | 3 => Command::FinishCheck(Checked { at: now, faults: Vec::new() }),
        4 => Command::FinishCheck(Checked { at: now, faults: vec![FieldFault::PassportUnknown] }),
        5 => Command::OrderLetter(LetterOrder {
            address: "г. Примерск".to_owned(),
            code: "123".to_owned(),
            arrives_at: now + Span::from_days(14),
            expires_at: now + Span::from_days(chance.random_range(-1..40)),
            attempts_left: chance.random_range(0..4),
            returned: false,
        }),
        6 => Command::EnterLetterCode(["123", " 123 ", "", "321"][chance.random_range(0..4)].to_owned()),
        7 => Command::GiveUpLetter,
        8 => {
            let number = format!("0000{number:02}");
            let shown = DocumentNumber::parse(DocumentKind::Passport, Some("0003"), &number).unwrap();
            Command::ConfirmInPerson { shown, centre: 1 }
        }
        9 => Command::ConfirmByControl,
        10 => Command::Block("проверка".to_owned()),
        11 => Command::Unblock,
        23 => Command::CancelCheck,
        13 => Command::ReturnLetter,
        14 => Command::RefuseInPerson { reason: "проверка".to_owned(), centre: 1 },
        15 => {
            let application = application(number);
            let paper = &application.document;
            let document = DocumentNumber::parse(paper.kind(), paper.series(), paper.number()).unwrap();
            let papers = VisitorPapers { document, snils: application.snils.unwrap() };
            match chance.random_range(0..4) {
                0 => Command::DeleteInPerson { papers, centre: 1 },
                _ => Command::RecoverInPerson { papers, centre: 1 },
            }
        }
        16 => {
            let Application { name, snils, .. } = application(number);
            Command::ConfirmBySignature(Box::new(CertificateOwner { name, snils: snils.unwrap() }))
        }
        17 => {
            let Application { name, snils, birth_date, .. } = application(number);
            let snils = snils.unwrap();
            Command::ConfirmByBank(Box::new(BankClient { name, birth_date, snils, document: None }))
        }
        21 | 22 => Command::Revise {
            application: Box::new(application(number)),
            level_drops: chance.random_range(0..4) == 0,
        },
        18..=20 => Command::Contact(any_contact_command(chance, now)),
        _ if chance.random_range(0..4) == 0 => Command::Delete,
        _ => Command::Unblock,
    }
}

fn any_contact_command(chance: &mut StdRng, now: Timestamp) -> ContactCommand {
    let kind = [ContactKind::Mobile, ContactKind::Email][chance.random_range(0..2)];
    let code = ["123456", "654321"][chance.random_range(0..2)].to_owned();
    let challenge = Challenge::sent("123456".to_owned(), &ChallengeTerms::SMS, now);
    let number = chance.random_range(1..4);
    let text = match kind {
        ContactKind::Mobile => format!("+7(000)000000{number}"),
        _ => format!("alla{number}@example.test"),
    };
    let link = (kind == ContactKind::Email).then(|| MailLink::new("/link?person=1", "key"));
    match chance.random_range(0..9) {
        0..=2 => {
            let value = Value::parse(kind, &text).unwrap();
            ContactCommand::Offer(Pending { value, challenge, link })
        }
        3 => ContactCommand::Answer { kind, code },
        4 => ContactCommand::Follow { key: ["key", "other"][chance.random_range(0..2)].to_owned() },
        5 => ContactCommand::Resend { kind, challenge },
        6 => ContactCommand::Withdraw(kind),
        7 => ContactCommand::Remove { kind, guards_sign_in: chance.random_range(0..2) == 0 },
        _ => ContactCommand::Accept(kind),
    }
}

/// Lives a random life; the judge sees every step: before, command, ruling, after.
fn live(seed: u64, mut judge: impl FnMut(&Account, &Command, &Ruling, &Account)) -> Account {
    live_through(seed, |before, command, ruling, after, _| judge(before, command, ruling, after))
}

fn live_through(
    seed: u64,
    mut judge: impl FnMut(&Account, &Command, &Ruling, &Account, Timestamp),
) -> Account {
    let mut chance = StdRng::seed_from_u64(seed);
    let (mut account, mut now) = (fresh(), START);
    for _ in 0..60 {
        now = now + Span::from_hours(chance.random_range(0..200));
        let command = any_command(&mut chance, now);
        let ruling = decide(&account, command.clone(), now);
        let after = ruling.events.iter().fold(account.clone(), |account, event| evolve(account, event, now));
        judge(&account, &command, &ruling, &after, now);
        account = after;
    }
    account
}

type Ruling = crate::domain::ruling::Ruling<Event, Refusal>;

const LIVES: std::ops::Range<u64> = 0..100;

#[test]
fn a_deleted_account_stays_deleted_and_refuses_everything() {
    for seed in LIVES {
        live(seed, |before, command, ruling, after| {
            if matches!(before.status, Status::Deleted { .. }) {
                assert_eq!(ruling.answer, Err(Refusal::Deleted), "{command:?}");
                assert_eq!(before, after);
            }
        });
    }
}

#[test]
fn a_deleted_account_hears_no_event() {
    let gone = evolve(fresh(), &Event::Deleted { centre: None }, START);
    for event in [
        Event::Registered,
        Event::Submitted { application: Box::new(application(6)) },
        Event::CheckPassed,
        Event::Confirmed { by: ConfirmedBy::Letter },
        Event::Unblocked,
        Event::Blocked { reason: String::new() },
        Event::Contact(ContactEvent::Proved { kind: ContactKind::Mobile }),
    ] {
        assert_eq!(evolve(gone.clone(), &event, START), gone, "{event:?}");
    }
}

#[test]
fn a_yes_has_events_and_a_no_changes_nothing_but_a_letters_tries() {
    for seed in LIVES {
        live(seed, |before, command, ruling, after| match ruling.answer {
            Ok(()) => assert!(!ruling.events.is_empty(), "{command:?}"),
            Err(_) if ruling.events.is_empty() => assert_eq!(before, after),
            Err(_) => {
                let guess = matches!(command, Command::Contact(ContactCommand::Answer { .. }));
                assert!(guess || matches!(command, Command::EnterLetterCode(_)), "{command:?}");
                assert_eq!(before.status.name(), after.status.name());
            }
        });
    }
}

#[test]
fn what_was_decided_fits_what_comes_of_it() {
    for seed in LIVES {
        live_through(seed, |before, command, ruling, after, now| {
            if ruling.answer.is_err() {
                return;
            }
            let expected = match command {
                Command::Submit(_) if matches!(before.status, Status::Standard { .. }) => "standard",
                Command::Submit(_) | Command::Revise { level_drops: true, .. } => "checking",
                Command::Revise { level_drops: false, .. } => before.status.name(),
                Command::FinishCheck(_) | Command::CancelCheck if before.revision().is_some() => {
                    before.status.name()
                }
                Command::FinishCheck(checked) if checked.faults.is_empty() => "standard",
                Command::FinishCheck(_) => "check-failed",
                Command::OrderLetter(_) => "letter-ordered",
                Command::GiveUpLetter => "standard",
                Command::ReturnLetter => "letter-ordered",
                Command::RefuseInPerson { .. } | Command::RecoverInPerson { .. } | Command::Contact(_) => {
                    before.status.name()
                }
                Command::EnterLetterCode(_)
                | Command::ConfirmInPerson { .. }
                | Command::ConfirmBySignature(_)
                | Command::ConfirmByBank(_)
                | Command::ConfirmByControl => "confirmed",
                Command::VouchForChild { .. } => "confirmed",
                Command::ChangeByParent { .. } | Command::TurnFourteen { .. } => {
                    panic!("no parent made this account")
                }
                Command::Block(_) => "blocked",
                Command::CancelCheck => "simplified",
                Command::Delete | Command::DeleteInPerson { .. } => "deleted",
                Command::Unblock => {
                    let Status::Blocked { before, .. } = &before.status else { panic!("{before:?}") };
                    before.name()
                }
            };
            assert_eq!(after.status.name(), expected, "{command:?}");
            assert_eq!(decide(before, command.clone(), now), *ruling, "a rule is a function");
        });
    }
}

/// What holds for every account there can be.
fn holds(account: &Account) {
    let profile = &account.profile;
    let checked = account.level() >= Level::Standard;
    if checked {
        assert!(profile.snils.is_some() && profile.identity_paper().is_some(), "{account:?}");
        assert!(profile.birth_date.is_some() && profile.gender.is_some(), "{account:?}");
        let snils = profile.snils.unwrap().to_string();
        assert!(account.logins().contains(&snils), "{account:?}");
    }
    if account.is_trusted() {
        assert_eq!(account.level(), Level::Confirmed);
    }
    if let Status::Blocked { before, .. } = &account.status {
        assert!(!matches!(**before, Status::Blocked { .. } | Status::Deleted { .. }), "{account:?}");
        assert!(!account.is_trusted());
    }
    if matches!(account.status, Status::Deleted { .. }) {
        assert!(account.logins().is_empty());
    }
    for kind in ContactKind::ALL {
        let own: Vec<_> = profile.contacts.iter().filter(|contact| contact.kind() == kind).collect();
        assert!(own.len() <= 1, "one contact of a kind: {own:?}");
        assert!(own.iter().all(|one| one.is_verified() || one.pending().is_some()), "{own:?}");
    }
    let proved = profile.contacts.iter().any(Contact::is_verified);
    assert!(account.is_deleted() || proved, "the last proved contact is never lost");
    let papers: Vec<_> = profile.documents.iter().map(|document| document.id()).collect();
    assert!(papers.len() <= 1, "the identity document is replaced, not added: {papers:?}");
}

#[test]
fn no_life_leads_to_an_impossible_account() {
    for seed in LIVES {
        holds(&live(seed, |_, _, _, after| holds(after)));
    }
}

#[test]
fn an_account_is_kept_as_it_is() {
    for seed in LIVES {
        live(seed, |_, _, ruling, after| {
            let text = serde_json::to_string(after).unwrap();
            assert_eq!(serde_json::from_str::<Account>(&text).unwrap(), *after);
            let text = serde_json::to_string(&ruling.events).unwrap();
            assert_eq!(serde_json::from_str::<Vec<Event>>(&text).unwrap(), ruling.events);
        });
    }
}

#[test]
fn a_letters_code_is_tried_so_often_and_no_more() {
    let submitted = Event::Submitted { application: Box::new(application(6)) };
    let standard = [submitted, Event::CheckPassed].iter().fold(fresh(), |a, event| evolve(a, event, START));
    let letter = LetterOrder {
        address: "г. Примерск".to_owned(),
        code: "123".to_owned(),
        arrives_at: START,
        expires_at: START + Span::from_days(1),
        attempts_left: 3,
        returned: false,
    };
    let mut account = evolve(standard, &Event::LetterOrdered { letter }, START);
    let enter = |account: &Account, code: &str| {
        let ruling = decide(account, Command::EnterLetterCode(code.to_owned()), START);
        let after = ruling.events.iter().fold(account.clone(), |a, event| evolve(a, event, START));
        (ruling.answer, after)
    };
    for expected in [
        Refusal::CodeWrong { attempts_left: 2 },
        Refusal::CodeWrong { attempts_left: 1 },
        Refusal::CodeExhausted,
        Refusal::CodeExhausted,
    ] {
        let (answer, after) = enter(&account, "321");
        assert_eq!(answer, Err(expected));
        account = after;
    }
    assert_eq!(enter(&account, "123").0, Err(Refusal::CodeExhausted), "the right code comes too late");
}
