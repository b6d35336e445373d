//! Owns from verdicts to what is told of them: counts by role, phase, cause, class.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::cause::Cause;
use crate::days::Days;
use crate::forecast::Verdict;
use crate::measure::{Gain, MEASURES, Trial};
use crate::policy::Policy;
use crate::school::School;
use crate::table::Table;
use crate::told::{
    CauseTold, ClassTold, Counted, PhaseTold, Point, PolicyTold, Rehearsal, Row, SCHEMA, Step, Who,
};

/// By which classes are sorted: the school, the number of the class, its name.
type ClassKey<'k> = (&'k str, (u32, &'k str));

/// What a rehearsal is told from.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// The school.
    pub school: &'a School,
    /// The policy.
    pub policy: &'a Policy,
    /// The accounts.
    pub accounts: &'a [Account],
    /// The days.
    pub days: &'a Days,
    /// The verdicts.
    pub table: &'a Table,
    /// The readiness model.
    pub model: &'a str,
    /// The seed.
    pub seed: u64,
    /// Whether measures are tried.
    pub what_if: bool,
}

impl Telling<'_> {
    /// Tells it.
    pub fn told(&self) -> Rehearsal {
        let (classes, class_of) = self.classes();
        let (measures, ladder) = self.measures();
        let mut people: BTreeMap<_, Counted> = BTreeMap::new();
        for (member, verdict) in self.school.members.iter().zip(&self.table.target) {
            people.entry(member.role).or_default().count(*verdict);
        }
        let all = people.values().fold(Counted::default(), |all, one| Counted {
            people: all.people + one.people,
            out: all.out + one.out,
        });
        Rehearsal {
            schema: SCHEMA,
            policy: PolicyTold {
                id: self.policy.id.clone(),
                letter: self.policy.letter.clone(),
                title: self.policy.title.clone(),
            },
            model: self.model.to_owned(),
            seed: self.seed,
            target: self.days.target.to_string(),
            people,
            all,
            phases: self.phases(),
            causes: self.causes(),
            timeline: self.timeline(),
            rows: self.rows(&class_of),
            classes,
            measures,
            ladder,
            proof: None,
            compared: None,
        }
    }

    fn phases(&self) -> Vec<PhaseTold> {
        let told = |(phase, verdicts): (usize, &Vec<Verdict>)| {
            let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
            PhaseTold {
                name: self.policy.phases[self.policy.phase_on(self.days.phases[phase])].name.clone(),
                day: self.days.phases[phase].to_string(),
                portal: count(Verdict::PORTAL),
                password: count(Verdict::PASSWORD),
                hidden: count(Verdict::HIDDEN),
                out: verdicts.iter().filter(|verdict| verdict.cause().is_some()).count(),
            }
        };
        self.table.phases.iter().enumerate().map(told).collect()
    }

    fn causes(&self) -> Vec<CauseTold> {
        let mut all: BTreeMap<Cause, BTreeMap<_, usize>> = BTreeMap::new();
        for (member, verdict) in self.school.members.iter().zip(&self.table.target) {
            if let Some(cause) = verdict.cause() {
                *all.entry(cause).or_default().entry(member.role).or_default() += 1;
            }
        }
        let mut told: Vec<CauseTold> = all
            .into_iter()
            .map(|(cause, roles)| CauseTold {
                id: cause,
                title: cause.told().title.into(),
                mender: cause.told().mender,
                people: roles.values().sum(),
                roles,
            })
            .collect();
        told.sort_by_key(|cause| (std::cmp::Reverse(cause.people), cause.id));
        told
    }

    fn timeline(&self) -> Vec<Point> {
        let points = self.table.timeline(self.days);
        points.into_iter().map(|(day, out)| Point { day: day.to_string(), out }).collect()
    }

    /// The classes by school and name, and which one everybody is listed in.
    fn classes(&self) -> (Vec<ClassTold>, Vec<u32>) {
        let school = self.school;
        let mut numbers: BTreeMap<ClassKey<'_>, (Counted, u32)> = BTreeMap::new();
        let key = |index: u32| {
            let (place, class) = school.listed_in(index);
            let class = school.classes[class as usize].as_str();
            (school.schools[place as usize].as_str(), (grade(class), class))
        };
        for (index, verdict) in (0_u32..).zip(&self.table.target) {
            numbers.entry(key(index)).or_default().0.count(*verdict);
        }
        for (number, place) in (0_u32..).zip(numbers.values_mut()) {
            place.1 = number;
        }
        let class_of = school.indices().map(|index| numbers[&key(index)].1).collect();
        let told = numbers.into_iter().map(|((school, (_, class)), (counted, _))| ClassTold {
            school: school.to_owned(),
            class: class.to_owned(),
            counted,
            known_as: None,
        });
        (told.collect(), class_of)
    }

    fn rows(&self, class_of: &[u32]) -> Vec<Row> {
        let out = self.table.target.iter().zip(0_u32..).filter_map(|(verdict, index)| {
            let (member, cause) = (self.school.member(index), verdict.cause()?);
            Some(Row {
                row: member.row,
                role: member.role,
                class: class_of[index as usize],
                cause,
                who: self.who(index),
                name: None,
            })
        });
        // A region has a million of them: a list that grows is there twice for a moment.
        let count = self.table.target.iter().filter(|verdict| verdict.cause().is_some()).count();
        let mut rows = Vec::with_capacity(count);
        rows.extend(out);
        rows
    }

    /// A hash of the pseudonym, which is the same as long as the key is.
    fn who(&self, index: u32) -> Who {
        let (member, names) = (self.school.member(index), self.school.names_of(index));
        let born = member.born.map(|born| born.to_string()).unwrap_or_default();
        let parts = [names.written.own, names.written.middle].map(|part| part.to_string());
        Who(crate::names::hashed(&[&parts[0], &parts[1], &born, member.role.word()]))
    }

    fn measures(&self) -> (Vec<Step>, Vec<Step>) {
        if !self.what_if {
            return (Vec::new(), Vec::new());
        }
        let out: Vec<u32> = self
            .school
            .indices()
            .filter(|index| self.table.target[*index as usize].cause().is_some())
            .collect();
        let trial = Trial {
            school: self.school,
            policy: self.policy,
            accounts: self.accounts,
            days: (self.days.phases[0], self.days.target),
        };
        let told = |gains: Vec<Gain>| gains.into_iter().map(step).collect();
        (told(trial.alone(&out)), told(trial.ladder(&out)))
    }
}

fn step(gain: Gain) -> Step {
    let measure = &MEASURES[gain.measure];
    Step { id: measure.id.to_owned(), title: measure.title.into(), saved: gain.saved, left: gain.left }
}

/// The number of a class; staff comes last.
fn grade(class: &str) -> u32 {
    let digits: String = class.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

impl Counted {
    fn count(&mut self, verdict: Verdict) {
        self.people += 1;
        self.out += usize::from(verdict.cause().is_some());
    }
}
