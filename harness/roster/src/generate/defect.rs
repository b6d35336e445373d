//! Owns the defects that are planted, and what has to be found because of each.

use jiff::ToSpan as _;
use jiff::civil::date;

use crate::generate::chance::Chance;
use crate::generate::family::{Family, Row, School, number};
use crate::generate::tables::STEMS;

/// A defect, by the word of the kind that has to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect(&'static str);

impl Defect {
    /// All that are planted, in their turn.
    pub const ALL: [Self; 49] = [
        Self("snils-missing"),
        Self("snils-placeholder"),
        Self("snils-malformed"),
        Self("snils-zeros-lost"),
        Self("snils-scientific"),
        Self("snils-wrong-digits"),
        Self("snils-doubled"),
        Self("snils-of-parent"),
        Self("name-missing"),
        Self("name-undivided"),
        Self("name-swapped"),
        Self("name-initials"),
        Self("name-latin"),
        Self("name-double-blank"),
        Self("name-invisible"),
        Self("name-long-dash"),
        Self("name-symbols"),
        Self("name-case"),
        Self("name-yo"),
        Self("name-differs"),
        Self("middle-missing"),
        Self("middle-placeholder"),
        Self("gender-unknown"),
        Self("gender-disagrees"),
        Self("birth-missing"),
        Self("birth-impossible"),
        Self("birth-future"),
        Self("birth-too-early"),
        Self("age-against-class"),
        Self("parent-too-young"),
        Self("phone-invalid"),
        Self("phone-shared"),
        Self("phone-doubled"),
        Self("mail-invalid"),
        Self("mail-shared"),
        Self("mail-doubled"),
        Self("person-twice"),
        Self("namesakes"),
        Self("pupil-without-parent"),
        Self("parent-without-pupil"),
        Self("child-not-found"),
        Self("no-way-in"),
        Self("class-missing"),
        Self("class-unknown"),
        Self("role-unknown"),
        Self("readiness-unknown"),
        Self("cell-formula"),
        Self("row-unreadable"),
        Self("row-shifted"),
    ];

    /// The word.
    pub const fn word(self) -> &'static str {
        self.0
    }
}

/// Plants a defect in a family. `before` is a family without one, whose numbers may be given away.
pub(super) fn plant(
    defect: Defect,
    family: &mut Family,
    before: &Family,
    school: &mut School,
    chance: &mut Chance,
) {
    let word = defect.word();
    match word.split('-').next().unwrap_or_default() {
        "snils" => snils(word, family, before, school, chance),
        "name" | "middle" => name(word, family, school, chance),
        "gender" => gender(word, family),
        "birth" | "age" => birth(word, family, school),
        "phone" | "mail" => contact(word, family, before),
        "row" | "cell" | "class" | "role" | "readiness" => row(word, family),
        _ => people(word, family, school, chance),
    }
}

fn snils(word: &'static str, family: &mut Family, before: &Family, school: &mut School, chance: &mut Chance) {
    let lent = before.rows[before.children].snils.clone();
    let mothers = family.mother().snils.clone();
    let base = 45_000_000 + u64::from(chance.below(9_000_000));
    if word == "snils-of-parent" {
        let pupil = family.pupil();
        pupil.snils = mothers;
        pupil.expected.push(word);
        return;
    }
    let spare =
        school.somebody("Лишн", true, chance).code.trim_start_matches('U').parse::<u64>().unwrap_or(1);
    let mother = family.mother();
    mother.snils = match word {
        "snils-missing" => String::new(),
        "snils-placeholder" => "000-000-000 00".to_owned(),
        "snils-malformed" => format!("{}1", mother.snils),
        "snils-zeros-lost" => number(base, true).replace(['-', ' '], "").trim_start_matches('0').to_owned(),
        "snils-scientific" => "9,01E+10".to_owned(),
        "snils-wrong-digits" => number(901_000_000 + spare, false),
        _ => lent,
    };
    mother.expected.push(word);
}

fn name(word: &'static str, family: &mut Family, school: &mut School, chance: &mut Chance) {
    if matches!(word, "name-yo" | "name-differs") {
        return written_twice(word, family);
    }
    let other = chance.one_of(&STEMS);
    let _ = school;
    let row = family.pupil();
    match word {
        "name-missing" => row.first.clear(),
        "name-undivided" => {
            row.last = format!("{} {} {}", row.last, row.first, row.middle);
            row.first.clear();
            row.middle.clear();
        }
        "name-swapped" => std::mem::swap(&mut row.first, &mut row.last),
        "name-initials" => row.first = row.first.chars().take(1).chain(['.']).collect(),
        "name-latin" => row.last = row.last.replacen('о', "o", 1),
        "name-double-blank" => row.last = format!("{}  {other}", row.last),
        "name-invisible" => {
            row.last.insert(row.last.char_indices().nth(2).map_or(0, |(at, _)| at), '\u{200b}')
        }
        "name-long-dash" => row.last = format!("{}–{other}ов", row.last),
        "name-symbols" => row.last.push('1'),
        "name-case" => row.last = row.last.to_uppercase(),
        "middle-missing" => row.middle.clear(),
        _ => row.middle = "нет".to_owned(),
    }
    row.expected.push(word);
}

