//! Names that are taken, names that are not, and names that count as the same.

use super::*;

fn part(text: &str) -> NamePart {
    text.parse().unwrap()
}

fn name(last: &str, first: &str, middle: Option<&str>) -> FullName {
    FullName { last: part(last), first: part(first), middle: middle.map(part) }
}

#[test]
fn usual_names_are_accepted() {
    for (text, canonical) in [
        ("Фамилия006", "Фамилия006"),
        ("  Соловьёва ", "Соловьёва"),
        ("Соловье\u{308}ва", "Соловьёва"),
        ("Андреи\u{306}", "Андрей"),
        ("Мамин–Сибиряк", "Мамин-Сибиряк"),
        ("Анна   Мария", "Анна Мария"),
        ("О’Нил", "О'Нил"),
        ("Кызы А.", "Кызы А."),
        ("Müller", "Müller"),
        ("Қасымов", "Қасымов"),
        ("я", "я"),
        ("Ага,оглы", "Ага,оглы"),
    ] {
        assert_eq!(part(text).as_str(), canonical);
        assert_eq!(NamePart::try_from(String::from(part(text))), Ok(part(canonical)));
    }
    assert!("я".repeat(60).parse::<NamePart>().is_ok());
}

#[test]
fn a_name_of_two_alphabets_that_a_store_has_kept_is_still_read() {
    let mixed = "Иванoв".to_owned();
    assert_eq!(NamePart::try_from(mixed.clone()).map(|part| part.as_str().to_owned()), Ok(mixed));
}

#[test]
fn every_other_text_is_refused_with_its_reason() {
    let long = "я".repeat(61);
    for (text, why) in [
        ("", NameError::Empty),
        ("  ", NameError::Empty),
        ("-", NameError::Empty),
        ("123", NameError::Empty),
        ("Иванов, Иван", NameError::Sign),
        ("Иванов_", NameError::Sign),
        ("<b>Иванов</b>", NameError::Sign),
        ("Иван\nов", NameError::Sign),
        ("山田", NameError::Sign),
        (",Иванов", NameError::Sign),
        ("Иванoв", NameError::Alphabets),
        ("Иванов Iii", NameError::Alphabets),
        (&long, NameError::TooLong),
    ] {
        assert_eq!(text.parse::<NamePart>(), Err(why), "{text}");
    }
}

#[test]
fn names_that_differ_in_spelling_only_have_one_normalised_key() {
    let listed = name("СОЛОВЬЕВА - ТРАВИНА", "Алена", Some("Петровна"));
    let account = name("Соловьёва-Травина", "Алёна", Some("Петровна"));
    assert_ne!(listed, account);
    assert_eq!(listed.normalised(), account.normalised());
    assert_ne!(
        listed.key(Folding { yo: false, ..Folding::ALL }),
        account.key(Folding { yo: false, ..Folding::ALL })
    );
}

#[test]
fn an_absent_patronymic_is_not_an_empty_one() {
    let (without, with) = (name("Юн", "Алина", None), name("Юн", "Алина", Some("Игоревна")));
    assert_ne!(without.normalised(), with.normalised());
    assert_eq!(without.to_string(), "Юн Алина");
    assert_eq!(with.to_string(), "Юн Алина Игоревна");
}

#[test]
fn debug_shows_the_first_letters_only() {
    let shown = format!("{:?}", name("Юн", "Алина", Some("Игоревна")));
    assert_eq!(shown, "FullName { last: Ю***, first: А***, middle: Some(И***) }");
}
