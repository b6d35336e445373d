//! The cases of the table: an account in each state, and each command with what it may carry.

use crate::domain::account::{
    Account, Application, ApplicationForm, BankClient, CertificateOwner, Checked, ChildDetails, Command,
    ConfirmedBy, ContactCommand, FieldFault, LetterOrder, Profile, Revision, Status, VisitorPapers, evolve,
};
use crate::domain::challenge::{Challenge, ChallengeTerms};
use crate::domain::id::Oid;
use crate::domain::mail_link::MailLink;
use crate::domain::person::contact::{ContactKind, Pending, Value};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::sheet::NameForm;
use crate::domain::person::{Contact, DocumentKind, FullName};
use crate::domain::time::{Span, Timestamp};

/// The moment of every case.
pub(super) const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);
const LETTER_CODE: &str = "123456789012";
const CONTACT_CODE: &str = "123456";
const LINK_KEY: &str = "key";

fn account(status: Status) -> Account {
    let text = |name: &str| name.parse().expect("invariant: the name is a name");
    let mut profile =
        Profile::named(FullName { last: text("Журавлева"), first: text("Алла"), middle: None });
    let phone = Contact::proved(1, mobile("+7(000)0000001"));
    let waiting = [phone.ok(), Some(Contact::new(2, email()))].into_iter().flatten();
    let values = [mobile("+7(000)0000002"), email()].map(pending);
    profile.contacts = waiting.zip(values).filter_map(|(one, value)| one.awaiting(value).ok()).collect();
    let fresh =
        Account { oid: Oid::FIRST, status: Status::Simplified, profile, registered_at: NOW, updated_at: NOW };
    let submitted = crate::domain::account::Event::Submitted { application: Box::new(application()) };
    let mut filled = evolve(fresh, &submitted, NOW);
    filled.status = status;
    filled
}

fn mobile(text: &str) -> Value {
    Value::parse(ContactKind::Mobile, text).expect("invariant: the phone is a phone")
}

fn email() -> Value {
    Value::parse(ContactKind::Email, "alla@example.test").expect("invariant: the address is an address")
}

fn challenge() -> Challenge {
    Challenge::sent(CONTACT_CODE.to_owned(), &ChallengeTerms::SMS, NOW - Span::from_mins(2))
}

/// A new value that waits, with a link when it is an address.
fn pending(value: Value) -> Pending {
    let link = (value.kind() == ContactKind::Email).then(|| MailLink::new("/link?person=1", LINK_KEY));
    Pending { value, challenge: challenge(), link }
}

/// The account of a child of ten that the first person of the realm registered.
fn child(mut account: Account) -> Account {
    account.profile.made_by_parent = true;
    account.profile.registered_by = Some(Oid::FIRST);
    account.profile.birth_date = "01.02.2008".parse().ok();
    account
}

/// An account in each state, with a new phone and a first address that wait for their codes.
pub(super) fn states() -> Vec<(&'static str, Account)> {
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
    let confirmed = |revision| Status::Confirmed { since, by: ConfirmedBy::Centre { centre: 1 }, revision };
    let standard = |revision| Status::Standard { since, revision };
    let revised = |faults| Some(Box::new(Revision { application: Box::new(application()), since, faults }));
    vec![
        ("simplified", account(Status::Simplified)),
        ("checking", account(Status::Checking { since })),
        ("check-failed", account(Status::CheckFailed { faults: vec![FieldFault::SnilsUnknown] })),
        ("standard", account(standard(None))),
        ("standard, new data under check", account(standard(revised(Vec::new())))),
        ("standard, new data refused", account(standard(revised(vec![FieldFault::SnilsNameDiffers])))),
        ("letter-ordered", account(Status::LetterOrdered { since, letter })),
        ("letter-ordered, no attempts left", account(Status::LetterOrdered { since, letter: spent })),
        ("letter-ordered, code expired", account(Status::LetterOrdered { since, letter: late })),
        ("letter-ordered, letter returned", account(Status::LetterOrdered { since, letter: back })),
        ("confirmed", account(confirmed(None))),
        (
            "confirmed by letter",
            account(Status::Confirmed { since, by: ConfirmedBy::Letter, revision: None }),
        ),
        ("confirmed, new data under check", account(confirmed(revised(Vec::new())))),
        ("confirmed, new data refused", account(confirmed(revised(vec![FieldFault::SnilsNameDiffers])))),
        ("child's account", child(account(Status::Simplified))),
        (
            "blocked",
            account(Status::Blocked {
                reason: "проверка".to_owned(), before: Box::new(confirmed(None))
            }),
        ),
        ("deleted", account(Status::Deleted { at: NOW })),
    ]
}

