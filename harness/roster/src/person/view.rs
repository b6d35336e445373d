//! Owns how a person of a roster is read: texts instead of numbers.

use jiff::civil::Date;

use crate::person::entry::{Entry, Gender, PersonId, Readiness, Role, Seat};
use crate::person::roster::Roster;
use crate::snils::Snils;

/// A person of a roster, by one mention.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    roster: &'a Roster,
    id: PersonId,
}

impl std::fmt::Debug for Person<'_> {
    /// The row only: names are nobody's to log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person(row {}, {:?})", self.row(), self.seat())
    }
}

impl<'a> Person<'a> {
    pub(crate) fn new(roster: &'a Roster, id: PersonId) -> Self {
        Self { roster, id }
    }

    fn entry(self) -> &'a Entry {
        self.roster.entry(self.id)
    }

    /// The number of this mention.
    pub fn id(self) -> PersonId {
        self.id
    }

    /// The number of the first mention of the same person.
    pub fn first(self) -> PersonId {
        self.entry().first
    }

    /// The line or row of the file, from 1.
    pub fn row(self) -> u32 {
        self.entry().row
    }

    /// Where in the row.
    pub fn seat(self) -> Seat {
        self.entry().seat
    }

    /// The role.
    pub fn role(self) -> Role {
        self.entry().role
    }

    /// Surname as written.
    pub fn last_name(self) -> &'a str {
        self.roster.text(self.entry().last)
    }

    /// Name as written.
    pub fn first_name(self) -> &'a str {
        self.roster.text(self.entry().given)
    }

    /// Patronymic as written.
    pub fn middle_name(self) -> &'a str {
        self.roster.text(self.entry().middle)
    }

    /// The gender that the list says.
    pub fn gender(self) -> Option<Gender> {
        self.entry().gender
    }

    /// The birth date, if what was written is one.
    pub fn birth(self) -> Option<Date> {
        self.entry().birth
    }

    /// Since when the person is a user of the diary, if the list says so.
    pub fn joined(self) -> Option<Date> {
        self.entry().joined
    }

    /// The birth date as written.
    pub fn birth_text(self) -> &'a str {
        self.roster.text(self.entry().birth_text)
    }

    /// The SNILS, if what was written is eleven digits; its check digits may be wrong.
    pub fn snils(self) -> Option<Snils> {
        self.entry().snils
    }

    /// The SNILS as written.
    pub fn snils_text(self) -> &'a str {
        self.roster.text(self.entry().snils_text)
    }

    /// Phones as written.
    pub fn phones(self) -> impl Iterator<Item = &'a str> {
        let first = self.roster.text(self.entry().phone);
        std::iter::once(first).filter(|text| !text.is_empty()).chain(self.further(true))
    }

    /// Mail addresses as written.
    pub fn mails(self) -> impl Iterator<Item = &'a str> {
        let first = self.roster.text(self.entry().mail);
        std::iter::once(first).filter(|text| !text.is_empty()).chain(self.further(false))
    }

    fn further(self, phones: bool) -> impl Iterator<Item = &'a str> {
        let more = &self.roster.more;
        let from = more.partition_point(|further| further.of < self.id);
        let own =
            more.get(from..).unwrap_or_default().iter().take_while(move |further| further.of == self.id);
        own.filter(move |further| further.is_phone == phones).map(|further| self.roster.text(further.text))
    }

    /// The class: «4А»; empty where there is none.
    pub fn class(self) -> &'a str {
        self.roster.text(self.entry().class)
    }

    /// The number of the class.
    pub fn grade(self) -> Option<u8> {
        Some(self.entry().grade).filter(|grade| *grade > 0)
    }

    /// The school; empty in the list of one school.
    pub fn school(self) -> &'a str {
        self.roster.text(self.entry().school)
    }

    /// What the survey column says.
    pub fn readiness(self) -> Option<Readiness> {
        self.entry().readiness
    }

    /// The number or login of the list's own.
    pub fn key(self) -> &'a str {
        self.roster.text(self.entry().key)
    }

    /// The children, each by the first mention.
    pub fn children(self) -> impl Iterator<Item = Person<'a>> {
        let roster = self.roster;
        roster.kin.children(self.first()).map(move |id| Person::new(roster, id))
    }

    /// The parents, each by the first mention.
    pub fn parents(self) -> impl Iterator<Item = Person<'a>> {
        let roster = self.roster;
        roster.kin.parents(self.first()).map(move |id| Person::new(roster, id))
    }
}

impl Roster {
    /// All mentions in the order of the file, people mentioned again included.
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = Person<'_>> {
        (0..self.entries.len() as u32).map(|number| Person::new(self, PersonId(number)))
    }

    /// Everybody once, by the first mention.
    pub fn people(&self) -> impl Iterator<Item = Person<'_>> {
        self.mentions().filter(|person| person.first() == person.id())
    }

    /// One mention.
    ///
    /// # Panics
    /// For a number that this roster did not give.
    pub fn person(&self, id: PersonId) -> Person<'_> {
        assert!((id.0 as usize) < self.entries.len(), "the number is of another roster");
        Person::new(self, id)
    }
}
