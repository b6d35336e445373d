//! The account's states against its commands: every cell is asked of the rules themselves.

use std::fmt::Write as _;

use crate::documents::MADE;
use crate::domain::account::{
    Account, Application, ApplicationForm, BankClient, CertificateOwner, Checked, Command, ConfirmedBy,
    FieldFault, LetterOrder, Profile, Status, VisitorPapers, decide, evolve, notices,
};
use crate::domain::id::Oid;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, FullName};
use crate::domain::time::{Span, Timestamp};

const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);
const LETTER_CODE: &str = "123456789012";

/// The table of states and commands.
pub fn lifecycle() -> String {
    let mut out = format!("{MADE}# The life of an account\n\n");
    out.push_str("Each cell is what the rules answer: the next state, the events and, behind ✉, how many messages they\n");
    out.push_str("send; or the reason of the refusal, with the events a refusal has nevertheless.\n\n");
    for (state, account) in states() {
        let _ = writeln!(out, "## {state}\n\n| command | answer |\n|---|---|");
        for (name, command) in commands() {
            let _ = writeln!(out, "| {name} | {} |", cell(&account, command));
        }
        out.push('\n');
    }
    out
}

fn cell(account: &Account, command: Command) -> String {
    let ruling = decide(account, command, NOW);
    let events: Vec<_> = ruling.events.iter().map(|event| event.name()).collect();
    let told: usize = ruling.events.iter().map(|event| notices(account, event).len()).sum();
    let after = ruling.events.iter().fold(account.clone(), |account, event| evolve(account, event, NOW));
    let mail = if told > 0 { format!(" ✉{told}") } else { String::new() };
    match ruling.answer {
        Ok(()) => format!("→ **{}** ({}){mail}", after.status.name(), events.join(", ")),
        Err(why) if events.is_empty() => format!("refused: {why}"),
        Err(why) => format!("refused: {why} ({}){mail}", events.join(", ")),
    }
}

fn account(status: Status) -> Account {
    let text = |name: &str| name.parse().expect("invariant: the name is a name");
    let mut profile =
        Profile::named(FullName { last: text("Журавлева"), first: text("Алла"), middle: None });
    let contact = crate::domain::person::contact::Value::Mobile(text_phone());
    profile.contacts.extend(crate::domain::person::Contact::proved(1, contact).ok());
    let fresh =
        Account { oid: Oid::FIRST, status: Status::Simplified, profile, registered_at: NOW, updated_at: NOW };
    let submitted = crate::domain::account::Event::Submitted { application: Box::new(application()) };
    let mut filled = evolve(fresh, &submitted, NOW);
    filled.status = status;
    filled
}

fn text_phone() -> crate::domain::person::Phone {
    "+7(000)0000001".parse().expect("invariant: the phone is a phone")
}

fn states() -> Vec<(&'static str, Account)> {
    let letter = LetterOrder {
        address: "г. Примерск, ул. Тестовая, д. 1".to_owned(),
        code: LETTER_CODE.to_owned(),
        arrives_at: NOW - Span::from_days(1),
        expires_at: NOW + Span::from_days(90),
        attempts_left: 5,
        returned: false,
    };
    let spent = LetterOrder { attempts_left: 0, ..letter.clone() };
    let late = LetterOrder { expires_at: NOW, ..letter.clone() };
    let back = LetterOrder { returned: true, ..letter.clone() };
    let since = NOW;
    let confirmed = Status::Confirmed { since, by: ConfirmedBy::Centre { centre: 1 } };
    vec![
        ("simplified", account(Status::Simplified)),
        ("checking", account(Status::Checking { since })),
        ("check-failed", account(Status::CheckFailed { faults: vec![FieldFault::SnilsUnknown] })),
        ("standard", account(Status::Standard { since })),
        ("letter-ordered", account(Status::LetterOrdered { since, letter })),
        ("letter-ordered, no attempts left", account(Status::LetterOrdered { since, letter: spent })),
        ("letter-ordered, code expired", account(Status::LetterOrdered { since, letter: late })),
        ("letter-ordered, letter returned", account(Status::LetterOrdered { since, letter: back })),
        ("confirmed", account(confirmed.clone())),
        ("blocked", account(Status::Blocked { reason: "проверка".to_owned(), before: Box::new(confirmed) })),
        ("deleted", account(Status::Deleted { at: NOW })),
    ]
}

