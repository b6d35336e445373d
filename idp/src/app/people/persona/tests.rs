//! Ten thousand made-up people, and wishes that are kept or refused.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::domain::challenge::{Challenge, ChallengeTerms};
use crate::domain::id::Oid;
use crate::domain::person::contact::{Contact, ContactKind, Pending, Value};
use crate::domain::person::document::passport;
use crate::domain::person::{DocumentKind, NamePart};
use crate::domain::time::Timestamp;

const TODAY: Date = date(2018, 12, 1);

fn person(sequence: u32, wish: &Wish) -> Persona {
    make_up(7, sequence, TODAY, wish).unwrap()
}

fn part(text: &str) -> Option<NamePart> {
    Some(text.parse().unwrap())
}

fn ends(name: &NamePart, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.as_str().ends_with(ending))
}

fn name_agrees(person: &Persona) -> bool {
    let middle = person.name.middle.as_ref().unwrap();
    match person.gender {
        Gender::Male => {
            ends(middle, &["вич", "ич"]) && !ends(&person.name.last, &["ова", "ева", "ёва", "ина", "ая"])
        }
        Gender::Female => {
            ends(middle, &["вна", "чна"])
                && !ends(&person.name.last, &["ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой"])
        }
    }
}

#[test]
fn ten_thousand_people_are_consistent_and_share_nothing() {
    let mut seen = HashSet::new();
    for sequence in 0..10_000 {
        let person = person(sequence, &Wish::default());
        assert!(name_agrees(&person), "{}", person.name);
        let age = person.birth_date.age_on(TODAY);
        assert!((18..=75).contains(&age), "{age}");
        let document = &person.document;
        assert_eq!(document.kind(), DocumentKind::Passport);
        let issued_on = document.issued_on().unwrap();
        let since = passport::current_since(person.birth_date, date(2018, 11, 29)).unwrap();
        assert!(since < issued_on && issued_on < TODAY, "{:?}", person.birth_date);
        assert!(document.is_issued_after(person.birth_date));
        assert!(person.citizenship.is_russia());
        assert_eq!(person.snils.to_string().parse(), Ok(person.snils));
        assert_eq!(person.inn.to_string().parse(), Ok(person.inn));
        for unique in [
            person.snils.to_string(),
            person.inn.to_string(),
            person.mobile.to_string(),
            person.email.key(),
            document.passport().unwrap().to_string(),
        ] {
            assert!(seen.insert(unique), "person {sequence} shares a number");
        }
    }
}

#[test]
fn many_names_have_a_yo_or_a_hyphen() {
    let names: Vec<_> =
        (0..1000).map(|sequence| person(sequence, &Wish::default()).name.to_string()).collect();
    assert!(names.iter().filter(|name| name.contains(['ё', 'Ё'])).count() > 100);
    assert!(names.iter().filter(|name| name.contains('-')).count() > 20);
    assert!(names.iter().collect::<HashSet<_>>().len() > 950);
}

#[test]
fn numbers_lie_in_ranges_nobody_real_can_have() {
    for sequence in [0, 6, 333_333, SEQUENCE_MAX] {
        let person = person(sequence, &Wish::default());
        assert!(person.snils.to_string().starts_with("901-"));
        assert!(person.inn.to_string().starts_with("9900"));
        assert!(person.mobile.to_string().starts_with("+7(000)1"));
        assert_eq!(person.email.to_string(), format!("person{sequence}@example.test"));
        assert!(person.document.series().unwrap().starts_with("001"));
        assert_eq!(person.document.number().parse::<u32>().unwrap() % 3, 0);
        assert!(person.document.issuer_code().unwrap().digits().starts_with("990"));
        assert!(person.address.envelope().starts_with("00000"));
    }
    assert_eq!(make_up(7, SEQUENCE_MAX + 1, TODAY, &Wish::default()), Err(PersonaError::Sequence));
}

#[test]
fn the_same_seed_and_number_make_the_same_person() {
    assert_eq!(person(6, &Wish::default()), person(6, &Wish::default()));
    let other_seed = make_up(8, 6, TODAY, &Wish::default()).unwrap();
    assert_ne!(person(6, &Wish::default()), other_seed);
    assert_eq!(person(6, &Wish::default()).snils, other_seed.snils);
}

#[test]
fn a_wish_leaves_the_rest_as_it_was() {
    let plain = person(6, &Wish::default());
    let wished =
        person(6, &Wish { first_name: part("Имя006"), gender: Some(plain.gender), ..Wish::default() });
    assert_eq!(wished.name.first.as_str(), "Имя006");
    assert_eq!(
        (&wished.name.last, &wished.document, &wished.address),
        (&plain.name.last, &plain.document, &plain.address)
    );
}