/// The mother works at the school, and her row as a teacher has another spelling.
fn written_twice(word: &'static str, family: &mut Family) {
    let mother = family.mother();
    let mut teacher =
        Row {
            role: "учитель", children: String::new(), code: format!("{}T", mother.code), ..mother.clone()
        };
    if word == "name-yo" {
        mother.last = "Королёва".to_owned();
        teacher.last = "Королева".to_owned();
    } else {
        teacher.last = format!("{}ская", teacher.last.trim_end_matches("ова"));
    }
    teacher.readiness.clear();
    teacher.expected.push(word);
    family.rows.push(teacher);
}

fn gender(word: &'static str, family: &mut Family) {
    let row = family.pupil();
    row.gender = match (word, row.gender.as_str()) {
        ("gender-unknown", _) => "?".to_owned(),
        (_, "м") => "ж".to_owned(),
        _ => "м".to_owned(),
    };
    row.expected.push(word);
}

fn birth(word: &'static str, family: &mut Family, school: &School) {
    if word == "birth-too-early" {
        let mother = family.mother();
        mother.birth = Some(date(1890, 3, 3));
        mother.expected.push(word);
        return;
    }
    let row = family.pupil();
    row.tells_birthday = false;
    let begins = school.begins();
    match word {
        "birth-missing" => row.birth = None,
        "birth-impossible" => row.birth_text = Some("31.02.2012".to_owned()),
        "birth-future" => row.birth = Some(date(begins.year() + 3, 1, 15)),
        _ => {
            let born = row.birth.unwrap_or(begins);
            row.birth = Some(born.saturating_sub(5.years()));
        }
    }
    row.expected.push(word);
}

fn contact(word: &'static str, family: &mut Family, before: &Family) {
    let lent = &before.rows[before.children];
    let (phone, mail) = (family.mother().phone.clone(), family.mother().mail.clone());
    if word.ends_with("doubled") {
        let father = family.father();
        if word == "phone-doubled" {
            father.phone = phone
        } else {
            father.mail = mail
        }
        father.expected.push(word);
        return;
    }
    let row = family.mother();
    match word {
        "phone-invalid" => row.phone = "8 000 12".to_owned(),
        "phone-shared" => row.phone.clone_from(&lent.phone),
        "mail-invalid" => row.mail = row.mail.replace('@', "(at)"),
        _ => row.mail.clone_from(&lent.mail),
    }
    row.expected.push(word);
}

fn row(word: &'static str, family: &mut Family) {
    if word == "row-unreadable" {
        let row = Row { code: "\"U0".to_owned(), expected: vec![word], ..Row::default() };
        family.rows.push(row);
        return;
    }
    if word == "row-shifted" {
        let row = Row {
            tail: ";лишнее;значение",
            expected: vec![word],
            code: "U0".to_owned(),
            last: "Сдвигов".to_owned(),
            ..Row::default()
        };
        family.rows.push(row);
        return;
    }
    if word == "readiness-unknown" {
        let mother = family.mother();
        mother.readiness = "кажется".to_owned();
        mother.expected.push(word);
        return;
    }
    let row = family.pupil();
    match word {
        "cell-formula" => row.mail = "=1+1".to_owned(),
        "class-missing" => row.class.clear(),
        "class-unknown" => row.class = "Б".to_owned(),
        _ => row.role = "космонавт",
    }
    row.expected.push(word);
}

fn people(word: &'static str, family: &mut Family, school: &mut School, chance: &mut Chance) {
    match word {
        "parent-too-young" => {
            let born = family
                .rows
                .iter()
                .take(family.children)
                .filter_map(|row| row.birth)
                .max()
                .unwrap_or_else(|| school.begins());
            let mother = family.mother();
            mother.birth = Some(born.saturating_sub(10.years()));
            mother.expected.push(word);
        }
        "person-twice" | "namesakes" => {
            let mut again = family.rows[0].clone();
            if word == "namesakes" {
                let other = school.somebody("Другой", true, chance);
                (again.code, again.snils, again.phone, again.mail) =
                    (other.code, other.snils, other.phone, other.mail);
                let at = family.children;
                family.rows[at].children = format!("{}, {}", family.rows[at].children, again.code);
            } else {
                again.code.push('D');
            }
            again.expected.push(word);
            family.rows.push(again);
        }
        "pupil-without-parent" => {
            let mut alone = school.somebody("Один", true, chance);
            alone.role = "ученик";
            alone.class = "10А".to_owned();
            alone.birth = Some(date(school.begins().year() - 16, 5, 5));
            alone.expected.push(word);
            family.rows.push(alone);
        }
        "no-way-in" => {
            // One parent, whose number is missing.
            let mut child = school.somebody("Малол", true, chance);
            child.role = "ученик";
            child.class = "2А".to_owned();
            child.birth = Some(date(school.begins().year() - 8, 5, 5));
            child.expected.push(word);
            let mut parent = school.somebody("Малол", false, chance);
            parent.role = "родитель";
            parent.birth = Some(date(1985, 5, 5));
            parent.children = child.code.clone();
            parent.snils.clear();
            parent.expected.push("snils-missing");
            family.rows.extend([child, parent]);
        }
        _ => {
            let mut parent = school.somebody("Бездет", false, chance);
            parent.role = "родитель";
            parent.birth = Some(date(1985, 5, 5));
            parent.expected.push("parent-without-pupil");
            if word == "child-not-found" {
                parent.children = "U0-нет".to_owned();
                parent.expected.push(word);
            }
            family.rows.push(parent);
        }
    }
}
