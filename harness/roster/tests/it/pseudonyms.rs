//! Owns the comparison of a list with itself under pseudonyms: the same findings, the same kinship, none of the names.

use jiff::civil::Date;
use roster::check::{Answer, Policy, check};
use roster::finding::Finding;
use roster::pseudonym::{self, Key};
use roster::reading::{List, Options, read};

use crate::generated::{TODAY, made};
use crate::scratch;

fn key(seed: u8) -> Key {
    Key::new(&[seed + b'a'; 32]).unwrap()
}

fn shape(finding: &Finding) -> (u32, String, &'static str, &'static str, Option<u32>, Option<Date>) {
    (
        finding.row,
        format!("{:?}", finding.seat),
        finding.kind.word(),
        finding.field.word(),
        finding.other,
        finding.on,
    )
}

fn same(real: &List, other: &List, what: &str) {
    let policy = Policy { published_snils: Answer::Told, ..Policy::on(TODAY) };
    let findings = |list: &List| -> Vec<_> {
        let mut shapes: Vec<_> = check(list, &policy).iter().map(shape).collect();
        shapes.sort();
        shapes
    };
    let (before, after) = (findings(real), findings(other));
    let gone: Vec<_> = before.iter().filter(|shape| !after.contains(shape)).take(5).collect();
    let new: Vec<_> = after.iter().filter(|shape| !before.contains(shape)).take(5).collect();
    assert!(
        gone.is_empty() && new.is_empty() && before.len() == after.len(),
        "{what}: gone {gone:?}, new {new:?}"
    );
    assert_eq!(real.roster.len(), other.roster.len(), "{what}");
    for (one, two) in real.roster.mentions().zip(other.roster.mentions()) {
        let kin = |person: roster::person::Person<'_>| {
            let rows = |people: Vec<roster::person::Person<'_>>| {
                people.iter().map(|one| one.row()).collect::<Vec<_>>()
            };
            (
                person.row(),
                person.role(),
                person.gender(),
                person.first(),
                person.readiness(),
                rows(person.children().collect()),
                rows(person.parents().collect()),
            )
        };
        assert_eq!(kin(one), kin(two), "{what}");
        let lengths = |person: roster::person::Person<'_>| {
            [person.last_name(), person.first_name(), person.middle_name()].map(|part| part.chars().count())
        };
        assert_eq!(lengths(one), lengths(two), "{what}, row {}", one.row());
    }
}

#[test]
fn every_finding_is_the_same_before_and_after() {
    for seed in 0..4 {
        let (list, _) = made(1_000, u64::from(seed) + 40);
        let path = scratch::file(&format!("real-{seed}.csv"), &list);
        let options = Options::default();
        let real = read(&path, &options).unwrap();
        let held = pseudonym::read(&path, &options, &key(seed), TODAY).unwrap();
        same(&real, &held, "held");
        let mut out = Vec::new();
        pseudonym::write(&path, &options, &key(seed), TODAY, &mut out).unwrap();
        let written = scratch::file(&format!("made-up-{seed}.csv"), &out);
        same(&real, &read(&written, &options).unwrap(), "written");
    }
}

#[test]
fn nothing_of_a_person_is_in_what_is_written() {
    let list = "Список составила Канарейкина З.Щ.\n\
        №;Класс;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Телефон;Email;Адрес;ФИО матери;Примечание\n\
        1;5А;Канарейкин;Щегол;Чижович;05.05.2013;112-233-445 95;8 912 345-67-89;kanar@mail.example;ул. Птичья, 7;Канарейкина Пеночка Снегирёвна;болеет часто\n\
        5 Б класс (кл. рук. Воробьёва Галка Грачовна);;;;;;;;;;;\n\
        2;5Б;Дроздов;Клёст;Стрижович;06.06.2013;112-233-445 96;12345;bad mail;ул. Птичья, 8;;\"не закрыто\n";
    let path = scratch::file("canaries.csv", list.as_bytes());
    let mut out = Vec::new();
    pseudonym::write(&path, &Options::default(), &key(1), TODAY, &mut out).unwrap();
    let written = String::from_utf8(out).unwrap().to_lowercase();
    for canary in [
        "канарейк",
        "щегол",
        "чижов",
        "пеночк",
        "снегир",
        "воробь",
        "галка",
        "грачо",
        "112-233-445",
        "912",
        "kanar",
        "птичья",
        "болеет",
        "дрозд",
        "клёст",
        "клест",
        "05.05.2013",
    ] {
        assert!(!written.contains(canary), "{canary}: {written}");
    }
    assert!(written.contains("фамилия") && written.contains("5а"), "{written}");
    assert!(!format!("{:?}", key(1)).contains("bbbb"));
}
