use super::*;
use crate::domain::account::Profile;
use crate::domain::person::document::Draft;

fn profile() -> Profile {
    let text = |name: &str| name.parse().unwrap();
    let mut profile =
        Profile::named(FullName {
            last: text("Журавлева"), first: text("Алёна"), middle: None
        });
    profile.birth_date = Some("01.02.1980".parse().unwrap());
    profile.gender = Some(Gender::Female);
    profile.snils = Some("000-000-600 06".parse().unwrap());
    let number = DocumentNumber::parse(DocumentKind::Passport, Some("0003"), "000003").unwrap();
    profile.documents.push(Document::try_from(Draft::new(1, &number)).unwrap());
    profile.identity_document = Some(1);
    profile
}

fn record() -> PensionRecord {
    let profile = profile();
    PensionRecord {
        snils: profile.snils.unwrap(),
        name: profile.name,
        birth_date: profile.birth_date.unwrap(),
        gender: profile.gender,
        silent: false,
    }
}

fn with_pension(change: impl FnOnce(&mut PensionRecord)) -> Known {
    let mut record = record();
    change(&mut record);
    Known { pension: Some(record), passport: None }
}

fn with_passport(standing: PassportStanding) -> Known {
    let key = passport_key(profile().identity_paper().unwrap());
    Known { pension: None, passport: Some(PassportRecord { key, standing }) }
}

#[test]
fn a_record_decides_for_its_person() {
    let registers = Registers::default();
    let table = [
        (with_pension(|_| {}), Some(vec![])),
        (with_pension(|it| it.name.last = "ЖУРАВЛЕВА".parse().unwrap()), Some(vec![])),
        (with_pension(|it| it.name.first = "Алена".parse().unwrap()), Some(vec![])),
        (
            with_pension(|it| it.name.first = "Алла".parse().unwrap()),
            Some(vec![FieldFault::SnilsNameDiffers]),
        ),
        (
            with_pension(|it| it.birth_date = "02.02.1980".parse().unwrap()),
            Some(vec![FieldFault::SnilsBirthDateDiffers]),
        ),
        (with_pension(|it| it.gender = Some(Gender::Male)), Some(vec![FieldFault::SnilsGenderDiffers])),
        (with_pension(|it| it.gender = None), Some(vec![])),
        (with_pension(|it| it.silent = true), None),
        (with_passport(PassportStanding::Valid), Some(vec![])),
        (with_passport(PassportStanding::Replaced), Some(vec![FieldFault::PassportReplaced])),
        (with_passport(PassportStanding::Invalid), Some(vec![FieldFault::PassportInvalid])),
        (with_passport(PassportStanding::Unknown), Some(vec![FieldFault::PassportUnknown])),
        (with_passport(PassportStanding::HolderUnknown), Some(vec![FieldFault::PassportHolderUnknown])),
        (with_passport(PassportStanding::Silent), None),
    ];
    for (known, expected) in table {
        assert_eq!(judge(&profile(), &known, &registers), expected, "{known:?}");
    }
}

#[test]
fn people_without_a_record_get_the_answer_of_the_setting() {
    use RegisterAnswer::{Agree, Refuse, Silent};
    let asked = |pension_fund, interior_ministry| {
        let registers = Registers { pension_fund, interior_ministry, ..Registers::default() };
        judge(&profile(), &Known::default(), &registers)
    };
    assert_eq!(asked(Agree, Agree), Some(vec![]));
    assert_eq!(asked(Refuse, Agree), Some(vec![FieldFault::SnilsUnknown]));
    assert_eq!(asked(Refuse, Refuse), Some(vec![FieldFault::SnilsUnknown, FieldFault::PassportUnknown]));
    assert_eq!(asked(Silent, Refuse), None);
    let strict = Registers { pension_fund: Refuse, ..Registers::default() };
    assert_eq!(judge(&profile(), &with_pension(|_| {}), &strict), Some(vec![]));
}

#[test]
fn the_pension_fund_is_not_asked_about_a_foreigner_without_a_snils() {
    let foreigner = Profile { snils: None, ..profile() };
    let registers = Registers { pension_fund: RegisterAnswer::Refuse, ..Registers::default() };
    assert_eq!(judge(&foreigner, &Known::default(), &registers), Some(vec![]));
}
