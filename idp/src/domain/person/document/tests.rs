//! Series and numbers of every kind, and fields that must agree.

use jiff::civil::date;

use super::*;

fn passport() -> Draft {
    Draft {
        issued_on: Some(date(2018, 12, 1)),
        issuer_code: Some("990-001".parse().unwrap()),
        issued_by: Some("ОТДЕЛ ВЫДАЧИ ПРИМЕРСКА".parse().unwrap()),
        ..Draft::new(7, &PassportNumber::from_parts("9901", "123456").unwrap().into())
    }
}

#[test]
fn every_kind_has_one_name_on_the_wire() {
    for kind in DocumentKind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
        assert_eq!(DocumentKind::try_from(String::from(kind)), Ok(kind));
    }
    assert!("PASSPORT".parse::<DocumentKind>().is_err());
    for state in VerifyState::ALL {
        assert_eq!(state.to_string().parse(), Ok(state));
    }
    assert!("NONE".parse::<VerifyState>().is_err());
}

#[test]
fn each_kind_takes_its_own_series_and_numbers() {
    for (kind, series, number, canonical) in [
        ("RF_PASSPORT", Some("9901"), "123456", (Some("9901"), "123456")),
        ("RF_PASSPORT", Some("99 01"), "123 456", (Some("9901"), "123456")),
        ("RF_PASSPORT", None, "9901123456", (Some("9901"), "123456")),
        ("RF_PASSPORT", Some(" "), "9901123456", (Some("9901"), "123456")),
        ("FRGN_PASS", Some("99"), "1234567", (Some("99"), "1234567")),
        ("FRGN_PASS", None, "991234567", (Some("99"), "1234567")),
        ("RF_DRIVING_LICENSE", Some("1222"), "884455", (Some("1222"), "884455")),
        ("RF_DRIVING_LICENSE", Some("99аа"), "884455", (Some("99АА"), "884455")),
        ("RF_BRTH_CERT", Some("xvii-шю"), "123456", (Some("XVII-ШЮ"), "123456")),
        ("KID_RF_BRTH_CERT", Some("I – АБ"), "123456", (Some("I-АБ"), "123456")),
        ("OLD_BRTH_CERT", Some("II-ЯЁ"), "123456", (Some("II-ЯЁ"), "123456")),
        ("FID_DOC", None, "ab 123/4", (None, "AB123/4")),
        ("FID_DOC", Some("МР"), "1", (Some("МР"), "1")),
        ("MDCL_PLCY", None, "9900 0000 0000 0001", (None, "9900000000000001")),
    ] {
        let number = DocumentNumber::parse(kind.parse().unwrap(), series, number).unwrap();
        assert_eq!((number.series(), number.number()), canonical, "{kind}");
    }
}

#[test]
fn each_kind_refuses_the_rest_with_its_reason() {
    let long = "1".repeat(31);
    for (kind, series, number, why) in [
        ("RF_PASSPORT", Some("990"), "1123456", NumberError::Passport),
        ("RF_PASSPORT", Some("9901"), "12345", NumberError::Passport),
        ("RF_PASSPORT", None, "123456", NumberError::Passport),
        ("RF_PASSPORT", Some("99О1"), "123456", NumberError::Passport),
        ("FRGN_PASS", Some("9901"), "123456", NumberError::TravelPassport),
        ("FRGN_PASS", Some("é"), "1234567", NumberError::TravelPassport),
        ("RF_DRIVING_LICENSE", None, "884455", NumberError::DrivingLicence),
        ("RF_DRIVING_LICENSE", Some("99AA"), "884455", NumberError::DrivingLicence),
        ("RF_BRTH_CERT", None, "123456", NumberError::BirthCertificate),
        ("RF_BRTH_CERT", Some("17-ШЮ"), "123456", NumberError::BirthCertificate),
        ("RF_BRTH_CERT", Some("XVII-ШЮЯ"), "123456", NumberError::BirthCertificate),
        ("RF_BRTH_CERT", Some("XVIIШЮ"), "123456", NumberError::BirthCertificate),
        ("RF_BRTH_CERT", Some("XVII-SH"), "123456", NumberError::BirthCertificate),
        ("RF_BRTH_CERT", Some("XVII-ШЮ"), "12345", NumberError::BirthCertificate),
        ("FID_DOC", None, "", NumberError::Number),
        ("FID_DOC", None, "12;3", NumberError::Number),
        ("FID_DOC", None, &long, NumberError::Number),
        ("FID_DOC", Some("(1)"), "123", NumberError::Series),
        ("FID_DOC", Some(&long), "123", NumberError::Series),
    ] {
        let read = DocumentNumber::parse(kind.parse().unwrap(), series, number);
        assert_eq!(read, Err(why), "{kind} {series:?} {number}");
    }
}

#[test]
fn a_draft_survives_the_check_unchanged() {
    let document = Document::try_from(passport()).unwrap();
    assert_eq!(Draft::from(document.clone()), passport());
    assert_eq!(document.passport(), PassportNumber::from_parts("9901", "123456").ok());
    assert_eq!(document.clone().with_id(9).with_state(VerifyState::Verified).state(), VerifyState::Verified);
    let travel = Draft {
        latin_last_name: Some("Solovyova".parse().unwrap()),
        ..Draft::new(1, &DocumentNumber::parse(DocumentKind::TravelPassport, None, "991234567").unwrap())
    };
    assert!(Document::try_from(travel).unwrap().passport().is_none());
}

#[test]
fn fields_that_do_not_agree_are_refused() {
    let day = Some(date(2018, 11, 30));
    for (draft, why) in [
        (Draft { number: "1".into(), ..passport() }, DocumentError::Number(NumberError::Passport)),
        (Draft { issued_on: Some(date(1900, 1, 1)), ..passport() }, DocumentError::Date),
        (Draft { expires_on: day, ..passport() }, DocumentError::ExpiresBeforeIssue),
        (Draft { act_date: day, ..passport() }, DocumentError::Act),
        (Draft { act_number: Some("1".parse().unwrap()), ..passport() }, DocumentError::Act),
        (Draft { latin_first_name: Some("Anna".parse().unwrap()), ..passport() }, DocumentError::LatinName),
        (
            Draft {
                kind: DocumentKind::TravelPassport,
                latin_first_name: Some("Анна".parse().unwrap()),
                ..passport()
            },
            DocumentError::LatinName,
        ),
    ] {
        assert_eq!(Document::try_from(draft), Err(why));
    }
}

#[test]
fn a_document_is_not_older_than_its_owner() {
    let document = Document::try_from(Draft { expires_on: Some(date(2024, 1, 1)), ..passport() }).unwrap();
    assert!(document.is_issued_after("01.12.2018".parse().unwrap()));
    assert!(!document.is_issued_after("02.12.2018".parse().unwrap()));
    assert!(!document.is_expired_on(date(2024, 1, 1)));
    assert!(document.is_expired_on(date(2024, 1, 2)));
}

#[test]
fn debug_shows_no_number() {
    let document = Document::try_from(passport()).unwrap();
    assert_eq!(format!("{:?}", passport()), "Draft(7 RF_PASSPORT NOT_VERIFIED)");
    assert_eq!(format!("{document:?}"), "Document(7 RF_PASSPORT NOT_VERIFIED)");
    let number = DocumentNumber::from(document.passport().unwrap());
    assert_eq!(format!("{number:?}"), "DocumentNumber(RF_PASSPORT ***)");
}
