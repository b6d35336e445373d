//! Owns users of the diary by number: who of them is one person, who is whose child, who is taught.

use jiff::civil::Date;

use crate::member::{Entered, Member, NameKey, Role};
use crate::policy::Spelling;

/// A name's hashes: as the school wrote it, as a passport has it, after a wedding.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// As written.
    pub written: NameKey,
    /// As meant.
    pub meant: NameKey,
    /// With a new surname.
    pub renamed: NameKey,
}

/// Everybody of a list.
#[derive(Debug, Default)]
pub struct School {
    /// The users, in the order of the list.
    pub members: Vec<Member>,
    /// How many people they are.
    pub persons: u32,
    /// The schools' names, by number.
    pub schools: Vec<String>,
    /// The classes' names, by number.
    pub classes: Vec<String>,
    /// Which mention of the list each user is.
    pub mentions: Vec<u32>,
    pub(super) names: Vec<Names>,
    /// Pairs of parent and child, and of child and parent.
    pub(super) by_parent: Vec<(u32, u32)>,
    pub(super) by_child: Vec<(u32, u32)>,
    /// Pupils by class, for teachers.
    pub(super) by_class: Vec<(u32, u32, u32)>,
    /// Users of people who are more than one, by person.
    pub(super) doubles: Vec<(u32, u32)>,
    /// The first user of every person.
    pub(super) firsts: Vec<u32>,
    pub(super) spelling: Spelling,
}

impl School {
    /// The numbers of all users.
    pub fn indices(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.members.len()).expect("invariant: a list has fewer than 2^32 people")
    }

    /// A user.
    pub fn member(&self, index: u32) -> &Member {
        &self.members[index as usize]
    }

    /// The hashes of a user's name.
    pub fn names_of(&self, index: u32) -> Names {
        self.names[index as usize]
    }

    /// How names are compared.
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// The same school with other insurance numbers, and with names as passports spell them where that is wanted.
    pub(crate) fn with(&self, entered: &[Entered], spelt: bool) -> Self {
        let numbered = self.members.iter().zip(entered);
        let members = numbered.map(|(member, snils)| Member { snils: *snils, ..*member }).collect();
        let own = |names: &Names| if spelt { Names { written: names.meant, ..*names } } else { *names };
        Self { members, names: self.names.iter().map(own).collect(), ..self.without_people() }
    }

    fn without_people(&self) -> Self {
        Self {
            members: Vec::new(),
            names: Vec::new(),
            schools: Vec::new(),
            classes: self.classes.clone(),
            mentions: Vec::new(),
            persons: self.persons,
            by_parent: self.by_parent.clone(),
            by_child: self.by_child.clone(),
            by_class: Vec::new(),
            doubles: self.doubles.clone(),
            firsts: self.firsts.clone(),
            spelling: self.spelling,
        }
    }

    /// The users who a person is, in the order of the list.
    pub fn users_of(&self, person: u32) -> impl Iterator<Item = u32> {
        std::iter::once(self.firsts[person as usize]).chain(of(&self.doubles, person))
    }

    /// The children of a user.
    pub fn children(&self, parent: u32) -> impl Iterator<Item = u32> {
        of(&self.by_parent, parent)
    }

    /// The parents of a pupil.
    pub fn parents(&self, child: u32) -> impl Iterator<Item = u32> {
        of(&self.by_child, child)
    }

    /// The pupils of a class.
    pub fn pupils_of(&self, school: u32, class: u32) -> impl Iterator<Item = u32> {
        let all = &self.by_class;
        let from = all.partition_point(|(one, other, _)| (*one, *other) < (school, class));
        let own = all[from..].iter().take_while(move |(one, other, _)| (*one, *other) == (school, class));
        own.map(|(_, _, pupil)| *pupil)
    }

    /// The class by which somebody is listed: the own, or that of the first child.
    pub fn listed_in(&self, index: u32) -> (u32, u32) {
        let member = self.member(index);
        let child = self.children(index).next().filter(|_| member.role == Role::Parent);
        child.map_or((member.school, member.class), |child| {
            let child = self.member(child);
            (child.school, child.class)
        })
    }

    /// A birthday for who has none in the list: pupils by their class, adults forty years before.
    pub fn born_by_class(&self, member: &Member, day: Date) -> Date {
        let digits: String =
            self.classes[member.class as usize].chars().take_while(char::is_ascii_digit).collect();
        let grade = digits.parse::<i16>().ok().filter(|grade| (1..=11).contains(grade));
        let age = match (member.role, grade) {
            (Role::Pupil, Some(grade)) => grade + 7,
            (Role::Pupil, None) => 12,
            _ => 40,
        };
        Date::new(day.year() - age, 1, 15).expect("invariant: a day in January")
    }
}

fn of(pairs: &[(u32, u32)], one: u32) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|(key, _)| *key < one);
    pairs[from..].iter().take_while(move |(key, _)| *key == one).map(|(_, other)| *other)
}
