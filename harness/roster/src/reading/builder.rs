//! Owns how rows become people.

use crate::finding::Kind as What;
use crate::finding::{Field, Finding};
use crate::layout::{Block, Meaning, Title, class_of};
use crate::name::divide;
use crate::person::{Entry, Further, Gender, PersonId, Readiness, Role, Roster, Seat};
use crate::reading::kinship::{Named, Pending};
use crate::reading::list::List;
use crate::reading::seen::Places;
use crate::reading::walk::{Kind, Sink, Walked};
use crate::reading::{identity, kinship};
use crate::refused::Refused;
use crate::source::Row;
use crate::text::Text;
use crate::value;

/// Gathers people from rows.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    roster: Roster,
    findings: Vec<Finding>,
    own: Option<Places>,
    parents: Vec<Places>,
    role: Option<Role>,
    yes: Option<Readiness>,
    title_class: (Text, u8),
    title_role: Option<Role>,
    last: Option<Last>,
    pairs: Vec<(PersonId, PersonId)>,
    pending: Vec<Pending>,
    same: Vec<(PersonId, PersonId)>,
}

/// The pupil of the row before.
#[derive(Debug, Clone, Copy)]
struct Last {
    id: PersonId,
    signature: u64,
    /// What the cells of the parents were, so that the same row again is not taken for a second parent.
    parents: u64,
}

impl Sink for Builder {
    fn begin(&mut self, block: &Block) {
        self.own = Some(Places::of(&block.columns, Seat::Own));
        self.parents =
            block.columns.seats().into_iter().map(|seat| Places::of(&block.columns, seat)).collect();
        self.role = block.role;
        self.yes = Some(if block.yes_is_confirmed { Readiness::Confirmed } else { Readiness::Some });
    }

    fn row(&mut self, row: &Row, kind: Kind) -> Result<(), Refused> {
        match kind {
            Kind::Heading | Kind::Repeated | Kind::Title(Title::Nothing) => {}
            Kind::Title(Title::Class(class)) => {
                let grade = class_of(&class).map_or(0, |(_, grade)| grade);
                self.title_class = (self.roster.texts.keep(&class), grade);
            }
            Kind::Title(Title::Role(role)) => self.title_role = Some(role),
            Kind::Unreadable => self.tell(row, What::RowUnreadable, Field::Row),
            Kind::Shifted => self.tell(row, What::RowShifted, Field::Row),
            Kind::People => self.people(row),
        }
        Ok(())
    }
}

impl Builder {
    /// The list, when all rows were taken.
    pub(crate) fn list(mut self, walked: Walked) -> Result<List, Refused> {
        if self.roster.is_empty() && self.findings.is_empty() {
            return Err(Refused::Nobody);
        }
        self.roster.entries.shrink_to_fit();
        identity::settle(&mut self.roster, &self.same);
        kinship::settle(&mut self.roster, self.pairs, &self.pending, &mut self.findings);
        self.roster.texts.close();
        let Walked { form, block, heading_row, skipped_rows, unknown_columns } = walked;
        Ok(List {
            roster: self.roster,
            findings: self.findings,
            form,
            block,
            heading_row,
            skipped_rows,
            unknown_columns,
        })
    }

    fn tell(&mut self, row: &Row, kind: What, field: Field) {
        let finding =
            Finding { row: row.number, seat: Seat::Own, kind, field, person: None, other: None, on: None };
        self.findings.push(finding);
    }

    fn people(&mut self, row: &Row) {
        let own = self.own.take().expect("invariant: headings come before people");
        let parents = std::mem::take(&mut self.parents);
        let has_parents = parents.iter().any(|places| places.is_named(row));
        let signature = own.signature(row);
        let is_named = own.is_named(row);
        let of_parents = parents.iter().fold(0_u64, |sum, places| sum.rotate_left(7) ^ places.signature(row));
        let is_further = |last: &Last| last.signature == signature && last.parents != of_parents;
        let goes_on = self.last.filter(|last| has_parents && (!is_named || is_further(last)));
        if is_named || own.is_filled(row) || has_parents {
            self.roster.rows += 1;
        }
        match goes_on {
            Some(last) => self.further_parents(row, &parents, last),
            None if own.is_filled(row) || has_parents => {
                let ids = self.owner(row, &own);
                let pupil = ids.first().copied().filter(|id| self.roster.entry(*id).role == Role::Pupil);
                self.last = pupil.map(|id| Last { id, signature, parents: of_parents });
                if let Some(last) = self.last {
                    self.further_parents(row, &parents, last);
                }
            }
            None => {}
        }
        (self.own, self.parents) = (Some(own), parents);
    }

