use super::*;

const SMALL: &str = r#"
[school]
id = "small"
name = "Школа"
region = "Область"
utc_offset_hours = 3

[[pupils]]
id = "one"
last_name = "Белкин"
first_name = "Тихон"
birth_date = 2006-03-14
class = "7 «А»"

[[users]]
id = "mother"
role = "parent"
last_name = "Белкина"
first_name = "Вера"
login = "belkina"
password = "Osen-2018!"
sees = ["one"]

[[marks]]
pupil = "one"
subject = "Алгебра"
date = 2018-11-12
mark = 5
work = "Контрольная работа"
"#;

/// What the reader says when `from` in the small school is written as `to`.
fn complaint(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "the small school has no {from}");
    School::parse("small.toml", &SMALL.replacen(from, to, 1)).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn the_built_in_school_is_well_formed() {
    assert!(
        [School::OF_2024, School::OF_EDU_JOURNAL]
            .iter()
            .all(|(file, text)| School::parse(file, text).is_ok())
    );
    let school = School::built_in().unwrap();
    let looks = |user: &&User| matches!(user.role, Role::Parent | Role::Pupil);
    assert!(school.users.iter().filter(looks).all(|user| school.seen_by(user).count() > 0));
    assert!(school.pupils.iter().all(|pupil| pupil.birth_date.year() > 1995));
}

#[test]
fn a_mistake_is_named_by_file_line_and_field() {
    let cases = [
        (
            "class = \"7 «А»\"",
            "klass = \"7 «А»\"",
            "small.toml, line 13, field `klass`: unknown field `klass`",
        ),
        ("mark = 5", "mark = 6", "small.toml, line 28, field `mark`: a mark is a number from 1 to 5"),
        ("mark = 5", "mark = \"5\"", "small.toml, line 28, field `mark`: invalid type: string \"5\""),
        (
            "pupil = \"one\"",
            "pupil = \"two\"",
            "small.toml, line 25, field `pupil`: no pupil has the id `two`",
        ),
        (
            "sees = [\"one\"]",
            "sees = [\"two\"]",
            "small.toml, line 22, field `sees`: no pupil has the id `two`",
        ),
        ("2018-11-12", "2018-11-12T10:00:00", "small.toml, line 27, field `date`: a date without a time"),
        (
            "role = \"parent\"",
            "role = \"uncle\"",
            "small.toml, line 17, field `role`: unknown variant `uncle`",
        ),
        ("utc_offset_hours = 3", "utc_offset_hours = 99", "small.toml, line 6, field `utc_offset_hours`:"),
    ];
    for (from, to, expected) in cases {
        let seen = complaint(from, to);
        assert!(seen.starts_with(expected), "for {to}\nseen     {seen}\nexpected {expected}");
    }
}

#[test]
fn nobody_is_there_twice() {
    let twice = format!(
        "{SMALL}\n[[pupils]]\nid = \"one\"\nlast_name = \"А\"\nfirst_name = \"Б\"\nbirth_date = 2007-01-01\nclass = \"1\"\n"
    );
    let seen = School::parse("small.toml", &twice).map(|_| ()).unwrap_err().to_string();
    assert_eq!(seen, "small.toml, line 32, field `id`: `one` is there twice");
}

#[test]
fn the_old_way_in_needs_both_login_and_password() {
    let people = crate::diary::people::People::new(School::parse("small.toml", SMALL).unwrap().users);
    let who = |login, password| people.with_password(login, password).map(|user| user.id);
    assert_eq!(who("belkina", "Osen-2018!").as_deref(), Some("mother"));
    assert_eq!(who(" belkina ", "Osen-2018!").as_deref(), Some("mother"));
    assert_eq!(who("belkina", "osen-2018!"), None);
    assert_eq!(who("belkina.v", "Osen-2018!"), None);
    assert_eq!(who("belkina", ""), None);
}

#[test]
fn a_password_is_not_printed() {
    let school = School::parse("small.toml", SMALL).unwrap();
    let printed = format!("{school:?}");
    assert!(printed.contains("belkina") && !printed.contains("Osen"), "{printed}");
}