/// Every command, with each thing it may carry that the rules tell apart.
pub(super) fn commands() -> Vec<(&'static str, Command)> {
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
    let mut all = vec![
        ("submit", Command::Submit(Box::new(application()))),
        ("change confirmed data", revise(application(), false)),
        ("change confirmed data, the level drops", revise(application(), true)),
        ("change confirmed data, other SNILS", revise(Application { snils: None, ..application() }, false)),
        ("finish the check: all well", Command::FinishCheck(Checked { at: NOW, faults: Vec::new() })),
        (
            "finish the check: SNILS unknown",
            Command::FinishCheck(Checked { at: NOW, faults: vec![FieldFault::SnilsUnknown] }),
        ),
        ("take back the data under check", Command::CancelCheck),
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
        ("delete in person, right papers", delete(passport("000003"))),
        ("delete in person, other passport", delete(passport("000006"))),
        ("confirm by signature, own", signature("Журавлева")),
        ("confirm by signature of another", signature("Снегирева")),
        ("confirm by bank", bank(passport("000003"))),
        ("confirm by bank, other passport", bank(passport("000006"))),
        ("confirm by control call", Command::ConfirmByControl),
        ("vouch for a child", Command::VouchForChild { parent: Oid::FIRST }),
        ("change by the parent", change_by(Oid::FIRST)),
        ("change by another parent", change_by(Oid::new(Oid::FIRST.number() + 1))),
        ("turn fourteen, the level drops", Command::TurnFourteen { level_drops: true }),
        ("block", Command::Block("проверка".to_owned())),
        ("unblock", Command::Unblock),
        ("delete", Command::Delete),
    ];
    all.extend(contact_commands().map(|(name, command)| (name, Command::Contact(command))));
    all
}

fn contact_commands() -> [(&'static str, ContactCommand); 11] {
    let kind = ContactKind::Mobile;
    let answer = |code: &str| ContactCommand::Answer { kind, code: code.to_owned() };
    [
        ("offer a new contact", ContactCommand::Offer(pending(mobile("+7(000)0000003")))),
        ("offer the contact in force", ContactCommand::Offer(pending(mobile("+7(000)0000001")))),
        ("enter the contact's right code", answer(CONTACT_CODE)),
        ("enter a wrong code for the contact", answer("0")),
        ("follow the link to the new address", ContactCommand::Follow { key: LINK_KEY.to_owned() }),
        ("follow another link", ContactCommand::Follow { key: String::new() }),
        ("send the contact's code again", ContactCommand::Resend { kind, challenge: challenge() }),
        ("keep the old contact", ContactCommand::Withdraw(kind)),
        ("accept the new contact by control call", ContactCommand::Accept(kind)),
        ("take the contact off", ContactCommand::Remove { kind, guards_sign_in: false }),
        (
            "take off the contact that codes of the second factor go to",
            ContactCommand::Remove { kind, guards_sign_in: true },
        ),
    ]
}

fn revise(application: Application, level_drops: bool) -> Command {
    Command::Revise { application: Box::new(application), level_drops }
}

fn recover(document: DocumentNumber, snils: &str) -> Command {
    let snils = snils.parse().expect("invariant: the SNILS is a SNILS");
    Command::RecoverInPerson { papers: VisitorPapers { document, snils }, centre: 1 }
}

fn delete(document: DocumentNumber) -> Command {
    let snils = "000-000-600 06".parse().expect("invariant: the SNILS is a SNILS");
    Command::DeleteInPerson { papers: VisitorPapers { document, snils }, centre: 1 }
}

fn change_by(parent: Oid) -> Command {
    let Application { name, birth_place, .. } = application();
    let registration = "г. Примерск, ул. Тестовая".parse().expect("invariant: the line is a line");
    Command::ChangeByParent { parent, data: Box::new(ChildDetails { name, birth_place, registration }) }
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
        name: NameForm {
            last_name: "Журавлева".to_owned(),
            first_name: "Алла".to_owned(),
            middle_name: String::new(),
        },
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