    /// The owner of a row, once for each role.
    fn owner(&mut self, row: &Row, own: &Places) -> Vec<PersonId> {
        let mut entry = self.entry(row, own);
        let written = own.cell(row, Meaning::Role);
        let mut roles = value::roles(written);
        let post = own.cell(row, Meaning::Post);
        if roles == [Role::Staff] || roles.is_empty() {
            roles = value::of_post(post).map_or(roles, |role| vec![role]);
        }
        let is_unknown = roles.is_empty() && !written.is_empty();
        if roles.is_empty() {
            roles.extend(self.title_role.or(self.role).filter(|_| !is_unknown));
        }
        self.class(row, own, &mut entry, &roles);
        if roles.is_empty() {
            roles.push(if entry.class.is_empty() { Role::Staff } else { Role::Pupil });
            self.findings.push(Finding {
                row: row.number,
                seat: Seat::Own,
                kind: What::RoleUnknown,
                field: Field::Role,
                person: Some(PersonId(self.roster.entries.len() as u32)),
                other: None,
                on: None,
            });
        }
        let mut ids = Vec::with_capacity(roles.len());
        for role in roles {
            entry.role = role;
            let id = self.push(entry, row, own);
            self.same.extend(ids.first().map(|first| (*first, id)));
            self.refer(row, own, id, role);
            ids.push(id);
        }
        ids
    }