#[test]
fn wished_names_tell_the_gender() {
    for (last, first, middle, gender) in [
        (part("Соколова"), None, None, Gender::Female),
        (part("Вишневский"), None, None, Gender::Male),
        (None, part("алёна"), None, Gender::Female),
        (None, part("Пётр"), None, Gender::Male),
        (part("Бондаренко"), part("Саша"), part("Ильинична"), Gender::Female),
    ] {
        let wish = Wish { last_name: last, first_name: first, middle_name: middle, ..Wish::default() };
        for sequence in 0..50 {
            let person = person(sequence, &wish);
            assert_eq!(person.gender, gender, "{}", person.name);
            assert!(name_agrees(&person), "{}", person.name);
        }
    }
}

#[test]
fn everything_wished_is_kept() {
    let wish = Wish {
        last_name: part("Фамилия006"),
        first_name: part("Имя006"),
        no_middle_name: true,
        gender: Some(Gender::Female),
        birth_date: Some("29.02.1980".parse().unwrap()),
        birth_place: Some("г. Примерск".parse().unwrap()),
        citizenship: Some(Country::RUSSIA),
        snils: Some("000-000-600 06".parse().unwrap()),
        inn: Some("990000000115".parse().unwrap()),
        mobile: Some("+7(000)0000006".parse().unwrap()),
        email: Some("user006@example.test".parse().unwrap()),
        passport: Some(PassportWish {
            number: Some("0006 000006".parse().unwrap()),
            issued_on: Some(date(1990, 1, 1)),
            issuer_code: Some("000-006".parse().unwrap()),
            issued_by: Some("кто-то".parse().unwrap()),
        }),
        ..Wish::default()
    };
    let person = person(6, &wish);
    assert_eq!(person.name.to_string(), "Фамилия006 Имя006");
    assert_eq!(Some(person.birth_date), wish.birth_date);
    assert_eq!((Some(person.snils), Some(person.inn)), (wish.snils, wish.inn));
    assert_eq!((Some(person.mobile), Some(person.email)), (wish.mobile, wish.email));
    let passport = wish.passport.unwrap();
    assert_eq!(person.document.passport(), passport.number);
    assert_eq!(person.document.issued_on(), passport.issued_on);
    assert_eq!(person.document.issuer_code(), passport.issuer_code);
    assert_eq!(person.document.issued_by(), passport.issued_by.as_ref());
}

#[test]
fn a_wished_day_of_issue_finds_an_owner_it_suits() {
    for year in (1960..=2018).step_by(2) {
        let issued_on = date(year, 6, 1);
        let passport = PassportWish { issued_on: Some(issued_on), ..PassportWish::default() };
        let wish = Wish { passport: Some(passport), ..Wish::default() };
        for sequence in 0..20 {
            let person = person(sequence, &wish);
            assert_eq!(person.document.issued_on(), Some(issued_on));
            assert!(papers::counts(person.birth_date, issued_on, TODAY), "{year}");
        }
    }
}

#[test]
fn minors_have_a_birth_certificate() {
    for sequence in 0..500 {
        let person = person(sequence, &Wish { minor: true, ..Wish::default() });
        assert!((7..=13).contains(&person.birth_date.age_on(TODAY)));
        let document = &person.document;
        assert_eq!(document.kind(), DocumentKind::BirthCertificate);
        assert!(document.is_issued_after(person.birth_date) && document.issued_on() < Some(TODAY));
        assert!(document.act_number().is_some() && document.act_date() == document.issued_on());
    }
}

#[test]
fn every_birth_date_gets_a_document_in_order() {
    for (birth, kind) in [
        (TODAY, DocumentKind::BirthCertificate),
        (date(2018, 11, 30), DocumentKind::BirthCertificate),
        (date(2004, 12, 1), DocumentKind::BirthCertificate),
        (date(2004, 11, 29), DocumentKind::Passport),
        (date(1998, 12, 1), DocumentKind::Passport),
        (date(1973, 11, 30), DocumentKind::Passport),
        (date(1900, 1, 2), DocumentKind::Passport),
    ] {
        let birth_date = BirthDate::new(birth).unwrap();
        let person = person(6, &Wish { birth_date: Some(birth_date), ..Wish::default() });
        assert_eq!(person.document.kind(), kind, "{birth}");
        assert!(person.document.is_issued_after(birth_date));
        assert!(person.document.issued_on() <= Some(TODAY));
    }
    let passport = Some(PassportWish::default());
    let fourteen = Wish { birth_date: Some("01.12.2004".parse().unwrap()), passport, ..Wish::default() };
    assert_eq!(person(6, &fourteen).document.issued_on(), Some(TODAY));
}

