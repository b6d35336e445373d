//! Owns made-up families: children of an age that fits their class, parents who are older, numbers nobody has.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::generate::chance::Chance;
use crate::generate::tables::{BOYS, FATHERS, GIRLS, LETTERS, STEMS};

/// What stands in a row, and what the answer key says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) role: &'static str,
    pub(super) last: String,
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) gender: String,
    pub(super) birth: Option<Date>,
    /// Written instead of the birth date.
    pub(super) birth_text: Option<String>,
    pub(super) snils: String,
    pub(super) phone: String,
    pub(super) mail: String,
    pub(super) class: String,
    pub(super) school: String,
    pub(super) children: String,
    pub(super) readiness: String,
    /// Added to the end of the line.
    pub(super) tail: &'static str,
    /// The kinds that have to be found in this row.
    pub(super) expected: Vec<&'static str>,
    /// Whether the birthday is told if it is the fourteenth or eighteenth.
    pub(super) tells_birthday: bool,
}

/// A family: children, mother, father, and whoever a defect adds.
#[derive(Debug, Clone, Default)]
pub(super) struct Family {
    pub(super) rows: Vec<Row>,
    pub(super) children: usize,
    pub(super) grade: i16,
}

impl Family {
    pub(super) fn pupil(&mut self) -> &mut Row {
        &mut self.rows[0]
    }

    pub(super) fn mother(&mut self) -> &mut Row {
        let at = self.children;
        &mut self.rows[at]
    }

    pub(super) fn father(&mut self) -> &mut Row {
        let at = self.children + 1;
        &mut self.rows[at]
    }
}

/// Everybody's numbers, one after another.
#[derive(Debug)]
pub(super) struct School {
    begins: Date,
    made: u32,
    families: u32,
}

impl School {
    pub(super) fn new(today: Date) -> Self {
        let year = if today.month() >= 6 { today.year() } else { today.year() - 1 };
        Self { begins: date(year, 9, 1), made: 0, families: 0 }
    }

    /// Somebody without a role.
    pub(super) fn somebody(&mut self, stem: &str, is_boy: bool, chance: &mut Chance) -> Row {
        self.made += 1;
        let father = chance.one_of(&FATHERS);
        let (first, ending, middle, gender) = if is_boy {
            (chance.one_of(&BOYS), "ов", "ич", "м")
        } else {
            (chance.one_of(&GIRLS), "ова", "на", "ж")
        };
        Row {
            code: format!("U{}", self.made),
            last: format!("{stem}{ending}"),
            first: first.to_owned(),
            middle: format!("{father}{middle}"),
            gender: gender.to_owned(),
            snils: number(901_000_000 + u64::from(self.made), true),
            phone: format!("+7000{:07}", self.made),
            mail: format!("u{}@example.test", self.made),
            school: format!("Школа {}", self.families / 350 + 1),
            ..Row::default()
        }
    }

    /// A family with one or two children and both parents.
    pub(super) fn family(&mut self, chance: &mut Chance) -> Family {
        self.families += 1;
        let stem = chance.one_of(&STEMS);
        let children = if chance.below(4) == 0 { 2 } else { 1 };
        let mut family = Family { children, ..Family::default() };
        let mut oldest = self.begins;
        for _ in 0..children {
            let grade = 1 + chance.below(11) as i16;
            let is_boy = chance.below(2) == 0;
            let mut row = self.somebody(stem, is_boy, chance);
            row.role = "ученик";
            let class = chance.one_of(&LETTERS);
            row.class = format!("{grade}{class}");
            let born = self.born(grade, chance);
            row.birth = Some(born);
            row.tells_birthday = true;
            oldest = oldest.min(born);
            if family.rows.is_empty() {
                family.grade = grade;
            }
            family.rows.push(row);
        }
        let codes: Vec<String> = family.rows.iter().map(|row| row.code.clone()).collect();
        for is_boy in [false, true] {
            let mut row = self.somebody(stem, is_boy, chance);
            row.role = "родитель";
            row.children = codes.join(", ");
            row.birth = Some(earlier(oldest, 22 + chance.below(15) as i16, chance));
            row.readiness =
                chance.one_of(&["", "нет", "стандартная", "подтверждённая", "упрощённая"]).to_owned();
            family.rows.push(row);
        }
        if self.families.is_multiple_of(12) {
            let mut row = self.somebody(chance.one_of(&STEMS), false, chance);
            row.role = "учитель";
            row.birth = Some(earlier(self.begins, 25 + chance.below(30) as i16, chance));
            family.rows.push(row);
        }
        family
    }

    /// Six or seven years old in class 1 on 1 September.
    fn born(&self, grade: i16, chance: &mut Chance) -> Date {
        let first = date(self.begins.year() - grade - 7, 9, 1);
        first.saturating_add(i64::from(chance.below(700)).days())
    }

    pub(super) fn begins(&self) -> Date {
        self.begins
    }
}

/// A day so many years earlier, and up to a year more.
fn earlier(than: Date, years: i16, chance: &mut Chance) -> Date {
    date(than.year() - years - 1, than.month(), 1).saturating_add(i64::from(chance.below(330)).days())
}

/// A number with its check digits, or with wrong ones: nine digits by weights from nine down to one, modulo 101.
pub(super) fn number(base: u64, is_right: bool) -> String {
    let digits = format!("{base:09}");
    let sum: u64 =
        digits.bytes().zip((1..=9).rev()).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
    let mut check = sum % 101;
    if check == 100 {
        check = 0;
    }
    if !is_right {
        check = (check + 1) % 100;
    }
    format!("{:03}-{:03}-{:03} {check:02}", base / 1_000_000, base / 1000 % 1000, base % 1000)
}
