//! Owns a made-up school with one person for each cause.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rehearse::account::{Account, Facts, Kind};
use rehearse::member::{Entered, Role, Survey};
use rehearse::names::FullName;
use rehearse::policy::{Level, Matching, Spelling};
use rehearse::readiness::{self, Model};
use rehearse::school::Mention;
use rehearse::{Policy, School};
use roster::snils::Snils;

/// Somebody: what is said of the person, role, years and days of age on the day, whose child, the account, surname.
struct Person {
    says: &'static str,
    role: Role,
    age: Option<(i16, i32)>,
    parent: &'static str,
    survey: Survey,
    last: &'static str,
    facts: Facts,
}

const NONE: Facts = Facts::CONSENT;

const fn adult(says: &'static str, survey: Survey, last: &'static str) -> Person {
    Person { says, role: Role::Parent, age: None, parent: "", survey, last, facts: NONE }
}

const fn pupil(says: &'static str, age: (i16, i32), parent: &'static str, survey: Survey) -> Person {
    Person { says, role: Role::Pupil, age: Some(age), parent, survey, last: "Орлова", facts: NONE }
}

const fn with(person: Person, facts: Facts) -> Person {
    Person { facts, ..person }
}

const fn as_role(person: Person, role: Role) -> Person {
    Person { role, ..person }
}

const PEOPLE: &[Person] = &[
    adult("mother with a hyphen", Survey::Confirmed, "Орлова-Белова"),
    pupil("pupil of ten", (10, 100), "mother with a hyphen", Survey::Child),
    pupil("pupil of thirteen", (13, 351), "mother with a hyphen", Survey::Child),
    as_role(adult("teacher", Survey::Confirmed, "Соколова"), Role::Teacher),
    adult("standard father", Survey::Standard, "Ёлкин"),
    pupil("pupil of sixteen", (16, 30), "standard father", Survey::Confirmed),
    adult("mother without a number", Survey::Confirmed, "Рябинина"),
    with(adult("renamed mother", Survey::Confirmed, "Зимина"), Facts::RENAMED),
    with(adult("mother with another number", Survey::Confirmed, "Осокина"), Facts::OTHER_SNILS),
    with(adult("mother with two accounts", Survey::Confirmed, "Тополева"), Facts::SECOND),
    with(adult("mother out of reach", Survey::Confirmed, "Липина"), Facts::UNREACHABLE),
    adult("father without an account", Survey::None, "Клёнов"),
    pupil("pupil without an account", (11, 10), "father without an account", Survey::None),
    pupil("pupil without a number", (15, 10), "mother with a hyphen", Survey::Confirmed),
    // The mother's number stands in the child's row.
    pupil("pupil with the mother's number", (15, 40), "mother of two users", Survey::Confirmed),
    adult("mother of two users", Survey::Confirmed, "Вязова"),
    as_role(adult("administrator", Survey::Confirmed, "Грабова"), Role::Administrator),
    adult("misspelt mother", Survey::Confirmed, "Кaлинина"),
    with(adult("mother who did not activate", Survey::Confirmed, "Ивина"), Facts::INACTIVE),
    pupil("pupil without a consent", (12, 200), "mother with a hyphen", Survey::Child),
    pupil("grown-up child", (14, 20), "mother with a hyphen", Survey::Standard),
    pupil("pupil of seventeen", (17, 355), "mother with a hyphen", Survey::Confirmed),
    adult("simplified mother", Survey::Simplified, "Берёзова"),
    adult("mother who came lately", Survey::Confirmed, "Сиренева"),
];

/// The rows of some of them.
pub(crate) fn rows(said: &[&str]) -> BTreeSet<u32> {
    said.iter().map(|said| row(place(said))).collect()
}

fn place(said: &str) -> u32 {
    let found = PEOPLE.iter().position(|person| person.says == said);
    u32::try_from(found.unwrap_or_else(|| panic!("nobody is {said}"))).unwrap()
}

fn row(place: u32) -> u32 {
    place + 2
}

/// The school on a day, with everybody's account.
pub(crate) struct Play {
    pub(crate) school: School,
    pub(crate) accounts: Vec<Account>,
    pub(crate) names: Vec<FullName>,
}

