//! Owns the administrator's desk: everyone of the school, and the door for newcomers.

pub(crate) mod person;
pub(crate) mod pupil;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

use crate::diary::admission;
use crate::diary::pages::answer::{inside, page, refuse, see};
use crate::diary::pages::visitor::Visitor;
use crate::diary::people::Newcomer;
use crate::diary::refusal::Refusal;
use crate::diary::roster::{FullName, Pupil, Role, User};
use crate::diary::snils::Snils;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/admin.html")]
struct AdminPage<'p> {
    school: &'p str,
    people: Vec<User>,
    pupils: Vec<&'p Pupil>,
    /// What the portal has against the diary.
    complaints: Vec<&'static str>,
}

/// Someone new, as the form says.
#[derive(Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    pub(crate) role: String,
    #[serde(default)]
    pub(crate) last_name: String,
    #[serde(default)]
    pub(crate) first_name: String,
    #[serde(default)]
    pub(crate) middle_name: String,
    #[serde(default)]
    pub(crate) snils: String,
    #[serde(default)]
    pub(crate) pupil: String,
}

/// The desk.
pub(crate) async fn show(world: Data<World>, visitor: Visitor) -> HttpResponse {
    let administrator = match administrator(&world, &visitor) {
        Ok(administrator) => administrator,
        Err(answer) => return answer,
    };
    let people = world.people.all(|user| user.school == administrator.school);
    let pupils = world.school.pupils.iter().filter(|pupil| pupil.school == administrator.school).collect();
    let (school, complaints) = (world.school.school_name(&administrator.school), world.complaints.all());
    page(StatusCode::OK, &AdminPage { school, people, pupils, complaints })
}

/// Adds a user. The owner has to activate the profile.
pub(crate) async fn add(world: Data<World>, visitor: Visitor, entry: Form<Entry>) -> HttpResponse {
    let administrator = match administrator(&world, &visitor) {
        Ok(administrator) => administrator,
        Err(answer) => return answer,
    };
    match newcomer(&world, &administrator, &entry) {
        Ok(newcomer) => see(&format!("/admin/people/{}", world.people.add(newcomer))),
        Err(refusal) => refuse(&world, &refusal, true),
    }
}

fn newcomer(world: &World, administrator: &User, entry: &Entry) -> Result<Newcomer, Refusal> {
    let unfit = |why: &str| Refusal::EntryUnfit { why: why.to_owned() };
    let role = Role::named(&entry.role).ok_or_else(|| unfit("Выберите роль."))?;
    let own = |pupil: &&Pupil| pupil.id == entry.pupil && pupil.school == administrator.school;
    let pupil = world.school.pupils.iter().find(own);
    if pupil.is_none() && matches!(role, Role::Parent | Role::Pupil) {
        return Err(unfit("Выберите ученика."));
    }
    Ok(Newcomer {
        school: administrator.school.clone(),
        role,
        name: Some(entry.name()?),
        snils: entry.snils()?,
        birth_date: pupil.filter(|_| role == Role::Pupil).map(|pupil| pupil.birth_date),
        joined: admission::today(world),
        activated: false,
        sees: pupil.map(|pupil| pupil.id.clone()).into_iter().collect(),
    })
}

impl Entry {
    /// The name as it was typed: how far spelling matters is the policy's to say.
    pub(crate) fn name(&self) -> Result<FullName, Refusal> {
        if self.last_name.trim().is_empty() || self.first_name.trim().is_empty() {
            return Err(Refusal::EntryUnfit { why: "Укажите фамилию и имя.".to_owned() });
        }
        let middle = Some(self.middle_name.clone()).filter(|middle| !middle.trim().is_empty());
        Ok(FullName { last: self.last_name.clone(), first: self.first_name.clone(), middle })
    }

    /// The number, if one was typed in.
    pub(crate) fn snils(&self) -> Result<Option<Snils>, Refusal> {
        if self.snils.trim().is_empty() {
            return Ok(None);
        }
        let unfit = |_| Refusal::EntryUnfit {
            why: "СНИЛС введён с ошибкой: проверьте цифры.".to_owned()
        };
        Snils::parse(&self.snils).map(Some).map_err(unfit)
    }
}

/// The administrator who is in, or the answer for anybody else.
fn administrator(world: &World, visitor: &Visitor) -> Result<User, HttpResponse> {
    match inside(world, visitor)? {
        (user, _) if user.role == Role::Administrator => Ok(user),
        _ => Err(refuse(world, &Refusal::NotYourRole, true)),
    }
}
