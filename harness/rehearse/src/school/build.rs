//! Owns how a roster becomes a school: every person once in every role.

use std::collections::HashMap;

use jiff::civil::Date;
use roster::person::{self, Person, Readiness, Roster};

use crate::member::{Entered, Member, Role, Survey};
use crate::names::FullName;
use crate::policy::Spelling;
use crate::school::users::{Names, School};

/// No user yet.
const NOBODY: u32 = u32::MAX;

/// Somebody as a list mentions him.
#[derive(Debug)]
pub struct Mention<'m> {
    /// The number of the mention.
    pub id: u32,
    /// The first mention of the same person.
    pub first: u32,
    /// The row.
    pub row: u32,
    /// The role.
    pub role: Role,
    /// The school.
    pub school: &'m str,
    /// The class.
    pub class: &'m str,
    /// The birthday.
    pub born: Option<Date>,
    /// Since when the person is a user of the diary.
    pub joined: Option<Date>,
    /// The insurance number.
    pub snils: Entered,
    /// What the survey says.
    pub survey: Option<Survey>,
    /// The name as written.
    pub name: FullName,
}

impl School {
    /// Everybody of a roster as the list stands on a day, with names compared as a policy says.
    pub fn of(roster: &Roster, spelling: Spelling, today: Date) -> Self {
        let pairs = roster.people().flat_map(|child| {
            let child_first = child.first().0;
            child.parents().map(move |parent| (parent.first().0, child_first)).collect::<Vec<_>>()
        });
        let mentions = roster.mentions().map(|person| mention(person, today));
        Self::of_mentions(roster.len(), mentions, pairs, spelling)
    }

    /// Everybody of a list: so many mentions, and pairs of parent and child by their first mentions.
    pub fn of_mentions<'m>(
        count: usize,
        mentions: impl Iterator<Item = Mention<'m>>,
        pairs: impl Iterator<Item = (u32, u32)>,
        spelling: Spelling,
    ) -> Self {
        let mut building = Building {
            // Of a million people a list that grows would be there twice for a moment.
            school: Self {
                spelling,
                members: Vec::with_capacity(count),
                mentions: Vec::with_capacity(count),
                names: Vec::with_capacity(count),
                ..Self::default()
            },
            users: vec![NOBODY; count],
            others: HashMap::new(),
            persons: vec![NOBODY; count],
            schools: HashMap::new(),
            classes: HashMap::new(),
        };
        mentions.for_each(|mention| building.mention(&mention));
        building.kin(pairs);
        building.school
    }
}

/// The first year in which somebody who signs in was born.
const BORN_FROM: i16 = 1920;

fn mention(person: Person<'_>, today: Date) -> Mention<'_> {
    let snils = match person.snils().filter(|snils| snils.is_checked() && !snils.is_placeholder()) {
        Some(snils) => Entered::Number(snils.number()),
        None if person.snils_text().trim().is_empty() => Entered::Missing,
        None => Entered::Unusable,
    };
    Mention {
        id: person.id().0,
        first: person.first().0,
        row: person.row(),
        role: role(person),
        school: person.school(),
        class: person.class(),
        // A day that cannot be is no birthday.
        born: person.birth().filter(|born| born.year() >= BORN_FROM && *born < today),
        joined: person.joined(),
        snils,
        survey: person.readiness().and_then(survey),
        name: full_name(person),
    }
}

struct Building {
    school: School,
    /// The user whom a person's first mention became, by the mention.
    users: Vec<u32>,
    /// People who are users in more than one role.
    others: HashMap<(u32, Role), u32>,
    persons: Vec<u32>,
    schools: HashMap<String, u32>,
    classes: HashMap<String, u32>,
}

impl Building {
    fn mention(&mut self, mention: &Mention<'_>) {
        let (first, role) = (mention.first, mention.role);
        if self.user(first, role).is_some() {
            return;
        }
        let index = u32::try_from(self.school.members.len()).expect("invariant: fewer than 2^32 people");
        if self.users[first as usize] == NOBODY {
            self.users[first as usize] = index;
            self.persons[first as usize] = self.school.persons;
            self.school.persons += 1;
            self.school.firsts.push(index);
        } else {
            self.others.insert((first, role), index);
            self.school.doubles.push((self.persons[first as usize], index));
        }
        let member = self.member(mention, self.persons[first as usize]);
        let (meant, spelling) = (mention.name.meant(), self.school.spelling);
        let names = Names {
            written: mention.name.key(spelling),
            meant: meant.key(spelling),
            renamed: meant.renamed().key(spelling),
        };
        if role == Role::Pupil {
            self.school.by_class.push((member.school, member.class, index));
        }
        self.school.members.push(member);
        self.school.mentions.push(mention.id);
        self.school.names.push(names);
    }

    fn member(&mut self, mention: &Mention<'_>, person: u32) -> Member {
        Member {
            row: mention.row,
            school: numbered(&mut self.schools, &mut self.school.schools, mention.school),
            class: numbered(&mut self.classes, &mut self.school.classes, mention.class),
            role: mention.role,
            born: mention.born,
            joined: mention.joined,
            snils: mention.snils,
            person,
            survey: mention.survey,
        }
    }

    fn user(&self, first: u32, role: Role) -> Option<u32> {
        let index = self.users[first as usize];
        if index == NOBODY {
            return None;
        }
        let is_that = self.school.member(index).role == role;
        if is_that { Some(index) } else { self.others.get(&(first, role)).copied() }
    }

    fn kin(&mut self, pairs: impl Iterator<Item = (u32, u32)>) {
        let known =
            |(parent, child)| Some((self.user(parent, Role::Parent)?, self.user(child, Role::Pupil)?));
        let mut pairs: Vec<(u32, u32)> = pairs.filter_map(known).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut turned: Vec<(u32, u32)> = pairs.iter().map(|(parent, child)| (*child, *parent)).collect();
        turned.sort_unstable();
        (self.school.by_parent, self.school.by_child) = (pairs, turned);
        self.school.by_class.sort_unstable();
        self.school.doubles.sort_unstable();
    }
}

/// Surname, name and patronymic as a person of a roster has them.
pub(crate) fn full_name(person: Person<'_>) -> FullName {
    FullName::of(person.last_name(), person.first_name(), person.middle_name())
}

/// The diary knows four roles; other staff signs in as teachers do.
fn role(person: Person<'_>) -> Role {
    match person.role() {
        person::Role::Pupil => Role::Pupil,
        person::Role::Parent => Role::Parent,
        person::Role::Teacher | person::Role::Staff => Role::Teacher,
        person::Role::Admin => Role::Administrator,
    }
}

fn survey(readiness: Readiness) -> Option<Survey> {
    match readiness {
        Readiness::Absent => Some(Survey::None),
        Readiness::Simplified => Some(Survey::Simplified),
        Readiness::Standard => Some(Survey::Standard),
        Readiness::Confirmed => Some(Survey::Confirmed),
        Readiness::Child => Some(Survey::Child),
        // An account of unknown level is drawn.
        Readiness::Some => None,
    }
}

fn numbered(numbers: &mut HashMap<String, u32>, texts: &mut Vec<String>, text: &str) -> u32 {
    if let Some(number) = numbers.get(text) {
        return *number;
    }
    let number = u32::try_from(texts.len()).expect("invariant: fewer classes than people");
    texts.push(text.to_owned());
    numbers.insert(text.to_owned(), number);
    number
}