impl Play {
    /// With the ages of the day that counts, and accounts as they are on the first.
    pub(crate) fn on(target: Date, first: Date, policy: &Policy) -> Self {
        let spelling = match policy.matching {
            Matching::NameAndSnils(spelling) => spelling,
            _ => Spelling::default(),
        };
        let names: Vec<FullName> = (0_u32..).zip(PEOPLE).map(|(place, person)| name(place, person)).collect();
        let mut mentions: Vec<Mention<'_>> =
            (0_u32..).zip(PEOPLE).map(|(place, person)| mention(place, person, target)).collect();
        // The teacher is a mother too.
        let teacher = place("teacher");
        let count = u32::try_from(PEOPLE.len()).unwrap();
        mentions.push(Mention {
            id: count,
            role: Role::Parent,
            ..mention(teacher, &PEOPLE[teacher as usize], target)
        });
        let mut names = names;
        names.push(names[teacher as usize].clone());
        let kin = (0_u32..).zip(PEOPLE).filter(|(_, person)| !person.parent.is_empty());
        let kin = kin.map(|(child, person)| (place(person.parent), child));
        let kin = kin.chain([(teacher, place("pupil of ten"))]);
        let school = School::of_mentions(mentions.len(), mentions.into_iter(), kin, spelling);
        let accounts = accounts(&school, first);
        Self { school, accounts, names }
    }
}

fn name(place: u32, person: &Person) -> FullName {
    const FIRST: [&str; 6] = ["Анна", "Вера", "Инна", "Кира", "Мария", "Софья"];
    let first = FIRST[place as usize % FIRST.len()];
    FullName::of(person.last, first, if place % 5 == 4 { "" } else { "Павловна" })
}

fn mention(place: u32, person: &Person, target: Date) -> Mention<'static> {
    let number =
        |place: u32| Entered::Number(Snils::with_check(901_000_100 + u64::from(place)).unwrap().number());
    let snils = match person.says {
        "mother without a number" => Entered::Missing,
        "pupil without a number" => Entered::Unusable,
        "pupil with the mother's number" => number(self::place("mother of two users")),
        _ => number(place),
    };
    let born = person.age.map(|(years, days)| {
        let birthday = target.checked_sub(i32::from(years).years()).unwrap();
        birthday.checked_sub(days.days()).unwrap()
    });
    Mention {
        id: place,
        first: place,
        row: row(place),
        role: person.role,
        school: "",
        class: if person.role == Role::Administrator { "" } else { "7А" },
        born,
        joined: (person.says == "mother who came lately").then(|| target.yesterday().unwrap()),
        snils,
        survey: Some(person.survey),
        name: name(place, person),
    }
}

/// Everybody has the account that is said, and only the facts that are said.
fn accounts(school: &School, first: Date) -> Vec<Account> {
    let model = Model::parse("test", "id = \"test\"\ntitle = \"test\"\n[[groups]]\nroles = [\"pupil\", \"parent\", \"teacher\", \"administrator\"]\naccount.none = { percent = 100, source = \"ours\" }\n").unwrap();
    let mut accounts = readiness::population(school, &model, 1, first);
    for (place, person) in (0_u32..).zip(PEOPLE) {
        let account = &mut accounts[school.member(place).person as usize];
        let facts = person.facts.with(Facts::BINDS, !person.says.contains("two accounts"));
        let consents = person.role == Role::Pupil && person.says != "pupil without a consent";
        let is_backed = school.parents(place).any(|parent| {
            let of = &PEOPLE[parent as usize % PEOPLE.len()];
            of.survey == Survey::Confirmed
        });
        account.facts = facts.with(Facts::CONSENT, consents && is_backed);
        if facts.has(Facts::RENAMED) {
            account.name = school.names_of(place).renamed;
        }
        if facts.has(Facts::OTHER_SNILS) {
            account.snils = Snils::with_check(906_000_000).unwrap().number();
        }
        assert!(account.kind == Kind::None || account.level() >= Some(Level::Simplified));
    }
    accounts
}