#[test]
fn foreigners_have_another_citizenship_and_document() {
    for sequence in 0..500 {
        let person = person(sequence, &Wish { foreigner: true, ..Wish::default() });
        assert!(!person.citizenship.is_russia() && person.name.middle.is_none());
        assert_eq!(person.document.kind(), DocumentKind::ForeignIdentity);
        assert!(person.document.is_issued_after(person.birth_date) && !person.document.is_expired_on(TODAY));
    }
    let french = person(6, &Wish { citizenship: "FRA".parse().ok(), ..Wish::default() });
    assert_eq!(french.document.kind(), DocumentKind::ForeignIdentity);
    assert_eq!(french.citizenship.to_string(), "FRA");
}

#[test]
fn contradictions_are_refused_with_their_reason() {
    let wish = Wish::default;
    let birth = |text: &str| Some(text.parse().unwrap());
    let issued = |day| Some(PassportWish { issued_on: Some(day), ..PassportWish::default() });
    let passport = Some(PassportWish::default());
    for (wish, why) in [
        (Wish { no_middle_name: true, middle_name: part("Ильич"), ..wish() }, PersonaError::MiddleName),
        (Wish { birth_date: birth("02.12.2018"), ..wish() }, PersonaError::NotBornYet),
        (Wish { minor: true, birth_date: birth("01.12.2004"), ..wish() }, PersonaError::MinorOfAge),
        (
            Wish { foreigner: true, citizenship: Some(Country::RUSSIA), ..wish() },
            PersonaError::RussianForeigner,
        ),
        (Wish { foreigner: true, passport: passport.clone(), ..wish() }, PersonaError::PassportOfForeigner),
        (Wish { minor: true, passport: passport.clone(), ..wish() }, PersonaError::PassportOfChild),
        (Wish { birth_date: birth("02.12.2004"), passport, ..wish() }, PersonaError::PassportOfChild),
        (Wish { passport: issued(date(2018, 12, 2)), ..wish() }, PersonaError::PassportOfTomorrow),
        (
            Wish { passport: issued(date(1979, 1, 1)), birth_date: birth("01.01.1980"), ..wish() },
            PersonaError::PassportBeforeBirth,
        ),
        (Wish { passport: issued(date(1899, 1, 1)), ..wish() }, PersonaError::PassportBeforeBirth),
    ] {
        assert_eq!(make_up(7, 6, TODAY, &wish), Err(why), "{wish:?}");
    }
    for day in [date(1979, 12, 31), date(2190, 1, 1)] {
        assert_eq!(make_up(7, 6, day, &wish()), Err(PersonaError::Clock));
    }
}

#[test]
fn every_clock_that_is_taken_makes_people() {
    for today in [date(1980, 1, 1), date(2000, 2, 29), date(2023, 2, 28), date(2189, 12, 31)] {
        for sequence in 0..200 {
            for (minor, foreigner) in [(false, false), (true, false), (false, true), (true, true)] {
                let person =
                    make_up(7, sequence, today, &Wish { minor, foreigner, ..Wish::default() }).unwrap();
                let ages = if minor { 7..=13 } else { 18..=75 };
                assert!(ages.contains(&person.birth_date.age_on(today)), "{today}");
            }
        }
    }
}

fn survives_a_record<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let record = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&record).unwrap(), value, "{record}");
}

