//! Owns the diary's side of a rehearsal: the list as a school of the built-in diary.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::Offset;
use rehearse::account::Account;
use rehearse::member::{self, Entered, Member};

use crate::bench::halt::Halt;
use crate::diary::School;
use crate::diary::roster::{Credentials, FullName, Place, Pupil, Role, User};
use crate::diary::snils::Snils;
use crate::rehearse::cast::Cast;
use crate::rehearse::portal::{PASSWORD, spelt};

/// The id of a user, and the login of its password.
pub(crate) fn user_id(index: u32) -> String {
    format!("u{index}")
}

/// The id of a pupil.
pub(crate) fn pupil_id(index: u32) -> String {
    format!("p{index}")
}

/// The users as a school.
pub(crate) fn school(cast: &Cast<'_>, users: &BTreeSet<u32>, offset: Offset) -> Result<School, Halt> {
    let place = Place { id: "school".to_owned(), name: "Школа репетиции".to_owned() };
    let pupils = users.iter().filter(|index| cast.is_pupil(**index));
    Ok(School {
        name: place.name.clone(),
        region: "Репетиция".to_owned(),
        offset,
        schools: vec![place],
        pupils: pupils.map(|index| pupil(cast, *index)).collect::<Result<_, _>>()?,
        users: users.iter().map(|index| user(cast, users, *index)).collect::<Result<_, _>>()?,
        marks: Vec::new(),
    })
}

fn pupil(cast: &Cast<'_>, index: u32) -> Result<Pupil, Halt> {
    let (member, account) = (cast.school.member(index), cast.forecast.account(index));
    Ok(Pupil {
        id: pupil_id(index),
        school: "school".to_owned(),
        name: name(cast, index),
        birth_date: birth_date(member, account),
        class: cast.school.classes[member.class as usize].clone(),
        snils: snils(member)?,
    })
}

fn birth_date(member: &Member, account: &Account) -> Date {
    member.born.unwrap_or(account.born)
}

fn user(cast: &Cast<'_>, users: &BTreeSet<u32>, index: u32) -> Result<User, Halt> {
    let member = cast.school.member(index);
    let pupils: Vec<u32> = match member.role {
        member::Role::Pupil => vec![index],
        member::Role::Parent => cast.school.children(index).collect(),
        member::Role::Teacher => cast.school.pupils_of(member.school, member.class).collect(),
        member::Role::Administrator => Vec::new(),
    };
    Ok(User {
        id: user_id(index),
        school: "school".to_owned(),
        name: Some(name(cast, index)),
        role: role(member.role),
        snils: snils(member)?,
        birth_date: member.born.filter(|_| cast.is_pupil(index)),
        joined: member.joined,
        activated: cast.forecast.is_activated(index),
        password: Some(Credentials::new(&user_id(index), PASSWORD)),
        sees: pupils.into_iter().filter(|pupil| users.contains(pupil)).map(pupil_id).collect(),
    })
}

fn name(cast: &Cast<'_>, index: u32) -> FullName {
    let written = cast.written(index);
    FullName {
        last: written.last,
        first: written.first,
        middle: Some(written.middle).filter(|middle| !middle.is_empty()),
    }
}

/// What the diary's administrator could enter: nothing that is no number.
fn snils(member: &Member) -> Result<Option<Snils>, Halt> {
    let Entered::Number(number) = member.snils else { return Ok(None) };
    let broken = |error| Halt::Broken(format!("row {}: {error}", member.row));
    Snils::parse(&spelt(number)).map(Some).map_err(broken)
}

fn role(role: member::Role) -> Role {
    match role {
        member::Role::Pupil => Role::Pupil,
        member::Role::Parent => Role::Parent,
        member::Role::Teacher => Role::Teacher,
        member::Role::Administrator => Role::Administrator,
    }
}
