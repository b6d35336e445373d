//! Which values a contact takes, and when a new one comes into force.

use super::*;
use crate::domain::challenge::ChallengeTerms;
use crate::domain::person::email::EmailError;
use crate::domain::person::phone::PhoneError;

const MOMENT: Timestamp = Timestamp::from_secs(1_543_654_800);

fn value(kind: ContactKind, text: &str) -> Value {
    Value::parse(kind, text).unwrap()
}

fn mobile(text: &str) -> Value {
    value(ContactKind::Mobile, text)
}

/// A value whose code runs out at [`MOMENT`].
fn waiting(value: Value) -> Pending {
    let terms = ChallengeTerms::SMS;
    let sent_at = Timestamp::from_millis(MOMENT.as_millis() - terms.ttl_ms.as_millis());
    Pending { value, challenge: Challenge::sent("123456".to_owned(), &terms, sent_at), link: None }
}

#[test]
fn each_kind_reads_its_own_values() {
    for kind in ContactKind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
        let text = if matches!(kind, ContactKind::Mobile | ContactKind::Home) {
            "+7(000)0000006"
        } else {
            "user006@example.test"
        };
        let value = value(kind, text);
        assert_eq!((value.kind(), value.to_string().as_str()), (kind, text));
    }
    assert_eq!("MOB".parse::<ContactKind>(), Err(ContactError::Kind));
    let read = Value::parse(ContactKind::Mobile, "user006@example.test");
    assert_eq!(read, Err(ContactError::Phone(PhoneError::Form)));
    let read = Value::parse(ContactKind::Email, "+7(000)0000006");
    assert_eq!(read, Err(ContactError::Email(EmailError::Form)));
}

#[test]
fn a_new_value_counts_only_after_its_code() {
    let contact = Contact::proved(1, mobile("+7(000)0000006")).unwrap();
    let contact = contact.awaiting(waiting(mobile("+7(111)1111111"))).unwrap();
    assert_eq!(contact.value(), &mobile("+7(000)0000006"));
    assert_eq!(contact.clone().withdrawn().pending(), None);
    let contact = contact.accepted(MOMENT);
    assert_eq!(contact.value(), &mobile("+7(111)1111111"));
    assert!(contact.is_verified() && contact.pending().is_none());
    assert_eq!(contact.clone().accepted(MOMENT), contact);
}

#[test]
fn a_first_code_proves_the_value_itself() {
    let contact = Contact::new(1, mobile("+7(000)0000006"));
    let contact = contact.awaiting(waiting(mobile("+7(000)0000006"))).unwrap();
    assert!(!contact.is_verified());
    assert!(!contact.is_code_expired(Timestamp::from_millis(MOMENT.as_millis() - 1)));
    assert!(contact.is_code_expired(MOMENT));
    assert!(contact.accepted(MOMENT).is_verified());
}

#[test]
fn home_phones_and_work_addresses_are_never_proved() {
    let home = value(ContactKind::Home, "+7(840)0000006");
    assert_eq!(Contact::proved(1, home.clone()), Err(ContactError::NotVerifiable));
    let contact = Contact::new(1, home.clone());
    assert_eq!(contact.clone().awaiting(waiting(home)), Err(ContactError::NotVerifiable));
    assert_eq!(contact.awaiting(waiting(mobile("+7(000)0000006"))), Err(ContactError::OtherKind));
}

#[test]
fn debug_shows_no_whole_value() {
    let contact = Contact::new(1, mobile("+7(000)1234506"));
    assert!(format!("{contact:?}").contains("Mobile(Phone(+7(***)***4506))"));
}