#[test]
fn all_values_survive_a_record() {
    for wish in [
        Wish::default(),
        Wish { minor: true, ..Wish::default() },
        Wish { foreigner: true, ..Wish::default() },
    ] {
        let person = person(6, &wish);
        survives_a_record(&person.name);
        survives_a_record(&(person.gender, person.birth_date, person.birth_place, person.citizenship));
        survives_a_record(&(person.snils, person.inn, person.mobile, person.email.clone()));
        survives_a_record(&person.document);
        survives_a_record(&person.address);
        let contact = Contact::proved(1, Value::Email(person.email.clone())).unwrap();
        survives_a_record(&contact);
        let challenge = Challenge::sent("1".to_owned(), &ChallengeTerms::SMS, Timestamp::from_secs(1));
        let pending = Pending { value: Value::Email(person.email), challenge, link: None };
        survives_a_record(&contact.awaiting(pending).unwrap());
    }
    let home = Contact::new(1, Value::parse(ContactKind::Home, "+7(840)0000006").unwrap());
    assert_eq!(
        serde_json::to_string(&home).unwrap(),
        r#"{"id":1,"kind":"PHN","value":"+7(840)0000006","verified":false}"#
    );
    let lying = r#"{"id":1,"kind":"PHN","value":"+7(840)0000006","verified":true}"#;
    assert!(serde_json::from_str::<Contact>(lying).is_err());
    assert!(serde_json::from_str::<Snils>(r#""112-233-445 96""#).is_err());
}

#[test]
fn debug_shows_no_whole_number() {
    let person = person(6, &Wish::default());
    let shown = format!("{person:?}");
    for secret in [
        person.snils.to_string(),
        person.inn.to_string(),
        person.mobile.to_string(),
        person.email.to_string(),
        person.birth_date.to_string(),
        person.document.number().to_owned(),
        person.name.last.to_string(),
        person.address.envelope(),
    ] {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
    }
}

/// Person number 777,777 of a first population.
const OF_POPULATION: u32 = 1_777_776;

#[test]
fn who_a_person_of_a_population_is_never_changes() {
    let one = person(OF_POPULATION, &Wish::default());
    let told = format!(
        "{} {} {} {} {} {} {}",
        one.name,
        one.birth_date.date(),
        one.snils,
        one.inn,
        one.mobile,
        one.email,
        one.address.line
    );
    let expected = "Зверева Анна-Мария Львовна 1947-06-24 902-777-776 39 000277777647 +7(000)2777776 \
                    person1777776@example.test Макетная обл., г. Макетоград, ул. Примерная";
    assert_eq!(told, expected);
}

#[test]
fn the_people_of_populations_share_nothing_with_those_who_are_made_one_by_one() {
    assert_eq!(make_up(7, 999_999, TODAY, &Wish::default()), Err(PersonaError::Sequence));
    assert_eq!(make_up(7, 6_000_000, TODAY, &Wish::default()), Err(PersonaError::Sequence));
    let mut seen = HashSet::new();
    let of_populations = (1_000_000..1_002_000).chain([1_333_332, 1_333_333, 5_999_999]);
    for sequence in [0, 1, 333_333, SEQUENCE_MAX].into_iter().chain(of_populations) {
        let person = person(sequence, &Wish::default());
        assert!(name_agrees(&person), "{}", person.name);
        let age = person.birth_date.age_on(TODAY);
        assert!((18..=75).contains(&age), "{age}");
        let passport = person.document.passport().unwrap().to_string();
        for unique in [
            person.snils.to_string(),
            person.inn.to_string(),
            person.mobile.to_string(),
            person.email.key(),
            passport,
        ] {
            assert!(seen.insert(unique), "person {sequence} shares a number");
        }
    }
}

#[test]
fn the_person_of_a_population_follows_from_each_login_and_from_no_other_text() {
    let first = Oid::FIRST_OF_POPULATIONS.number();
    for place in [0, 1, 777_776, 4_999_999] {
        let oid = Oid::new(first + place);
        let serial = Serial::of_population(oid).unwrap();
        assert_eq!(u64::from(serial.sequence()), 1_000_000 + place);
        for login in [serial.mobile().to_string(), serial.snils().to_string(), serial.email().key()] {
            assert_eq!(Serial::holder(&login), Some(oid), "{login}");
        }
    }
    for outside in [Oid::FIRST, Oid::new(first - 1), Oid::new(first + 5_000_000)] {
        assert!(Serial::of_population(outside).is_none() && !outside.is_of_population(), "{outside}");
    }
    let made = person(SEQUENCE_MAX, &Wish::default());
    for login in [
        &*made.mobile.to_string(),
        &*made.snils.to_string(),
        &*made.email.key(),
        "+7(000)1999999",
        "+7(000)7000000",
        "+7(001)2000000",
        "901-999-999 80",
        "907-000-000 10",
        "902-000-000 00",
        "person6000000@example.test",
        "person01000000@example.test",
        "person1000000@example.com",
        "person+100000@example.test",
        "",
        "9",
        "+",
    ] {
        assert_eq!(Serial::holder(login), None, "{login}");
    }
}

#[test]
fn a_search_among_people_of_populations_finds_exactly_those_who_have_the_name() {
    let part = |text: &str| Some(text.parse::<NamePart>().unwrap());
    let wishes = [
        Wish::default(),
        Wish { gender: Some(Gender::Female), ..Wish::default() },
        Wish { last_name: part("Примерова"), ..Wish::default() },
        Wish { first_name: part("Пётр"), ..Wish::default() },
        Wish { citizenship: Some("SRB".parse().unwrap()), ..Wish::default() },
    ];
    for wish in &wishes {
        let people: Vec<_> =
            (1_000_000..1_000_400).map(|sequence| (sequence, person(sequence, wish).name)).collect();
        let beginnings = people.iter().step_by(50).flat_map(|(_, name)| {
            let last: Vec<char> = name.last.as_str().chars().collect();
            [1, 3, last.len()].map(|length| last.iter().take(length).collect::<String>())
        });
        for last in beginnings.chain(["".to_owned(), "Небывал".to_owned()]) {
            for first in ["", "А", "Мария", "Пётр"] {
                let search = Search::new(7, wish, (&last, first));
                let has = |name: &FullName| {
                    name.last.as_str().starts_with(&last) && name.first.as_str().starts_with(first)
                };
                for (sequence, name) in &people {
                    assert_eq!(search.fits(*sequence), has(name), "{last} {first}: {name}");
                }
            }
        }
    }
}