    /// Whom the cells of children and parents name.
    fn refer(&mut self, row: &Row, own: &Places, id: PersonId, role: Role) {
        let (meaning, named) = match role {
            Role::Parent => (Meaning::Children, Named::Children),
            Role::Pupil => (Meaning::Parents, Named::Parents),
            Role::Teacher | Role::Admin | Role::Staff => return,
        };
        for cell in own.cells(row, meaning) {
            if role == Role::Pupil && !own.has(Meaning::Role) && self.title_role.is_none() {
                // Nobody but pupils has a row here: the parents are known by these names only.
                for name in cell.split([',', ';', '/', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
                    self.parent_by_name(name, id);
                }
            } else {
                let text = self.roster.texts.keep(cell);
                self.pending.push(Pending { of: id, text, named });
            }
        }
    }

    fn parent_by_name(&mut self, name: &str, child: PersonId) {
        let parts = divide(name);
        let texts = &mut self.roster.texts;
        let mut entry = Entry {
            seat: Seat::Parent(1),
            role: Role::Parent,
            gender: None,
            readiness: None,
            ..*self.roster.entries.last().expect("invariant: the child was pushed before")
        };
        entry.first = PersonId(self.roster.entries.len() as u32);
        (entry.last, entry.given, entry.middle) =
            (texts.keep(parts.last), texts.keep(parts.given), texts.keep(parts.middle));
        (entry.snils, entry.birth, entry.joined) = (None, None, None);
        (entry.snils_text, entry.birth_text, entry.phone, entry.mail, entry.key) =
            (Text::EMPTY, Text::EMPTY, Text::EMPTY, Text::EMPTY, Text::EMPTY);
        let id = entry.first;
        self.roster.entries.push(entry);
        self.pairs.push((id, child));
    }

    /// The parents in the columns of a row.
    fn further_parents(&mut self, row: &Row, parents: &[Places], last: Last) {
        let (class, grade, school, is_first_row) = {
            let child = self.roster.entry(last.id);
            (child.class, child.grade, child.school, child.row == row.number)
        };
        for places in parents.iter().filter(|places| places.is_named(row)) {
            let mut entry = self.entry(row, places);
            (entry.role, entry.class, entry.grade, entry.school) = (Role::Parent, class, grade, school);
            entry.gender = entry.gender.or(match places.seat {
                // Of a row below, the columns hold the second parent, whatever their headings say.
                Seat::Mother if is_first_row => Some(Gender::Female),
                Seat::Father if is_first_row => Some(Gender::Male),
                _ => None,
            });
            let id = self.push(entry, row, places);
            self.pairs.push((id, last.id));
        }
        self.last = Some(last);
    }

    /// The cells of one person, without role and class.
    fn entry(&mut self, row: &Row, places: &Places) -> Entry {
        let name = places.name(row);
        let snils = places.cell(row, Meaning::Snils);
        let birth = places.cell(row, Meaning::Birth);
        let number = value::snils(snils);
        let yes = self.yes.unwrap_or(Readiness::Some);
        let readiness = places.cell(row, Meaning::Readiness);
        let known = value::readiness(readiness, yes);
        let gender = places.cell(row, Meaning::Gender);
        let sex = value::gender(gender);
        let of_kinship = value::kinship(places.cell(row, Meaning::Kinship));
        let next = Some(PersonId(self.roster.entries.len() as u32));
        let mut told = |kind, field, is_told: bool| {
            let finding = Finding {
                row: row.number,
                seat: places.seat,
                kind,
                field,
                person: next,
                other: None,
                on: None,
            };
            self.findings.extend(is_told.then_some(finding));
        };
        told(What::ReadinessUnknown, Field::Readiness, known.is_none() && !readiness.is_empty());
        told(What::GenderUnknown, Field::Gender, sex.is_none() && !gender.is_empty());
        told(What::NameDoubleBlank, Field::LastName, places.divides_by_two_blanks(row));
        let texts = &mut self.roster.texts;
        Entry {
            row: row.number,
            first: PersonId(0),
            snils: number.eleven_digits(),
            birth: value::birth(birth),
            joined: value::birth(places.cell(row, Meaning::Joined)),
            last: texts.keep(&joined(name.last)),
            given: texts.keep(&joined(name.given)),
            middle: texts.keep(&joined(name.middle)),
            snils_text: texts.keep(snils),
            birth_text: texts.keep(birth),
            class: Text::EMPTY,
            school: texts.keep(places.cell(row, Meaning::School)),
            phone: Text::EMPTY,
            mail: Text::EMPTY,
            key: texts.keep(places.cell(row, Meaning::Key)),
            role: Role::Staff,
            seat: places.seat,
            gender: sex.or(of_kinship),
            readiness: known,
            grade: 0,
        }
    }

    /// The class from its own cells, or from the title above.
    fn class(&mut self, row: &Row, own: &Places, entry: &mut Entry, roles: &[Role]) {
        let mut written = own.cell(row, Meaning::Class).to_owned();
        let grade = own.cell(row, Meaning::Grade);
        if !grade.is_empty() && !written.starts_with(|c: char| c.is_ascii_digit()) {
            written = format!("{grade}{}{written}", own.cell(row, Meaning::Letter));
        } else if !own.cell(row, Meaning::Letter).is_empty() && written.chars().all(|c| c.is_ascii_digit()) {
            written.push_str(own.cell(row, Meaning::Letter));
        }
        let is_of_class = roles.is_empty() || roles.contains(&Role::Pupil);
        if written.is_empty() {
            let (class, grade) = if is_of_class { self.title_class } else { (Text::EMPTY, 0) };
            (entry.class, entry.grade) = (class, grade);
            return;
        }
        let (class, grade) = class_of(&written).unwrap_or((written, 0));
        (entry.class, entry.grade) = (self.roster.texts.keep(&class), grade);
    }

    /// Keeps an entry with its phones and mail addresses.
    fn push(&mut self, mut entry: Entry, row: &Row, places: &Places) -> PersonId {
        let id = PersonId(self.roster.entries.len() as u32);
        entry.first = id;
        for (is_phone, meaning) in [(true, Meaning::Phone), (false, Meaning::Mail)] {
            for cell in places.cells(row, meaning) {
                let split: Vec<&str> =
                    if is_phone { value::phones(cell).collect() } else { value::mails(cell).collect() };
                for written in split {
                    let text = self.roster.texts.keep(written);
                    let first = if is_phone { &mut entry.phone } else { &mut entry.mail };
                    if first.is_empty() {
                        *first = text;
                    } else if *first != text {
                        self.roster.more.push(Further { of: id, is_phone, text });
                    }
                }
            }
        }
        self.roster.entries.push(entry);
        id
    }
}

/// A part of a name without the line breaks that a cell had.
fn joined(part: &str) -> std::borrow::Cow<'_, str> {
    if part.contains(['\n', '\r', '\t']) {
        part.split(['\n', '\r', '\t'])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        part.into()
    }
}