fn commands() -> Vec<(&'static str, Command)> {
    let letter = LetterOrder {
        address: "г. Примерск, ул. Тестовая, д. 2".to_owned(),
        code: LETTER_CODE.to_owned(),
        arrives_at: NOW + Span::from_days(14),
        expires_at: NOW + Span::from_days(104),
        attempts_left: 5,
        returned: false,
    };
    let passport = |number: &str| {
        DocumentNumber::parse(DocumentKind::Passport, Some("0003"), number)
            .expect("invariant: the number is a number")
    };
    vec![
        ("submit", Command::Submit(Box::new(application()))),
        ("finish the check: all well", Command::FinishCheck(Checked { at: NOW, faults: Vec::new() })),
        (
            "finish the check: SNILS unknown",
            Command::FinishCheck(Checked { at: NOW, faults: vec![FieldFault::SnilsUnknown] }),
        ),
        ("order a letter", Command::OrderLetter(letter)),
        ("enter the right code", Command::EnterLetterCode(LETTER_CODE.to_owned())),
        ("enter a wrong code", Command::EnterLetterCode("0".to_owned())),
        ("give up the letter", Command::GiveUpLetter),
        (
            "confirm in person, right passport",
            Command::ConfirmInPerson { shown: passport("000003"), centre: 1 },
        ),
        (
            "confirm in person, other passport",
            Command::ConfirmInPerson { shown: passport("000006"), centre: 1 },
        ),
        ("the letter returns", Command::ReturnLetter),
        (
            "refuse in person",
            Command::RefuseInPerson {
                reason: "паспорт недействителен".to_owned(), centre: 1
            },
        ),
        ("recover in person, right papers", recover(passport("000003"), "000-000-600 06")),
        ("recover in person, other SNILS", recover(passport("000003"), "000-000-600 07")),
        ("confirm by signature, own", signature("Журавлева")),
        ("confirm by signature of another", signature("Снегирева")),
        ("confirm by bank", bank(passport("000003"))),
        ("confirm by bank, other passport", bank(passport("000006"))),
        ("confirm by control call", Command::ConfirmByControl),
        ("vouch for a child", Command::VouchForChild { parent: Oid::FIRST }),
        ("turn fourteen, the level drops", Command::TurnFourteen { level_drops: true }),
        ("block", Command::Block("проверка".to_owned())),
        ("unblock", Command::Unblock),
        ("delete", Command::Delete),
    ]
}

fn recover(document: DocumentNumber, snils: &str) -> Command {
    let snils = snils.parse().expect("invariant: the SNILS is a SNILS");
    Command::RecoverInPerson { papers: VisitorPapers { document, snils }, centre: 1 }
}

fn signature(last_name: &str) -> Command {
    let Application { name, snils, .. } = application();
    let last = last_name.parse().expect("invariant: the name is a name");
    let snils = snils.expect("invariant: the application has a SNILS");
    Command::ConfirmBySignature(Box::new(CertificateOwner { name: FullName { last, ..name }, snils }))
}

fn bank(document: DocumentNumber) -> Command {
    let Application { name, snils, birth_date, .. } = application();
    let snils = snils.expect("invariant: the application has a SNILS");
    Command::ConfirmByBank(Box::new(BankClient { name, birth_date, snils, document: Some(document) }))
}

fn application() -> Application {
    let form = ApplicationForm {
        last_name: "Журавлева".to_owned(),
        first_name: "Алла".to_owned(),
        middle_name: String::new(),
        gender: "F".to_owned(),
        birth_date: "01.02.1980".to_owned(),
        birth_place: "г. Примерск".to_owned(),
        citizenship: "RUS".to_owned(),
        snils: "000-000-600 06".to_owned(),
        document_type: String::new(),
        passport_series: "0003".to_owned(),
        passport_number: "000003".to_owned(),
        passport_issued_on: "01.03.2000".to_owned(),
        passport_issuer_code: "000003".to_owned(),
        passport_issued_by: "Отделением г. Примерска".to_owned(),
    };
    Application::parse(&form).expect("invariant: the form is complete")
}
